/**
 * Executions of programs that training may not show: a name, a held-out input and its answer that stand together. Together is: the input
 * within `NEAR` words of the name, nearer to it than to another instruction's name, and the answer behind both, or in another field of
 * the same record. What belongs to a specification (code, the instruction's description) is neither name nor input nor answer.
 */
import { parseCall, type Value } from '../python/index.js';
import type { Item } from '../suites/suite.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { ANSWER_KEYS, BEHIND, endsOf, FIELDS, holds, mayAnswer } from './answers.js';
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
const NEAR = 60;
/** Characters before and after an input's words that may belong to it. */
const MARGIN = 40;
/** Characters of a call's arguments. */
const MOST_CALL = 2000;

/** An input that was found, with its answer. */
interface FoundInput {
  readonly item: Item | null;
  readonly answer: string;
  /** The word behind both the name and the input. */
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
      if (found !== undefined) return [executionOf(subject, found.item, field, mention.at)];
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
  const from = Math.max(low, at - NEAR);
  const places = Array.from({ length: Math.min(high, at + NEAR) - from }, (_, k) => from + k);
  const isInput = (place: number) =>
    field.words.isNumber(place) && !field.isSpecification(place, subject);
  const nearest = [
    places.find((place) => place > at && isInput(place)),
    places.findLast((place) => place < at && isInput(place)),
  ];
  return nearest.flatMap((place): FoundInput[] => {
    const number = Number(place === undefined ? Number.NaN : field.words.word(place));
    const known = Number.isSafeInteger(number) ? subject.answerTo([number]) : null;
    if (place === undefined || known === null) return [];
    return [{ ...known, to: Math.max(at, place) + 1 }];
  });
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
      const { item, answer } = input;
      if (to === null || answer === null || to < at - NEAR) continue;
      if (field.isSpecification(place, subject) || !hasSymbols(input, field.words, place, to))
        continue;
      found.push({ item, answer, to: Math.max(at + 1, to) });
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
  return [{ ...known, to, ...(isCode && { isStrict: true }) }];
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
    if (isGiven) return [executionOf(subject, known.item, field, at)];
  }
  return [];
}

/** What a field states that holds nothing but an input. */
function wholeInput(subject: Subject, { words }: ReadField): ReturnType<Subject['answerTo']> {
  if (words.count === 0 || words.text.length > MOST_CALL) return null;
  const args =
    literalsIn(`(${words.text})`) ?? literalsIn(words.text.slice(words.text.indexOf('(')));
  return args === null ? null : subject.answerTo(args);
}

function executionOf(
  subject: Subject,
  item: Item | null,
  field: ReadField,
  at: number,
): FoundExecution {
  return { subject, item: item?.id ?? null, field, at };
}
