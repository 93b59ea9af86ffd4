import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram, printProgram, repr } from '../../src/python/index.js';
import { Random } from '../../src/random/random.js';
import { cpythonOutcomes, cpythonVersion } from './cpython.js';
import { outcomeOf } from './outcome.js';
import { randomProgram } from './random-program.js';

const SEED = process.env['PBB_SEED'] ?? 'differential 1';
const PROGRAMS = 20_000;
const BATCH = 2_500;

interface Trial {
  readonly index: number;
  readonly source: string;
  readonly calls: readonly { readonly name: string; readonly args: readonly string[] }[];
  readonly ours: readonly string[];
}

/** Program `index` of the seed, read from its printed source, with the calls that end within our limits. */
function trial(index: number): Trial {
  const { module, calls } = randomProgram(new Random(SEED, index));
  const source = printProgram(module);
  const program = compileProgram(parseProgram(source));
  const ended = calls
    .map(({ name, args }) => ({
      name,
      args,
      outcome: outcomeOf(program, name, args, { steps: 20_000 }),
    }))
    .filter(({ outcome }) => !outcome.startsWith('limit') && outcome !== 'outside the subset');
  return {
    index,
    source,
    calls: ended.map(({ name, args }) => ({ name, args: args.map(repr) })),
    ours: ended.map(({ outcome }) => outcome),
  };
}

function report(
  { index, source, calls, ours }: Trial,
  call: number,
  theirs: string | undefined,
): string {
  return [
    `PBB_SEED='${SEED}', program ${index}: ${calls[call]?.name}(${calls[call]?.args.join(', ')})`,
    `ours ${ours[call]}, CPython ${theirs}`,
    source,
  ].join('\n');
}

describe(`random programs end as in CPython (${cpythonVersion ?? 'skipped: no python3 here'})`, () => {
  it.skipIf(cpythonVersion === undefined)(
    `${PROGRAMS} programs, two calls each: values and exception types`,
    { timeout: 540_000 },
    async () => {
      const trials: Trial[] = [];
      const running: Promise<string[][]>[] = [];
      for (let first = 0; first < PROGRAMS; first += BATCH) {
        const batch = Array.from({ length: BATCH }, (_, index) => trial(first + index));
        trials.push(...batch);
        running.push(cpythonOutcomes(batch));
        // Lets the batch go out, so that CPython works on it while the next one is made.
        await setImmediate();
      }
      const outcomes = (await Promise.all(running)).flat();
      expect(outcomes).toHaveLength(PROGRAMS);
      const different = trials.flatMap((each, index) =>
        each.ours.flatMap((ours, call) => {
          const theirs = outcomes[index]?.[call];
          return ours === theirs ? [] : [report(each, call, theirs)];
        }),
      );
      expect(different.slice(0, 3).join('\n\n')).toBe('');
      // The programs must be worth running: most calls compared, most with a value, exceptions of every kind.
      const compared = trials.flatMap(({ ours }) => ours);
      expect(compared.length).toBeGreaterThan(PROGRAMS * 1.7);
      expect(compared.filter((outcome) => !outcome.startsWith('!!')).length).toBeGreaterThan(
        PROGRAMS,
      );
      for (const type of [
        'NameError',
        'TypeError',
        'UnboundLocalError',
        'ValueError',
        'ZeroDivisionError',
      ]) {
        expect(compared.filter((outcome) => outcome === `!! ${type}`).length).toBeGreaterThan(50);
      }
    },
  );
});
