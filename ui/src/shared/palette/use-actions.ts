// What can be done from anywhere, as something to be found: new case, backup, appearance, size, help; and what the
// page in sight offers.
import { t } from '../../i18n';
import { ipc, type SettingsView } from '../../ipc';
import { provided } from '../actions';
import { useDialog } from '../dialog';
import { useLibrary } from '../library';
import { go } from '../route';
import { useZoom } from '../zoom';
import type { Target } from './target';

export function useActions(onHelp: () => void): Target[] {
  const { procedures, settings, setSettings } = useLibrary();
  const { attempt, told } = useDialog();
  const zoom = useZoom();

  const change = async (changes: Partial<Pick<SettingsView, 'language' | 'theme'>>) => {
    const next = await attempt(() => ipc.saveSettings(changes));
    if (next) setSettings(next);
  };
  const action = (id: string, text: string, open: () => void, detail?: string): Target => ({
    id: `action-${id}`,
    group: 'action',
    text,
    detail,
    open,
  });
  const sample = async (slug: string) => {
    const opened = await attempt(() => ipc.createCase(slug, true));
    if (opened) go({ page: 'case', id: opened.id, view: 'section' });
  };
  const take = async () => {
    const opened = await attempt(() => ipc.importCase());
    if (opened) go({ page: 'case', id: opened.id, view: 'section' });
  };
  const copy = async () => {
    const file = await attempt(() => ipc.backupNow());
    if (file) told(t('settings.backed-up', { file }));
  };

  return [
    ...provided().map(({ id, text, run, detail }) => action(id, text, run, detail)),
    ...procedures.map(({ slug, short, title }) =>
      action(`new-${slug}`, t('action.new', { short }), () => go({ page: 'begin', slug }), title),
    ),
    ...procedures
      .filter((procedure) => procedure.has_sample)
      .map(({ slug, short, title }) =>
        action(`sample-${slug}`, t('action.sample', { short }), () => void sample(slug), title),
      ),
    action('import', t('home.import'), () => void take()),
    action('backup', t('settings.backup-now'), () => void copy(), t('settings.backup')),
    action('print', t('action.print'), () => void attempt(() => ipc.printPage())),
    ...(['system', 'light', 'dark'] as const).map((theme) =>
      action(
        `theme-${theme}`,
        t('action.theme', { theme: t(`settings.${theme}`) }),
        () => void change({ theme }),
        theme === settings.theme ? t('action.now') : undefined,
      ),
    ),
    action(
      'language',
      settings.language === 'zh' ? 'English' : '中文',
      () => {
        void change({ language: settings.language === 'zh' ? 'en' : 'zh' });
      },
      t('settings.language'),
    ),
    action('zoom-in', t('action.zoom-in'), () => void zoom('in'), 'Ctrl +'),
    action('zoom-out', t('action.zoom-out'), () => void zoom('out'), 'Ctrl −'),
    action('zoom-reset', t('action.zoom-reset'), () => void zoom('reset'), 'Ctrl 0'),
    action('help', t('help'), onHelp, 'F1'),
  ];
}
