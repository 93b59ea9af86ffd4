/** What stands in which stage, and above all what does not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/curriculum/document.js';
import { countOf, stagesOf } from '../../src/curriculum/stage.js';
import { ARITHMETIC, lessonsOf } from './lessons.js';

const GRAMMARS = { suite: 'grammars', train: 2, evaluation: 2, executions: 6, held_out: 1 };
const CIPHERS = { suite: 'ciphers', texts: 26, executions: 5 };
const COMPLETIONS = { seed: 1, reasonings: new Map<string, string>() };

async function documentsOf(
  curriculum: object,
  suites: readonly object[] = [ARITHMETIC],
): Promise<Document[][]> {
  const lessons = await lessonsOf(
    { ...curriculum },
    suites.map((suite) => ({ ...suite })),
  );
  const stages = stagesOf(lessons.curriculum, lessons.instances, COMPLETIONS);
  return stages.map((stage) => {
    const documents = stage.sources.flatMap((source) =>
      Array.from({ length: source.count }, (_, at): Document => source.documentAt(at)),
    );
    expect(documents).toHaveLength(countOf(stage));
    return documents;
  });
}

/** How many documents there are of each kind and role. */
function shape(documents: readonly Document[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, role } of documents) {
    counts[`${role} ${kind}`] = (counts[`${role} ${kind}`] ?? 0) + 1;
  }
  return counts;
}

describe('the stages of a curriculum', () => {
  const specifications = { 'train specification': 2, 'evaluation specification': 2 };
  const executions = { 'train execution': 12 };
  it.each([
    ['proactive', [{ 'train specification': 2, ...executions }, { 'evaluation specification': 2 }]],
    ['retroactive', [specifications, executions]],
    ['single-stage', [{ ...specifications, ...executions }]],
  ])('%s shows what the paper says', async (kind, expected) => {
    expect((await documentsOf({ kind })).map(shape)).toEqual(expected);
  });

  it('algorithm distillation shows executions of evaluation instructions in place of their text', async () => {
    const distilled = await documentsOf({ kind: 'algorithm-distillation', examples: 7 });
    expect(distilled.map(shape)).toEqual([
      { 'train specification': 2, ...executions },
      { 'evaluation execution': 2 * 7 * 2 },
    ]);
  });

  it('each may be had alone, with the same documents', async () => {
    const [first, second] = await documentsOf({ kind: 'proactive' });
    expect((await documentsOf({ stages: 'first' })).map(textsOf)).toEqual([textsOf(first)]);
    expect((await documentsOf({ stages: 'second' })).map(textsOf)).toEqual([textsOf(second)]);
  });

  it.each([
    ['specifications', { 'train specification': 3 }],
    ['demonstrations', { 'train execution': 15 }],
    ['both', { 'train specification': 3, 'train execution': 15 }],
  ])('across suites shows %s of the second suite', async (shows, expected) => {
    const across = { first: 'random-arithmetic', second: 'ciphers', shows };
    const [first, second] = await documentsOf(
      { kind: 'across-suites', across, answers: ['direct'] },
      [ARITHMETIC, { ...CIPHERS, demonstrations: 'skewed' }],
    );
    expect(shape(first ?? [])).toEqual({ 'train specification': 2, 'train execution': 6 });
    expect(shape(second ?? [])).toEqual(expected);
    expect(new Set(second?.map(({ suite }) => suite))).toEqual(new Set(['ciphers']));
  });

  it('ciphers without demonstrations are evaluation instructions, of which nothing is executed', async () => {
    const across = { first: 'random-arithmetic', second: 'ciphers' };
    const [, second] = await documentsOf({ kind: 'across-suites', across }, [ARITHMETIC, CIPHERS]);
    expect(shape(second ?? [])).toEqual({ 'evaluation specification': 3 });
  });

  it.each([
    [
      {
        kind: 'across-suites',
        across: { first: 'random-arithmetic', second: 'ciphers', shows: 'both' },
      },
      'curriculum.across.shows is both, but ciphers has no executions with these options',
    ],
    [
      { kind: 'algorithm-distillation', examples: 1000 },
      /^curriculum\.examples: random-arithmetic has 197 inputs of the evaluation instruction \S+ that no item asks with these options, found 1000$/,
    ],
  ])('refuse what suites cannot show: %#', async (curriculum, message) => {
    await expect(documentsOf(curriculum, [ARITHMETIC, CIPHERS])).rejects.toThrow(message);
  });

  it('are refused where one would be empty', async () => {
    await expect(documentsOf({ kind: 'proactive' }, [CIPHERS])).rejects.toThrow(
      'curriculum: stage-1 of proactive would be empty: the suites of this config show nothing for it. See "Kinds" in docs/curricula.md',
    );
  });
});

