/** CSV by RFC 4180, from values that may come from anywhere. */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | null;

/** A table with a header. Text that a spreadsheet would run as a formula is escaped by an apostrophe; numbers are left alone. */
export function csvText(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(csvCell)),
    { header: true, columns: names.map(escapeFormula), record_delimiter: '\r\n' },
  );
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? escapeFormula(cell) : String(cell);
}

/** The beginnings that spreadsheets take for a formula, by OWASP's list, after spaces that some of them drop. */
function escapeFormula(text: string): string {
  return /^ *[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
