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
    '69fccf95e9bfe8617521285d4a3ed8e5dc62a372a45fd715cc8d921e1f977aaa',
  );
});

it('the items of the default options are these bytes', () => {
  const items = instance.splits.flatMap((split) =>
    ANSWERS.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('fed1601717640a15d8b1700ec0b8f4a5baa41aa60234fe9d2762c7d96a291313');
});

it('the executions of the default options are these bytes', () => {
  expect(sha256(instance.executions())).toBe(
    'cdfce35cbb259e57d14aaffe6a9786e53d52f325ce96198ff3eb19b00e6b0b84',
  );
});