describe('no curriculum', () => {
  const kinds = fc.constantFrom(
    'proactive',
    'retroactive',
    'single-stage',
    'algorithm-distillation',
  );
  const sizes = fc.record({
    seed: fc.integer({ min: 0, max: 2 }),
    train: fc.integer({ min: 1, max: 4 }),
    evaluation: fc.integer({ min: 1, max: 4 }),
    executions: fc.integer({ min: 1, max: 12 }),
  });

  it('executes an evaluation instruction but to distil it, and none asks a held-out input', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, sizes, async (kind, size) => {
        const suites = [
          { suite: 'random-arithmetic', ...size, held_out: 3, items_per_function: 4 },
          { ...GRAMMARS, ...size },
          { suite: 'ciphers', texts: 26, seed: size.seed },
          { suite: 'algorithms', ...size, held_out: 3, items_per_algorithm: 4 },
        ];
        const asked = await heldOut(suites);
        for (const document of (await documentsOf({ kind, examples: 4 }, suites)).flat()) {
          if (document.kind !== 'execution') continue;
          const { role, prompt } = document;
          if (kind !== 'algorithm-distillation') expect(role).toBe('train');
          // The inputs of grammars are vocabularies, of which there are five: all are asked.
          if (role === 'evaluation' && document.suite === 'grammars') continue;
          expect(asked.has(JSON.stringify(prompt))).toBe(false);
        }
      }),
      { numRuns: 10 },
    );
  });
});

/** The prompts of all items but those of `w-io-train`. */
async function heldOut(suites: readonly object[]): Promise<Set<string>> {
  const { instances } = await lessonsOf(
    {},
    suites.map((suite) => ({ ...suite })),
  );
  const prompts = new Set<string>();
  for (const instance of instances.values()) {
    for (const split of instance.splits.filter((name) => name !== 'w-io-train')) {
      for (const answer of ['direct', 'cot'] as const) {
        for (const { messages } of instance.items(split, answer))
          prompts.add(JSON.stringify(messages));
      }
    }
  }
  return prompts;
}

describe('a larger curriculum', () => {
  it.each([
    ['train', 5],
    ['evaluation', 5],
    ['executions', 9],
  ])('by %s holds every document of the smaller one', async (option, value) => {
    const curriculum = { kind: 'single-stage', repeats: { train: 3, evaluation: 3 } };
    const smaller = (await documentsOf(curriculum)).flatMap(textsOf);
    const larger = new Set(
      (await documentsOf(curriculum, [{ ...ARITHMETIC, [option]: value }])).flatMap(textsOf),
    );
    expect(larger.size).toBeGreaterThan(smaller.length);
    expect(smaller.filter((text) => !larger.has(text))).toEqual([]);
  });

  it('by examples or repeats holds every document of the smaller one', async () => {
    const kind = 'algorithm-distillation';
    const smaller = (await documentsOf({ kind, examples: 3 })).flatMap(textsOf);
    const repeats = { train: 30, evaluation: 1 };
    const larger = (await documentsOf({ kind, examples: 30, repeats })).flatMap(textsOf);
    expect(new Set(larger).size).toBe(larger.length);
    expect(larger).toEqual(expect.arrayContaining(smaller));
  });
});

function textsOf(documents: readonly Document[] = []): string[] {
  return documents.map(({ prompt, completion }) => JSON.stringify({ prompt, completion }));
}

describe('the steps of compositions', () => {
  const suites = [
    { suite: 'random-arithmetic', train: 20, evaluation: 20 },
    { suite: 'random-arithmetic-compositions', train: 20, evaluation: 20 },
  ];

  it.each(['retroactive', 'algorithm-distillation'])(
    'of %s show no part with an input that is held out for it',
    async (kind) => {
      const { instances } = await lessonsOf({}, suites);
      const functions = instances.get('random-arithmetic');
      const names = new Map(functions?.instructions.map(({ id, name }) => [id, name]));
      const held = ['w-io-test', 'wo-io'].flatMap((split) =>
        [...(functions?.items(split, 'direct') ?? [])].map(
          ({ instruction, input }) => `${names.get(instruction)}: x = ${input}.`,
        ),
      );
      const [, documents = []] = await documentsOf(
        { kind, examples: 20, answers: ['cot'] },
        suites,
      );
      const composed = documents.filter(({ suite }) => suite.endsWith('compositions'));
      const written = composed.flatMap(({ completion }) => completion ?? []);
      // In the two other voices a call reads `with x = 7.` and `starts, x = 7.`
      const plain = written.map((text) => text.replaceAll(/ with x| starts, x/g, ': x'));
      expect(written.length).toBeGreaterThan(0.7 * composed.length);
      expect(plain.filter((text) => text.includes(': x = ')).length).toBe(plain.length);
      expect(held.filter((call) => plain.some((text) => text.includes(call)))).toEqual([]);
    },
  );
});
