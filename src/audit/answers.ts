/** Where an answer may stand, and whether it does. */
import type { Subject } from './held-out.js';
import type { ReadField } from './mentions.js';
import { hashesOf, type Words } from './words.js';

/** Words from both to the answer in the same field, and at either end of another field. */
export const BEHIND = 400;
/** Fields from both to the answer, in the same record. */
export const FIELDS = 8;

/** Fields that hold answers, wherever they stand in their record. */
export const ANSWER_KEYS: ReadonlySet<string> = new Set(
  (
    'answer answers chosen completion expected expected_output gold ground_truth label output outputs reference rejected response ' +
    'result solution target y'
  ).split(' '),
);

const VALUES: ReadonlySet<number> = new Set(
  ['true', 'false', 'none'].flatMap((word) => [...hashesOf(word)]),
);

/** The words of a field among which an answer is looked for. */
export function endsOf({ count }: Words): readonly (readonly [number, number])[] {
  return count <= 2 * BEHIND
    ? [[0, count]]
    : [
        [0, BEHIND],
        [count - BEHIND, count],
      ];
}

/** Whether the field at `at` may answer what stands in the field at `place`. */
export function mayAnswer(field: ReadField, at: number, place: number, subject: Subject): boolean {
  if (at === place || Math.abs(at - place) > FIELDS) return false;
  if (at < place && !ANSWER_KEYS.has(field.key)) return false;
  return field.mentions.every((mention) => mention.subject === subject);
}

/** Numbers and constants are many: where one of them stands counts. */
function isValue(words: Words, at: number): boolean {
  return words.isNumber(at) || VALUES.has(words.hashes[at] ?? 0);
}

/**
 * Whether an answer is given between two places. A value must be the first or the last there; of other answers any place will do.
 */
export function holds(
  words: Words,
  from: number,
  to: number,
  answer: Int32Array,
  isFree: (at: number) => boolean,
): boolean {
  const places = placesIn(from, to);
  const alike = places.filter((at) => words.has(answer, at) && isFree(at));
  const [place] = alike;
  if (place === undefined) return false;
  if (answer.length > 1 || !isValue(words, place)) return true;
  const isOne = (at: number) => isValue(words, at) && isFree(at);
  return alike.includes(places.find(isOne) ?? -1) || alike.includes(places.findLast(isOne) ?? -1);
}

/** Whether an answer stands between two places and no other value does. */
export function holdsAlone(
  words: Words,
  from: number,
  to: number,
  answer: Int32Array,
  isFree: (at: number) => boolean,
): boolean {
  const places = placesIn(from, to).filter(isFree);
  const isOther = (at: number) => isValue(words, at) && words.hashes[at] !== answer[0];
  return places.some((at) => words.has(answer, at)) && !places.some(isOther);
}

function placesIn(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}
