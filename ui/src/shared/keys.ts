// Keyboard: which keys do what everywhere, and moving between the panels of a window.
import { useEffect, useRef } from 'react';

type Name = 'find' | 'save' | 'undo' | 'redo' | 'previous' | 'next' | 'help' | 'larger' | 'smaller' | 'usual';
type Handlers = Partial<Record<Name, () => void>>;

// What a text field held when it was entered: while it differs, Ctrl+Z belongs to the text, not to the case.
const entered = new WeakMap<EventTarget, string>();

if (typeof document !== 'undefined') {
  document.addEventListener('focusin', ({ target }) => {
    if (isText(target)) entered.set(target, target.value);
  });
}

function isText(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function hasOwnUndo(target: EventTarget | null): boolean {
  return isText(target) && target.value !== (entered.get(target) ?? target.value);
}

/** Whether a question mark would be written where the focus is. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) {
    return !['button', 'checkbox', 'radio', 'submit', 'reset'].includes(target.type);
  }
  const element = target instanceof HTMLElement ? target : undefined;
  return Boolean(element && (element.matches('textarea, select') || element.isContentEditable));
}

function isQuestion({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return (key === '?' || key === '？') && !ctrlKey && !altKey && !metaKey;
}

function actionOf(event: KeyboardEvent): keyof Handlers | 'panel' | 'panel-back' | undefined {
  // During composition every key belongs to the input method.
  if (event.isComposing || event.keyCode === 229) return undefined;
  if (event.key === 'F1') return 'help';
  if (isQuestion(event) && !isTyping(event.target)) return 'help';
  if (event.key === 'F6') return event.shiftKey ? 'panel-back' : 'panel';
  if (event.altKey && !event.ctrlKey && event.key === 'ArrowUp') return 'previous';
  if (event.altKey && !event.ctrlKey && event.key === 'ArrowDown') return 'next';
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === '+' || key === '=') return 'larger';
  if (key === '-' || key === '_') return 'smaller';
  if (key === '0') return 'usual';
  if (key === 'k') return 'find';
  if (key === 's') return 'save';
  if (key === 'z' && !hasOwnUndo(event.target)) return event.shiftKey ? 'redo' : 'undo';
  if (key === 'y' && !hasOwnUndo(event.target)) return 'redo';
  return undefined;
}

export function useKeys(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const action = actionOf(event);
      if (!action || action === 'panel' || action === 'panel-back') return;
      const handler = latest.current[action];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** F6 and Shift+F6 go round the elements marked data-panel, to where one last was in each. */
export function usePanels(): void {
  useEffect(() => {
    const last = new WeakMap<Element, HTMLElement>();
    const remember = (event: FocusEvent) => {
      const target = event.target as HTMLElement;
      const panel = target.closest('[data-panel]');
      if (panel && target !== panel) last.set(panel, target);
    };
    const listen = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (action !== 'panel' && action !== 'panel-back') return;
      event.preventDefault();
      const panels = [...document.querySelectorAll<HTMLElement>('[data-panel]')].filter(
        (panel) => !panel.closest('[hidden], [inert]'),
      );
      if (panels.length === 0) return;
      const here = panels.findIndex((panel) => panel.contains(document.activeElement));
      const step = action === 'panel' ? 1 : -1;
      const next = panels[(here + step + panels.length) % panels.length] ?? panels[0];
      if (!next) return;
      const before = last.get(next);
      const target = before?.isConnected
        ? before
        : next.querySelector<HTMLElement>(
            'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex="0"]',
          );
      (target ?? next).focus();
    };
    document.addEventListener('focusin', remember);
    window.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('focusin', remember);
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
