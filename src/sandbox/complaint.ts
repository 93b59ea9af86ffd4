/** Why a worker did not start, from what it wrote to standard error: it may quote lines of Pyodide's source, which are very long. */
import { printable } from '../text/printable.js';

const MOST_SHOWN = 300;
const HEAD_OF_ERROR = /^(?:FATAL ERROR|\w*Error)\b/;

/** One line of at most 300 characters: the first that names an error, otherwise the last. */
export function complaint(written: string): string {
  const lines = written.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line !== '');
  const line = told.find((each) => HEAD_OF_ERROR.test(each)) ?? told.at(-1) ?? 'it is silent';
  const shown = line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line;
  return printable(shown);
}
