// A document on paper. It lives in a shadow tree of its own: neither do its styles reach the program, nor the
// program's styles it. A frame would do the same, but WebKit drops key and pointer events of sandboxed frames.
import { useEffect, useRef } from 'react';
import style from '../pages/case/preview.css?inline';
import { sanitize } from './sanitize';

interface Props {
  html: string;
  label: string;
  /** Key of the field whose runs are marked and brought into view. */
  active?: string;
  onSource?: (path: string) => void;
}

export function Paper({ html, label, active, onSource }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const page = useRef<HTMLDivElement | null>(null);

  useEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    if (!page.current) {
      const sheet = document.createElement('style');
      sheet.textContent = style;
      page.current = document.createElement('div');
      page.current.className = 'sheet';
      root.replaceChildren(sheet, page.current);
    }
    page.current.replaceChildren(sanitize(html));
  }, [html]);

  useEffect(() => {
    if (!page.current) return;
    for (const run of page.current.querySelectorAll('.active')) run.classList.remove('active');
    if (!active) return;
    const runs = [...page.current.querySelectorAll('[data-source]')].filter((run) => {
      const source = run.getAttribute('data-source') ?? '';
      return source === active || source.startsWith(`${active}.`) || active.startsWith(`${source}.`);
    });
    for (const run of runs) run.classList.add('active');
    bringIntoView(runs[0], host.current);
  }, [active, html]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      ref={host}
      className="paper"
      role="document"
      aria-label={label}
      onClick={(event) => {
        const run = event.nativeEvent
          .composedPath()
          .find((node): node is Element => node instanceof Element && node.hasAttribute('data-source'));
        const source = run?.getAttribute('data-source');
        if (source) onSource?.(source);
      }}
    />
  );
}

/** Scrolls only the box around the paper, never the page itself. */
function bringIntoView(run: Element | undefined, host: HTMLElement | null): void {
  const box = host?.closest('.paper-scroll');
  if (!run || !box) return;
  const { top, bottom } = run.getBoundingClientRect();
  const view = box.getBoundingClientRect();
  if (top >= view.top + 24 && bottom <= view.bottom - 24) return;
  box.scrollTop += top - view.top - view.height / 3;
}
