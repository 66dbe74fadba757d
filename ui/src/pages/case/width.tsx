// The edge between the section and the panel: to be dragged, or moved with the arrow keys.
import { useState } from 'react';
import { t } from '../../i18n';

const least = 300;
const greatest = 720;

export function useWidth() {
  const [width, set] = useState(() => {
    const kept = Number(window.localStorage?.getItem('panel-width'));
    return kept >= least && kept <= greatest ? kept : window.innerWidth >= 1700 ? 520 : 372;
  });
  const setWidth = (next: number) => {
    const bounded = Math.round(Math.min(Math.max(next, least), greatest));
    set(bounded);
    window.localStorage?.setItem('panel-width', String(bounded));
  };
  return { width, setWidth };
}

export function Width({ width, onChange }: { width: number; onChange: (width: number) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves has no element of its own
    <div
      className="edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('side.width')}
      aria-valuemin={least}
      aria-valuemax={greatest}
      aria-valuenow={width}
      tabIndex={0}
      onKeyDown={(event) => {
        const step = { ArrowLeft: 24, ArrowRight: -24 }[event.key];
        if (step) {
          event.preventDefault();
          onChange(width + step);
        }
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onChange(window.innerWidth - event.clientX);
      }}
    />
  );
}
