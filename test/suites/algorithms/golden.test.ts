/**
 * The bytes of the default plan. When this fails, the ids, prompts or targets of every user change: if that is meant, put
 * the new hash here and say so in the changelog.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { algorithms } from '../../../src/suites/algorithms/algorithms.js';

function sha256(values: Iterable<unknown>): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`);
  return hash.digest('hex');
}

const instance = algorithms.instantiate({});

it('the instructions of the default options are these bytes', () => {
  expect(sha256(instance.instructions)).toBe(
    '322bdde0f2ec9a8d912472d4106ec0b0605b3268ee85b23b29e35ec02073adec',
  );
});

it('the items of the default options are these bytes', () => {
  const items = instance.splits.flatMap((split) =>
    ANSWERS.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('5e53d1fa441c7a4ccec6b5c82b042a53908ecac1ac0f889a0a78dd0ede7ab10b');
});

it('the executions of the default options are these bytes', () => {
  expect(sha256(instance.executions())).toBe(
    'cdfce35cbb259e57d14aaffe6a9786e53d52f325ce96198ff3eb19b00e6b0b84',
  );
});
