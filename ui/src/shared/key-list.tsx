// The keys that work everywhere, as a list: in the settings and in the help.
import { t } from '../i18n';
import './help.css';

const keys = [
  ['Ctrl K', 'keys.find'],
  ['Ctrl S', 'keys.save'],
  ['Ctrl Z', 'keys.undo'],
  ['Ctrl Shift Z', 'keys.redo'],
  ['F6', 'keys.panels'],
  ['Alt ↑ ↓', 'keys.sections'],
  ['Ctrl + − 0', 'keys.zoom'],
  ['F1', 'keys.help'],
] as const;

export function Keys() {
  return (
    <dl className="keys">
      {keys.map(([combination, text]) => (
        <div key={combination}>
          <dt>
            {combination.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{t(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
