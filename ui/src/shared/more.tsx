// What a list leaves out at first: said with its number, and shown when one asks for it.
import { type ReactNode, useState } from 'react';

interface Props {
  /** How many are left out; at none nothing is shown. */
  count: number;
  label: (count: number) => string;
  children: ReactNode;
}

export function More({ count, label, children }: Props) {
  const [open, setOpen] = useState(false);
  if (count <= 0) return null;
  if (open) return children;
  return (
    <button type="button" className="plain-link more" onClick={() => setOpen(true)}>
      {label(count)}
    </button>
  );
}
