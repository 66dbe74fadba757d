/** How the file is read: sheet, rows of the header, hidden rows, and where the rows go. */
import { Checkbox, InputNumber, Radio, Select } from 'antd';
import { t } from '../../../i18n';
import type { ImportView, PlanRequest } from '../../../ipc';

interface Props {
  view: ImportView;
  busy: boolean;
  replan(change: Partial<PlanRequest>): void;
}

export function Reading({ view, busy, replan }: Props) {
  const [from, to] = view.header ?? [1, 1];
  const header = (next: [number, number]) => {
    if (next[0] >= 1 && next[1] >= next[0]) replan({ header: next });
  };
  return (
    <div className="cj-import-reading">
      {view.sheets.length > 1 && (
        <div className="cj-import-setting">
          <span id="cj-import-sheet">{t('import.sheet')}</span>
          <Select
            size="small"
            aria-labelledby="cj-import-sheet"
            value={view.sheet}
            disabled={busy}
            popupMatchSelectWidth={false}
            options={view.sheets.map((sheet) => ({
              value: sheet.name,
              label: sheet.hidden ? t('import.sheet-hidden', { name: sheet.name }) : sheet.name,
            }))}
            onChange={(sheet: string) => replan({ sheet })}
          />
        </div>
      )}
      <div className="cj-import-setting">
        <span>{t('import.header')}</span>
        <InputNumber
          key={`from ${from}`}
          size="small"
          aria-label={t('import.header-from')}
          min={1}
          defaultValue={from}
          changeOnWheel={false}
          disabled={busy}
          onBlur={(event) => {
            const next = Number(event.target.value);
            if (next !== from) header([next, Math.max(next, to - from + next)]);
          }}
        />
        <span>{t('import.header-rows')}</span>
        <InputNumber
          key={`to ${to}`}
          size="small"
          aria-label={t('import.header-to')}
          min={1}
          defaultValue={to}
          changeOnWheel={false}
          disabled={busy}
          onBlur={(event) => {
            const next = Number(event.target.value);
            if (next !== to) header([Math.min(from, next), next]);
          }}
        />
        <span>{t('import.header-end')}</span>
      </div>
      {(view.hidden > 0 || !view.hidden_rows) && (
        <Checkbox
          checked={view.hidden_rows}
          disabled={busy}
          onChange={(event) => replan({ hidden_rows: event.target.checked })}
        >
          {view.hidden > 0 ? t('import.hidden-count', { count: view.hidden }) : t('import.hidden-rows')}
        </Checkbox>
      )}
      {view.existing > 0 && (
        <Radio.Group
          aria-label={t('import.place')}
          value={view.append}
          disabled={busy}
          options={[
            { value: false, label: t('import.replace', { count: view.existing }) },
            { value: true, label: t('import.append', { count: view.existing }) },
          ]}
          onChange={(event) => replan({ append: event.target.value })}
        />
      )}
    </div>
  );
}
