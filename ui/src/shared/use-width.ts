// The width of an element in CSS pixels, as it is now: for what is drawn to measure rather than stretched.
import { type RefObject, useEffect, useRef, useState } from 'react';

export function useWidthOf<E extends HTMLElement>(first: number): [RefObject<E | null>, number] {
  const box = useRef<E>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry?.contentRect.width ?? 0);
      if (now > 0) setWidth(now);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}
