import { describe, expect, it } from 'vitest';
import { compileProgram, repr } from '../../../src/python/index.js';
import { ANSWERS, integerOf } from '../../../src/scoring/verdict.js';
import { compositions } from '../../../src/suites/compositions/compositions.js';
import { readDescription } from '../../../src/suites/random-arithmetic/english/read.js';
import { randomArithmetic } from '../../../src/suites/random-arithmetic/random-arithmetic.js';
import { DESCRIPTION_CONTEXTS } from '../../../src/suites/random-arithmetic/templates.js';
import type { Item } from '../../../src/suites/suite.js';

/** The descriptions in a prompt, a paragraph each, between the words that introduce them and the question. */
function descriptionsIn({ messages }: Item): string[] {
  const paragraphs = messages[0]?.content.split('\n\n') ?? [];
  return paragraphs.slice(1, -2);
}

/** What is asked at the end of each prompt. */
function questions(items: readonly Item[]): (string | undefined)[] {
  return items.map(({ messages }) => messages[0]?.content.split('\n\n').slice(-2).join('\n\n'));
}

describe('the templates of descriptions', () => {
  it('are twenty, all different', () => {
    expect(new Set(DESCRIPTION_CONTEXTS).size).toBe(20);
  });

  it.each(DESCRIPTION_CONTEXTS)(
    'name the function once, and end in the description: %s',
    (template) => {
      expect([...template.matchAll(/\{\w+\}/g)].join()).toBe('{name},{description}');
      expect(template).toMatch(/[:.]\n\n\{description\}$/);
      expect(template).not.toMatch(/[Pp]ython|source/);
    },
  );
});

describe.each([randomArithmetic, compositions])(
  'natural-language instructions of $name',
  (suite) => {
    const sizes = { train: 20, evaluation: 50 };
    const code = suite.instantiate(sizes);
    const english = suite.instantiate({ ...sizes, instructions: 'natural-language' });
    const names = new Map(english.instructions.map((of) => [of.id, of.name]));

    it('stand in context in place of the source, and give the target when they are carried out', () => {
      for (const item of english.items('in-context', 'direct')) {
        const functions = descriptionsIn(item).map(readDescription);
        expect(functions.length).toBe(suite === randomArithmetic ? 1 : 3);
        const program = compileProgram({ kind: 'Module', functions });
        const result = program.call(names.get(item.instruction) ?? '', [Number(item.input)]);
        expect(repr(result.value)).toBe(integerOf(item.target));
        expect(item.messages[0]?.content).not.toMatch(/```|def |[Pp]ython/);
      }
    });

    it.each(['w-io-train', 'w-io-test', 'wo-io'])('change no item of %s', (split) => {
      for (const answer of ANSWERS) {
        expect([...english.items(split, answer)]).toEqual([...code.items(split, answer)]);
      }
    });

    it('change no execution', () => {
      expect([...english.executions()]).toEqual([...code.executions()]);
    });

    it('ask the same questions as code in context, under ids of their own', () => {
      const asked = [...english.items('in-context', 'cot')];
      const shown = [...code.items('in-context', 'cot')];
      expect(asked.map(({ id }) => id)).toEqual(shown.map(({ id }) => `${id}/natural-language`));
      expect(questions(asked)).toEqual(questions(shown));
      expect(asked.map(({ target }) => target)).toEqual(shown.map(({ target }) => target));
    });

    it('are part of the instructions that training is to show', () => {
      for (const { name: own, description, source } of english.instructions) {
        expect(readDescription(description ?? '').name).toBe(own);
        expect(source).toContain(`def ${own}(x):`);
      }
      for (const instruction of code.instructions)
        expect(instruction).not.toHaveProperty('description');
    });
  },
);
