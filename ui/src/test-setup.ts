// What jsdom lacks and Ant Design asks for. Nothing here changes how our own code behaves.
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// Moments are shown in the zone of the system; the tests are at home in Shenzhen.
process.env.TZ = 'Asia/Shanghai';

afterEach(() => cleanup());

if (typeof window !== 'undefined') {
  window.matchMedia ??= ((query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  })) as typeof window.matchMedia;
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Element.prototype.scrollIntoView ??= () => {};
  // jsdom announces getComputedStyle(…, pseudo) as not implemented on the console each time.
  const computed = window.getComputedStyle.bind(window);
  window.getComputedStyle = (element: Element) => computed(element);
}
