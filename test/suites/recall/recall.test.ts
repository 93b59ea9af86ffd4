import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/random/random.js';
import { outcomesInSubset } from '../../../src/sandbox/subset.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import { answer, limitTokens } from '../../../src/simulator/answer.js';
import { simulatedModelSchema } from '../../../src/simulator/model.js';
import { suites } from '../../../src/suites/registry.js';
import type { Item, SuiteInstance } from '../../../src/suites/suite.js';

const OPTIONS: Readonly<Record<string, object>> = {
  'random-arithmetic': { train: 20, evaluation: 20 },
  'random-arithmetic-compositions': { train: 10, evaluation: 10 },
  grammars: { train: 20, evaluation: 20 },
  ciphers: {},
  algorithms: {},
};

async function instanceOf(name: string): Promise<SuiteInstance> {
  const suite = suites.find((each) => each.name === name);
  if (suite === undefined) throw new Error(`there is no suite ${name}`);
  return await suite.instantiate(OPTIONS[name]);
}

/** The verdict on an output, its code run in the subset interpreter. */
function verdictOn(text: string, item: Item, finishReason = 'stop') {
  const program = experimentOf({ text, finishReason }, item.target);
  const outcomes = program === null ? [] : outcomesInSubset(program);
  return outcomes === null
    ? 'outside the subset'
    : judge({ text, finishReason }, item.target, item.answer, outcomes).verdict;
}

describe.each(Object.keys(OPTIONS))('recall of %s', (name) => {
  it('asks for every instruction once, by name, and never shows its source', async () => {
    const suite = await instanceOf(name);
    const items = [...suite.items('recall', 'direct')];
    expect(items.map(({ instruction }) => instruction)).toEqual(
      suite.instructions.map(({ id }) => id),
    );
    expect(new Set(items.map(({ messages }) => JSON.stringify(messages))).size).toBe(items.length);
    for (const [place, { messages, facets }] of items.entries()) {
      const instruction = suite.instructions[place];
      const prompt = messages.map(({ content }) => content).join('\n');
      expect(prompt).toContain(instruction?.name);
      expect(prompt).not.toContain('def ');
      expect(prompt).not.toContain('{');
      for (const line of instruction?.source.split('\n') ?? []) {
        if (line.length > 20) expect(prompt).not.toContain(line.trim());
      }
      expect(facets['role']).toBe(instruction?.role);
    }
  });

  it('is asked only where a config names it, and at once', async () => {
    const suite = await instanceOf(name);
    expect(suite.splits).not.toContain('recall');
    expect(suite.onRequest).toEqual(['recall']);
    expect([...suite.items('recall', 'cot')]).toEqual([]);
  });

  it('takes the source itself for right, and what simulated models get wrong for wrong', async () => {
    const suite = await instanceOf(name);
    const random = new Random('test', name);
    for (const item of suite.items('recall', 'direct')) {
      expect(verdictOn(suite.rightAnswer(item, random), item)).toBe('correct');
      const error = suite.plausibleError(item, random);
      expect(verdictOn(`\`\`\`\n${error}\n\`\`\``, item)).toBe('incorrect');
      expect(verdictOn(suite.guess(item, random), item)).toBe('malformed');
    }
  });

  it('gives simulated models the verdict that they drew', async () => {
    const suite = await instanceOf(name);
    const model = simulatedModelSchema.parse({
      kind: 'noisy',
      skill: { default: 0.1, recall: 0.5 },
      malformed: 0.5,
      reasoned: 0.2,
    });
    const verdicts = new Map<string, number>();
    for (const item of suite.items('recall', 'direct')) {
      for (let seed = 0; seed < 6; seed += 1) {
        const { content, verdict, finish_reason } = limitTokens(
          answer(model, suite, item, seed),
          2000,
        );
        const text = content.split('</think>').at(-1) ?? '';
        if (text.startsWith('<think>')) continue;
        expect(verdictOn(text, item, finish_reason), text).toBe(verdict);
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
    }
    expect([...verdicts.keys()].toSorted()).toEqual(['correct', 'incorrect', 'malformed']);
  });
});

/** Every source that differs from this one by one operator or number. */
function neighbours(source: string): string[] {
  const places = [...source.matchAll(/ [+\-*] | [<>] |(?<![\w.])\d+\b/g)];
  return places.flatMap(({ index, 0: found }) => {
    const other = (text: string) =>
      source.slice(0, index) + text + source.slice(index + found.length);
    if (/\d/.test(found))
      return [other(String(Number(found) + 1)), other(String(Number(found) - 1))];
    return [' + ', ' - ', ' * ', ' < ', ' > ', ' <= ', ' >= ']
      .filter((text) => text !== found && /[<>]/.test(text) === /[<>]/.test(found))
      .map(other);
  });
}

it('tells a function from its near neighbours by its probes', async () => {
  const suite = await instanceOf('random-arithmetic');
  let different = 0;
  let told = 0;
  for (const item of suite.items('recall', 'direct')) {
    const { source = '', name = '' } =
      suite.instructions.find(({ id }) => id === item.instruction) ?? {};
    const everywhere = (text: string) =>
      JSON.stringify(
        outcomesInSubset({
          source: text,
          calls: Array.from({ length: 199 }, (_, place) => `${name}(${place - 99})`),
        }),
      );
    const right = everywhere(source);
    for (const neighbour of neighbours(source)) {
      const theirs = everywhere(neighbour);
      if (theirs === right || theirs === 'null') continue;
      different += 1;
      if (verdictOn(neighbour, item) === 'incorrect') told += 1;
    }
  }
  expect(different).toBeGreaterThan(300);
  expect(told / different).toBeGreaterThan(0.97);
});
