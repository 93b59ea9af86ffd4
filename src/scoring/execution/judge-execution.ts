/**
 * Arguments that make a function give a stated value: any such are right. An answer is a call of the function with literals, `f([1], 'x')`,
 * or the arguments alone, `[1], 'x'`; `assert f([1], 'x') == 2` is read as its call. Invariant: of the answer nothing is run but the
 * function with values that were read from literals.
 */
import {
  PyDict,
  PyList,
  PySet,
  PyTuple,
  parseNamedCall,
  repr,
  type Value,
} from '../../python/index.js';
import type { Outcome, Program } from '../../sandbox/program.js';
import { PYTHON_EQUALITY, sameValue } from '../../sandbox/same-value.js';
import { excerpt } from '../excerpt.js';
import { type Comparison, judgeWritten, type Kind, type Reading } from '../judge-written.js';
import { partsOf } from '../lenient-parts.js';
import { CODE } from '../notation.js';
import { bareLiteral, plainLiteral, straightLiteral } from '../python-literal/bare-literal.js';
import { literalOf } from '../python-literal/judge-literal.js';
import { ANSWERS, type Answer, type ExecutionTarget, type Judgement } from '../verdict.js';

/** Longer texts are not read. */
const MAX_LENGTH = 10_000;

/** The calls that an output may be taken to make, strictly and leniently; null where it makes none. */
export function executionExperiment(
  output: string,
  limited: boolean,
  target: ExecutionTarget,
): Program | null {
  const calls = callsIn(output, limited, target);
  return calls.length === 0 ? null : { source: target.source, calls };
}

/** @param outcomes of the output's `executionExperiment`, one for each call; none where that is null */
export function judgeExecution(
  output: string,
  limited: boolean,
  target: ExecutionTarget,
  answer: Answer,
  outcomes: readonly Outcome[],
): Judgement {
  const calls = callsIn(output, limited, target);
  if (outcomes.length !== calls.length) {
    throw new RangeError(`expected ${calls.length} outcomes, found ${outcomes.length}`);
  }
  const ended = new Map(calls.map((call, at) => [call, outcomes[at]]));
  const compare = (call: string): Comparison => comparisonOf(call, ended.get(call), target);
  return judgeWritten(output, limited, answer, kindOf(target, compare));
}

/** While all are taken for wrong, judging comes to every call that it could come to. */
function callsIn(output: string, limited: boolean, target: ExecutionTarget): string[] {
  const calls = new Set<string>();
  const kind = kindOf(target, (call) => {
    calls.add(call);
    return { right: false, reason: '' };
  });
  for (const answer of ANSWERS) judgeWritten(output, limited, answer, kind);
  return [...calls];
}

function comparisonOf(
  call: string,
  outcome: Outcome | undefined,
  { value }: ExecutionTarget,
): Comparison {
  if (outcome === undefined) throw new RangeError(`${call} was not run`);
  const shown = excerpt(call, 60);
  switch (outcome.kind) {
    case 'value':
      return sameValue(outcome.repr, value, PYTHON_EQUALITY)
        ? { right: true, reason: 'gives the stated value' }
        : {
            right: false,
            reason: `${shown} gives ${excerpt(outcome.repr, 40)}, not ${excerpt(value, 40)}`,
          };
    case 'raised':
      return { right: false, reason: `${shown} raises ${excerpt(outcome.type, 40)}` };
    case 'stopped':
      return { right: false, reason: `${shown} goes beyond its limit of ${outcome.limit}` };
    case 'rejected':
      return { right: false, reason: `${shown} ${excerpt(outcome.reason, 60)}` };
  }
}

function kindOf({ name }: ExecutionTarget, compare: (call: string) => Comparison): Kind {
  const read = (text: string): Reading => {
    const call = callIn(text, name);
    return call === null
      ? { kind: 'fault', reason: `not a call with literals: ${excerpt(text, 40)}` }
      : { kind: 'value', value: call };
  };
  return {
    notation: CODE,
    read,
    compare,
    parts: partsOf,
    // Within other words, arguments alone could be anything.
    readPart: (text) => (text.includes(`${name}(`) ? callIn(text, name) : null),
    statedBare: false,
    takesLabels: false,
  };
}

/** The call that a text is, in the one form that `repr` gives it, or null. */
function callIn(text: string, name: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const bare = bareLiteral(text);
  for (const candidate of [bare, plainLiteral(bare)]) {
    const straight = straightLiteral(candidate).trim();
    const asserted = calledIn(straight, name);
    const call = canonical(asserted ?? `${name}(${straight})`, name);
    if (call !== null && straight !== '') return call;
  }
  return null;
}

/** `f(…)` in `assert f(…) == …` with a literal on its other side, or by itself; undefined where no call begins. */
function calledIn(text: string, name: string): string | undefined {
  const stated = text.startsWith('assert ') ? text.slice('assert '.length).trim() : text;
  if (!stated.startsWith(`${name}(`)) return undefined;
  const equals = stated.lastIndexOf('==');
  const call = stated.slice(0, equals).trim();
  const isStated =
    equals !== -1 && call.endsWith(')') && literalOf(stated.slice(equals + 2)) !== undefined;
  return isStated ? call : stated;
}

function canonical(text: string, name: string): string | null {
  try {
    const call = parseNamedCall(text);
    const named = [...call.named].map(([parameter, value]) => `${parameter}=${written(value)}`);
    return call.name === name
      ? `${name}(${[...call.args.map(written), ...named].join(', ')})`
      : null;
  } catch (error) {
    if (error instanceof Error && REFUSALS.has(error.name)) return null;
    throw error;
  }
}

/** A value as a literal: as `repr` has it, apart from sets, whose order is that of their elements here. Goes as deep as literals do. */
function written(value: Value): string {
  if (value instanceof PyList) return `[${value.items.map(written).join(', ')}]`;
  if (value instanceof PyTuple) {
    const items = value.items.map(written);
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  }
  if (value instanceof PySet && value.isTrue) {
    return `{${[...value.elements.values()].map(written).join(', ')}}`;
  }
  if (!(value instanceof PyDict)) return repr(value);
  const entries = [...value.entries.values()];
  return `{${entries.map((entry) => `${written(entry.key)}: ${written(entry.value)}`).join(', ')}}`;
}

/** Of the interpreter: what it cannot read is an answer of the model's, and no fault of ours. */
const REFUSALS: ReadonlySet<string> = new Set([
  'DiagnosticError',
  'OutsideSubsetError',
  'PythonError',
  'LimitError',
  'RangeError',
]);
