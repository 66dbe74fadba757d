// A box that scrolls, reachable and named for those who scroll by keyboard.
import type { ReactNode } from 'react';

export function Scroll({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard cannot scroll it
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
