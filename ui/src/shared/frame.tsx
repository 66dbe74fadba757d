// The bar on top of every page: where one is, the way to the other rooms, and the search over everything.
import { type ReactNode, useState } from 'react';
import { t } from '../i18n';
import { Help } from './help';
import { Icon, type IconName, Seal } from './icon';
import { useKeys, usePanels } from './keys';
import { Palette } from './palette';
import type { Route } from './route';
import { useZoom, useZoomWheel } from './zoom';

const rooms: { page: Route['page']; icon: IconName; text: 'nav.home' | 'nav.parties' | 'nav.settings' }[] = [
  { page: 'home', icon: 'home', text: 'nav.home' },
  { page: 'parties', icon: 'units', text: 'nav.parties' },
  { page: 'settings', icon: 'gear', text: 'nav.settings' },
];

export function Frame({ route, children }: { route: Route; children: ReactNode }) {
  const [finding, setFinding] = useState(false);
  const [helping, setHelping] = useState(false);
  const zoom = useZoom();
  useZoomWheel(zoom);
  useKeys({
    find: () => setFinding(true),
    help: () => setHelping(true),
    larger: () => void zoom('in'),
    smaller: () => void zoom('out'),
    usual: () => void zoom('reset'),
  });
  usePanels();

  return (
    <div className="frame">
      <header className="top-bar" data-panel>
        <a className="brand" href="#/" aria-label={t('brand.home')}>
          <Seal />
          <span className="brand-name">{t('brand')}</span>
        </a>
        <nav aria-label={t('nav')}>
          {rooms.map((room) => (
            <a
              key={room.page}
              href={room.page === 'home' ? '#/' : `#/${room.page}`}
              aria-current={route.page === room.page ? 'page' : undefined}
            >
              <Icon name={room.icon} />
              <span>{t(room.text)}</span>
            </a>
          ))}
        </nav>
        <button type="button" className="find" onClick={() => setFinding(true)}>
          <Icon name="search" />
          <span className="find-text">{t('find.button')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <button type="button" className="help-button" onClick={() => setHelping(true)}>
          <Icon name="help" />
          <span>{t('help')}</span>
          <kbd>F1</kbd>
        </button>
      </header>
      {children}
      {finding && <Palette route={route} onClose={() => setFinding(false)} onHelp={() => setHelping(true)} />}
      {helping && <Help route={route} onClose={() => setHelping(false)} />}
    </div>
  );
}
