/**
 * Where the model's own turn ends. Some servers return what follows it: a leaked mark of the chat template, or, from
 * base models, another question with its own answer. None of that answers our question.
 */
import { isBlank } from './characters.js';

const TEMPLATE_MARK =
  /<\|(?:im_end|im_start|eot_id|eom_id|end_of_text|endoftext|end|start_header_id|begin_of_text|user|assistant)\|>|<\/s>|<(?:end|start)_of_turn>|<\uff5cend\u2581of\u2581sentence\uff5c>|\[\/?INST\]/g;
/** The header of the model's own turn, leaked at the start. */
const OWN_HEADER =
  /^\s{0,8}(?:<\|begin_of_text\|>|<s>)?\s{0,8}(?:<\|start_header_id\|>\s?assistant\s?<\|end_header_id\|>|<\|im_start\|>\s?assistant(?=\s|$)|<start_of_turn>\s?model(?=\s|$)|<\|assistant\|>)/;
const QUESTION_LABEL =
  /(?:Question|QUESTION|Q|User|USER|Human|HUMAN|Instruction|\u95ee\u9898)(?: ?#?\d{1,3})?[*_]{0,2} ?[:\uff1a]/y;
const QUESTION_LETTERS = 'QUHI\u95ee';
/** At most this many signs of Markdown stand before the label on its line. */
const MAX_MARKS = 8;
const ANSWERED = /(?:ox(?:ed)?\s?\{|[Nn][Ss][Ww][Ee][Rr])[^\d]{0,24}\d/g;

/** The text from the end of its header up to the end of the turn. */
export interface Turn {
  readonly text: string;
  /** The text went on after the end of the turn: a token limit cut something else. */
  readonly closed: boolean;
}

function isBlankUpTo(text: string, end: number): boolean {
  for (let at = 0; at < end; at += 1) {
    if (!isBlank(text.charCodeAt(at))) return false;
  }
  return true;
}

/** The index of the first template mark with text before it, or -1. */
function templateMark(text: string): number {
  if (!text.includes('<') && !text.includes('[')) return -1;
  TEMPLATE_MARK.lastIndex = 0;
  let mark = TEMPLATE_MARK.exec(text);
  let seen = 0;
  while (mark !== null && isBlankUpTo(text.slice(seen, mark.index), mark.index - seen)) {
    seen = TEMPLATE_MARK.lastIndex;
    mark = TEMPLATE_MARK.exec(text);
  }
  return mark === null ? -1 : mark.index;
}

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

/** The index of the newline before the first line after an answer that opens another question, or -1. */
function newQuestion(text: string): number {
  if (questionAfter(text, 0) === -1) return -1;
  ANSWERED.lastIndex = 0;
  return ANSWERED.test(text) ? questionAfter(text, ANSWERED.lastIndex) : -1;
}

/** The model's own turn. */
export function ownTurn(output: string): Turn {
  const text = output.slice(OWN_HEADER.exec(output)?.[0].length ?? 0);
  const mark = templateMark(text);
  const marked = mark === -1 ? text : text.slice(0, mark);
  const question = newQuestion(marked);
  const own = question === -1 ? marked : marked.slice(0, question + 1);
  return { text: own, closed: own.length < text.length };
}
