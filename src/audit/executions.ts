/**
 * Executions of programs that training may not show: a name, a held-out input and its answer that stand together. Together is: the input
 * within `NEAR` words of the name, nearer to it than to another instruction's name, and the answer behind both, or in another field of
 * the same record. What belongs to a specification (code, the instruction's description) is neither name nor input nor answer.
 */
import { parseCall, type Value } from '../python/index.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { BETWEEN, type HeldOutInput, type Subject } from './held-out.js';
import type { Mention, ReadField } from './mentions.js';
import { hashesOf, squeezed, type Words } from './words.js';

/** An execution, by the words from its name to its input. */
export interface FoundExecution {
  readonly subject: Subject;
  /** The item's id, where one asks it. */
  readonly item: string | null;
  readonly field: ReadField;
  readonly at: number;
}

/** Words from a name to its input. */
export const NEAR = 60;
/** Words from both to the answer in the same field, and at either end of another field. */
export const BEHIND = 400;
/** Fields from both to the answer, in the same record. */
const FIELDS = 8;
/** Characters before and after an input's words that may belong to it. */
const MARGIN = 40;
/** Characters of a call's arguments. */
const MOST_CALL = 2000;

/** Fields that hold answers, wherever they stand in their record. */
const ANSWER_KEYS: ReadonlySet<string> = new Set(
  'answer answers completion output outputs response target label solution result chosen rejected'.split(
    ' ',
  ),
);

const VALUES: ReadonlySet<number> = new Set(
  ['true', 'false', 'none'].flatMap((word) => [...hashesOf(word)]),
);

/** An input with its answer, where it was found: `[from, to)` in words. */
interface FoundInput {
  readonly item: string | null;
  readonly answer: string;
  readonly from: number;
  readonly to: number;
  /** It is an argument of a call in code: only an equals sign says then that an answer follows. */
  readonly isStrict?: true;
}

/** The executions in the fields of one record. */
export function executionsIn(fields: readonly ReadField[]): FoundExecution[] {
  return fields.flatMap((field, place) =>
    field.mentions.flatMap((mention) => {
      const { subject } = mention;
      if (subject.instruction.kind !== 'program' || !isOfInterest(subject)) return [];
      const inputs = inputsBy(mention, field);
      const found = inputs.find((input) => isAnswered(input, mention, field, fields, place));
      if (found !== undefined) return [{ subject, item: found.item, field, at: mention.at }];
      return field.words.count === 1 ? structured(mention, fields, place) : [];
    }),
  );
}

function isOfInterest(subject: Subject): boolean {
  return subject.isEvaluation || subject.inputs.length > 0;
}

/** Held-out inputs near a mention. */
function inputsBy(mention: Mention, field: ReadField): FoundInput[] {
  const call = calledBy(mention, field);
  if (field.isSpecification(mention.at, mention.subject)) return call;
  const [low, high] = mention.territory;
  const near = mention.subject.takesNumber ? nearestNumbers : statedInputs;
  return [...call, ...near(mention, field, low, high)];
}

/** The number nearest to the name on each side. */
function nearestNumbers(
  { at, subject }: Mention,
  field: ReadField,
  low: number,
  high: number,
): FoundInput[] {
  const { words } = field;
  const isFree = (place: number) => words.isNumber(place) && !field.isSpecification(place, subject);
  const found: FoundInput[] = [];
  for (const step of [1, -1]) {
    for (
      let place = at + step;
      place >= Math.max(low, at - NEAR) && place < Math.min(high, at + NEAR);
      place += step
    ) {
      if (!isFree(place)) continue;
      const number = Number(words.word(place));
      const known = Number.isSafeInteger(number) ? subject.answerTo([number]) : null;
      if (known !== null) {
        const { item, answer } = known;
        found.push({
          item: item?.id ?? null,
          answer,
          from: Math.min(at, place),
          to: Math.max(at, place) + 1,
        });
      }
      break;
    }
  }
  return found;
}

/** Inputs of items, argument by argument. */
function statedInputs(
  { at, subject }: Mention,
  field: ReadField,
  low: number,
  high: number,
): FoundInput[] {
  const found: FoundInput[] = [];
  const limit = Math.min(high, at + NEAR);
  for (let place = Math.max(low, at - NEAR - subject.longestInput); place < limit; place += 1) {
    for (const input of subject.inputsFrom(field.words.hashes[place] ?? 0)) {
      const to = endOf(input, field.words, place, high);
      if (
        to === null ||
        input.answer === null ||
        to < at - NEAR ||
        field.isSpecification(place, subject)
      )
        continue;
      if (!hasSymbols(input, field.words, place, to)) continue;
      found.push({
        item: input.item.id,
        answer: input.answer,
        from: Math.min(at, place),
        to: Math.max(at + 1, to),
      });
    }
  }
  return found;
}

/** Whether arguments that words do not tell apart stand there as they are. */
function hasSymbols(
  { symbols }: HeldOutInput,
  { text, starts, ends: wordEnds }: Words,
  from: number,
  to: number,
): boolean {
  if (symbols.length === 0) return true;
  const around = squeezed(
    text.slice(Math.max(0, (starts[from] ?? 0) - MARGIN), (wordEnds[to - 1] ?? 0) + MARGIN),
  );
  return symbols.every((symbol) => around.includes(symbol));
}

