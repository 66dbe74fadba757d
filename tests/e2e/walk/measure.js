// Measures the page as it stands: which texts and controls lie over each other, which are cut off, and the last control
// and last line of each pane. Only reads; keeps the ends it found, so that the hand can go to them.
const [rootSelector] = arguments;
const LEAST = 3; // pixels of overlap that count, on both axes

const parentOf = (element) => element.parentElement ?? (element.getRootNode().host || null);
const styles = new Map();
const styleOf = (element) => {
  let style = styles.get(element);
  if (!style) styles.set(element, (style = getComputedStyle(element)));
  return style;
};

function nameOf(element) {
  const classes = [...element.classList].filter((one) => !/^css-/.test(one)).slice(0, 2);
  const label = element.getAttribute('aria-label') ?? element.dataset?.path ?? '';
  return `${element.localName}${classes.map((one) => `.${one}`).join('')}${label ? `“${label}”` : ''}`;
}

/** Shown to nobody but a screen reader, or to nobody at all. */
function unseen(element) {
  for (let at = element; at; at = parentOf(at)) {
    const style = styleOf(at);
    if (style.display === 'none' || style.visibility !== 'visible' || Number(style.opacity) === 0) return true;
    if (style.clipPath.startsWith('inset(50%') || (at.hidden && at.localName !== 'details')) return true;
    if (at.localName === 'details' && !at.open && element !== at && !at.querySelector(':scope > summary')?.contains(element)) return true;
  }
  return false;
}

/** All elements, those in shadow trees after their host. */
function* elements(root) {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* elements(element.shadowRoot);
  }
}

const CONTROL = 'a[href], button, input, select, textarea, summary, [role=tab], [role=option], [role=menuitem], [tabindex="0"]';

/** Dialogs and menus lie over the page by intention: only what lies in the uppermost is measured. */
const dialogs = [...document.querySelectorAll('.ant-modal-wrap, .ant-dropdown, .ant-select-dropdown')].filter((one) => !unseen(one) && one.getBoundingClientRect().height > 0);
const top = rootSelector ? document.querySelector(rootSelector) : (dialogs.at(-1) ?? document.body);

const texts = [];
const controls = [];
const range = document.createRange();
for (const element of elements(top)) {
  if (/^(script|style|option|title|desc)$/.test(element.localName) || unseen(element)) continue;
  if (element.matches(CONTROL)) {
    const rect = element.getBoundingClientRect();
    if (rect.width > 0 && rect.height > 0) controls.push({ element, rect });
  }
  for (const node of element.childNodes) {
    if (node.nodeType !== 3 || node.data.trim() === '') continue;
    let rects;
    if (element.closest('svg')) rects = [element.getBoundingClientRect()];
    else {
      range.selectNodeContents(node);
      rects = [...range.getClientRects()];
    }
    for (const rect of rects) if (rect.width > 1 && rect.height > 1) texts.push({ element, node, rect });
  }
}

/** What stands still while the rest scrolls, or lies over it by intention: compared only with what lies in it as well. */
function layerOf(element) {
  for (let at = element; at; at = parentOf(at)) {
    const { position, zIndex } = styleOf(at);
    if (position === 'fixed' || position === 'sticky' || (position === 'absolute' && zIndex !== 'auto')) return at;
  }
  return null;
}

/** The boxes that cut an element off, the innermost first. */
const clips = new Map();
function clipsOf(element) {
  const parent = parentOf(element);
  if (!parent) return [];
  let own = clips.get(parent);
  if (own) return own;
  const style = styleOf(parent);
  const outer = style.position === 'fixed' ? [] : clipsOf(parent);
  own = outer;
  if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
    const rect = parent.getBoundingClientRect();
    const left = rect.left + parent.clientLeft;
    const topmost = rect.top + parent.clientTop;
    const box = { left, top: topmost, right: left + parent.clientWidth, bottom: topmost + parent.clientHeight };
    own = [{ element: parent, style, box }, ...outer];
  }
  clips.set(parent, own);
  return own;
}

const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));
const scrollable = (overflow) => overflow === 'auto' || overflow === 'scroll';

/** By how much the rectangle is cut off where no wheel brings it in sight; undefined where it can be seen. */
function cutBy({ element, rect }) {
  let box = { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom };
  for (const { element: pane, style, box: edge } of clipsOf(element)) {
    const wide = scrollable(style.overflowX);
    const high = scrollable(style.overflowY);
    const sideways = Math.max(edge.left - box.left, box.right - edge.right);
    const upright = Math.max(edge.top - box.top, box.bottom - edge.bottom);
    if (!wide && sideways > 2 && style.textOverflow !== 'ellipsis') return [pane, Math.round(sideways), 'sideways'];
    // The upper and lower edge of a line's box hold no ink.
    if (!high && upright > Math.max(3, rect.height * 0.25)) return [pane, Math.round(upright), 'upright'];
    box = {
      left: clamp(box.left, edge.left, edge.right),
      right: clamp(box.right, edge.left, edge.right),
      top: clamp(box.top, edge.top, edge.bottom),
      bottom: clamp(box.bottom, edge.top, edge.bottom),
    };
  }
  const out = Math.max(-box.left, -box.top, box.right - innerWidth, box.bottom - innerHeight);
  return out > 3 ? [document.documentElement, Math.round(out), 'out of the window'] : undefined;
}

