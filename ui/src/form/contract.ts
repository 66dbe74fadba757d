/**
 * What a field control is given and what it gives back: the seam between the page and the form.
 *
 * The page keeps the answers and talks to the shell; a control keeps what is being typed. Values travel upwards
 * only as whole field values (`onCommit("donor", {...})`, `onCommit("injections", [...])`), never a keystroke.
 * No rule is evaluated here: reading an entry (`readEntry`) and finding problems are the engine's work.
 */
import type {
  FieldView,
  ImportView,
  Json,
  OfferView,
  OptionView,
  PartyRow,
  PlanRequest,
  Progress,
  Reading,
  UnreadView,
} from '../ipc/bindings';

export type { FieldView, Json, OfferView, OptionView, PartyRow, Reading };

/** Language of the form's own words (buttons, announcements); labels and hints come with the field. */
export type Language = 'zh' | 'en';

export type Severity = 'error' | 'warning' | 'notice';

/** One sentence to be shown under a field or at a cell; the same words as in the summary. */
export interface FieldProblem {
  message: string;
  severity: Severity;
  /** `donor`, `donor.uscc`, `injections`, `injections.2.amount` (rows from 0, as findings write them). */
  path: string;
}

/** One day as the calendar popover marks it. */
export interface CalendarDay {
  /** ISO date. */
  date: string;
  working: boolean;
  /** 春节, 国庆节 …; also on made-up working days where the notice names them. */
  name?: string;
  /** The year has no official notice yet (暂定). */
  provisional?: boolean;
}

/** Text that could not be read: nothing is stored for its path, the text stays on the screen. */
export interface Unread {
  path: string;
  text: string;
  message: string;
}

/** Tables from spreadsheets and to them; files are chosen by the system's dialog, never named here. */
export interface Spreadsheets {
  /** What a chosen file would come to; null if the dialog was closed. Nothing is stored. */
  choose(key: string): Promise<ImportView | null>;
  /** The same file read in another way. */
  plan(request: PlanRequest): Promise<ImportView>;
  /**
   * Stores the rows without an error, or all of them; the control gets them as a new value, and just before it the text
   * that could not be read.
   */
  take(all: boolean, unread: (cells: UnreadView[]) => void): Promise<void>;
  cancel(): Promise<void>;
  /** Where the list of problems was saved, or null. */
  report(): Promise<string | null>;
  /** Where the rows were saved, or null. */
  save(key: string): Promise<string | null>;
  /** Where the workbook to be filled in was saved, or null. */
  blank(key: string): Promise<string | null>;
  onProgress(listener: (progress: Progress) => void): Promise<() => void>;
}

export interface FieldControlProps {
  field: FieldView;
  /** Path of the whole field, e.g. `donor` or `escrow_deposits`; parts add to it (`donor.uscc`, `injections.2.amount`). */
  path: string;
  /** The stored value; null or undefined where there is none. */
  value: Json | undefined;
  /**
   * What is proposed for the field and its parts, by path. A proposal is shown marked and is no answer: it becomes one
   * when the focus enters and leaves, with Enter, or by the button that takes all of a section.
   */
  proposals?: Record<string, OfferView>;
  /** Problems of this field and of its parts; those of other paths are ignored. */
  problems: FieldProblem[];
  /**
   * A whole value of the field at `path` (always the field's own path, for party and table too); null where the
   * answer was emptied or cannot be read. Called on blur, Enter, choice, and for prose also after a short pause.
   */
  onCommit(path: string, value: Json): void;
  /** Something in the field received focus; the path may be a part's (`injections.2.amount`). */
  onFocus?: (path: string) => void;
  /** Reads one entry in the engine. Its path is without row numbers: `filed_total`, `donor.uscc`, `injections.amount`. */
  readEntry(path: string, text: string): Promise<Reading>;
  /** Optional: many readings in one call, for pasting large tables. Answers in the order of the requests. */
  readEntries?: (requests: { path: string; text: string }[]) => Promise<Reading[]>;
  /** What is on the screen but could not be stored (null: it has been settled); for the summary of the page. */
  onUnread?: (path: string, unread: Unread | null) => void;
  /**
   * Raise it whenever the stored answers were replaced from elsewhere (undo, redo, import): the control then takes
   * over `value` even if it was still waiting for a save of its own. Without it, an incoming value that is older
   * than what was committed last is ignored.
   */
  epoch?: number;
  /** Which case this is (its id), so that text not yet readable is kept when the section is left. */
  scope?: string | number;
  /** For what keeps text of its parts itself, as a table does: text put aside before, with which the control begins. */
  typed?: string;
  /** Hears each text typed; null: it has become an answer or was taken away. In place of what is kept by `scope`. */
  onTyping?(text: string | null): void;
  /** Parties of the 单位库 offered in a party field. */
  partySuggestions?: PartyRow[];
  /** Puts the party as entered into the 单位库; the button is shown only if this is given. */
  onSaveParty?: (value: Record<string, string>) => void;
  /** Days of one year for the calendar popover; without it only weekends are marked. */
  calendarYear?: (year: number) => Promise<CalendarDay[]>;
  /** `today` of the case, ISO; the calendar opens there if the field is empty. */
  today?: string;
  language: Language;
  /** Import and export of tables; without it the buttons are not there. */
  spreadsheets?: Spreadsheets;
  /** Shown but not to be changed, with the reason in words. */
  readOnly?: { reason: string };
}
