// What a hand that aims at an element must know: where the element lies, what lies over it, and which panes have to be
// moved by the wheel before it can be pressed. Only looks. What it adds to the page is a listener that counts what
// arrives, so that the driver knows that a press was received and by what.
const [kind, selector, screenWidth] = arguments;

const hand = (window.choujianHand ??= listen());

function listen() {
  const state = { at: [-1, -1], presses: 0, releases: 0, keys: 0, wheels: 0, aim: null, hit: false };
  const own = { capture: true, passive: true };
  addEventListener('pointermove', (event) => (state.at = [event.clientX, event.clientY]), own);
  addEventListener('wheel', () => (state.wheels += 1), own);
  addEventListener(
    'pointerdown',
    (event) => {
      state.presses += 1;
      const by = event.composedPath();
      state.hit = by.includes(state.aim) || by.includes(state.aim?.labels?.[0]);
    },
    own,
  );
  addEventListener('pointerup', () => (state.releases += 1), own);
  return state;
}

/** A tag, its classes and its name: how a message calls an element. */
function nameOf(element) {
  if (!element) return 'nothing';
  const classes = [...element.classList].filter((one) => !/^css-/.test(one)).slice(0, 3);
  const label = element.getAttribute('aria-label') ?? element.dataset?.path ?? '';
  const text = (element.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 24);
  return `${element.localName}${classes.map((one) => `.${one}`).join('')}${label || text ? `“${label || text}”` : ''}`;
}

/** What lies uppermost at a point, inside shadow trees as well. */
function uppermost(x, y) {
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inside = found.shadowRoot.elementFromPoint(x, y);
    if (!inside || inside === found) break;
    found = inside;
  }
  return found;
}

const parentOf = (element) => element.parentElement ?? (element.getRootNode().host || null);
const holds = (outer, inner) => {
  for (let at = inner; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};
const scrolls = (element, axis) => /auto|scroll/.test(getComputedStyle(element)[axis === 'y' ? 'overflowY' : 'overflowX']);
const rest = (element, axis, step) => {
  const [at, most] =
    axis === 'y'
      ? [element.scrollTop, element.scrollHeight - element.clientHeight]
      : [element.scrollLeft, element.scrollWidth - element.clientWidth];
  return step > 0 ? most - at : at;
};

/** The pane that a wheel turned at this point moves. */
function moved(x, y, axis, step) {
  for (let at = uppermost(x, y); at; at = parentOf(at)) {
    if (scrolls(at, axis) && rest(at, axis, step) > 0.5) return at;
  }
  return null;
}

const windowBox = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
const common = (a, b) => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
/** How far a point lies outside a box, on one axis; 0 within. A pixel at the edge counts as outside. */
const beyond = (value, least, most) => (value < least + 1 ? value - least - 1 : value > most - 1 ? value - most + 1 : 0);

/** Those around an element that cut off what reaches out of them, the innermost first. */
function clipping(element) {
  const found = [];
  let fixed = getComputedStyle(element).position === 'fixed';
  for (let at = parentOf(element); at && !fixed; at = parentOf(at)) {
    const style = getComputedStyle(at);
    if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
      const rect = at.getBoundingClientRect();
      const left = rect.left + at.clientLeft;
      const top = rect.top + at.clientTop;
      found.push({ element: at, box: { left, top, right: left + at.clientWidth, bottom: top + at.clientHeight } });
    }
    fixed = style.position === 'fixed';
  }
  return found;
}

/** Whether a bar for scrolling may lie there: over the other one the wheel moves sideways. */
function onBar(x, y) {
  const BAR = 18;
  for (let at = uppermost(x, y); at; at = parentOf(at)) {
    const box = at.getBoundingClientRect();
    const wide = scrolls(at, 'x') && at.scrollWidth > at.clientWidth && y > box.bottom - BAR && y <= box.bottom;
    const high = scrolls(at, 'y') && at.scrollHeight > at.clientHeight && x > box.right - BAR && x <= box.right;
    if (wide || high) return true;
  }
  return false;
}

/** A point of the pane that is in sight and at which the wheel moves this pane and none inside it. */
function handle(pane, box, axis, step, near) {
  const seen = common(box, windowBox);
  const columns = [near[0], ...[0.5, 0.25, 0.75, 0.02, 0.98].map((part) => seen.left + (seen.right - seen.left) * part)];
  const rows = [0.5, 0.25, 0.75, 0.05, 0.95].map((part) => seen.top + (seen.bottom - seen.top) * part);
  for (const x of columns) {
    for (const y of rows) {
      const inside = x > seen.left && x < seen.right && y > seen.top && y < seen.bottom;
      if (inside && !onBar(x, y) && moved(x, y, axis, step) === pane) return [x, y];
    }
  }
  return null;
}

/** Where a thing is drawn: an element, or the last line of a text in it. */
function rectsOf(element, text) {
  if (!text) return [...element.getClientRects()];
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].slice(-1);
}

