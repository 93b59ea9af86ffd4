import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { Recogniser } from '../../../src/cfg/earley/recognise.js';
import { parseGrammar } from '../../../src/cfg/notation/notation.js';
import { Random } from '../../../src/random/random.js';
import { judge } from '../../../src/scoring/judge.js';
import { Grammars } from '../../../src/suites/grammars/instance.js';
import { options } from '../../../src/suites/grammars/options.js';
import type { Item } from '../../../src/suites/suite.js';

const instance = new Grammars(options.parse({ train: 30, evaluation: 30 }));
const items = [...instance.items('w-io-train', 'direct'), ...instance.items('wo-io', 'direct')];
const inVocabularyC = items.filter(({ input }) => input === 'Vocab-C');

const recognisers = new Map<string, Recogniser>();

/** By the item's own target, as scoring judges. */
function accepts({ target, id }: Item, answer: string): boolean {
  if (target.kind !== 'sentence') throw new Error('expected a sentence');
  const recogniser =
    recognisers.get(id) ?? new Recogniser(compileGrammar(parseGrammar(target.grammar)));
  recognisers.set(id, recogniser);
  return recogniser.recognise(answer.split(' ')).accepted;
}

describe('a binding error', () => {
  it('is a sentence of another trained grammar, and not of the one that was asked', () => {
    for (const item of inVocabularyC) {
      for (const other of inVocabularyC) {
        const sentence = instance.rightAnswer(other, new Random(other.id));
        expect(instance.isBindingError(item, sentence)).toBe(!accepts(item, sentence));
      }
    }
  });

  it('is seen whatever the case in which an output has it', () => {
    const outputs = inVocabularyC.map((other) => instance.rightAnswer(other, new Random(other.id)));
    for (const item of inVocabularyC.slice(0, 20)) {
      for (const output of outputs) {
        const text = `${output.charAt(0).toUpperCase()}${output.slice(1)}.`;
        const { answer } = judge({ text, finishReason: 'stop' }, item.target, 'direct');
        // Null where most words are none of the asked grammar: no answer in the format.
        if (answer === null) continue;
        expect(answer).toBe(output);
        expect(instance.isBindingError(item, answer)).toBe(!accepts(item, output));
      }
    }
  });

  it('is no sentence that no grammar has, and none of another vocabulary', () => {
    for (const item of inVocabularyC) {
      const sentence = instance.rightAnswer(item, new Random(item.id));
      const [first = ''] = sentence.split(' ');
      for (const answer of ['', '?', first, `${first} ${sentence}`, sentence.toUpperCase()]) {
        expect(instance.isBindingError(item, answer)).toBe(false);
      }
      const other = items.find(
        ({ instruction, input }) => instruction !== item.instruction && input === 'Vocab-D',
      );
      const foreign = other && instance.rightAnswer(other, new Random('foreign'));
      expect(foreign && instance.isBindingError(item, foreign)).toBe(false);
    }
  });
});

describe('the chance of a binding error', () => {
  it('is the share of random orders that are one', () => {
    let chance = 0;
    let hits = 0;
    const random = new Random('orders');
    for (const item of items) {
      const [one, other] = [item, random.pick(inVocabularyC)];
      const answer = instance.rightAnswer({ ...other, input: one.input }, random);
      chance += instance.bindingErrorChance(item, answer);
      for (let draw = 0; draw < 20; draw += 1) {
        const order = random.shuffle(answer.split(' ')).join(' ');
        hits += Number(instance.isBindingError(item, order)) / 20;
      }
    }
    expect(hits / items.length).toBeGreaterThan(0.0005);
    expect(Math.abs(chance - hits) / items.length).toBeLessThan(0.01);
  });

  it('is far below the share among sentences of other grammars', () => {
    for (const item of inVocabularyC.slice(0, 20)) {
      const others = inVocabularyC.filter(({ instruction }) => instruction !== item.instruction);
      const answers = others.map((other) => instance.rightAnswer(other, new Random(other.id)));
      const share = answers.filter((answer) => instance.isBindingError(item, answer)).length;
      const chance = answers.reduce(
        (sum, each) => sum + instance.bindingErrorChance(item, each),
        0,
      );
      expect(chance).toBeLessThan(share / 5);
    }
  });
});

describe('a plausible error', () => {
  it('is never accepted, and made of words with one space between two', () => {
    for (const item of items) {
      for (let draw = 0; draw < 20; draw += 1) {
        const error = instance.plausibleError(item, new Random(item.id, draw));
        expect(error).toMatch(/^[a-z]+(?: [a-z]+)*$/);
        expect(accepts(item, error)).toBe(false);
      }
    }
  });

  it('depends on the item and the generator alone', () => {
    for (const item of items.slice(0, 50)) {
      const draw = () => instance.plausibleError(item, new Random('same', item.id));
      expect(draw()).toBe(draw());
    }
  });

  it('is often a binding error, and more often not', () => {
    const binding = items.filter((item) =>
      instance.isBindingError(item, instance.plausibleError(item, new Random(item.id))),
    );
    expect(binding.length / items.length).toBeGreaterThan(0.1);
    expect(binding.length / items.length).toBeLessThan(0.5);
  });

  it('is found where one grammar alone was trained', () => {
    const alone = new Grammars(options.parse({ train: 1, evaluation: 1 }));
    for (const item of alone.items('wo-io', 'direct')) {
      for (let draw = 0; draw < 200; draw += 1) {
        expect(accepts(item, alone.plausibleError(item, new Random('alone', draw)))).toBe(false);
      }
    }
  });
});

describe('a right answer', () => {
  it('is accepted, and differs from draw to draw', () => {
    for (const item of items) {
      const answers = Array.from({ length: 8 }, (_, draw) =>
        instance.rightAnswer(item, new Random(item.id, draw)),
      );
      expect(answers.every((answer) => accepts(item, answer))).toBe(true);
      expect(new Set(answers).size).toBeGreaterThan(5);
    }
  });
});
