/** That inputs are what the word problems say of them is checked by `references.py`. */
import { describe, expect, it } from 'vitest';
import { parseCall, repr } from '../../../src/python/index.js';
import type { Algorithm } from '../../../src/suites/algorithms/algorithm.js';
import { AskedAlgorithm, INPUTS } from '../../../src/suites/algorithms/asked-algorithm.js';
import { algorithms } from '../../../src/suites/algorithms/problems.js';

const SEEDS = [1, 2, 3, 4, 5];

/** How often the most common of these stands among them. */
function mostCommon(values: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values());
}

describe.each(algorithms().map((algorithm): [string, Algorithm] => [algorithm.name, algorithm]))(
  'the inputs of %s',
  (name, algorithm) => {
    const ofSeeds = SEEDS.map((seed) => new AskedAlgorithm(seed, algorithm).runs);

    it('are different from each other and the same for the same seed', () => {
      for (const runs of ofSeeds) {
        expect(new Set(runs.map(({ call }) => call)).size).toBe(INPUTS);
        expect(runs.map(({ number }) => number)).toEqual([...Array(INPUTS).keys()]);
      }
      const again = new AskedAlgorithm(1, algorithm).runs;
      expect(again.map(({ call }) => call)).toEqual(ofSeeds[0]?.map(({ call }) => call));
      expect(new Set(ofSeeds.map((runs) => runs[0]?.call)).size).toBeGreaterThan(1);
    });

    it('give one output for at most four in ten of them', () => {
      for (const runs of ofSeeds) {
        expect(mostCommon(runs.map(({ output }) => output))).toBeLessThanOrEqual(0.4 * INPUTS);
      }
    });

    it('are short, and so are runs and outputs', () => {
      for (const { call, output, steps } of ofSeeds.flat()) {
        expect(call.length).toBeLessThanOrEqual(160);
        expect(output.length).toBeLessThanOrEqual(80);
        expect(steps).toBeLessThanOrEqual(2048);
      }
    });

    it('are calls that can be read again', () => {
      for (const { call, args } of ofSeeds.flat().slice(0, 20)) {
        expect(parseCall(call)).toEqual({ name, args });
        expect(call).toBe(`${name}(${args.map(repr).join(', ')})`);
      }
    });
  },
);
