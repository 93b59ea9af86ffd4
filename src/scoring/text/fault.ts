/**
 * What an answer must not be to count as one text: prose about the answer, a refusal, or the text with something beside it. A
 * wrong text is incorrect, however odd; only what a reader would not take for the text alone has a fault. The rules look for signs
 * that the target itself does not have.
 */
import { excerpt } from '../excerpt.js';

/** The words by which a prompt shows where the answer goes: a model that repeats them has given none. */
const PLACEHOLDER = /^(?:your |the )?(?:final |resulting )?(?:text|answer|output|result)$/i;

/** Signs of something beside the text: a label, an equation, an arrow, a remark in brackets, a quotation, another sentence, a box, a tag. */
const BESIDE: readonly RegExp[] = [
  /[:\uff1a](?:\s|$)/,
  /\s=\s/,
  /[\u2192\u21d2]|[-=]>/,
  /\s[([]/,
  /["`]|\*\*/,
  /\.\s/,
  /ox(?:ed)?\s?\{/,
  /<\/?[a-z]{1,16}>/i,
];

const OR = /,? or /;

/** How prose about an answer, or a refusal, begins. */
const PROSE =
  /^(?:sure|certainly|of course|okay|sorry|unfortunately|as an ai|please|could you|can you|let(?:'s| me| us)|(?:so|thus|therefore|hence),? (?:the|it|we)|here(?:'s| is| are)|i(?:'m| am|'ll| will| would| can| can't| cannot| do| don't| think| believe| need| apply)|we (?:need|start|have|apply|can|get)|to (?:find|encode|encipher|encrypt|apply|solve|compute|work|get|determine)|first,|step \d|(?:this|that|it) (?:is|gives|becomes|returns|would|will)|(?:the|my|your)(?: [\w'-]{1,24}){1,4} (?:is|becomes|returns|gives|reads|would be|will be|should be))(?![\w'])/i;

/** Why a value is no answer, or null. Both are canonical. */
export function faultOf(value: string, target: string): string | null {
  if (value === target) return null;
  if (value === '') return 'the answer is empty';
  if (PLACEHOLDER.test(value)) return `a placeholder for the answer: ${excerpt(value, 40)}`;
  if (hasAlternatives(value, target)) return `more than one answer: ${excerpt(value, 40)}`;
  const long = value.length > 2 * target.length + 20;
  const beside = long || BESIDE.some((sign) => sign.test(value) && !sign.test(target));
  return beside || PROSE.test(value) ? `not the text alone: ${excerpt(value, 40)}` : null;
}

/** Whether a value is several texts like the target, joined by `or`. */
function hasAlternatives(value: string, target: string): boolean {
  if (OR.test(target) || value.length < 1.5 * target.length) return false;
  const parts = value.split(OR);
  return parts.length > 1 && parts.every((part) => wordsOf(part) === wordsOf(target));
}

/** How many words a canonical text has. */
export function wordsOf(text: string): number {
  return text.split(' ').length;
}
