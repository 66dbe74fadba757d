/** The few line icons of the form, drawn here so that none has to be fetched. Always beside words. */
const PATHS = {
  error: 'M8 1.2 15 14H1L8 1.2Zm0 4.6v3.8m0 1.9v.3',
  warning: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm0 3.2v4.2m0 2.1v.3',
  notice: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm0 5.6v4.2m0-6.6v.3',
  calendar: 'M2 3.5h12v10.5H2zM2 6.5h12M5 2v3M11 2v3',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  first: 'M12 3 7 8l5 5M7 3 2 8l5 5',
  last: 'M4 3l5 5-5 5M9 3l5 5-5 5',
  add: 'M8 3v10M3 8h10',
  insert: 'M3 13h10M8 2v7M5 6l3 3 3-3',
  duplicate: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  remove: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9',
  undo: 'M3 6h6.5a3.5 3.5 0 0 1 0 7H6M6 3 3 6l3 3',
  redo: 'M13 6H6.500a3.5 3.5 0 0 0 0 7H10M10 3l3 3-3 3',
  import: 'M9.500 2.500h4v11h-4M1.500 8h8M6.500 5l3 3-3 3',
  export: 'M6.500 2.500h-4v11h4M6 8h8M11 5l3 3-3 3',
  blank: 'M3.500 2h6L12.500 5v9h-9zM5.500 7.500h5M5.500 10h5M8 7.500v4.500',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM10.300 10.300 14 14',
  book: 'M3 2.500h8.500a1.5 1.5 0 0 1 1.5 1.5v9.500H4.500A1.5 1.5 0 0 1 3 12zM5.5 5.500h5M5.5 8h5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="cj-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
