import { describe, expect, it } from 'vitest';
import { RESPONSE_PREAMBLES } from '../../src/curriculum/preambles.js';
import { Specifications } from '../../src/curriculum/specifications.js';
import type { SuiteInstance } from '../../src/suites/suite.js';
import { lessonsOf } from './lessons.js';

const SUITES = [
  { suite: 'random-arithmetic', train: 3, evaluation: 3 },
  { suite: 'random-arithmetic', train: 3, evaluation: 3, instructions: 'natural-language' },
  { suite: 'random-arithmetic-compositions', train: 3, evaluation: 3 },
  { suite: 'grammars', train: 3, evaluation: 3 },
  { suite: 'ciphers', texts: 3 },
  { suite: 'algorithms', train: 3, evaluation: 3 },
];

async function instanceOf(suite: { readonly suite: string }): Promise<SuiteInstance> {
  const { instances } = await lessonsOf({}, [suite]);
  const instance = instances.get(suite.suite);
  if (instance === undefined) throw new Error(`there is no ${suite.suite}`);
  return instance;
}

function specifications(instance: SuiteInstance, repeats: number, contextTemplates = true) {
  const shown = instance.instructions.map((instruction) => ({ instance, instruction }));
  const source = new Specifications(shown, { seed: 1, repeats, contextTemplates });
  return Array.from({ length: source.count }, (_, at) => source.documentAt(at));
}

describe.each(SUITES)('specifications of $suite, $instructions', async (suite) => {
  const instance = await instanceOf(suite);

  it('are asked for by name and hold the whole instruction', () => {
    for (const { instruction, prompt, completion } of specifications(instance, 1)) {
      const found = instance.instructions.find(({ id }) => id === instruction);
      const question = prompt.map(({ content }) => content).join('');
      expect(question).toContain(found?.name);
      expect(question).not.toMatch(/[{}]/);
      const isDescribed = 'instructions' in suite;
      expect(completion).toContain((isDescribed ? found?.description : found?.source)?.trimEnd());
    }
  });

  it('begin with the words that in-context shows them with', () => {
    const shown = [...instance.items('in-context', 'direct')];
    for (const { instruction, prompt } of specifications(instance, 1)) {
      const item = shown.find((each) => each.instruction === instruction);
      if (item === undefined) continue;
      expect(item.messages[0]?.content.startsWith(prompt[0]?.content ?? '?')).toBe(true);
    }
    expect(shown.length).toBeGreaterThan(0);
  });

  it('vary the words before and after the question with every repeat, 400 times', () => {
    const documents = specifications(instance, 400).slice(0, 400);
    const pairs = documents.map(({ prompt, completion }) => `${prompt[0]?.content} ${completion}`);
    expect(new Set(pairs).size).toBe(400);
    expect(new Set(documents.map(({ prompt }) => prompt[0]?.content)).size).toBe(20);
    expect(new Set(documents.map(({ completion }) => completion)).size).toBe(20);
  });

  it('without context templates are all asked for in the same words', () => {
    const documents = specifications(instance, 2, false);
    const words = documents.map(({ prompt, instruction }) => {
      const name = instance.instructions.find(({ id }) => id === instruction)?.name ?? '?';
      return prompt[0]?.content.replace(name, 'NAME');
    });
    expect(new Set(words).size).toBe(1);
    for (const { completion } of documents) {
      expect(RESPONSE_PREAMBLES.some((preamble) => completion.startsWith(preamble))).toBe(false);
    }
  });
});
