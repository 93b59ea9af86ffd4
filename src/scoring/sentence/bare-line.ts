/**
 * A sentence without what models put around it: marks of any kind (emphasis, code, quotes, brackets, bullets, headings, stops behind
 * them), a number in a list, a label such as `Sentence:`, an HTML tag or a LaTeX command that bears one, `\boxed{…}`. A mark that the
 * grammar's own words have stays. All of it is looked for at the ends alone, in time linear in the line.
 */
import { withoutLatex } from '../text/latex.js';

/** A character that is neither a letter nor a digit. */
export const MARK: RegExp = /^[^\p{L}\p{M}\p{N}]$/u;

const NOUN = '(?:sentence|answer|output|response|result|string|example|reply|a|assistant)';
const NUMBER = String.raw`(?: ?#?\d{1,3})?`;

/** `Sentence:`, `**Final answer:**`, `Output 1:`, `A valid sentence:`, `sentence": "`, `<answer>`. */
const LABEL = new RegExp(
  String.raw`^(?:(?:the|my|an?|your|one|final|correct|possible|valid|grammatical|example) ){0,3}${NOUN}${NUMBER}(?:[*_"'\x60]{0,3} ?[:\uff1a]|>)`,
  'i',
);
const COMMAND = /^(?:boxed|fbox|text(?:tt|bf|it|rm|sf|normal)?|math(?:rm|tt|bf|it|sf)) ?\{/;
const LISTED = /^\d{1,3}[.):](?=\s)/;
const CLOSING_TAG = new RegExp(`</${NOUN}$`, 'i');
/** Rounds of taking off: `> 1. **Sentence:** "…"` needs four. */
const MAX_ROUNDS = 8;

/** `line` without what stands around it. `marks`: those of the grammar's words. */
export function bareLine(line: string, marks: ReadonlySet<string>): string {
  let bare = line;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = bare.length;
    bare = withoutMarks(bare, marks)
      .replace(LISTED, '')
      .replace(LABEL, '')
      .replace(COMMAND, '')
      .replace(CLOSING_TAG, '');
    if (bare.length === before) break;
  }
  return bare.includes('\\') && !marks.has('\\') ? withoutLatex(bare) : bare;
}

function withoutMarks(text: string, kept: ReadonlySet<string>): string {
  const isTaken = (character: string) => MARK.test(character) && !kept.has(character);
  let start = 0;
  let end = text.length;
  for (let first = characterAt(text, start); start < end && isTaken(first); ) {
    start += first.length;
    first = characterAt(text, start);
  }
  for (let last = characterBefore(text, end); start < end && isTaken(last); ) {
    end -= last.length;
    last = characterBefore(text, end);
  }
  return text.slice(start, end);
}

/** With both halves of a surrogate pair; empty past the end. */
function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, end: number): string {
  const two = characterAt(text, end - 2);
  return two.length === 2 ? two : text.charAt(end - 1);
}
