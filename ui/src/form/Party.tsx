/**
 * A party or bank account: its parts in one group, each a control of its own, committed together as one value.
 * Parties of the 单位库 are offered; taking one over replaces all parts at once.
 */
import { useId, useState } from 'react';
import type { FieldControlProps, Json } from './contract';
import { FieldControl } from './FieldControl';
import { Frame, ownProblems, useIds } from './Frame';
import { asObject, withoutBlanks } from './json';
import { PartyPicker } from './PartyPicker';
import { useLocalValue } from './useLocalValue';
import { words } from './words';

export function Party(props: FieldControlProps) {
  const { field, path, language, partySuggestions = [], onSaveParty, readOnly } = props;
  const w = words(language);
  const ids = useIds();
  const headingId = useId();
  const local = useLocalValue(props.value, props.epoch, (value) => props.onCommit(path, value));
  const [taken, setTaken] = useState(0);
  const parts = asObject(local.value);
  const columns = new Set(field.columns.map((column) => column.key));

  const commitPart = (key: string, value: Json) =>
    local.put(withoutBlanks({ ...asObject(local.latest()), [key]: value }));
  const take = (value: Record<string, string>) => {
    const known = Object.entries(value).filter(([key]) => columns.has(key));
    local.put(withoutBlanks({ ...asObject(local.latest()), ...Object.fromEntries(known) }));
    setTaken((n) => n + 1); // the parts take over what was chosen, whatever they were waiting for
  };

  const offered = field.kind === 'party' && !readOnly ? partySuggestions : [];
  const name = typeof parts.name === 'string' ? parts.name.trim() : '';
  // A unit that came with the program (below zero) holds a name alone: there is something to save.
  const twin = offered.find((party) => party.id > 0 && party.value.name === name && name !== '');
  const lacking = twin ? Object.keys(twin.value).filter((key) => columns.has(key) && parts[key] === undefined) : [];

  return (
    <Frame props={props} ids={ids} problems={ownProblems(props, null)} group room="wide">
      <div className="cj-party-tools" id={headingId}>
        {offered.length > 0 && <PartyPicker parties={offered} label={field.label} language={language} onTake={take} />}
        {twin && lacking.length > 0 && (
          <button
            type="button"
            className="cj-link"
            onClick={() => take(Object.fromEntries(lacking.map((key) => [key, twin.value[key] ?? ''])))}
          >
            {w.knownParty(name)}，{w.fillRest}
          </button>
        )}
        {onSaveParty && name !== '' && !twin && field.kind === 'party' && !readOnly && (
          <button type="button" className="cj-link" onClick={() => onSaveParty(texts(asObject(local.latest())))}>
            {w.saveParty}
          </button>
        )}
      </div>
      <div className="cj-form cj-form--parts">
        {field.columns.map((column) => (
          <FieldControl
            {...props}
            key={column.key}
            field={column}
            path={`${path}.${column.key}`}
            value={parts[column.key]}
            epoch={(props.epoch ?? 0) * 1000 + taken}
            onCommit={(_, value) => commitPart(column.key, value)}
          />
        ))}
      </div>
    </Frame>
  );
}

function texts(object: { [key: string]: Json }): Record<string, string> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, String(value ?? '')]));
}
