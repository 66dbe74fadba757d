/** The buttons of a table for spreadsheets: import, export, a blank one to be filled in. */

import { t } from '../../../i18n';
import { asFailure, type UnreadView } from '../../../ipc';
import type { FieldView, Language, Spreadsheets } from '../../contract';
import { Icon, type IconName } from '../../Icon';
import { words } from '../../words';
import { ImportDialog } from './ImportDialog';
import { useImport } from './useImport';

interface Props {
  field: FieldView;
  language: Language;
  sheets: Spreadsheets;
  empty: boolean;
  announce(text: string): void;
  /** Text that comes with the next rows and could not be read. */
  unread(cells: UnreadView[]): void;
  /** Hands over what is being typed, so that it is in the file too. */
  settle(): Promise<void>;
}

export function SheetTools({ field, language, sheets, empty, announce, unread, settle }: Props) {
  const w = words(language);
  const work = useImport(field.key, sheets);
  const saved = (file: string | null) => {
    if (file) announce(w.savedTo(file));
  };
  const save = async (command: () => Promise<string | null>) => {
    try {
      await settle();
      saved(await command());
    } catch (cause) {
      announce(asFailure(cause).detail);
    }
  };
  const tool = (icon: IconName, label: string, act: () => void) => (
    <button type="button" className="cj-button" onClick={act}>
      <Icon name={icon} />
      {label}
    </button>
  );
  return (
    <>
      {tool('import', w.fromFile, () => void settle().then(work.begin))}
      {!empty && tool('export', w.toFile, () => void save(() => sheets.save(field.key)))}
      {tool('blank', w.blankFile, () => void save(() => sheets.blank(field.key)))}
      <ImportDialog
        field={field}
        work={work}
        spreadsheets={sheets}
        onUnread={unread}
        onTaken={(count, faulty) =>
          announce(faulty > 0 ? t('import.done-faulty', { count, faulty }) : t('import.done', { count }))
        }
        onSaved={saved}
      />
    </>
  );
}
