import { describe, expect, it } from 'vitest';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { ciphers as suite } from '../../../src/suites/ciphers/ciphers.js';
import { readInput } from '../../../src/suites/ciphers/inputs.js';
import { Ciphers, charactersRight, SPLITS } from '../../../src/suites/ciphers/instance.js';
import { type Options, options } from '../../../src/suites/ciphers/options.js';
import { caesar } from '../../../src/suites/ciphers/standard.js';
import type { Item } from '../../../src/suites/suite.js';
import { DECODERS } from './decoders.js';

function instanceOf(given: Partial<Options> = {}): Ciphers {
  return new Ciphers(options.parse(given));
}

function everyItem(instance: Ciphers): Item[] {
  return instance.splits.flatMap((split) =>
    ANSWERS.flatMap((answer) => [...instance.items(split, answer)]),
  );
}

function textOf({ target }: Item): string {
  if (target.kind !== 'text') throw new Error('expected a text');
  return target.value;
}

/** What items ask, whichever split asks it. */
function withoutSplit(items: Iterable<Item>) {
  return Array.from(items, ({ id: _id, split: _split, ...rest }) => rest);
}

/** How many items there are of each value. */
function countBy(items: readonly Item[], key: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

describe.each([
  { demonstrations: 'none' as const, seed: 1 },
  { demonstrations: 'uniform' as const, seed: 2 },
  { demonstrations: 'skewed' as const, seed: 3 },
])('the whole plan with $demonstrations demonstrations and seed $seed', (given) => {
  const instance = instanceOf(given);
  const items = everyItem(instance);
  const byId = new Map(instance.instructions.map((instruction) => [instruction.id, instruction]));

  it('asks each cipher the same inputs, and each shift of each cipher equally often', () => {
    for (const split of instance.splits.filter((name) => name !== 'w-io-train')) {
      for (const answer of ANSWERS) {
        const asked = [...instance.items(split, answer)];
        expect(asked.length).toBe(104 * 2 * 3);
        const shifts = countBy(asked, ({ facets }) => `${facets['cipher']} ${facets['shift']}`);
        expect(shifts.size).toBe(3 * 26);
        expect(new Set(shifts.values())).toEqual(new Set([8]));
        expect(new Set(countBy(asked, ({ input }) => input).values())).toEqual(new Set([3]));
      }
    }
  });

  it('never asks two items with the same id or the same messages', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(items.map(({ messages }) => JSON.stringify(messages))).size).toBe(items.length);
  });

  it('names cipher, text and shift in every prompt, and shows the source in context only', () => {
    for (const { instruction, input, messages, split, answer } of items) {
      const { name = '', source = '' } = byId.get(instruction) ?? {};
      const { text, shift } = readInput(input);
      expect(messages.length).toBe(1);
      const prompt = messages[0]?.content ?? '';
      expect(prompt).toContain(name);
      expect(prompt).toContain(`"${text}"`);
      expect(prompt).toMatch(new RegExp(`[ =]${shift}\\b`));
      expect(prompt.includes(source.trimEnd())).toBe(split === 'in-context');
      expect(prompt.includes('boxed')).toBe(answer === 'cot');
      expect(prompt.replace('\\boxed{text}', '')).not.toMatch(/\{(?:name|text|shift|source)\}/);
    }
  });

  it('has as target the text that a decoder takes back to the input', () => {
    for (const item of items) {
      const { text, shift } = readInput(item.input);
      const decode = DECODERS[String(item.facets['cipher'])];
      expect(decode?.(textOf(item), shift)).toBe(text);
    }
  });
});

