/**
 * The bytes of the default plan. When this fails, the ids, prompts or targets of every user change: if that is meant, put
 * the new hash here and say so in the changelog.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { grammars } from '../../../src/suites/grammars/grammars.js';

function sha256(values: Iterable<unknown>): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`);
  return hash.digest('hex');
}

const instance = grammars.instantiate({});

it('the instructions of the default options are these bytes', () => {
  expect(sha256(instance.instructions)).toBe(
    '421d0c713fc508fa1d83841d3dd43be05e28396f6a38075f348c71466e0c1614',
  );
});

it('the executions of the default options are these bytes', () => {
  expect(sha256(instance.executions())).toBe(
    '0094be374a7651c1f1a00ad77259b66a759f9a86c1df96ef2966830a1e50745b',
  );
});

it('the items of the default options are these bytes', () => {
  const items = instance.splits.flatMap((split) => [...instance.items(split, 'direct')]);
  expect(sha256(items)).toBe('0440bd88cf1507ed8058f271a670a1023a8fd920fdf0d473c506c971c4778d52');
});
