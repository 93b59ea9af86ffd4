/**
 * Files of a data set, a JSON object a line: read within bounds, all faults of a file told at once, up to a bound, each with its line.
 * Invariant: the ids of the records of a file that was read are different.
 */
import type { z } from 'zod';
import { type Diagnostic, DiagnosticError } from '../text/diagnostic.js';

export interface DataRecord {
  readonly id: string;
  /** Of the file, from 1. */
  readonly line: number;
}

const MOST_LINE = 32_000_000;
const MOST_RECORDS = 10_000;
/** Faults that are told. */
const MOST_FAULTS = 20;

/**
 * The records of the text of a file; blank lines are passed over.
 * @param noun what a record is, for messages: `problem`
 * @throws DiagnosticError with what is wrong with the file
 */
export function parseRecords<Read extends DataRecord>(
  source: string,
  file: string,
  noun: string,
  read: (value: unknown, line: number) => z.ZodSafeParseResult<Read>,
): Read[] {
  const records = new Map<string, Read>();
  const faults: Diagnostic[] = [];
  for (const [line, text] of linesOf(source)) {
    if (records.size === MOST_RECORDS)
      faults.push({ file, message: `more than ${MOST_RECORDS} ${noun}s` });
    const found = recordIn(text, line, noun, read);
    const messages = Array.isArray(found) ? found : addTo(records, found);
    faults.push(...messages.map((message) => ({ file, position: { line, column: 1 }, message })));
    if (faults.length >= MOST_FAULTS || records.size > MOST_RECORDS) break;
  }
  if (records.size === 0 && faults.length === 0) faults.push({ file, message: `no ${noun}s` });
  if (faults.length > 0) throw new DiagnosticError(faults.slice(0, MOST_FAULTS));
  return [...records.values()];
}

/** Lines that are not blank, with their numbers. */
function* linesOf(source: string): Generator<readonly [number, string]> {
  let start = 0;
  for (let line = 1; start < source.length; line += 1) {
    const found = source.indexOf('\n', start);
    const end = found === -1 ? source.length : found;
    const text = source.slice(start, end);
    start = end + 1;
    if (text.trim() !== '') yield [line, text];
  }
}

/** The record of a line, or what is wrong with it. */
function recordIn<Read>(
  text: string,
  line: number,
  noun: string,
  read: (value: unknown, line: number) => z.ZodSafeParseResult<Read>,
): Read | string[] {
  if (text.length > MOST_LINE) return [`longer than ${MOST_LINE} characters`];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [`not JSON: expected one ${noun} on each line`];
  }
  const result = read(value, line);
  if (result.success) return result.data;
  return result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
}

function addTo<Read extends DataRecord>(records: Map<string, Read>, record: Read): string[] {
  const other = records.get(record.id);
  if (other !== undefined) return [`"${record.id}" is the id of line ${other.line}`];
  records.set(record.id, record);
  return [];
}
