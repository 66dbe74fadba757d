/** One control for every kind of field; the only door the page needs. */
import { memo } from 'react';
import { AnyOf, BooleanChoice, OneOf } from './Choice';
import type { FieldControlProps } from './contract';
import { DateEntry } from './DateEntry';
import { Entry } from './Entry';
import { Party } from './Party';
import { TableField } from './table/TableField';
import './form.css';
import './table.css';

/** Drawn again only when something it is given has changed. */
export const FieldControl = memo(function FieldControl(props: FieldControlProps) {
  // A control belongs to one path of one case: another path is another control with a draft of its own.
  return <Kind key={`${props.scope ?? ''} ${props.path} ${props.field.kind}`} {...props} />;
});

function Kind(props: FieldControlProps) {
  switch (props.field.kind) {
    case 'text':
    case 'long_text':
    case 'money':
    case 'area':
    case 'decimal':
    case 'percent':
    case 'integer':
      return <Entry {...props} />;
    case 'date':
      return <DateEntry {...props} />;
    case 'boolean':
      return <BooleanChoice {...props} />;
    case 'choice':
      return <OneOf {...props} />;
    case 'choices':
    case 'checklist':
      return <AnyOf {...props} />;
    case 'party':
    case 'bank_account':
      return <Party {...props} />;
    case 'table':
      return <TableField {...props} />;
  }
}
