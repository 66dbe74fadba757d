// F1 and ?: what this page is for, how to begin, the keys, what the words mean, and where the data lie.
import { Modal } from 'antd';
import { type TextKey, t } from '../i18n';
import { Keys } from './key-list';
import { useLibrary } from './library';
import type { Route } from './route';
import { Scroll } from './scroll';
import { Tag, type Tone } from './status';
import './help.css';

const words: [TextKey, TextKey, Tone][] = [
  ['documents.draft', 'help.draft', 'warn'],
  ['documents.final', 'help.final', 'good'],
  ['documents.stale', 'help.stale', 'bad'],
  ['deadline.provisional', 'help.provisional', 'warn'],
  ['help.pending-word', 'help.pending', 'warn'],
];

/** The text on the page in sight. */
function here(route: Route): TextKey {
  return route.page === 'case' ? `help.here.${route.view}` : `help.here.${route.page}`;
}

export function Help({ route, onClose }: { route: Route; onClose: () => void }) {
  const { settings } = useLibrary();
  return (
    <Modal open title={t('help')} footer={null} onCancel={onClose} width={760} className="help">
      <Scroll className="help-body" label={t('help')}>
        <section>
          <h2>{t('help.here')}</h2>
          <p>{t(here(route))}</p>
        </section>
        <section>
          <h2>{t('help.begin')}</h2>
          <ol>
            {(['1', '2', '3', '4'] as const).map((step) => (
              <li key={step}>
                <strong>{t(`first.step${step}`)}</strong>　{t(`first.step${step}-text`)}
              </li>
            ))}
          </ol>
          <p>{t('help.sample')}</p>
        </section>
        <section>
          <h2>{t('settings.keys')}</h2>
          <Keys />
        </section>
        <section>
          <h2>{t('help.words')}</h2>
          <dl className="help-words">
            {words.map(([word, meaning, tone]) => (
              <div key={word}>
                <dt>
                  <Tag tone={tone}>{t(word)}</Tag>
                </dt>
                <dd>{t(meaning)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h2>{t('help.where')}</h2>
          <dl className="help-places">
            <div>
              <dt>{t('settings.data-folder')}</dt>
              <dd>{settings.data_folder}</dd>
            </div>
            <div>
              <dt>{t('settings.output')}</dt>
              <dd>{settings.output_folder || t('documents.no-folder')}</dd>
            </div>
          </dl>
          <p>{t('help.backups')}</p>
        </section>
      </Scroll>
    </Modal>
  );
}
