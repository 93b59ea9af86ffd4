import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { judge } from '../../../src/scoring/judge.js';
import { type Cipher, ciphers } from '../../../src/suites/ciphers/cipher.js';
import { askedInputs, readInput } from '../../../src/suites/ciphers/inputs.js';
import { Ciphers, guessAccuracy } from '../../../src/suites/ciphers/instance.js';
import { options } from '../../../src/suites/ciphers/options.js';
import type { Item } from '../../../src/suites/suite.js';

const instance = new Ciphers(options.parse({ texts: 364, shifts_per_text: 1 }));
const items = [...instance.items('wo-io', 'direct')];

function cipherOf({ instruction }: Item): Cipher {
  const found = ciphers().find(({ name }) => instruction === `ciphers/${name.toLowerCase()}`);
  if (found === undefined) throw new Error(`there is no instruction ${instruction}`);
  return found;
}

/** What another cipher gives for the item. */
function confusionOf(item: Item, by = 0): string {
  const { text, shift } = readInput(item.input);
  const other = ciphers().find((cipher) => cipher !== cipherOf(item));
  return other?.encipher(text, (shift + by) % 26) ?? '';
}

describe('a binding error', () => {
  it('is what another cipher gives for the text and the shift', () => {
    for (const item of items) {
      expect(instance.isBindingError(item, confusionOf(item))).toBe(true);
      expect(instance.isBindingError(item, confusionOf(item, 1))).toBe(false);
    }
  });

  it('is never the right answer, nor what no cipher gives', () => {
    for (const item of items) {
      expect(instance.isBindingError(item, instance.rightAnswer(item))).toBe(false);
      expect(instance.isBindingError(item, 'no such text')).toBe(false);
    }
  });

  it('has by chance the share of the 25 other shifts with which it would be one', () => {
    for (const item of items.slice(0, 60)) {
      // Another cipher's output of another shift is one for that shift, and seldom for more.
      const chance = instance.bindingErrorChance(item, confusionOf(item, 7));
      expect(Math.round(25 * chance)).toBeGreaterThanOrEqual(1);
      expect(25 * chance).toBeCloseTo(Math.round(25 * chance), 9);
      expect(instance.bindingErrorChance(item, 'no such text')).toBe(0);
      expect(instance.bindingErrorChance(item, confusionOf(item))).toBeLessThan(0.1);
    }
  });
});

describe('a plausible error', () => {
  it('is an answer in the format and never right', () => {
    for (const item of items) {
      for (let draw = 0; draw < 5; draw += 1) {
        const text = instance.plausibleError(item, new Random('error', item.id, draw));
        const judged = judge({ text, finishReason: 'stop' }, item.target, 'direct');
        expect(judged).toMatchObject({ verdict: 'incorrect', answer: text });
      }
    }
  });

  it('depends on the item and the generator alone', () => {
    for (const item of items.slice(0, 50)) {
      const draw = () => instance.plausibleError(item, new Random('same', item.id));
      expect(draw()).toBe(draw());
    }
  });

  it('is often a binding error and often not, and often has most characters right', () => {
    const errors = items.map((item) => instance.plausibleError(item, new Random(item.id)));
    const binding = items.filter((item, at) => instance.isBindingError(item, errors[at] ?? ''));
    expect(binding.length / items.length).toBeGreaterThan(0.05);
    expect(binding.length / items.length).toBeLessThan(0.3);
    const near = items.filter(
      (item, at) => instance.measure(item, errors[at] ?? '').characters_right > 0.7,
    );
    expect(near.length / items.length).toBeGreaterThan(0.1);
  });
});

describe('a guess', () => {
  it('is right as often as is stated', () => {
    const stated = items.reduce((sum, item) => sum + guessAccuracy(item), 0);
    const right = items.filter(
      (item) => instance.guess(item, new Random('guess', item.id)) === instance.rightAnswer(item),
    );
    // Alice with shift 0 gives the text again, which one shift of Caesar's does too.
    expect(stated).toBeGreaterThanOrEqual(14 / 26);
    expect(Math.abs(right.length - stated)).toBeLessThan(4 * Math.sqrt(stated));
  });
});

describe('the share of characters that are right', () => {
  const [{ text } = { text: '' }] = askedInputs(1, 1, 1);
  const item = items.find(({ input }) => readInput(input).text === text);
  const right = item === undefined ? '' : instance.rightAnswer(item);

  it.each([
    ['is 1 for the right text', right, 1],
    ['is 0 for another text', '#'.repeat(right.length), 0],
    ['counts places, of the longer text', `${right}#`, right.length / (right.length + 1)],
    ['counts a text that is too short by its place', right.slice(0, -1), 1 - 1 / right.length],
    ['tells the case of letters', right.toUpperCase(), null],
  ])('%s', (_, answer, share) => {
    if (item === undefined) throw new Error('the first text is asked');
    const { characters_right: found } = instance.measure(item, answer);
    if (share === null) expect(found).toBeLessThan(1);
    else expect(found).toBeCloseTo(share, 12);
  });
});
