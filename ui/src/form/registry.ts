/**
 * Where the page reaches into the form: focus a control by its path, and commit what is still being typed.
 * Tables register a seeker because their cells are not all in the page at once.
 */

type Seeker = (path: string) => boolean;
type Flush = () => Promise<void> | void;

const seekers = new Map<string, Seeker>();
const flushes = new Set<Flush>();

/** A composite control that finds its own parts; returns the function that takes it off again. */
export function registerSeeker(path: string, seek: Seeker): () => void {
  seekers.set(path, seek);
  return () => {
    if (seekers.get(path) === seek) seekers.delete(path);
  };
}

/** A control that may hold text not yet committed; returns the function that takes it off again. */
export function registerFlush(flush: Flush): () => void {
  flushes.add(flush);
  return () => {
    flushes.delete(flush);
  };
}

/** Commits everything still being typed, e.g. before Ctrl+S, leaving a section or closing the window. */
export async function commitPending(): Promise<void> {
  await Promise.all([...flushes].map((flush) => flush()));
}

const FOCUSABLE = "input:not([type=hidden]):not(:disabled), select, textarea, button, [tabindex='0']";

function focusElement(element: Element): boolean {
  const checked = element.querySelector<HTMLElement>('input[type=radio]:checked');
  const target = element.matches(FOCUSABLE) ? (element as HTMLElement) : (checked ?? element.querySelector(FOCUSABLE));
  if (!(target instanceof HTMLElement)) return false;
  target.scrollIntoView({ block: 'center', inline: 'nearest' });
  target.focus({ preventScroll: true });
  return document.activeElement === target;
}

/**
 * Focuses the control at `path` (`filed_total`, `donor.uscc`, `injections.2.amount`) and brings it into view.
 * Where the part is not there any more, its nearest container takes the focus. False: nothing by that name is shown.
 */
export function focusPath(path: string): boolean {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join('.');
    const seek = seekers.get(prefix);
    if (seek?.(path)) return true;
    if (focusShown(prefix)) return true;
  }
  return false;
}

/** Focuses the control at exactly this path, if it is in the page. */
export function focusShown(path: string): boolean {
  const element = document.querySelector(`[data-path="${path.replace(/["\\]/g, '\\$&')}"]`);
  return element !== null && focusElement(element);
}

/** Focuses the next control after an element and all it holds; false if there is none. */
export function focusAfter(element: Element): boolean {
  for (const next of document.querySelectorAll<HTMLElement>(`${FOCUSABLE}, a[href]`)) {
    const behind = element.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (!behind || element.contains(next) || next.tabIndex < 0 || next.closest('[hidden]')) continue;
    // Not laid out: folded away, or covered by a page that is not shown. Without a layout there is no telling.
    if (typeof next.checkVisibility === 'function' && !next.checkVisibility()) continue;
    if (next instanceof HTMLInputElement && next.type === 'radio' && !next.checked) {
      const group = document.querySelector<HTMLElement>(`input[type=radio][name="${CSS.escape(next.name)}"]:checked`);
      if (group && focusElement(group)) return true;
    }
    if (focusElement(next)) return true;
  }
  return false;
}

const FIELDS = '[data-path] input, input[data-path], textarea[data-path], select[data-path], .cj-empty, .cj-grid';

/** The places of a form in order, one for each control: of radio buttons and ticks the one that Tab reaches. */
function places(root: Element): HTMLElement[] {
  const seen = new Set<Element>();
  const found: HTMLElement[] = [];
  for (const element of root.querySelectorAll<HTMLElement>(FIELDS)) {
    const group = element.closest('.cj-grid') ?? element.closest('.cj-options') ?? element;
    if (seen.has(group) || element.matches(':disabled')) continue;
    seen.add(group);
    const checked = group.querySelector<HTMLElement>('input[type=radio]:checked');
    found.push(
      checked ??
        (group.matches('.cj-grid') ? (group.querySelector<HTMLElement>('[tabindex="0"], input') ?? element) : element),
    );
  }
  return found;
}

/**
 * On with the focus, as Enter does it: to the next control, and after the last one to the button that leads on. False:
 * there is nothing after it.
 */
export function focusNext(from: Element): boolean {
  const root = from.closest('main, [role="dialog"]') ?? document.body;
  const all = places(root);
  const own = from.closest('.cj-options') ?? from;
  const after = all.find(
    (place) => !own.contains(place) && own.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const target = after ?? root.querySelector<HTMLElement>('[data-next]');
  if (!target) return false;
  target.focus();
  if (target instanceof HTMLInputElement && target.type === 'text') target.select();
  return document.activeElement === target;
}

/** The first control of a form. */
export function focusFirst(root: Element): boolean {
  const [first] = places(root);
  first?.focus({ preventScroll: true });
  return first !== undefined;
}
