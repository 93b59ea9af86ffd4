/** What was written where an answer goes, as the text that it says. */
import type { Form } from '../written.js';
import { canonicalText } from './canonical.js';
import { withoutLatex } from './latex.js';

const SIGNS_OF_LATEX = /[\\~{}]/;

/** The canonical text of an answer: a box, and a line with a backslash, are LaTeX, unless the target has signs of LaTeX itself. */
export function plainText(text: string, form: Form, target: string): string {
  const latex = (form === 'box' || text.includes('\\')) && !SIGNS_OF_LATEX.test(target);
  return canonicalText(latex ? withoutLatex(text) : text);
}
