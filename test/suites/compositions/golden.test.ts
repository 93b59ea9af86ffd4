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

const suite = suiteNamed('random-arithmetic-compositions');
const instance = await suite.instantiate({});

it('the compositions of the default options are these bytes', () => {
  expect(sha256(instance.instructions)).toBe(
    '8f774d49f0de5a69463d678c6a818865a09e9ac7ad3ce9157d5bf5f05f9fafb8',
  );
});

it('the items of the default options are these bytes', () => {
  const items = suite.splits.flatMap((split) =>
    suite.answers.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('13a75927c47443f573ac9fd754310ce2bb580e4ef533f27e98514b2d3b04100e');
});
