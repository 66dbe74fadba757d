// Where the focus is: its name, whether it is marked, whether it is in a table, whether the round is at its end.
const [again] = arguments;
const at = document.activeElement;
const seen = window.choujianStops;
if (!at || at === document.body || (!again && seen.has(at))) return { end: true };
seen.add(at);
let ring = at.getAttribute('role') === 'separator';
for (let one = at, level = 0; one && level < 4; one = one.parentElement, level += 1) {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  if ((outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none') ring = true;
}
const label = at.getAttribute('aria-label') ?? at.dataset.path ?? (at.innerText ?? '').trim().slice(0, 24);
return { end: false, ring, cell: at.closest('[role=grid]') !== null, name: `${at.localName}.${at.className} “${label}”` };