/** Whether some of it is in sight, with nothing over it: enough to see where the focus is. */
function partly(element, rect) {
  const box = clipping(element).reduce((left, { box: edge }) => common(left, edge), common(rect, windowBox));
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  if (width < Math.min(rect.width, 12) - 1 || height < Math.min(rect.height, 12) - 1) return false;
  return [0.5, 0.15, 0.85].some((part) => {
    const top = uppermost(box.left + width / 2, box.top + height * part);
    return top && (holds(element, top) || holds(top.closest('label'), element));
  });
}

function lookAt({ element, text }) {
  const rects = rectsOf(element, text).filter((rect) => rect.width > 0 && rect.height > 0);
  const shown = rects.length > 0 && getComputedStyle(element).visibility === 'visible';
  if (!shown) return { rank: 0, state: 'hidden', by: '', panes: [] };
  // A link that goes over two lines is pressed on its first.
  const rect = rects[0];
  const point = [rect.left + rect.width / 2, rect.top + rect.height / 2];
  const panes = [];
  let aim = [...point];
  for (const { element: pane, box } of clipping(element)) {
    const dx = beyond(aim[0], box.left, box.right);
    const dy = beyond(aim[1], box.top, box.bottom);
    if (dx || dy) panes.push({ element: pane, box, dx, dy });
    aim = [clamp(aim[0], box.left + 1, box.right - 1), clamp(aim[1], box.top + 1, box.bottom - 1)];
  }
  const out = beyond(aim[0], 0, innerWidth) || beyond(aim[1], 0, innerHeight);
  if (panes.length === 0 && !out) {
    const top = uppermost(...point);
    const own = top && (holds(element, top) || holds(top.closest('label'), element) || (element.localName === 'label' && holds(element, top)));
    if (own) {
      // A menu or dialog that still unfolds moves under the pointer: the press meets it, the release something else.
      const unfolds = document
        .getAnimations()
        .some((one) => one instanceof CSSAnimation && one.playState === 'running' && one.effect?.target?.contains(element));
      // Before the first and after the last picture of it only its class tells.
      const folds = element.closest('[class*="ant-slide-"]');
      if (unfolds || folds) return { rank: 2, state: 'moving', by: nameOf(top), point, panes: [] };
      const off = element.matches(':disabled, [aria-disabled="true"]');
      return { rank: off ? 2 : 4, state: off ? 'disabled' : 'ok', by: nameOf(top), point, panes: [] };
    }
    // Under something that stands still while its own pane moves: away from it.
    const pane = clipping(element).find(({ element: one }) => scrolls(one, 'y') && one.scrollHeight > one.clientHeight);
    const cover = top?.getBoundingClientRect();
    const dy = cover && pane && holds(pane.element, top) ? (cover.top + cover.bottom > pane.box.top + pane.box.bottom ? 40 : -40) : 0;
    const way = dy && handle(pane.element, pane.box, 'y', dy, point);
    return {
      rank: 1,
      state: 'covered',
      by: nameOf(top),
      point,
      panes: way ? [{ name: nameOf(pane.element), dx: 0, dy, axis: 'y', at: way, scroll: scrollOf(pane.element) }] : [],
    };
  }
  const ways = panes.flatMap(({ element: pane, box, dx, dy }) =>
    [
      ['y', dy],
      ['x', dx],
    ]
      .filter(([, need]) => need)
      .map(([axis, need]) => ({
        name: nameOf(pane),
        dx,
        dy,
        axis,
        at: handle(pane, box, axis, need, point),
        scroll: scrollOf(pane),
      })),
  );
  return { rank: ways.some((way) => way.at) ? 3 : 1, state: 'outside', by: nameOf(panes[0]?.element), point, panes: ways };
}

const scrollOf = (pane) => [Math.round(pane.scrollLeft), Math.round(pane.scrollTop)];

function candidates() {
  if (kind === 'end') return [window.choujianEnds[Number(selector)]];
  if (kind === 'css') return [...document.querySelectorAll(selector)].map((element) => ({ element }));
  if (kind === 'focus') {
    const at = document.activeElement;
    return at && at !== document.body ? [{ element: at }] : [];
  }
  const found = document.evaluate(selector, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return Array.from({ length: found.snapshotLength }, (_, index) => ({ element: found.snapshotItem(index) }));
}

const all = candidates().slice(0, 60);
let best = null;
for (const thing of all) {
  const look = lookAt(thing);
  if (!best || look.rank > best.rank) best = { ...look, ...thing };
  if (best.rank === 4) break;
}
hand.aim = best?.element ?? null;
if (!best) return { state: 'missing', by: '', panes: [], wheels: hand.wheels };
// From points of the page to pixels of the screen: the page may be zoomed.
const screen = ([x, y]) => [Math.round((x * screenWidth) / innerWidth), Math.round((y * screenWidth) / innerWidth)];
return {
  state: best.state,
  name: nameOf(best.element),
  by: best.by,
  point: best.point ? screen(best.point) : null,
  wheels: hand.wheels,
  shown: rectsOf(best.element).some((rect) => rect.height > 0 && partly(best.element, rect)),
  focused: best.element === document.activeElement || best.element.contains(document.activeElement),
  panes: best.panes.map((pane) => ({
    name: pane.name,
    axis: pane.axis,
    need: Math.round(pane.axis === 'y' ? pane.dy : pane.dx),
    at: pane.at && screen(pane.at),
    scroll: pane.scroll,
  })),
};