describe('the items', () => {
  const instance = instanceOf();
  const items = everyItem(instance);

  it('have ids that say suite, split, answer, seed, cipher, text and shift', () => {
    for (const { id, input, cluster, instruction } of items) {
      const { shift } = readInput(input);
      const found =
        /^ciphers\/(?:wo-io|in-context)\/(?:direct|cot)\/s1-(\w+)\/(t\d{3})-k(\d\d)$/.exec(id);
      expect(instruction).toBe(`ciphers/${found?.[1]}`);
      expect(cluster).toBe(`ciphers/${found?.[2]}`);
      expect(Number(found?.[3])).toBe(shift);
    }
  });

  it('have their text as their cluster, whatever the cipher and the seed', () => {
    const texts = new Map<string, string>();
    for (const { cluster, input } of [...items, ...everyItem(instanceOf({ seed: 5 }))]) {
      const { text } = readInput(input);
      expect(texts.get(cluster) ?? text).toBe(text);
      texts.set(cluster, text);
    }
    expect(suite.clusterNoun).toBe('input text');
  });

  it('have their keys in one order', () => {
    const orders = new Set(items.map((item) => Object.keys(item).join()));
    expect([...orders]).toEqual([
      'id,suite,split,answer,instruction,cluster,input,messages,target,facets,controls',
    ]);
  });

  it('have the facets and controls that the suite names', () => {
    for (const item of items) {
      const { text, shift } = readInput(item.input);
      expect(Object.keys(item.facets)).toEqual([...suite.summaryFacets()]);
      expect(item.facets).toMatchObject({ shift, length: text.length });
      expect(item.controls).toEqual({
        repeat_input: textOf(item) === text ? 1 : 0,
        plain_caesar: textOf(item) === caesar(text, shift) ? 1 : 0,
      });
    }
  });

  it('can be had by repeating the text or by a plain Caesar cipher of Alice alone, and seldom', () => {
    const lucky = items.filter(({ controls }) => controls['plain_caesar'] === 1);
    expect(lucky.length).toBeGreaterThan(0);
    expect(lucky.length / items.length).toBeLessThan(0.03);
    expect(new Set(lucky.map(({ instruction }) => instruction))).toEqual(
      new Set(['ciphers/alice']),
    );
    const repeated = items.filter(({ controls }) => controls['repeat_input'] === 1);
    expect(new Set(repeated.map(({ facets }) => facets['shift']))).toEqual(new Set([0]));
  });

  it('begin with other ciphers for other texts, so that a few of them are of all', () => {
    const first = new Map<string, Item>();
    for (const item of instance.items('wo-io', 'direct')) {
      if (!first.has(item.cluster)) first.set(item.cluster, item);
    }
    const counts = countBy([...first.values()], ({ instruction }) => instruction);
    expect(counts.size).toBe(3);
    for (const count of counts.values()) expect(count).toBeGreaterThan(30);
  });

  it('ask the same words in wo-io and in-context, but for what is shown before them', () => {
    const named = [...instance.items('wo-io', 'direct')];
    const shown = [...instance.items('in-context', 'direct')];
    for (const [at, item] of named.entries()) {
      const text = item.messages[0]?.content ?? '';
      expect(shown[at]?.messages[0]?.content.endsWith(`\n\n${text}`)).toBe(true);
    }
  });

  it('are none for a split that the suite does not have', () => {
    expect(() => [...instance.items('wo', 'direct')]).toThrow('ciphers has no split wo');
  });
});

describe('demonstrations', () => {
  const described = instanceOf();
  const shown = instanceOf({ demonstrations: 'skewed', executions: 40 });

  it('make train instructions of the ciphers, and splits of what is shown and what is not', () => {
    expect(described.splits).toEqual(['wo-io', 'in-context']);
    expect(described.instructions.map(({ role }) => role)).toEqual(Array(3).fill('evaluation'));
    expect([...described.executions()]).toEqual([]);
    expect(shown.splits).toEqual(['w-io-train', 'w-io-test', 'in-context']);
    expect(shown.instructions.map(({ role }) => role)).toEqual(Array(3).fill('train'));
    for (const instance of [described, shown]) {
      const missing = SPLITS.filter((split) => !instance.splits.includes(split));
      for (const split of missing) expect([...instance.items(split, 'direct')]).toEqual([]);
    }
  });

  it('are what w-io-train asks, cipher by cipher', () => {
    const executions = [...shown.executions()];
    expect(executions.length).toBe(3 * 40);
    const asked = new Map(
      [...shown.items('w-io-train', 'direct')].map((item) => [
        `${item.instruction} ${item.input}`,
        textOf(item),
      ]),
    );
    expect(asked.size).toBe(3 * 40);
    for (const { instruction, input, output } of executions) {
      expect(asked.get(`${instruction} ${input}`)).toBe(output);
    }
    expect(executions.map(({ name }) => name)).toEqual([
      ...Array(40).fill('Alice'),
      ...Array(40).fill('Bob'),
      ...Array(40).fill('Kevin'),
    ]);
  });

  it('are of other texts than w-io-test asks', () => {
    const texts = new Set([...shown.executions()].map(({ input }) => readInput(input).text));
    for (const { input } of shown.items('w-io-test', 'direct')) {
      expect(texts).not.toContain(readInput(input).text);
    }
  });

  it('change no question: w-io-test asks what wo-io asks', () => {
    expect(withoutSplit(shown.items('w-io-test', 'cot'))).toEqual(
      withoutSplit(described.items('wo-io', 'cot')),
    );
    expect([...shown.items('in-context', 'cot')]).toEqual([
      ...described.items('in-context', 'cot'),
    ]);
  });
});

describe('growing', () => {
  const before = everyItem(instanceOf({ texts: 20, executions: 10, demonstrations: 'uniform' }));

  it.each([
    ['texts', { texts: 70, executions: 10 }],
    ['shifts_per_text', { texts: 20, executions: 10, shifts_per_text: 5 }],
    ['executions', { texts: 20, executions: 80 }],
  ])('%s changes no item', (_, given) => {
    const after = everyItem(instanceOf({ ...given, demonstrations: 'uniform' }));
    const byId = new Map(after.map((item) => [item.id, item]));
    for (const item of before) expect(byId.get(item.id)).toEqual(item);
  });
});

it('characters are those that a reader counts', () => {
  expect(charactersRight('a\u{1F600}c', 'a\u{1F600}b')).toBeCloseTo(2 / 3, 12);
});
