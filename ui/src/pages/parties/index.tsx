// 单位库: parties once entered, offered in every case.
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { commitPending, FieldControl, focusPath } from '../../form';
import { currentLanguage, t } from '../../i18n';
import { type FieldView, ipc, type PartyRow } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { Icon } from '../../shared/icon';
import { useProcedures } from '../../shared/library';
import { isRecord } from '../../shared/print';
import { Refused } from '../../shared/refused';
import { useLoaded } from '../../shared/use-loaded';
import './parties.css';

const kinds: PartyRow['kind'][] = ['donor', 'owner', 'other'];

/** The parts of a party, as the first procedure that has one names them. */
function usePartyField(): { field: FieldView; slug: string } | undefined {
  for (const procedure of useProcedures()) {
    const field = procedure.sections
      .flatMap((section) => section.fields)
      .find((candidate) => candidate.kind === 'party');
    if (field) return { field, slug: procedure.slug };
  }
  return undefined;
}

export function Parties() {
  const { value, failure, reload } = useLoaded(() => ipc.parties(), 'parties');
  const party = usePartyField();
  const { ask, attempt } = useDialog();
  const [editing, setEditing] = useState<PartyRow>();

  const remove = async (row: PartyRow) => {
    if (!(await ask(t('parties.delete'), t('parties.delete-text', { name: row.value.name ?? '' }), t('delete'), true)))
      return;
    await attempt(() => ipc.deleteParty(row.id));
    reload();
  };

  return (
    <main className="page" data-panel>
      <div className="page-head">
        <h1 className="grow">{t('nav.parties')}</h1>
        {party && (
          <Button
            type="primary"
            icon={<Icon name="plus" />}
            onClick={() => setEditing({ id: 0, kind: 'other', value: {} })}
          >
            {t('parties.new')}
          </Button>
        )}
      </div>
      <p className="quoted parties-intro">{t('parties.intro')}</p>
      {failure && <Refused failure={failure} onRetry={reload} />}
      {value?.length === 0 && <p className="card empty">{t('parties.none')}</p>}
      {kinds.map((kind) => {
        const rows = (value ?? []).filter((row) => row.kind === kind);
        if (rows.length === 0) return null;
        return (
          <section key={kind} className="card parties-kind" aria-label={t(`parties.${kind}`)}>
            <header className="card-head">
              <h2>{t(`parties.${kind}`)}</h2>
              <span className="muted small">{t('parties.count', { count: rows.length })}</span>
            </header>
            <ul>
              {rows.map((row) => (
                <li key={row.id} className="party-row">
                  <div>
                    <p className="party-name">{row.value.name}</p>
                    <p className="quoted small">
                      {[row.value.uscc, row.value.legal_representative, row.value.address].filter(Boolean).join('　')}
                    </p>
                  </div>
                  <Button
                    size="small"
                    onClick={() => setEditing(row)}
                    aria-label={t('parties.edit-of', { name: row.value.name ?? '' })}
                  >
                    {t('review.change')}
                  </Button>
                  {row.id > 0 ? (
                    <Button
                      size="small"
                      type="text"
                      aria-label={t('parties.delete-of', { name: row.value.name ?? '' })}
                      icon={<Icon name="trash" />}
                      onClick={() => void remove(row)}
                    />
                  ) : (
                    <span className="muted small">{t('parties.preset')}</span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {editing && party && (
        <PartyDialog
          row={editing}
          field={party.field}
          slug={party.slug}
          onClose={(changed) => {
            setEditing(undefined);
            if (changed) reload();
          }}
        />
      )}
    </main>
  );
}

interface DialogProps {
  row: PartyRow;
  field: FieldView;
  slug: string;
  onClose: (changed: boolean) => void;
}

function PartyDialog({ row, field, slug, onClose }: DialogProps) {
  const [kind, setKind] = useState(row.kind);
  const [nameless, setNameless] = useState(false);
  const { attempt } = useDialog();
  const [latest] = useState<{ value: Record<string, string> }>({ value: row.value });
  const [value, setValue] = useState(row.value);

  const save = async () => {
    await commitPending();
    if (!latest.value.name?.trim()) {
      setNameless(true);
      return;
    }
    const kept = await attempt(() => ipc.saveParty({ id: row.id, kind, value: latest.value }));
    if (kept) onClose(true);
  };

  return (
    <Modal
      open
      width={720}
      style={{ top: 40 }}
      afterOpenChange={(opened) => opened && focusPath('party.name')}
      title={row.id ? t('parties.edit') : t('parties.new')}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={() => void save()}
      onCancel={() => onClose(false)}
      mask={{ closable: false }}
    >
      <div className="stack">
        <div className="row">
          {t('parties.kind')}
          <Select
            aria-label={t('parties.kind')}
            value={kind}
            style={{ width: 180 }}
            options={kinds.map((candidate) => ({ value: candidate, label: t(`parties.${candidate}`) }))}
            onChange={setKind}
          />
        </div>
        <FieldControl
          field={{ ...field, key: 'party', label: t('parties.party'), articles: [], hint: undefined, optional: false }}
          path="party"
          scope={`party-${row.id}`}
          value={value}
          problems={nameless ? [{ path: 'party.name', severity: 'error', message: t('parties.nameless') }] : []}
          onCommit={(_, next) => {
            const texts: Record<string, string> = {};
            if (isRecord(next)) for (const [key, text] of Object.entries(next)) texts[key] = String(text ?? '');
            latest.value = texts;
            setValue(texts);
            setNameless(false);
          }}
          readEntry={(path, text) => ipc.readEntry(slug, path.replace(/^party/, field.key), text)}
          language={currentLanguage()}
        />
      </div>
    </Modal>
  );
}
