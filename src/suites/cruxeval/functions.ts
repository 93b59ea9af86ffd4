/**
 * CRUXEval's functions as published (Gu et al., arXiv 2401.03065): a function `f`, an input and its output. Invariant: every function of
 * the file is either usable, and then gives the published output, or refused with a reason.
 */
import { z } from 'zod';
import { parseLiteral, repr } from '../../python/index.js';
import {
  type DataSetRun,
  DEFAULT_LIMITS,
  type Program,
  PYTHON_EQUALITY,
  runDataSet,
  sameValue,
} from '../../sandbox/index.js';
import { literalOf } from '../../scoring/python-literal/judge-literal.js';
import { type DataRecord, parseRecords } from '../records-file.js';
import type { Refusal } from '../suite.js';
import { readUserFile } from '../user-file.js';

/** The name of every function. */
export const FUNCTION = 'f';

const MOST_MIB = 64;
const MOST_CODE = 20_000;
const MOST_CHARACTERS = 2000;
const MOST_DETAIL = 200;

const HELP =
  'The functions are not part of this package: download data/cruxeval.jsonl of CRUXEval (facebookresearch/cruxeval on GitHub, ' +
  'cruxeval-org/cruxeval on Hugging Face; MIT licence) and name it in `file`.';

export interface StatedFunction extends DataRecord {
  readonly code: string;
  /** Arguments as they stand in a call. */
  readonly input: string;
  readonly output: string;
}

export interface UsableFunction extends StatedFunction {
  /** Of the subset interpreter; null where it does not take the function. */
  readonly steps: number | null;
  /** The arguments as literals; null where one is none, a `lambda` say: then there is no call to ask for. */
  readonly example: string | null;
}

export interface Sorted {
  readonly usable: readonly UsableFunction[];
  readonly refused: readonly Refusal[];
}

const schema = z.looseObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/, 'expected letters, digits, "_", "-" and "."'),
  code: z.string().min(1).max(MOST_CODE),
  input: z.string().max(MOST_CHARACTERS),
  output: z.string().min(1).max(MOST_CHARACTERS),
});

/** @throws DiagnosticError with what is wrong with the file */
export function readFunctions(file: string): StatedFunction[] {
  return parseRecords(readUserFile(file, MOST_MIB, HELP), file, 'function', (value, line) =>
    schema
      .transform(({ id, code, input, output }) => ({ id, line, code, input, output }))
      .safeParse(value),
  );
}

/** Functions that give their published output, and the others. Throws a `SandboxError`. */
export async function sorted(functions: readonly StatedFunction[]): Promise<Sorted> {
  const runs = await runDataSet(functions.map(programOf), DEFAULT_LIMITS);
  const usable: UsableFunction[] = [];
  const refused: Refusal[] = [];
  for (const [at, stated] of functions.entries()) {
    const run = runs[at];
    if (run === undefined) throw new Error(`no outcome of ${stated.id}`);
    const example = exampleOf(stated, run);
    const steps = run.engine === 'subset' ? (run.steps[0] ?? null) : null;
    const unusable = faultOf(stated, run);
    if (unusable === null) usable.push({ ...stated, steps, example });
    const { id, line, input } = stated;
    if (unusable !== null) refused.push({ id, line, ...unusable });
    else if (example === null) refused.push({ id, line, ...fault(NO_INPUT, input), in_part: true });
  }
  return { usable, refused };
}

const NO_INPUT = 'input is no literal, so its output alone is asked';

/** Arguments that are no literals are evaluated, too. */
function programOf({ code, input }: StatedFunction): Program {
  const calls = [`${FUNCTION}(${input})`];
  if (literalOf(`[${input}]`) === undefined) calls.push(`[${input}]`);
  return { source: code, calls };
}

function exampleOf(
  { input }: StatedFunction,
  { outcomes: [, evaluated] }: DataSetRun,
): string | null {
  if (evaluated === undefined) return input;
  if (evaluated.kind !== 'value' || literalOf(evaluated.repr) === undefined) return null;
  return evaluated.repr.slice(1, -1);
}

function faultOf(
  { output }: StatedFunction,
  { outcomes: [outcome] }: DataSetRun,
): Pick<Refusal, 'reason' | 'detail'> | null {
  switch (outcome?.kind) {
    case 'value':
      if (literalOf(output) === undefined) return fault('stated output is no literal', output);
      return sameValue(output, outcome.repr, PYTHON_EQUALITY)
        ? null
        : fault('output differs', `${outcome.repr}, stated ${output}`);
    case 'raised':
      return fault('raises', `${outcome.type}: ${outcome.message}`);
    case 'stopped':
      return fault(outcome.limit === 'time' ? 'time-out' : 'beyond limits', outcome.limit);
    case 'rejected':
      return fault('rejected', outcome.reason);
    case undefined:
      throw new Error('one call has one outcome');
  }
}

function fault(reason: string, detail: string): Pick<Refusal, 'reason' | 'detail'> {
  return { reason, detail: detail.slice(0, MOST_DETAIL) };
}

/** The published output in the one form that `repr` gives it. */
export function outputOf({ output }: StatedFunction): string {
  try {
    return repr(parseLiteral(output));
  } catch {
    // A set of several elements has no `repr` that is fixed.
    return output;
  }
}
