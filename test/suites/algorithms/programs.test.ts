/**
 * The programs against CPython, and against answers that were worked out from the word problems alone (`references.py`): both have to
 * say what our interpreter says, for every input of two seeds.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repr } from '../../../src/python/index.js';
import type { Algorithm } from '../../../src/suites/algorithms/algorithm.js';
import { AskedAlgorithm, type Run } from '../../../src/suites/algorithms/asked-algorithm.js';
import { algorithms } from '../../../src/suites/algorithms/problems.js';
import { cpythonOutcomes, cpythonVersion, type ReferenceProgram } from '../../python/cpython.js';

const references = readFileSync(new URL('references.py', import.meta.url), 'utf8');

const asked = algorithms().map((algorithm) => ({
  algorithm,
  runs: [1, 2].flatMap((seed) => new AskedAlgorithm(seed, algorithm).runs),
}));

/** What CPython gives where it differs from our interpreter, of programs that are given for each algorithm. */
async function differences(sourceOf: (algorithm: Algorithm) => string): Promise<string[]> {
  const programs = asked.map(
    ({ algorithm, runs }): ReferenceProgram => ({
      source: sourceOf(algorithm),
      calls: runs.map(({ args }) => ({ name: algorithm.name, args: args.map(repr) })),
    }),
  );
  const outcomes = await cpythonOutcomes(programs);
  return asked.flatMap(({ runs }, index) => {
    const given: readonly string[] = outcomes[index] ?? [];
    expect(given.length).toBe(runs.length);
    return runs.flatMap(({ call, output }: Run, place) =>
      given[place] === output ? [] : [`${call}: ${output}, CPython ${given[place]}`],
    );
  });
}

describe.skipIf(cpythonVersion === undefined)('each program (needs python3 on the PATH)', () => {
  it('is run on at least 200 inputs', () => {
    for (const { runs } of asked) expect(runs.length).toBeGreaterThanOrEqual(200);
  });

  it('gives what it gives in CPython', async () => {
    expect(await differences(({ source }) => source)).toEqual([]);
  });

  it('gives what its word problem asks for', async () => {
    expect(await differences(() => references)).toEqual([]);
  });

  it('would be found out: one that always gives the same differs', async () => {
    const found = await differences(
      ({ name, source }) => `${source}\n${name} = lambda *_: 'always'\n`,
    );
    expect(found.length).toBe(asked.reduce((sum, { runs }) => sum + runs.length, 0));
  });
});
