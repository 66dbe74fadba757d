// The preview's HTML comes from our own program, yet it carries what people typed. It is rebuilt from a list of
// allowed elements and attributes, so that nothing in it can run, load or navigate.
const elements = new Set(
  'article section header footer div p span bdi h1 h2 h3 h4 h5 h6 ol ul li table caption colgroup col thead tbody tfoot tr th td strong b em br hr dl dt dd figure figcaption details summary svg g path line polyline polygon rect circle text tspan title desc'.split(
    ' ',
  ),
);

const attributes = new Set(
  'class id lang data-source data-number data-width colspan rowspan scope span role aria-label start value viewbox width height d x y x1 y1 x2 y2 cx cy r rx fill stroke stroke-width stroke-dasharray points text-anchor font-size font-family transform'.split(
    ' ',
  ),
);

const alignment = /^text-align:\s*(left|right|center|justify);?$/;
const share = /^width:\s*\d+(\.\d+)?%;?$/;

export function sanitize(html: string): DocumentFragment {
  const source = new DOMParser().parseFromString(html, 'text/html');
  const result = document.createDocumentFragment();
  for (const child of source.body.childNodes) copyInto(result, child);
  return result;
}

function copyInto(parent: Node, node: Node): void {
  if (node.nodeType === Node.TEXT_NODE) {
    parent.appendChild(document.createTextNode(node.nodeValue ?? ''));
    return;
  }
  if (!(node instanceof Element)) return;
  const name = node.localName.toLowerCase();
  if (!elements.has(name)) {
    // Unknown wrappers give up their text; what is made to run or load gives up nothing.
    if (['script', 'style', 'template', 'iframe', 'object', 'embed', 'noscript'].includes(name)) return;
    for (const child of node.childNodes) copyInto(parent, child);
    return;
  }
  const copy = node.namespaceURI
    ? document.createElementNS(node.namespaceURI, node.localName)
    : document.createElement(name);
  for (const { name: attribute, value } of node.attributes) {
    const lower = attribute.toLowerCase();
    if (attributes.has(lower)) copy.setAttribute(attribute, value);
    else if (lower === 'style' && (alignment.test(value) || share.test(value))) copy.setAttribute('style', value);
  }
  for (const child of node.childNodes) copyInto(copy, child);
  parent.appendChild(copy);
}
