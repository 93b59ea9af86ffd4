/**
 * Where the model's own turn starts and ends: some servers leak marks of the chat template, and what follows them. None
 * of that answers our question.
 */
import { isBlank } from './characters.js';

const TEMPLATE_MARK =
  /<\|(?:im_end|im_start|eot_id|eom_id|end_of_text|endoftext|end|start_header_id|begin_of_text|user|assistant)\|>|<\/s>|<(?:end|start)_of_turn>|<\uff5cend\u2581of\u2581sentence\uff5c>|\[\/?INST\]/g;
/** The header of the model's own turn, leaked at the start. */
const OWN_HEADER =
  /^\s{0,8}(?:<\|begin_of_text\|>|<s>)?\s{0,8}(?:<\|start_header_id\|>\s?assistant\s?<\|end_header_id\|>|<\|im_start\|>\s?assistant(?=\s|$)|<start_of_turn>\s?model(?=\s|$)|<\|assistant\|>)/;
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

/** The model's own turn. */
export function ownTurn(output: string): Turn {
  const text = output.slice(OWN_HEADER.exec(output)?.[0].length ?? 0);
  const mark = templateMark(text);
  return mark === -1 ? { text, closed: false } : { text: text.slice(0, mark), closed: true };
}
