import { describe, expect, it } from 'vitest';
import { takeApart } from '../../src/endpoint/reasoning.js';
import { judge } from '../../src/scoring/judge.js';
import { ANSWERS, type Judgement } from '../../src/scoring/verdict.js';
import { answer, type SimulatedAnswer } from '../../src/simulator/answer.js';
import { simulatedModelSchema, statedAccuracy } from '../../src/simulator/model.js';
import { algorithms } from '../../src/suites/algorithms/algorithms.js';
import type { Item } from '../../src/suites/suite.js';

const SAMPLES = 4;
const suite = algorithms.instantiate({ items_per_algorithm: 4 });

function judged({ content, reasoning, finish_reason }: SimulatedAnswer, item: Item): Judgement {
  const { text } = takeApart(content, reasoning);
  return judge({ text, finishReason: finish_reason }, item.target, item.answer);
}

describe('a noisy model on algorithms', () => {
  it.each(suite.splits.flatMap((split) => ANSWERS.map((kind) => ({ split, kind }))))(
    'is judged as drawn and as often correct as stated: $split, $kind',
    ({ split, kind }) => {
      const model = simulatedModelSchema.parse({
        kind: 'noisy',
        skill: { default: { direct: 0.3, cot: 0.6 }, 'in-context': 0.9 },
        malformed: 0.2,
        reasoned: 0.1,
      });
      let [correct, stated, variance] = [0, 0, 0];
      for (const item of suite.items(split, kind)) {
        for (let seed = 0; seed < SAMPLES; seed += 1) {
          const given = answer(model, suite, item, seed);
          expect(judged(given, item).verdict).toBe(given.verdict);
          const skill = statedAccuracy(model, item);
          correct += Number(given.verdict === 'correct');
          stated += skill;
          variance += skill * (1 - skill);
        }
      }
      expect(Math.abs(correct - stated)).toBeLessThan(4 * Math.sqrt(variance));
    },
  );
});

describe.each(ANSWERS)('models of the other kinds, %s', (kind) => {
  const items = [...suite.items('wo-io', kind)];

  it.each(['oracle', 'random', 'malformed'])('%s: strict scoring reads what was drawn', (name) => {
    const model = simulatedModelSchema.parse({ kind: name });
    const misread = items.flatMap((item) => {
      const given = answer(model, suite, item, 1);
      return judged(given, item).verdict === given.verdict ? [] : [given.content];
    });
    expect(misread).toEqual([]);
  });
});
