/**
 * Which rows of a long table are in the page: those in view and some beyond, in steps of a few rows, so that most steps
 * of scrolling draw nothing and the others only the rows that come in. All rows are equally high.
 */
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

export const ROW_HEIGHT = 34;
/** Tables longer than this have only the rows in view in the page. */
export const VIRTUAL_ABOVE = 50;
/** Rows by which the drawn part moves at a time. */
const STEP = 4;
/** Rows drawn beyond each edge: as many as a quick wheel passes before the next frame. */
const BEYOND = 16;
/** Before the height is known. */
const FEW = 16;

export interface RowsInView {
  /** First row in the page, and the one after the last. */
  first: number;
  end: number;
  onScroll: () => void;
  /** Scrolls as little as shows the row between what stands above and below the rows. */
  show(row: number): void;
}

export function useRowsInView(scroller: RefObject<HTMLElement | null>, count: number): RowsInView {
  const [{ at, room }, set] = useState({ at: 0, room: FEW });

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = Math.floor(element.scrollTop / (ROW_HEIGHT * STEP)) * STEP;
    const rows = Math.max(FEW, Math.ceil(element.clientHeight / ROW_HEIGHT));
    set((now) => (now.at === next && now.room === rows ? now : { at: next, room: rows }));
  }, [scroller]);

  useLayoutEffect(() => {
    look();
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look, scroller]);

  const show = useCallback(
    (row: number) => {
      const element = scroller.current;
      if (!element) return;
      const height = (css: string) => element.querySelector<HTMLElement>(css)?.offsetHeight ?? 0;
      const top = row * ROW_HEIGHT;
      const bottom = top + ROW_HEIGHT + height('.cj-row--head') + height('.cj-row--total') - element.clientHeight;
      if (element.scrollTop > top) element.scrollTop = top;
      else if (element.scrollTop < bottom) element.scrollTop = bottom;
      look();
    },
    [look, scroller],
  );

  return {
    first: Math.max(0, at - BEYOND),
    end: Math.min(count, at + room + STEP + BEYOND),
    onScroll: look,
    show,
  };
}
