/**
 * Where the model's own turn ends. Some servers return what follows it: a leaked mark of the chat template, or, from
 * base models, another question with its own answer. None of that answers our question.
 */
import { isBlank } from './characters.js';

const TEMPLATE_MARK =
  /<\|(?:im_end|im_start|eot_id|eom_id|end_of_text|endoftext|end|start_header_id|begin_of_text|user|assistant)\|>|<\/s>|<(?:end|start)_of_turn>|<\uff5cend\u2581of\u2581sentence\uff5c>|\[\/?INST\]/g;
const NEW_QUESTION =
  /\n[ \t#*>_]{0,8}(?:Question|QUESTION|Q|User|USER|Human|HUMAN|Instruction|\u95ee\u9898)(?: ?#?\d{1,3})?[*_]{0,2} ?[:\uff1a]/g;
const ANSWERED = /(?:ox(?:ed)?\s?\{|[Nn][Ss][Ww][Ee][Rr])[^\d]{0,24}\d/g;

/** The text up to the end of the turn. */
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

/** The index of the first line after an answer that opens another question, or -1. */
function newQuestion(text: string): number {
  NEW_QUESTION.lastIndex = 0;
  if (!NEW_QUESTION.test(text)) return -1;
  ANSWERED.lastIndex = 0;
  if (!ANSWERED.test(text)) return -1;
  NEW_QUESTION.lastIndex = ANSWERED.lastIndex;
  return NEW_QUESTION.exec(text)?.index ?? -1;
}

/** The model's own turn. */
export function ownTurn(text: string): Turn {
  const mark = templateMark(text);
  const marked = mark === -1 ? text : text.slice(0, mark);
  const question = newQuestion(marked);
  const own = question === -1 ? marked : marked.slice(0, question + 1);
  return { text: own, closed: own.length < text.length };
}
