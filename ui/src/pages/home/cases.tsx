// The list of cases; only the rows in sight are in the page, so ten thousand scroll like ten.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Dropdown, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { t } from '../../i18n';
import { type CaseSummary, ipc } from '../../ipc';
import { CopyCase } from '../../shared/copy-case';
import { daysLeft } from '../../shared/days';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { printDate, printStamp } from '../../shared/print';
import { printRoute } from '../../shared/route';
import { Progress, Tag } from '../../shared/status';

interface Props {
  rows: CaseSummary[];
  query: string;
  onChanged: () => void;
}

const rowHeight = 74;
/** Up to here all rows are drawn: no virtual list is needed, and a search in the page finds every one. */
const plainUpTo = 40;

export function CaseList({ rows, query, onChanged }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  if (rows.length === 0) {
    return <p className="empty">{query ? t('home.not-found', { query }) : t('home.no-cases')}</p>;
  }
  if (rows.length <= plainUpTo) {
    return (
      <ul className="case-rows">
        {rows.map((row) => (
          <CaseRow key={row.id} row={row} onChanged={onChanged} />
        ))}
      </ul>
    );
  }
  return (
    <div className="case-scroll" ref={box}>
      <ul className="case-rows virtual" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row && <CaseRow key={row.id} row={row} onChanged={onChanged} top={item.start} />;
        })}
      </ul>
    </div>
  );
}

function CaseRow({ row, onChanged, top }: { row: CaseSummary; onChanged: () => void; top?: number }) {
  const { ask, attempt, write } = useDialog();
  const [copying, setCopying] = useState(false);
  const [renaming, setRenaming] = useState(false);

  const act = async (key: string) => {
    if (key === 'rename') setRenaming(true);
    if (key === 'archive') {
      await attempt(() => ipc.archiveCase(row.id, !row.archived));
      onChanged();
    }
    if (key === 'copy') setCopying(true);
    if (key === 'export') await write(() => ipc.exportCase(row.id));
    if (key === 'log') await write(() => ipc.exportLog(row.id));
    if (
      key === 'delete' &&
      (await ask(t('case.delete'), t('case.delete-text', { title: row.title }), t('delete'), true))
    ) {
      await attempt(() => ipc.deleteCase(row.id));
      onChanged();
    }
  };

  return (
    <li
      className="case-row"
      data-case={row.id}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
    >
      <div className="case-name">
        <Tag tone="primary">{row.procedure_short}</Tag>
        <a href={printRoute({ page: 'case', id: row.id, view: 'section' })}>{row.title}</a>
      </div>
      <div className="case-state">
        {row.damaged || !row.usable ? (
          <span className="case-errors">{t(row.damaged ? 'case.damaged' : 'case.unusable')}</span>
        ) : (
          <Progress done={row.done} total={row.total} />
        )}
        <span className="case-stage">{row.stage}</span>
        {row.errors > 0 && <span className="case-errors">{t('case.errors', { count: row.errors })}</span>}
        {row.warnings > 0 && <span className="case-warnings">{t('case.warnings', { count: row.warnings })}</span>}
      </div>
      <div className="case-next">
        {row.next_deadline?.due ? (
          <>
            <span className="case-next-label">{row.next_deadline.label}</span>
            <span className={row.next_deadline.state === 'overdue' ? 'bad-text' : undefined}>
              {printDate(row.next_deadline.due)}　{daysLeft(row.next_deadline)}
            </span>
          </>
        ) : (
          <span className="muted">{t('case.changed-at', { at: printStamp(row.updated_at) })}</span>
        )}
      </div>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'rename', label: t('case.rename') },
            { key: 'copy', label: t('copy') },
            { key: 'export', label: t('case.export') },
            { key: 'log', label: t('case.log') },
            { key: 'archive', label: row.archived ? t('case.unarchive') : t('case.archive') },
            { key: 'delete', label: t('case.delete'), danger: true },
          ],
          onClick: ({ key }) => void act(key),
        }}
      >
        <Button type="text" aria-label={t('case.actions', { title: row.title })} icon={<Icon name="menu" />} />
      </Dropdown>
      {copying && <CopyCase id={row.id} title={row.title} onClose={() => setCopying(false)} />}
      {renaming && (
        <Rename
          row={row}
          onClose={(changed) => {
            setRenaming(false);
            if (changed) onChanged();
          }}
        />
      )}
    </li>
  );
}

function Rename({ row, onClose }: { row: CaseSummary; onClose: (changed: boolean) => void }) {
  const [title, setTitle] = useState(row.title);
  const { attempt } = useDialog();
  const save = async () => {
    if (title.trim() === '') return;
    await attempt(() => ipc.renameCase(row.id, title.trim()));
    onClose(true);
  };
  return (
    <Modal
      open
      title={t('case.rename')}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={save}
      onCancel={() => onClose(false)}
    >
      <Input
        aria-label={t('case.title')}
        maxLength={100}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onPressEnter={(event) => !event.nativeEvent.isComposing && void save()}
      />
    </Modal>
  );
}
