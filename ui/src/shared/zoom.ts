// How large the page is shown: keys, wheel, the settings page and Ctrl+K all go through here.
import { useCallback, useEffect, useRef } from 'react';
import { t } from '../i18n';
import { ipc } from '../ipc';
import { useDialog } from './dialog';
import { useLibrary } from './library';

export type Zoom = 'in' | 'out' | 'reset' | number;

/** The next size; the ends stay the ends. */
export function nextSize(sizes: number[], now: number, wanted: Zoom): number {
  if (typeof wanted === 'number') return wanted;
  if (wanted === 'reset') return 100;
  if (wanted === 'in') return sizes.find((size) => size > now) ?? now;
  return sizes.filter((size) => size < now).at(-1) ?? now;
}

/** The size asked for last, so that keys pressed faster than the program answers add up. */
let asked: number | undefined;

export function useZoom(): (wanted: Zoom) => Promise<void> {
  const { settings, setSettings } = useLibrary();
  const { attempt, told } = useDialog();
  const latest = useRef({ settings, setSettings, attempt, told });
  latest.current = { settings, setSettings, attempt, told };
  return useCallback(async (wanted) => {
    const { zooms, zoom } = latest.current.settings;
    const percent = nextSize(zooms, asked ?? zoom, wanted);
    asked = percent;
    const next = await latest.current.attempt(() => ipc.saveSettings({ zoom: percent }));
    if (asked !== percent) return;
    asked = undefined;
    if (!next) return;
    latest.current.setSettings(next);
    latest.current.told(t('zoom.now', { percent }), { key: 'zoom', seconds: 2 });
  }, []);
}

/** Lengths of the wheel that make one step: one notch of a mouse. */
const NOTCH = 40;

/** Ctrl and the wheel. */
export function useZoomWheel(zoom: (wanted: Zoom) => Promise<void>): void {
  useEffect(() => {
    let turned = 0;
    const listen = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < NOTCH) return;
      void zoom(turned > 0 ? 'out' : 'in');
      turned = 0;
    };
    window.addEventListener('wheel', listen, { passive: false });
    return () => window.removeEventListener('wheel', listen);
  }, [zoom]);
}
