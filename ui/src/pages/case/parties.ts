// The parties of the 单位库, offered in every party field.
import { useCallback } from 'react';
import { t } from '../../i18n';
import { type FieldView, ipc, type PartyRow } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { useLoaded } from '../../shared/use-loaded';

/** Which kind of party a field asks for; by the keys the procedures use. */
function kindOf(key: string): PartyRow['kind'] {
  if (key === 'donor') return 'donor';
  return key.startsWith('owner') ? 'owner' : 'other';
}

export function useParties() {
  const { value, reload } = useLoaded(() => ipc.parties(), 'parties');
  const { attempt, told } = useDialog();
  const save = useCallback(
    async (field: FieldView, party: Record<string, string>) => {
      const known = value?.find((row) => row.value.name === party.name);
      const kept = await attempt(() =>
        ipc.saveParty({ id: known?.id ?? 0, kind: known?.kind ?? kindOf(field.key), value: party }),
      );
      if (kept) told(t('parties.saved', { name: party.name ?? '' }));
      reload();
    },
    [value, attempt, told, reload],
  );
  return { suggestions: value, save };
}
