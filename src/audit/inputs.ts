/**
 * Held-out inputs near the name of what they are put into. The input is that which stands nearest to the name; what the sentence says to
 * come out is none, nor is what a name that reports a result (`So Zib gives back 7`) finds before it, where the input was told before.
 */
import { parseCall, type Value } from '../python/index.js';
import type { Item } from '../suites/suite.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { BETWEEN, type HeldOutInput, isNumber, type Subject } from './held-out.js';
import type { Mention, ReadField } from './mentions.js';
import { isOutput, isReport } from './sayings.js';
import { squeezed, type Words } from './words.js';

/** Words from a name to its input. */
export const NEAR = 60;
/** Characters before and after an input's words that may belong to it. */
const MARGIN = 40;
/** Characters of a call's arguments. */
const MOST_CALL = 2000;

/** An input that was found, with its answer. */
export interface FoundInput {
  readonly item: Item | null;
  readonly answer: string;
  /** Its words: from, and up to without. */
  readonly span: readonly [number, number];
  /** It is an argument of a call in code: only an equals sign says then that an answer follows. */
  readonly isStrict?: true;
}

/** Held-out inputs near a mention; `isFirst`: nothing in the record named its subject before. */
export function inputsBy(mention: Mention, field: ReadField, isFirst: boolean): FoundInput[] {
  const { at, subject, territory } = mention;
  const call = calledBy(mention, field);
  if (field.isSpecification(at, subject)) return call;
  const near = (subject.takesNumber ? nearestNumbers : statedInputs)(mention, field, territory);
  const after = near.filter(({ span: [from] }) => from > at);
  const hasOwn = !isFirst || after.length > 0;
  return [...call, ...(hasOwn && isReport(field.words, at) ? after : near)];
}

/** The number nearest to the name on each side, of those that are not said to come out and specify nothing. */
function nearestNumbers(
  { at, subject }: Mention,
  field: ReadField,
  [low, high]: Mention['territory'],
): FoundInput[] {
  const { words } = field;
  const from = Math.max(low, at - NEAR);
  const places = Array.from({ length: Math.min(high, at + NEAR) - from }, (_, k) => from + k);
  const isInput = (place: number) =>
    words.isNumber(place) && !field.isSpecification(place, subject) && !isOutput(words, at, place);
  const nearest = [
    places.find((place) => place > at && isInput(place)),
    places.findLast((place) => place < at && isInput(place)),
  ];
  return nearest.flatMap((place): FoundInput[] => {
    const known = place === undefined ? null : answerToNumber(subject, words.word(place));
    return place === undefined || known === null ? [] : [{ ...known, span: [place, place + 1] }];
  });
}

function answerToNumber(subject: Subject, word: string): ReturnType<Subject['answerTo']> {
  const number = Number(word);
  return Number.isSafeInteger(number) ? subject.answerTo([number]) : null;
}

/** Inputs of items, argument by argument. */
function statedInputs(
  mention: Mention,
  field: ReadField,
  [low, high]: Mention['territory'],
): FoundInput[] {
  const { at, subject } = mention;
  const { words } = field;
  const from = Math.max(low, at - NEAR - subject.longestInput);
  const found: FoundInput[] = [];
  for (let place = from; place < Math.min(high, at + NEAR); place += 1) {
    for (const input of subject.inputsFrom(words.hashes[place] ?? 0)) {
      const to = endOf(input, words, place, high);
      const { item, answer } = input;
      if (to === null || answer === null || to < at - NEAR) continue;
      if (field.isSpecification(place, subject) || isOutput(words, at, place)) continue;
      if (!hasSymbols(input, words, place, to) || !isNearest(input, words, at, place, to)) continue;
      found.push({ item, answer, span: [place, to] });
    }
  }
  return found;
}