const faults = new Set();
const wordsOf = (text) => `“${text.node.data.trim().replace(/\s+/g, ' ').slice(0, 28)}”`;

// Text that is cut: by a box, by the edge of the picture it stands in, by the control it stands on.
for (const text of texts) {
  const cut = cutBy(text);
  if (cut) faults.add(`cut: ${wordsOf(text)} by ${nameOf(cut[0])}, ${cut[1]} px ${cut[2]}`);
  const picture = text.element.closest('svg');
  if (picture) {
    const edge = picture.getBoundingClientRect();
    // The upper and lower edge of a line's box hold no ink.
    const leading = text.rect.height * 0.17;
    const upright = Math.max(edge.top - text.rect.top, text.rect.bottom - edge.bottom) - leading;
    const out = Math.max(edge.left - text.rect.left, text.rect.right - edge.right, upright);
    if (out > 2) faults.add(`cut: ${wordsOf(text)} by the edge of its picture, ${Math.round(out)} px`);
  }
  const cell = text.element.closest('button, th, td, [role=gridcell], [role=columnheader], [role=tab]');
  if (cell && !picture) {
    const edge = cell.getBoundingClientRect();
    const out = Math.max(edge.left - text.rect.left, text.rect.right - edge.right);
    const ellipsis = clipsOf(text.element).some(({ style }) => style.textOverflow === 'ellipsis');
    if (out > 2 && !ellipsis) faults.add(`sticks out: ${wordsOf(text)} of ${nameOf(cell)}, ${Math.round(out)} px`);
  }
}
for (const control of controls) {
  const cut = cutBy(control);
  if (cut) faults.add(`cut: ${nameOf(control.element)} by ${nameOf(cut[0])}, ${cut[1]} px ${cut[2]}`);
}

// Things that lie over each other.
const holds = (outer, inner) => {
  for (let at = inner; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};
const ink = ({ rect }) => ({ left: rect.left, right: rect.right, top: rect.top + rect.height * 0.17, bottom: rect.bottom - rect.height * 0.17 });
const seen = (element, box) => {
  let left = box;
  for (const { box: edge } of clipsOf(element)) {
    left = { left: Math.max(left.left, edge.left), right: Math.min(left.right, edge.right), top: Math.max(left.top, edge.top), bottom: Math.min(left.bottom, edge.bottom) };
  }
  return left;
};
const things = [
  ...texts.map((one) => ({ ...one, kind: 'text', what: wordsOf(one), box: seen(one.element, ink(one)), layer: layerOf(one.element) })),
  ...controls
    .filter(({ element }) => element.localName !== 'summary' && element.getAttribute('role') !== 'separator')
    .map((one) => ({ ...one, kind: 'control', what: nameOf(one.element), box: seen(one.element, one.rect), layer: layerOf(one.element) })),
]
  .filter(({ box }) => box.right - box.left > LEAST && box.bottom - box.top > LEAST)
  .sort((a, b) => a.box.top - b.box.top);
for (let first = 0; first < things.length; first += 1) {
  const a = things[first];
  for (let second = first + 1; second < things.length && things[second].box.top < a.box.bottom - LEAST; second += 1) {
    const b = things[second];
    if (a.layer !== b.layer || a.node === b.node && a.node) continue;
    if (Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) < LEAST) continue;
    if (Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) < LEAST) continue;
    if (a.kind === 'text' && b.kind === 'text' ? a.element === b.element && a.node === b.node : holds(a.element, b.element) || holds(b.element, a.element)) continue;
    // A control drawn by its label, such as a radio button with its round.
    if (a.element.closest('label') && a.element.closest('label') === b.element.closest('label')) continue;
    faults.add(`over each other: ${a.what} and ${b.what}`);
  }
}

// The ends of each pane: its last control and its last line, not those of a pane inside it.
const paneOf = (element) => {
  const found = clipsOf(element).find(({ element: pane, style }) => (scrollable(style.overflowY) && pane.scrollHeight > pane.clientHeight + 1) || (scrollable(style.overflowX) && pane.scrollWidth > pane.clientWidth + 1));
  return found?.element ?? top;
};
const ends = new Map();
const lower = (kind) => (one) => {
  // Rows of a long table come into the page as one scrolls; its own walk is another test.
  if (one.element.closest('.cj-grid--virtual, .virtual')) return;
  if (one.element.matches(':disabled')) return;
  const pane = paneOf(one.element);
  const own = ends.get(pane) ?? {};
  if (!own[kind] || one.rect.bottom > own[kind].rect.bottom) own[kind] = one;
  ends.set(pane, own);
};
const plain = (one) => !layerOf(one.element) || holds(top, layerOf(one.element));
texts.filter(plain).forEach(lower('line'));
controls.filter(plain).forEach(lower('control'));
const kept = [];
for (const [pane, own] of ends) {
  for (const kind of ['line', 'control']) {
    const end = own[kind];
    if (!end || end.element.closest('svg')) continue;
    kept.push({ pane, element: end.element, text: end.node });
  }
}
window.choujianEnds = kept;
return {
  faults: [...faults],
  ends: kept.map(({ pane, element, text }) => `${text ? `“${text.data.trim().slice(-20)}”` : nameOf(element)} of ${nameOf(pane)}`),
};
