/** The subset's interpreter and the sandbox, on random programs that both take: values and exceptions. */
import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  LimitError,
  OutsideSubsetError,
  PythonError,
  printProgram,
  repr,
} from '../../src/python/index.js';
import { Random } from '../../src/random/random.js';
import { type Outcome, type Program, runTrusted } from '../../src/sandbox/index.js';
import { randomProgram } from '../python/random-program.js';

const PROGRAMS = Number(process.env['PBB_PROGRAMS'] ?? 2000);

interface Trial extends Program {
  /** What the subset gives for each call. */
  readonly ours: readonly string[];
}

/** The calls of a random program that end within the subset and its limits. */
function trial(index: number): Trial {
  const { module, calls } = randomProgram(new Random('sandbox', `${index}`));
  const program = compileProgram(module);
  const ended = calls.flatMap(({ name, args }) => {
    const end = endOf(() => repr(program.call(name, args).value));
    return end === null ? [] : [{ call: `${name}(${args.map(repr).join(', ')})`, end }];
  });
  return {
    source: printProgram(module),
    calls: ended.map(({ call }) => call),
    ours: ended.map(({ end }) => end),
  };
}

function endOf(run: () => string): string | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) return `!! ${error.type}`;
    if (error instanceof LimitError || error instanceof OutsideSubsetError) return null;
    throw error;
  }
}

function theirs(outcome: Outcome): string {
  if (outcome.kind === 'value') return outcome.repr;
  return outcome.kind === 'raised' ? `!! ${outcome.type}` : outcome.kind;
}

describe('the subset and the sandbox', () => {
  it(`end alike on ${PROGRAMS} random programs`, async () => {
    const trials = Array.from({ length: PROGRAMS }, (_, index) => trial(index));
    let compared = 0;
    let next = 0;
    for await (const outcomes of runTrusted(trials)) {
      const { source, ours } = trials[next] ?? { source: '', ours: [] };
      expect(outcomes.map(theirs), `program ${next}\n${source}`).toEqual(ours);
      compared += ours.length;
      next += 1;
    }
    expect(compared).toBeGreaterThan(PROGRAMS * 1.5);
  });
});
