// Our own small icons: one stroke weight, 16 by 16, drawn in the colour of the text. Always beside words or with a
// label on the button; hidden from screen readers.
const paths = {
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.5V13h3v-3.5h2V13h3V6.5',
  units: 'M3 13.5V3.5h6v10M9 6.5h4v7M1.5 13.5h13M5 6h2M5 8.5h2M5 11h2',
  gear: 'M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M12.4 3.6l-1.2 1.2M4.8 11.2l-1.2 1.2',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4ZM10.2 10.2l3.3 3.3',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3',
  redo: 'M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10M13 6.5l-3-3M13 6.5l-3 3',
  check: 'm3 8.5 3.3 3.3L13 4.7',
  left: 'M10 3 5 8l5 5',
  right: 'm6 3 5 5-5 5',
  down: 'm3 6 5 5 5-5',
  up: 'm3 10 5-5 5 5',
  close: 'm3.5 3.5 9 9M12.5 3.5l-9 9',
  plus: 'M8 3v10M3 8h10',
  pencil: 'M10.5 3 13 5.5 5.5 13H3v-2.5ZM9 4.5 11.5 7',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5 5 13h6l.5-8.5',
  archive: 'M2.5 3h11v3h-11ZM3.5 6v7h9V6M6.5 8.5h3',
  book: 'M8 4c-1.5-1-3.5-1.2-5.5-1v9.5c2-.2 4 0 5.5 1 1.5-1 3.5-1.2 5.5-1V3C11.5 2.8 9.5 3 8 4Zm0 0v9.5',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  page: 'M4 2.5h5.5L12.5 5.5v8H4ZM9.5 2.5v3h3M6 8.5h4.5M6 11h4.5',
  folder: 'M2 4h4l1.5 1.5H14V13H2Z',
  open: 'M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5',
  download: 'M8 2.5v7.5M5 7.5l3 3 3-3M3 13h10',
  calendar: 'M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2.5v3M10.5 2.5v3',
  chart: 'M2.5 13.5h11M4 13.5v-5h2v5M7 13.5V5h2v8.5M10 13.5V7h2v6.5',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.2l2.2 1.3',
  lock: 'M4 7.5h8V13H4ZM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  error: 'M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5ZM8 5v3.5M8 10.8v.2',
  warning: 'M8 2.5 14 13H2ZM8 6.3v3M8 11.2v.1',
  notice: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 7.3V11M8 5v.1',
  help: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM6.3 6.5a1.7 1.7 0 1 1 2.6 1.4c-.6.4-.9.7-.9 1.3M8 11.2v.1',
  panel: 'M2.5 3h11v10h-11ZM10 3v10',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  stack: 'M8 2.5 14 5.5 8 8.5 2 5.5ZM2.5 8 8 10.8 13.5 8M2.5 10.5 8 13.3l5.5-2.8',
  save: 'M3 3h8l2 2v8H3ZM5.5 3v3.5h4V3M5.5 13V9.5h5V13',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The seal of the program: two storeys under one roof. */
export function Seal({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="22" height="22" rx="4" fill="#b8372a" />
      <path d="M12 4.5 20 9.5H4Z" fill="#fff" />
      <path d="M5.5 11.5h13v2.6h-13ZM5.5 16h5.3v3.5H5.5ZM13.2 16h5.3v3.5h-5.3Z" fill="#fff" />
    </svg>
  );
}
