/** Text to and from a spreadsheet: columns by tabs, rows by line ends, cells with either in quotation marks. */

/** The cells of copied text. A line end at the very end, as Excel writes it, makes no further row. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  let fresh = true; // at the start of a cell, where alone a quotation mark opens a quoted cell
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const endCell = () => {
    rows[rows.length - 1]?.push(cell);
    cell = '';
    fresh = true;
  };
  for (let i = 0; i < source.length; i += 1) {
    const character = source[i] ?? '';
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
      continue;
    }
    if (character === '\t') endCell();
    else if (character === '\n') {
      endCell();
      rows.push([]);
    } else if (character === '"' && fresh && closes(source, i)) {
      quoted = true;
      fresh = false;
    } else {
      cell += character;
      fresh = false;
    }
  }
  endCell();
  return rows;
}

/** Whether the quotation mark at `start` has a partner that ends its cell; else it is part of the text. */
function closes(source: string, start: number): boolean {
  for (let i = start + 1; i < source.length; i += 1) {
    if (source[i] !== '"') continue;
    if (source[i + 1] === '"') i += 1;
    else return i + 1 === source.length || source[i + 1] === '\t' || source[i + 1] === '\n';
  }
  return false;
}

export function formatCells(cells: string[][]): string {
  return cells
    .map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join('\t'))
    .join('\r\n');
}
