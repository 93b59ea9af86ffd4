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
    '3c8701c9fddd2b2b297aac37e2b2b3efea0a8897d216ba61e69219701704f6ae',
  );
});

it('the items of the default options are these bytes', () => {
  const items = suite.splits.flatMap((split) =>
    suite.answers.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('6dc4a1ff7f69c3f99e2c8c0953fadcbe0af78a07fba6898c4be200680c48a745');
});
