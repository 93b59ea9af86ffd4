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
const instance = await suite.instantiate({});

it('the instructions of the default options are these bytes', () => {
  expect(sha256(instance.instructions)).toBe(
    'bc8014055f0f8d32713e96c683b4e5cdbede9410a364f9c11f054b3a84132417',
  );
});

it('the items of the default options are these bytes', () => {
  const items = suite.splits.flatMap((split) =>
    suite.answers.flatMap((answer) => [...instance.items(split, answer)]),
  );
  expect(sha256(items)).toBe('84296b61e6ab67331ba3214a8342b7eddd7248a16033015258f5309d75499bd5');
});

it('the instructions in natural language, of the default options else, are these bytes', async () => {
  const { instructions } = await suite.instantiate({ instructions: 'natural-language' });
  expect(sha256(instructions)).toBe(
    'b0bab94e9be1f1708f99d75c909e8d71f6112c278a060f91597f2acc64c7404d',
  );
});
