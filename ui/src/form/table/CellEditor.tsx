/**
 * The input of the active cell. It always has the focus while the table has it, with its text selected: so the
 * first key or the input method's first letter already goes into it. Like every draft it is never written into
 * while somebody types.
 */
import { type MouseEvent, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { FieldView, Language } from '../contract';
import { inputMode } from '../Entry';
import { words } from '../words';

export interface EditorHandle {
  focus(caretAtEnd?: boolean): void;
  /** Ends a composition and hands over what stands in the input. */
  settle(): void;
  /** Hands over what stands in the input, unless a composition is going on. */
  flush(): void;
  /** Back to the text before editing. */
  revert(): void;
  openList(): void;
}

interface EditorProps {
  ref: Ref<EditorHandle>;
  column: FieldView;
  text: string;
  editing: boolean;
  label: string;
  path: string;
  describedBy: string;
  invalid: boolean;
  readOnly: boolean;
  language: Language;
  onEdit: () => void;
  /** The text so far, without what an input method has not handed over. */
  onTyping: (text: string) => void;
  onSettle: (text: string) => void;
  onFocus: () => void;
}

type CellElement = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function CellEditor(props: EditorProps) {
  const { ref, column, text, editing, label, path, describedBy, invalid, readOnly, language } = props;
  const element = useRef<CellElement | null>(null);
  const composing = useRef(false);
  const typed = useRef(false);
  const now = useRef(props);
  now.current = props;

  const settle = useRef(() => {
    composing.current = false;
    if (!typed.current || !element.current) return;
    typed.current = false;
    now.current.onSettle(element.current.value);
  }).current;

  useImperativeHandle(ref, () => ({
    focus(caretAtEnd = false) {
      const target = element.current;
      target?.focus();
      if (!target || target instanceof HTMLSelectElement) return;
      if (caretAtEnd) target.setSelectionRange(target.value.length, target.value.length);
      else target.select();
    },
    settle() {
      if (composing.current) element.current?.blur(); // makes the input method hand over its text
      settle();
    },
    flush() {
      if (!composing.current) settle();
    },
    revert() {
      typed.current = false;
      if (!element.current) return;
      element.current.value = now.current.text;
      if (!(element.current instanceof HTMLSelectElement)) element.current.select();
    },
    openList() {
      const target = element.current;
      if (!(target instanceof HTMLSelectElement) || !('showPicker' in target)) return;
      try {
        target.showPicker();
      } catch {
        // without a recent key or click the engine refuses; Space still opens the list
      }
    },
  }));

  // The cell's text changed from elsewhere (read, undone): shown unless somebody is typing here.
  useLayoutEffect(() => {
    const target = element.current;
    if (!target || typed.current || composing.current || target.value === text) return;
    target.value = text;
    if (document.activeElement === target && !(target instanceof HTMLSelectElement)) target.select();
  }, [text]);

  // Taken away while typing (section left, row removed): what was typed is still handed over.
  useEffect(() => settle, [settle]);

  const common = {
    'data-path': path,
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    defaultValue: text,
    onFocus: () => now.current.onFocus(),
    onBlur: () => {
      if (composing.current) setTimeout(settle, 0);
      else settle();
    },
  };
  const typing = {
    autoComplete: 'off',
    spellCheck: false,
    readOnly,
    onInput: () => {
      typed.current = true;
      now.current.onEdit();
      if (!composing.current && element.current) now.current.onTyping(element.current.value);
    },
    onCompositionStart: () => {
      composing.current = true;
      now.current.onEdit();
    },
    onCompositionEnd: () => {
      composing.current = false;
      typed.current = true;
      if (element.current) now.current.onTyping(element.current.value);
    },
    onMouseDown: (event: MouseEvent) => {
      const target = element.current;
      if (document.activeElement !== target || now.current.editing) return;
      now.current.onEdit();
      // The second half of a double click that made the cell active: go on writing at the end.
      if (event.detail < 2 || !target || target instanceof HTMLSelectElement) return;
      event.preventDefault();
      target.setSelectionRange(target.value.length, target.value.length);
    },
  };
  const take = (node: CellElement | null) => {
    if (node) element.current = node; // kept after unmounting, for the last settling
  };
  if (column.kind === 'choice' || column.kind === 'boolean') {
    const w = words(language);
    const labels = column.kind === 'boolean' ? [w.yes, w.no] : column.options.map((option) => option.label);
    return (
      <select
        {...common}
        ref={take}
        className="cj-cell-input"
        disabled={readOnly}
        onMouseDown={() => now.current.onEdit()}
        onChange={() => {
          typed.current = true;
          settle();
        }}
      >
        <option value="">{editing || text === '' ? w.choose : ''}</option>
        {labels.map((option) => (
          <option key={option}>{option}</option>
        ))}
        {text !== '' && !labels.includes(text) && <option>{text}</option>}
      </select>
    );
  }
  if (column.kind === 'long_text') {
    return <textarea {...common} {...typing} ref={take} className="cj-cell-input" rows={editing ? 4 : 1} />;
  }
  return (
    <input {...common} {...typing} ref={take} className="cj-cell-input" type="text" inputMode={inputMode(column)} />
  );
}
