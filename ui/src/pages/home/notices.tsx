// What was found about the data when they were opened, said once on the first page.
import { useState } from 'react';
import { t } from '../../i18n';
import { ipc, type NoticeView } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { useLoaded } from '../../shared/use-loaded';

/** Read and put away until the program is started again. */
const away = new Set<string>();

const texts = {
  replaced: 'notice.replaced',
  foreign_log: 'notice.foreign-log',
  lost: 'notice.lost',
  damaged: 'notice.damaged',
  rebuilt: 'notice.rebuilt',
} as const;

export function Notices({ watch }: { watch: unknown }) {
  const { value } = useLoaded(() => ipc.notices(), watch);
  const [, redraw] = useState(0);
  const { attempt, told } = useDialog();
  const name = (notice: NoticeView) => `${notice.kind} ${notice.detail}`;
  const salvage = async () => {
    const place = await attempt(() => ipc.salvage());
    if (place) told(t('start.salvaged', { place }));
  };
  const shown = (value ?? []).filter((notice) => !away.has(name(notice)));
  if (shown.length === 0) return null;
  return (
    <div className="home-notices">
      {shown.map((notice) => (
        <div key={name(notice)} className="refused" role="alert" data-notice={notice.kind}>
          <Icon name={notice.kind === 'rebuilt' ? 'notice' : 'warning'} />
          <div>
            <p>{t(texts[notice.kind], { count: notice.count, detail: notice.detail })}</p>
            <p className="row">
              {notice.kind === 'damaged' && (
                <button type="button" className="plain-link" onClick={() => void salvage()}>
                  {t('start.salvage')}
                </button>
              )}
              {(notice.kind === 'damaged' || notice.kind === 'lost') && (
                <a href="#/settings">{t('notice.to-backups')}</a>
              )}
              <button
                type="button"
                className="plain-link"
                onClick={() => {
                  away.add(name(notice));
                  redraw((n) => n + 1);
                }}
              >
                {t('notice.read')}
              </button>
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}
