/**
 * The bytes of the default plan. When this fails, the ids, prompts or targets of every user change: if that is meant, put
 * the new hash here and say so in the changelog.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { suiteNamed } from '../../../src/suites/registry.js';

function sha256(values: Iterable<unknown>): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`);
  return hash.digest('hex');
}

const suite = suiteNamed('random-arithmetic');
const instance = suite.instantiate({});

it('the instructions of the default options are these bytes', () => {
  expect(sha256(instance.instructions)).toBe(
    'bc8014055f0f8d32713e96c683b4e5cdbede9410a364f9c11f054b3a84132417',
  );
});

it('the items of the default options are these bytes', () => {
  const items = suite.splits.flatMap((split) =>
    suite.answers.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('b4cba9740542cfd15410c531dcac2c8a8b69c4490f9ff8187587bca73992f6ac');
});
