/**
 * The bytes of the default plan. When this fails, the ids, prompts or targets of every user change: if that is meant, put
 * the new hash here and say so in the changelog.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { ciphers } from '../../../src/suites/ciphers/ciphers.js';

function sha256(values: Iterable<unknown>): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`);
  return hash.digest('hex');
}

const instance = ciphers.instantiate({});

it('the instructions of the default options are these bytes', () => {
  expect(sha256(instance.instructions)).toBe(
    '19e5476cc317f3c4d163868276450ff1f4e14ac74772bc2c6e45b6bbebfd0d87',
  );
});

it('the items of the default options are these bytes', () => {
  const items = instance.splits.flatMap((split) =>
    ANSWERS.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('5c8cbef73176a331e2364d04011a680c0e02cd24bd76e8fdf89849ad575d9afb');
});

it.each([
  ['uniform', 'cff9ef5a34f2fb3c942e6d7e4a41553ab937a8f605a2aa195fbc94649f4ee086'],
  ['skewed', '76ae56629d3033a04d792a8d697984fa3d9977eff886af86107d331721b6fa37'],
])('the executions of %s demonstrations are these bytes', (demonstrations, hash) => {
  expect(sha256(ciphers.instantiate({ demonstrations }).executions())).toBe(hash);
});
