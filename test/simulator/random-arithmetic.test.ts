import { describe, expect, it } from 'vitest';
import { takeApart } from '../../src/endpoint/reasoning.js';
import { judge } from '../../src/scoring/judge.js';
import { ANSWERS } from '../../src/scoring/verdict.js';
import { answer } from '../../src/simulator/answer.js';
import {
  type SimulatedModel,
  simulatedModelSchema,
  statedAccuracy,
} from '../../src/simulator/model.js';
import { randomArithmetic } from '../../src/suites/random-arithmetic/random-arithmetic.js';
import type { Item } from '../../src/suites/suite.js';

const SAMPLES = 4;
const suite = randomArithmetic.instantiate({ train: 30, evaluation: 30 });

const model: SimulatedModel = simulatedModelSchema.parse({
  kind: 'noisy',
  skill: { default: { direct: 0.3, cot: 0.6 }, 'in-context': 0.9 },
  per_op: -0.03,
  icc: 0.2,
  malformed: 0.2,
  reasoned: 0.1,
});

/** Correct and expected samples of one instruction. */
interface Count {
  correct: number;
  stated: number;
}

function verdictOf(item: Item, seed: number): string {
  const given = answer(model, suite, item, seed);
  const { text } = takeApart(given.content, given.reasoning);
  const judgement = judge({ text, finishReason: given.finish_reason }, item.target, item.answer);
  expect(judgement.verdict).toBe(given.verdict);
  return judgement.verdict;
}

function countByInstruction(items: Iterable<Item>): Count[] {
  const counts = new Map<string, Count>();
  for (const item of items) {
    const count = counts.get(item.instruction) ?? { correct: 0, stated: 0 };
    counts.set(item.instruction, count);
    for (let seed = 0; seed < SAMPLES; seed += 1) {
      count.correct += verdictOf(item, seed) === 'correct' ? 1 : 0;
      count.stated += statedAccuracy(model, item);
    }
  }
  return [...counts.values()];
}

describe('a noisy model on Random Arithmetic', () => {
  it.each(suite.splits.flatMap((split) => ANSWERS.map((kind) => ({ split, kind }))))(
    'is judged as drawn and as often correct as stated: $split, $kind',
    ({ split, kind }) => {
      const counts = countByInstruction(suite.items(split, kind));
      const differences = counts.map(({ correct, stated }) => correct - stated);
      const sum = differences.reduce((total, difference) => total + difference, 0);
      const squares = differences.reduce((total, difference) => total + difference ** 2, 0);
      expect(counts).toHaveLength(30);
      expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(squares));
    },
  );
});
