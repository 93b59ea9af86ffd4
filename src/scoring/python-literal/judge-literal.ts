/**
 * Python literals: an answer is right when its value equals the target's by Python's `==` (`1.0` is `1`, `[1]` is not `(1,)`, sets and
 * dicts have no order). Around a literal may stand spaces, emphasis, code marks, `$…$` and one full stop; curly quotes count as
 * straight ones, and in a box LaTeX's `\{`, `\_` and `\text{…}` are read. What is no literal is **malformed**.
 */
import { equals, parseLiteral, repr, type Value } from '../../python/index.js';
import { excerpt } from '../excerpt.js';
import { judgeWritten, type Kind, type Reading } from '../judge-written.js';
import { partsOf } from '../lenient-parts.js';
import { CODE } from '../notation.js';
import type { Answer, Judgement } from '../verdict.js';
import { bareLiteral, plainLiteral } from './bare-literal.js';

/** Longer texts are not read. */
const MAX_LENGTH = 10_000;

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeLiteral(
  output: string,
  limited: boolean,
  value: string,
  answer: Answer,
): Judgement {
  return judgeWritten(output, limited, answer, kindOf(value));
}

/** @throws TypeError when the target is no literal */
function kindOf(target: string): Kind {
  const right = literalOf(target);
  if (right === undefined) throw new TypeError(`not a Python literal: ${target.slice(0, 40)}`);
  const read = (text: string): Reading => {
    const found = text.length > MAX_LENGTH ? null : firstLiteral(text);
    return found === null
      ? { kind: 'fault', reason: `not a Python literal: ${excerpt(text, 40)}` }
      : { kind: 'value', value: found };
  };
  return {
    notation: CODE,
    read,
    compare: (text) => {
      const value = literalOf(text);
      return value !== undefined && areEqual(value, right)
        ? { right: true, reason: 'equals the target' }
        : { right: false, reason: `found ${excerpt(text, 40)}, expected ${excerpt(target, 40)}` };
    },
    parts: partsOf,
    readPart: (text) => {
      const reading = read(text);
      return reading.kind === 'value' ? reading.value : null;
    },
    statedBare: true,
    takesLabels: false,
  };
}

/** The literal that a text is, in one form as far as `repr` gives one, or null. */
function firstLiteral(text: string): string | null {
  const bare = bareLiteral(text);
  for (const candidate of [bare, plainLiteral(bare)]) {
    const value = literalOf(candidate);
    if (value !== undefined) return reprOf(value) ?? candidate;
  }
  return null;
}

/** The value of a literal; undefined for any other text. */
export function literalOf(text: string): Value | undefined {
  try {
    return parseLiteral(text);
  } catch (error) {
    return ignored(error);
  }
}

/** A set of several elements has no `repr` that is fixed. */
function reprOf(value: Value): string | undefined {
  try {
    return repr(value);
  } catch (error) {
    return ignored(error);
  }
}

function areEqual(left: Value, right: Value): boolean {
  try {
    return equals(left, right);
  } catch (error) {
    return ignored(error) ?? false;
  }
}

const REFUSALS: ReadonlySet<string> = new Set([
  'DiagnosticError',
  'OutsideSubsetError',
  'PythonError',
  'LimitError',
  'RangeError',
]);

/** What the interpreter refuses is an answer of the model's, and no fault of ours. */
function ignored(error: unknown): undefined {
  if (error instanceof Error && REFUSALS.has(error.name)) return undefined;
  throw error;
}
