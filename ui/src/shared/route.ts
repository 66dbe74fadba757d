// Where one is, kept in the address after '#', so that back and forward work and a test can jump.
import { useSyncExternalStore } from 'react';

export type CasePage = 'eligibility' | 'section' | 'review' | 'documents' | 'deadlines' | 'views';

export type Route =
  | { page: 'home' }
  | { page: 'begin'; slug: string }
  | { page: 'parties' }
  | { page: 'settings' }
  | {
      page: 'case';
      id: number;
      view: CasePage;
      section?: string;
      field?: string;
      article?: number;
      back?: 'review' | 'documents';
    };

/** A part that is not well formed (typed by hand) counts as not given. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, first, second, third] = path.split('/').map(decode);
  const asked = new URLSearchParams(query);
  if (page === 'begin' && first) return { page: 'begin', slug: first };
  if (page === 'parties' || page === 'settings') return { page };
  if (page === 'case' && Number.isInteger(Number(first)) && Number(first) > 0) {
    const views: CasePage[] = ['eligibility', 'section', 'review', 'documents', 'deadlines', 'views'];
    const view = views.find((candidate) => candidate === second) ?? 'section';
    const back = asked.get('back');
    return {
      page: 'case',
      id: Number(first),
      view,
      section: third || undefined,
      field: asked.get('field') ?? undefined,
      article: Number(asked.get('article')) || undefined,
      back: back === 'review' || back === 'documents' ? back : undefined,
    };
  }
  return { page: 'home' };
}

export function printRoute(route: Route): string {
  switch (route.page) {
    case 'home':
      return '#/';
    case 'begin':
      return `#/begin/${encodeURIComponent(route.slug)}`;
    case 'parties':
    case 'settings':
      return `#/${route.page}`;
    case 'case': {
      const asked = new URLSearchParams();
      if (route.field) asked.set('field', route.field);
      if (route.article) asked.set('article', String(route.article));
      if (route.back) asked.set('back', route.back);
      const section = route.section ? `/${encodeURIComponent(route.section)}` : '';
      const query = asked.size > 0 ? `?${asked}` : '';
      return `#/case/${route.id}/${route.view}${section}${query}`;
    }
  }
}

export function go(route: Route, replace = false): void {
  const hash = printRoute(route);
  if (window.location.hash === hash) {
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    return;
  }
  if (replace) {
    window.history.replaceState(null, '', hash);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else window.location.hash = hash;
}

// A snapshot must stay the same object while nothing changed; each hashchange makes a new one, so that asking for
// the same field twice focuses it twice.
let snapshot: Route = parseRoute(typeof window === 'undefined' ? '' : window.location.hash);
const listeners = new Set<() => void>();

if (typeof window !== 'undefined') {
  window.addEventListener('hashchange', () => {
    snapshot = parseRoute(window.location.hash);
    for (const listener of listeners) listener();
  });
}

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}
