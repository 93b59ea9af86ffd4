import { describe, expect, it } from 'vitest';
import { takeApart } from '../../src/endpoint/reasoning.js';
import { judge } from '../../src/scoring/judge.js';
import { ANSWERS, type Judgement } from '../../src/scoring/verdict.js';
import { answer, type SimulatedAnswer } from '../../src/simulator/answer.js';
import { simulatedModelSchema, statedAccuracy } from '../../src/simulator/model.js';
import { clusterSkill } from '../../src/simulator/skill.js';
import { ciphers } from '../../src/suites/ciphers/ciphers.js';
import type { Item } from '../../src/suites/suite.js';

const SAMPLES = 4;
const suite = ciphers.instantiate({ demonstrations: 'skewed' });

const noisy = simulatedModelSchema.parse({
  kind: 'noisy',
  skill: { default: { direct: 0.3, cot: 0.6 }, 'in-context': 0.9 },
  icc: 0.2,
  malformed: 0.2,
  reasoned: 0.1,
});

function judged({ content, reasoning, finish_reason }: SimulatedAnswer, item: Item): Judgement {
  const { text } = takeApart(content, reasoning);
  return judge({ text, finishReason: finish_reason }, item.target, item.answer);
}

/** Correct and expected samples of one text. */
function countByCluster(items: Iterable<Item>): { correct: number; stated: number }[] {
  const counts = new Map<string, { correct: number; stated: number }>();
  for (const item of items) {
    const count = counts.get(item.cluster) ?? { correct: 0, stated: 0 };
    counts.set(item.cluster, count);
    for (let seed = 0; seed < SAMPLES; seed += 1) {
      const given = answer(noisy, suite, item, seed);
      expect(judged(given, item).verdict).toBe(given.verdict);
      count.correct += Number(given.verdict === 'correct');
      count.stated += statedAccuracy(noisy, item);
    }
  }
  return [...counts.values()];
}

describe('a noisy model on ciphers', () => {
  it.each(suite.splits.flatMap((split) => ANSWERS.map((kind) => ({ split, kind }))))(
    'is judged as drawn and as often correct as stated: $split, $kind',
    ({ split, kind }) => {
      const counts = countByCluster(suite.items(split, kind));
      const differences = counts.map(({ correct, stated }) => correct - stated);
      const sum = differences.reduce((total, difference) => total + difference, 0);
      const squares = differences.reduce((total, difference) => total + difference ** 2, 0);
      expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(squares));
    },
  );

  it('finds a text equally hard under all three ciphers, and texts unequally', () => {
    const skills = new Map<string, Set<number>>();
    for (const item of suite.items('w-io-test', 'cot')) {
      const of = skills.get(item.cluster) ?? new Set();
      skills.set(item.cluster, of.add(clusterSkill(noisy, item)));
    }
    expect([...skills.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set([...skills.values()].flatMap((of) => [...of])).size).toBe(skills.size);
  });
});

describe.each(ANSWERS)('models of the other kinds, %s', (kind) => {
  const items = [...suite.items('w-io-test', kind)];

  it.each(['oracle', 'random', 'malformed'])('%s: strict scoring reads what was drawn', (name) => {
    const model = simulatedModelSchema.parse({ kind: name });
    const misread = items.flatMap((item) => {
      const given = answer(model, suite, item, 1);
      return judged(given, item).verdict === given.verdict ? [] : [given.content];
    });
    expect(misread).toEqual([]);
  });

  it('random: is right as often as stated', () => {
    const model = simulatedModelSchema.parse({ kind: 'random' });
    let [correct, stated] = [0, 0];
    for (const item of items) {
      for (let seed = 0; seed < 10; seed += 1) {
        correct += Number(answer(model, suite, item, seed).verdict === 'correct');
        stated += statedAccuracy(model, item);
      }
    }
    expect(stated).toBeGreaterThan(0);
    expect(Math.abs(correct - stated)).toBeLessThan(4 * Math.sqrt(stated));
  });

  it('malformed: a lenient reading finds some right answers', () => {
    const model = simulatedModelSchema.parse({ kind: 'malformed' });
    const lenient = items.map((item) => judged(answer(model, suite, item, 0), item).lenient);
    expect(new Set(lenient)).toEqual(new Set(['correct', 'incorrect', 'malformed']));
  });
});
