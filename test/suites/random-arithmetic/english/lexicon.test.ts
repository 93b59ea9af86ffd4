import { expect, it } from 'vitest';
import { meanings, phrases } from '../../../../src/suites/random-arithmetic/english/lexicon.js';

it('no phrase of our English has two meanings', () => {
  expect(meanings().size).toBe(phrases().length);
  expect(new Set(phrases()).size).toBe(phrases().length);
});
