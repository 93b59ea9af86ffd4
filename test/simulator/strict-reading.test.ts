import { describe, expect, it } from 'vitest';
import { takeApart } from '../../src/endpoint/reasoning.js';
import { judge } from '../../src/scoring/judge.js';
import type { Judgement } from '../../src/scoring/verdict.js';
import { answer, type SimulatedAnswer } from '../../src/simulator/answer.js';
import { type SimulatedModel, simulatedModelSchema } from '../../src/simulator/model.js';
import type { Item, SuiteInstance } from '../../src/suites/suite.js';
import { allItems, fakeItem, fakeSuite } from './fake-suite.js';

const SAMPLES = 8;
const suite = fakeSuite({ instructions: 60, inputs: 3 });

const MODELS: readonly object[] = [
  { kind: 'oracle', reasoned: 0.2 },
  { kind: 'noisy', skill: 0.5, icc: 0.3, malformed: 0.5, reasoned: 0.2 },
  { kind: 'random' },
  { kind: 'malformed', reasoned: 0.2 },
];

/** As a run judges it: reasoning taken out first. */
function judged({ content, reasoning, finish_reason }: SimulatedAnswer, item: Item): Judgement {
  const { text } = takeApart(content, reasoning);
  return judge({ text, finishReason: finish_reason }, item.target, item.answer);
}

/** The samples that scoring judges otherwise than they were drawn. */
function misread(model: SimulatedModel, from: SuiteInstance, items: readonly Item[]): object[] {
  const seeds = Array.from({ length: SAMPLES }, (_, seed) => seed);
  return items.flatMap((item) =>
    seeds
      .map((seed) => answer(model, from, item, seed))
      .filter((given) => judged(given, item).verdict !== given.verdict)
      .map(({ content, verdict }) => ({ content, drawn: verdict, item })),
  );
}

/** The integers around every change of length and sign. */
function awkwardItems(): Item[] {
  const sizes = [0n, 1n, 2n, 9n, 10n, 999n, 1000n, 1001n, 999_999n, 10n ** 6n, 10n ** 30n];
  const values = sizes.flatMap((size) => [size, -size]).map(String);
  return values.flatMap((value, instruction) =>
    (['direct', 'cot'] as const).map((kind) =>
      Object.assign(fakeItem('wo-io', kind, instruction, 99), {
        target: { kind: 'integer' as const, value },
      }),
    ),
  );
}

describe('strict scoring', () => {
  it.each(MODELS)('reads every sample as it was drawn: %j', (settings) => {
    const model = simulatedModelSchema.parse(settings);
    expect(misread(model, suite, allItems(suite))).toEqual([]);
    expect(misread(model, suite, awkwardItems())).toEqual([]);
  });

  it('reads nothing in malformed texts where a lenient reading finds some right answers', () => {
    const model = simulatedModelSchema.parse({ kind: 'malformed' });
    const lenient = allItems(suite).map(
      (item) => judged(answer(model, suite, item, 0), item).lenient,
    );
    expect(new Set(lenient)).toEqual(new Set(['correct', 'incorrect', 'malformed']));
  });
});
