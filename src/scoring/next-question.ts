/** Where an output goes on to another question with its own answer, as base models do. It does not answer ours. */
const QUESTION_LABEL =
  /(?:Question|QUESTION|Q|User|USER|Human|HUMAN|Instruction|\u95ee\u9898)(?: ?#?\d{1,3})?[*_]{0,2} ?[:\uff1a]/y;
const QUESTION_LETTERS = 'QUHI\u95ee';
/** At most this many signs of Markdown stand before the label on its line. */
const MAX_MARKS = 8;

/** The index of the first newline at or after `from` whose next line opens a question, or -1. */
function questionAfter(text: string, from: number): number {
  for (
    let newline = text.indexOf('\n', from);
    newline !== -1;
    newline = text.indexOf('\n', newline + 1)
  ) {
    let at = newline + 1;
    while (at <= newline + MAX_MARKS && ' \t#*>_'.includes(text[at] ?? 'x')) at += 1;
    if (!QUESTION_LETTERS.includes(text[at] ?? 'x')) continue;
    QUESTION_LABEL.lastIndex = at;
    if (QUESTION_LABEL.test(text)) return newline;
  }
  return -1;
}

/**
 * The index of the newline before the first line after an answer that opens another question, or -1. The first match of
 * `answered`, a global pattern, is an answer.
 */
export function nextQuestion(text: string, answered: RegExp): number {
  if (questionAfter(text, 0) === -1) return -1;
  answered.lastIndex = 0;
  return answered.test(text) ? questionAfter(text, answered.lastIndex) : -1;
}
