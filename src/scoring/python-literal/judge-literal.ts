/**
 * Python literals: an answer is right when its value equals the target's by Python's `==` (`1.0` is `1`, `[1]` is not `(1,)`, sets and
 * dicts have no order). Around a literal may stand spaces, emphasis, code marks, `$…$` and one full stop; `1, 2` is a tuple. Curly
 * quotes count as straight ones, in the target too, and a true minus as a hyphen; in a box LaTeX's `\{`, `\_` and `\text{…}` are
 * read. What is no literal is **malformed**.
 */
import { parseLiteral, repr, type Value } from '../../python/index.js';
import { sameValue } from '../../sandbox/same-value.js';
import { lastLabel } from '../answer-label.js';
import { lastBox } from '../box.js';
import { excerpt } from '../excerpt.js';
import { lastBlock } from '../fence.js';
import { judgeWritten, type Kind, type Reading } from '../judge-written.js';
import { type Part, partsOf } from '../lenient-parts.js';
import { CODE, type Notation } from '../notation.js';
import type { Answer, Judgement, LiteralTarget } from '../verdict.js';
import { bareLiteral, plainLiteral, straightLiteral } from './bare-literal.js';

/** Longer texts are not read. */
const MAX_LENGTH = 10_000;

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeLiteral(
  output: string,
  limited: boolean,
  target: Omit<LiteralTarget, 'kind'>,
  answer: Answer,
): Judgement {
  return judgeWritten(output, limited, answer, kindOf(target));
}

/** @throws TypeError when the target is no literal */
function kindOf({ value: target, comparison }: Omit<LiteralTarget, 'kind'>): Kind {
  const right = straightLiteral(target);
  if (literalOf(right) === undefined)
    throw new TypeError(`not a Python literal: ${target.slice(0, 40)}`);
  const read = (text: string): Reading => {
    const found = text.length > MAX_LENGTH ? null : firstLiteral(text);
    return found === null
      ? { kind: 'fault', reason: `not a Python literal: ${excerpt(text, 40)}` }
      : { kind: 'value', value: found };
  };
  return {
    notation: CODE,
    read,
    compare: (text) =>
      sameValue(straightLiteral(text), right, comparison)
        ? { right: true, reason: 'equals the target' }
        : { right: false, reason: `found ${excerpt(text, 40)}, expected ${excerpt(target, 40)}` },
    parts: literalParts,
    readPart: (text) => {
      const reading = read(text);
      return reading.kind === 'value' ? reading.value : null;
    },
    statedBare: true,
    takesLabels: false,
  };
}

/** A block of several lines is read whole before its lines are, unless a box or a label stands behind it. */
function* literalParts(text: string, cut: boolean, notation: Notation): Generator<Part> {
  const block = cut ? null : lastBlock(text);
  if (block?.text.trim().includes('\n')) {
    const rest = text.slice(block.end);
    if (lastBox(rest) === null && lastLabel(rest, -1) === null)
      yield { text: block.text, form: 'line' };
  }
  yield* partsOf(text, cut, notation);
}

/** The literal that a text is, in one form as far as `repr` gives one, or null. */
function firstLiteral(text: string): string | null {
  const bare = bareLiteral(text);
  const plain = plainLiteral(bare);
  // A comma at the end is rather that of a line within a longer literal.
  const tuples = bare.includes(',') && !bare.endsWith(',') ? [`(${bare})`, `(${plain})`] : [];
  for (const candidate of [bare, plain, ...tuples]) {
    const value = straightValue(candidate);
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

function straightValue(text: string): Value | undefined {
  return literalOf(straightLiteral(text));
}

/** A set of several elements has no `repr` that is fixed. */
function reprOf(value: Value): string | undefined {
  try {
    return repr(value);
  } catch (error) {
    return ignored(error);
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
