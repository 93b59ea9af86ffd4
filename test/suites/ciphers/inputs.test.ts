import { describe, expect, it } from 'vitest';
import {
  askedInputs,
  type Input,
  readInput,
  SHIFTS,
  shownInputs,
  writeInput,
} from '../../../src/suites/ciphers/inputs.js';
import { texts } from '../../../src/suites/ciphers/texts.js';

const SKEWED = { kind: 'skewed', favoured: [1, 3, 13] } as const;
const UNIFORM = { kind: 'uniform' } as const;

/** How often each shift stands among inputs. */
function counts(inputs: readonly Input[]): number[] {
  return SHIFTS.map((shift) => inputs.filter((input) => input.shift === shift).length);
}

function numbersOf(inputs: readonly Input[]): number[] {
  return inputs.map(({ number }) => number);
}

function keyOf({ number, shift }: Input): string {
  return `${number} ${shift}`;
}

describe('the inputs that are asked', () => {
  it.each([
    [104, 2],
    [26, 1],
    [52, 26],
    [364, 3],
  ])('of %i texts with %i shifts each have every shift equally often', (count, shifts) => {
    const inputs = askedInputs(1, count, shifts);
    expect(inputs.length).toBe(count * shifts);
    expect(new Set(counts(inputs))).toEqual(new Set([(count * shifts) / 26]));
    expect(new Set(inputs.map(keyOf)).size).toBe(inputs.length);
  });

  it('have shifts as evenly as can be when the texts are no multiple of 26', () => {
    const spread = counts(askedInputs(1, 30, 1));
    expect(Math.max(...spread) - Math.min(...spread)).toBe(1);
  });

  it('grow without a change', () => {
    const many = new Set(askedInputs(1, 300, 5).map(keyOf));
    for (const input of askedInputs(1, 40, 2)) expect(many).toContain(keyOf(input));
    const few = askedInputs(1, 40, 2);
    expect(askedInputs(1, 80, 2).slice(0, few.length)).toEqual(few);
  });

  it('are of other texts and shifts with another seed', () => {
    expect(askedInputs(2, 26, 1)).not.toEqual(askedInputs(1, 26, 1));
  });
});

describe('the inputs that training shows', () => {
  it('have every shift equally often when they are uniform', () => {
    expect(counts(shownInputs(1, 52, UNIFORM))).toEqual(SHIFTS.map(() => 2));
  });

  it('have a favoured shift nine times in ten when they are skewed, each as often', () => {
    const inputs = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => shownInputs(seed, 364, SKEWED));
    const found = counts(inputs);
    const favoured = SKEWED.favoured.map((shift) => found[shift] ?? 0);
    const share = favoured.reduce((sum, each) => sum + each, 0) / inputs.length;
    expect(Math.abs(share - 0.9)).toBeLessThan(4 * Math.sqrt((0.9 * 0.1) / inputs.length));
    for (const each of favoured) expect(Math.abs(each / inputs.length - 0.3)).toBeLessThan(0.04);
    expect(found.every((each) => each > 0)).toBe(true);
  });

  it('have favoured shifts alone when all are', () => {
    const inputs = shownInputs(1, 100, { kind: 'skewed', favoured: SHIFTS });
    expect(new Set(counts(inputs).map((each) => each < 15))).toEqual(new Set([true]));
  });

  it.each([UNIFORM, SKEWED])('are of different texts and grow without a change: %j', (kind) => {
    const few = shownInputs(1, 20, kind);
    expect(shownInputs(1, 200, kind).slice(0, 20)).toEqual(few);
    expect(new Set(few.map(({ number }) => number)).size).toBe(20);
  });

  it('are of the same texts, however they are distributed', () => {
    expect(numbersOf(shownInputs(1, 50, UNIFORM))).toEqual(numbersOf(shownInputs(1, 50, SKEWED)));
  });

  it('share no text with those that are asked while there are texts enough', () => {
    const asked = new Set(askedInputs(1, 104, 2).map(({ number }) => number));
    const shown = shownInputs(1, texts().length - 104, UNIFORM).map(({ number }) => number);
    expect(shown.filter((number) => asked.has(number))).toEqual([]);
  });
});

describe('an input as it is written', () => {
  it('is read as itself', () => {
    for (const { text, shift } of askedInputs(1, 364, 2)) {
      expect(readInput(writeInput({ text, shift }))).toEqual({ text, shift });
    }
    expect(writeInput({ text: "don't stop", shift: 3 })).toBe('"don\'t stop", 3');
  });

  it.each(['', 'x', '"a"', '"a", 26', '"a", 1, 2', '3, "a"'])('is none: %j', (input) => {
    expect(() => readInput(input)).toThrow();
  });
});
