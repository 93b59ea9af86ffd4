/** What the simulated models answer to items that we know nothing of but their target. */
import type { Random } from '../random/random.js';
import { judge } from '../scoring/judge.js';
import { type Decimal, readDecimal, writeDecimal } from '../scoring/number/decimal.js';
import type { PatternTarget, Target } from '../scoring/verdict.js';
import type { Item } from './suite.js';

/** Guesses of numbers go from minus this to this. */
const GUESS_RANGE = 1000;
const GUESS = 'unknown';
const GUESSED_LITERAL = 'None';

export function rightAnswer(target: Target): string {
  switch (target.kind) {
    case 'regex':
    case 'execution':
      return target.example;
    case 'sentence':
    case 'program':
    case 'grammar':
      throw new TypeError(`a line states no ${target.kind}`);
    case 'integer':
    case 'number':
    case 'text':
    case 'python-literal':
      return target.value;
  }
}

/** A blind guess. */
export function guess({ target }: Item, random: Random): string {
  if (target.kind === 'integer' || target.kind === 'number') {
    return String(random.integer(-GUESS_RANGE, GUESS_RANGE));
  }
  return target.kind === 'python-literal' ? GUESSED_LITERAL : GUESS;
}

/** The probability that `guess` is right. */
export function guessAccuracy({ target }: Item): number {
  if (target.kind !== 'integer' && target.kind !== 'number') {
    return isRight(target.kind === 'python-literal' ? GUESSED_LITERAL : GUESS, target) ? 1 : 0;
  }
  let right = 0;
  for (let value = -GUESS_RANGE; value <= GUESS_RANGE; value += 1) {
    if (isRight(String(value), target)) right += 1;
  }
  return right / (2 * GUESS_RANGE + 1);
}

/** A wrong answer of the target's kind. */
export function plausibleError({ target }: Item, random: Random): string {
  return random.pick(wrongAnswers(target));
}

/** Those of `texts` that are wrong and in the requested format, each once; none for a pattern that accepts whatever is tried. */
export function wrongAnswers(
  target: Target,
  texts: readonly string[] = candidates(target),
): string[] {
  return [...new Set(texts)].filter(
    (text) => judge({ text, finishReason: 'stop' }, target, 'direct').verdict === 'incorrect',
  );
}

function isRight(text: string, target: Target): boolean {
  return judge({ text, finishReason: 'stop' }, target, 'direct').verdict === 'correct';
}

/** Answers that may be wrong. */
function candidates(target: Target): string[] {
  switch (target.kind) {
    case 'integer':
      return [1n, -1n, 10n, -10n].map((step) => String(BigInt(target.value) + step));
    case 'number':
      return numbersNear(decimalOf(target.value), decimalOf(target.tolerance));
    case 'python-literal':
      return ['None', '0', "''", '[]', `[${target.value}]`, `(${target.value},)`];
    case 'text':
      return textsNear(target.value);
    case 'regex':
      return [...textsNear(target.example), ...strangeTexts(target)];
    case 'sentence':
    case 'program':
    case 'grammar':
    case 'execution':
      throw new TypeError(`a line states no ${target.kind}`);
  }
}

/** The number negated, ten times as large, and one that is larger than the number and its tolerance together. */
function numbersNear(value: Decimal, tolerance: Decimal): string[] {
  const order = Math.max(orderOf(value), orderOf(tolerance));
  return [
    { ...value, digits: -value.digits },
    { ...value, exponent: value.exponent + 1 },
    { digits: 1n, exponent: order + 1 },
    { digits: -1n, exponent: order + 1 },
  ].map(writeDecimal);
}

/** The power of ten above the size of a number. */
function orderOf({ digits, exponent }: Decimal): number {
  return String(digits < 0n ? -digits : digits).length + exponent;
}

function decimalOf(text: string): Decimal {
  const number = readDecimal(text);
  if (number === null) throw new TypeError(`not a number: ${text}`);
  return number;
}

function textsNear(text: string): string[] {
  const letters = Array.from(text);
  return [
    `${text}s`,
    letters.slice(0, -1).join(''),
    letters.toReversed().join(''),
    text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase(),
    GUESS,
  ];
}

function strangeTexts({ example }: PatternTarget): string[] {
  return [`${example} ${example}`, `0${example}`, 'x', '0'];
}
