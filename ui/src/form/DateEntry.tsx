/** A date: typed like any text, with a calendar beside it for those who would rather point. */
import { useCallback, useRef, useState } from 'react';
import { Calendar } from './Calendar';
import type { FieldControlProps } from './contract';
import { Entry } from './Entry';
import { Icon } from './Icon';
import type { Draft } from './useDraft';
import { words } from './words';

export function DateEntry(props: FieldControlProps) {
  return <Entry {...props} beside={(draft) => (props.readOnly ? null : <Opener props={props} draft={draft} />)} />;
}

function Opener({ props, draft }: { props: FieldControlProps; draft: Draft }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback((focus: boolean) => {
    setOpen(false);
    if (focus) button.current?.focus();
  }, []);
  const value = draft.reading?.ok && typeof draft.reading.value === 'string' ? draft.reading.value : props.value;
  return (
    <span className="cj-calendar-anchor">
      <button
        ref={button}
        type="button"
        className="cj-button cj-button--icon"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={words(props.language).openCalendar(props.field.label)}
        onClick={() => setOpen(!open)}
      >
        <Icon name="calendar" />
      </button>
      {open && (
        <Calendar
          chosen={typeof value === 'string' ? value : null}
          today={props.today ?? null}
          label={props.field.label}
          language={props.language}
          calendarYear={props.calendarYear}
          onClose={close}
          onChoose={(date) => {
            draft.choose(date);
            close(true);
          }}
        />
      )}
    </span>
  );
}
