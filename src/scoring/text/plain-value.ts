/** What was written where an answer goes, as the text that it says. */
import { canonicalText } from './canonical.js';
import { withoutLatex } from './latex.js';

/** A box with more characters is not read. */
export const MAX_BOX = 10_000;

const SIGNS_OF_LATEX = /[\\~{}]/;

/** The canonical text of a line. With a backslash it is read as LaTeX. */
export function plainLine(line: string, target: string): string {
  return line.includes('\\') ? plainBox(line, target) : canonicalText(line);
}

/** The canonical text of what stands in a box: LaTeX, unless the target has signs of LaTeX itself. */
export function plainBox(content: string, target: string): string {
  return canonicalText(SIGNS_OF_LATEX.test(target) ? content : withoutLatex(content));
}