/** Behind the last argument, where all stand from `place` on in order; null where they do not. */
function endOf(input: HeldOutInput, words: Words, place: number, limit: number): number | null {
  let at = place;
  for (const [number, each] of input.words.entries()) {
    const last = number === 0 ? at : Math.min(at + BETWEEN, limit);
    while (at <= last && !words.has(each, at)) at += 1;
    if (at > last) return null;
    at += each.length;
  }
  return at;
}

/** `Name(3, [1])`, with literals. */
function calledBy({ at, subject }: Mention, field: ReadField): FoundInput[] {
  const { text, ends, count, starts } = field.words;
  const open = ends[at] ?? 0;
  if (text[open] !== '(') return [];
  const close = closing(text, open);
  const args = close === null ? null : literalsIn(text.slice(open, close));
  const known = args === null || args.length === 0 ? null : subject.answerTo(args);
  if (close === null || known === null) return [];
  let to = at + 1;
  while (to < count && (starts[to] ?? 0) < close) to += 1;
  const isCode = field.isCode(at);
  if (isCode && !text.slice(close, close + 4).includes('==')) return [];
  return [
    {
      item: known.item?.id ?? null,
      answer: known.answer,
      from: at,
      to,
      ...(isCode && { isStrict: true }),
    },
  ];
}

/** Behind the bracket that closes the one at `open`. */
function closing(text: string, open: number): number | null {
  let depth = 0;
  let quote = '';
  for (let at = open; at < Math.min(text.length, open + MOST_CALL); at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

function literalsIn(brackets: string): readonly Value[] | null {
  try {
    return parseCall(`f${brackets}`).args;
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    throw error;
  }
}

function isAnswered(
  input: FoundInput,
  mention: Mention,
  field: ReadField,
  fields: readonly ReadField[],
  place: number,
): boolean {
  const answer = hashesOf(input.answer);
  if (answer.length === 0) return false;
  const [, high] = mention.territory;
  const isFree = (at: number) =>
    input.isStrict === true || !field.isSpecification(at, mention.subject);
  if (holds(field.words, input.to, Math.min(high, input.to + BEHIND), answer, isFree)) return true;
  if (input.isStrict === true) return false;
  return fields.some(
    (other, at) =>
      mayAnswer(other, at, place, mention.subject) &&
      endsOf(other.words).some(([from, to]) => holds(other.words, from, to, answer, () => true)),
  );
}

/** The words of a field among which an answer is looked for. */
function endsOf({ count }: Words): readonly (readonly [number, number])[] {
  return count <= 2 * BEHIND
    ? [[0, count]]
    : [
        [0, BEHIND],
        [count - BEHIND, count],
      ];
}

/** Whether the field at `at` may answer what stands in the field at `place`. */
function mayAnswer(field: ReadField, at: number, place: number, subject: Subject): boolean {
  if (at === place || Math.abs(at - place) > FIELDS) return false;
  if (at < place && !ANSWER_KEYS.has(field.key)) return false;
  return field.mentions.every((mention) => mention.subject === subject);
}

/**
 * Whether an answer is given between two places. Numbers and constants are many, so one of them must be the first or the last there; of
 * other answers any place will do.
 */
function holds(
  words: Words,
  from: number,
  to: number,
  answer: Int32Array,
  isFree: (at: number) => boolean,
): boolean {
  const [first = 0] = answer;
  const isValue = (at: number) =>
    (words.isNumber(at) || VALUES.has(words.hashes[at] ?? 0)) && isFree(at);
  const single = answer.length === 1;
  const places = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
  const alike = places.filter(
    (at) => words.hashes[at] === first && words.has(answer, at) && isFree(at),
  );
  const [place] = alike;
  if (place === undefined) return false;
  if (!single || !isValue(place)) return true;
  return (
    alike.includes(places.find(isValue) ?? -1) || alike.includes(places.findLast(isValue) ?? -1)
  );
}

/** A record with the name, the input and the answer in fields of their own. */
function structured(
  { at, subject }: Mention,
  fields: readonly ReadField[],
  place: number,
): FoundExecution[] {
  const field = fields[place];
  if (field === undefined) return [];
  const near = fields
    .slice(Math.max(0, place - FIELDS), place + FIELDS + 1)
    .filter(
      (each) => each !== field && each.mentions.every((mention) => mention.subject === subject),
    );
  for (const [number, input] of near.entries()) {
    const known = ANSWER_KEYS.has(input.key) ? null : wholeInput(subject, input);
    if (known === null) continue;
    const answer = hashesOf(known.answer);
    const answers = near.filter(
      (each, other) => each !== input && (other > number || ANSWER_KEYS.has(each.key)),
    );
    const isGiven = answers.some(
      ({ words }) => words.count === answer.length && words.has(answer, 0) && answer.length > 0,
    );
    if (isGiven) return [{ subject, item: known.item, field, at }];
  }
  return [];
}

function wholeInput(
  subject: Subject,
  { words }: ReadField,
): { item: string | null; answer: string } | null {
  if (words.count === 0 || words.text.length > MOST_CALL) return null;
  const args =
    literalsIn(`(${words.text})`) ?? literalsIn(words.text.slice(words.text.indexOf('(')));
  const known = args === null ? null : subject.answerTo(args);
  return known === null ? null : { item: known.item?.id ?? null, answer: known.answer };
}