/** A text in quotes, which no apostrophe begins. */
const QUOTED = /(?<![\p{L}\p{N}])(['"])[^'"\n]*\1/u;

/** The first text in quotes behind the name is the input, and of numbers alone the nearest ones are. */
function isNearest(
  { args }: HeldOutInput,
  words: Words,
  at: number,
  from: number,
  to: number,
): boolean {
  if (typeof args?.[0] === 'string') {
    return from < at || !QUOTED.test(words.text.slice(words.ends[at], words.starts[from]));
  }
  if (args?.every(isNumber) !== true) return true;
  const [low, high] = from > at ? [at + 1, from] : [to, at];
  for (let place = low; place < high; place += 1) if (words.isNumber(place)) return false;
  return true;
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

/** Behind the last argument, where all stand whole from `place` on, in order and with no number between; null where they do not. */
function endOf(input: HeldOutInput, words: Words, place: number, limit: number): number | null {
  let at = place;
  for (const [number, each] of input.words.entries()) {
    const last = number === 0 ? at : Math.min(at + BETWEEN, limit);
    while (at <= last && !words.has(each, at)) {
      if (words.isNumber(at)) return null;
      at += 1;
    }
    if (at > last || !isWhole(words, at, at + each.length)) return null;
    if (isBracketed(input, words, at, at + each.length)) return null;
    at += each.length;
  }
  return at;
}

/** Not a part of a longer list: `10, 9` of `[5, 10, 9]`. */
function isWhole({ text, starts, ends, count }: Words, from: number, to: number): boolean {
  if (to - from < 2) return true;
  const before = text.slice(ends[from - 1] ?? 0, starts[from]);
  const behind = text.slice(ends[to - 1], to < count ? starts[to] : undefined);
  const isOpen = /[[({]\s*['"]?$/.test(before.slice(-MARGIN));
  const isClosed = /^['"]?\s*[\])}]/.test(behind.slice(0, MARGIN));
  const goesOn = [before, behind].every((gap) => /^['"]?,\s*['"]?$/.test(gap.slice(0, MARGIN)));
  return isOpen === isClosed && !goesOn;
}

/** `x` of `2[x]`, which is a part of another text. */
function isBracketed(
  { args, item }: HeldOutInput,
  { text, starts, ends }: Words,
  from: number,
  to: number,
): boolean {
  if (args?.some((each) => typeof each === 'string') !== true) return false;
  const [before, behind] = [text[(starts[from] ?? 0) - 1], text[ends[to - 1] ?? 0]];
  // A text that has brackets may end with one.
  return isSquare(before) || (isSquare(behind) && !/[[\]]/.test(item.input));
}

function isSquare(character: string | undefined): boolean {
  return character === '[' || character === ']';
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
  const isTest = text.slice(close, close + 4).includes('==') || isPrompted(field.words, at);
  if (isCode && !isTest) return [];
  return [{ ...known, span: [at + 1, to], ...(isCode && { isStrict: true }) }];
}

/** A line of an interactive session, as docstrings have them. */
function isPrompted({ text, starts }: Words, at: number): boolean {
  const start = starts[at] ?? 0;
  return /^[ \t]*>>> *$/.test(
    text.slice(text.lastIndexOf('\n', start) + 1, start).slice(0, MOST_CALL),
  );
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

/** Words of a field that states an input and little else. */
const MOST_BESIDE = 20;

/** What a field of its own says to be the input: a number with a few words about it. */
export function numberIn(subject: Subject, { words }: ReadField): ReturnType<Subject['answerTo']> {
  if (!subject.takesNumber || words.count > MOST_BESIDE) return null;
  const places = [...words.hashes.keys()].filter((at) => words.isNumber(at));
  const [place] = places;
  return place === undefined || places.length > 1
    ? null
    : answerToNumber(subject, words.word(place));
}

/** What a field of its own states that holds nothing but an input. */
export function wholeInput(
  subject: Subject,
  { words }: ReadField,
): ReturnType<Subject['answerTo']> {
  if (words.count === 0 || words.text.length > MOST_CALL) return null;
  const args =
    literalsIn(`(${words.text})`) ?? literalsIn(words.text.slice(words.text.indexOf('(')));
  return args === null ? null : subject.answerTo(args);
}
