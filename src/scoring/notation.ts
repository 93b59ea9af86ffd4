/** How the answers of one kind are written, as far as it decides where an answer stands in an output. */
export interface Notation {
  /** Found in every line that may hold an answer: other lines are blank. */
  readonly something: RegExp;
  /** Text between quotes is a string, whose braces are no braces of a box. */
  readonly strings: boolean;
}

/** Words and numbers: spaces, emphasis, quotes, stops and the marks of headings and quotations alone are blank. */
export const PROSE: Notation = { something: /[^\s*_`#>$"'.]/, strings: false };

/** Literals, of which `''` is one. */
export const CODE: Notation = { something: /[^\s*_`#>$.]/, strings: true };

/** Texts such as `target`, which may be a mark. */
export function notationOf(target: string): Notation {
  return PROSE.something.test(target) ? PROSE : { something: /\S/, strings: false };
}
