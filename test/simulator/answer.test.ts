import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, limitTokens, type SimulatedAnswer } from '../../src/simulator/answer.js';
import {
  type SimulatedModel,
  simulatedModelSchema,
  statedAccuracy,
} from '../../src/simulator/model.js';
import type { Item } from '../../src/suites/suite.js';
import { allItems, type FakeSize, fakeItem, fakeSuite } from './fake-suite.js';

const suite = fakeSuite({ instructions: 50, inputs: 4 });

function modelOf(settings: object): SimulatedModel {
  return simulatedModelSchema.parse(settings);
}

function samples(model: SimulatedModel, item: Item, count: number): SimulatedAnswer[] {
  return Array.from({ length: count }, (_, seed) => answer(model, suite, item, seed));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** For each instruction, the share of correct samples over its inputs and samples, and what was stated. */
function tally(model: SimulatedModel, size: FakeSize & { samples: number }, split = 'wo-io') {
  const answerKind = 'direct';
  return Array.from({ length: size.instructions }, (_, instruction) => {
    const items = Array.from({ length: size.inputs }, (__, input) =>
      fakeItem(split, answerKind, instruction, input),
    );
    const hits = items.flatMap((item) =>
      samples(model, item, size.samples).map(({ verdict }) => Number(verdict === 'correct')),
    );
    const stated = mean(items.map((item) => statedAccuracy(model, item)));
    return { share: mean(hits), stated };
  });
}

/** Difference of found and stated accuracy in clustered standard errors. */
function deviation(tallies: readonly { share: number; stated: number }[]): number {
  const differences = tallies.map(({ share, stated }) => share - stated);
  const centre = mean(differences);
  const spread = mean(differences.map((difference) => (difference - centre) ** 2));
  return Math.abs(centre) / Math.sqrt(spread / tallies.length);
}

describe('a simulated answer', () => {
  it('depends on model seed, messages and sample seed, and on nothing else of the item', () => {
    const model = modelOf({ kind: 'noisy', skill: 0.5, reasoned: 0.5, malformed: 0.5 });
    const item = fakeItem('wo-io', 'cot', 1, 1);
    const renamed = { ...item, id: 'other', cluster: 'other', input: 'other' };
    expect(samples(model, renamed, 20)).toEqual(samples(model, item, 20));
    const reseeded = modelOf({ kind: 'noisy', skill: 0.5, seed: 2 });
    const texts = (by: SimulatedModel) => samples(by, item, 20).map(({ content }) => content);
    expect(texts(reseeded)).not.toEqual(texts(model));
    expect(new Set(texts(model)).size).toBeGreaterThan(10);
  });

  it('is right for a better model of the same seed wherever it is for a worse one', () => {
    const items = allItems(suite).slice(0, 200);
    for (const item of items) {
      const worse = answer(modelOf({ kind: 'noisy', skill: 0.4 }), suite, item, 7);
      const better = answer(modelOf({ kind: 'noisy', skill: 0.5 }), suite, item, 7);
      if (worse.verdict === 'correct') expect(better.verdict).toBe('correct');
    }
  });

  it.each([
    { skill: 0.3, icc: 0 },
    { skill: 0.3, icc: 0.3, malformed: 0.4, reasoned: 0.3 },
    { skill: 0.6, icc: 0.5, per_op: -0.06, shared: 0.7 },
    { skill: { default: 0.9, 'wo-io': { direct: 0.1, cot: 0.8 } }, icc: 0.2 },
  ])('is correct as often as stated, within 4 clustered standard errors: %j', (settings) => {
    const found = tally(modelOf({ kind: 'noisy', ...settings }), {
      instructions: 1000,
      inputs: 3,
      samples: 4,
    });
    expect(deviation(found)).toBeLessThan(4);
  });

  it('varies between instructions as the stated correlation says', () => {
    const [skill, icc, perInstruction] = [0.4, 0.3, 20];
    const model = modelOf({ kind: 'noisy', skill, icc });
    const shares = tally(model, { instructions: 2000, inputs: 5, samples: 4 }).map(
      ({ share }) => share,
    );
    const variance = mean(shares.map((share) => (share - skill) ** 2)) / (skill * (1 - skill));
    // The variance of a mean of m samples is p(1 - p)(1 + (m - 1) ICC) / m.
    const measured = (variance * perInstruction - 1) / (perInstruction - 1);
    expect(Math.abs(measured - icc)).toBeLessThan(0.03);
  });

  it('fails the format in the stated share of the samples that are not correct', () => {
    const model = modelOf({ kind: 'noisy', skill: 0.5, malformed: 0.3 });
    const verdicts = allItems(suite).flatMap((item) =>
      samples(model, item, 4).map(({ verdict }) => verdict),
    );
    const failed = verdicts.filter((verdict) => verdict !== 'correct');
    const malformed = failed.filter((verdict) => verdict === 'malformed').length / failed.length;
    expect(Math.abs(malformed - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / failed.length));
  });

  it('reasons unasked in the stated share, inline or in a field', () => {
    const model = modelOf({ kind: 'oracle', reasoned: 0.4 });
    const given = allItems(suite).flatMap((item) => samples(model, item, 2));
    const inField = given.filter(({ reasoning }) => reasoning !== null).length / given.length;
    const inline =
      given.filter(({ content }) => content.startsWith('<think>\n')).length / given.length;
    const error = 4 * Math.sqrt((0.2 * 0.8) / given.length);
    expect(Math.abs(inField - 0.2)).toBeLessThan(error);
    expect(Math.abs(inline - 0.2)).toBeLessThan(error);
  });

  it('of a random model hits a target in its range about once in 2001', () => {
    const item: Item = {
      ...fakeItem('wo-io', 'direct', 0, 0),
      target: { kind: 'integer', value: '-7' },
    };
    const hits = samples(modelOf({ kind: 'random' }), item, 40_000).filter(
      ({ verdict }) => verdict === 'correct',
    ).length;
    const expected = 40_000 / 2001;
    expect(Math.abs(hits - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('is short: 16 tokens when it is direct, 64 with reasoning before it, 256 with steps', () => {
    for (const item of allItems(suite)) {
      for (const settings of [{ kind: 'oracle' }, { kind: 'noisy', skill: 0.5 }]) {
        const [plain, thought] = [0, 1].map((reasoned) =>
          answer(modelOf({ ...settings, reasoned }), suite, item, 1),
        );
        const direct = item.answer === 'direct';
        expect(plain?.completion_tokens).toBeLessThanOrEqual(direct ? 16 : 256);
        expect(thought?.completion_tokens).toBeLessThanOrEqual(direct ? 64 : 256);
      }
    }
  });
});

describe('a token limit', () => {
  const given: SimulatedAnswer = {
    content: '12345678',
    reasoning: 'abcdefgh',
    finish_reason: 'stop',
    completion_tokens: 4,
    verdict: 'correct',
  };

  it.each([
    [4, 'abcdefgh', '12345678', 'stop'],
    [3, 'abcdefgh', '1234', 'length'],
    [2, 'abcdefgh', '', 'length'],
    [1, 'abcd', '', 'length'],
  ])('of %i takes the reasoning first', (limit, reasoning, content, finish_reason) => {
    const limited = limitTokens(given, limit);
    expect(limited).toEqual({
      ...given,
      reasoning,
      content,
      finish_reason,
      completion_tokens: limit,
    });
  });

  it('never gives more tokens than it allows', () => {
    const limits = fc.integer({ min: 1, max: 8 });
    const law = (content: string, reasoning: string | null, limit: number) => {
      const tokens = Math.ceil((content.length + (reasoning?.length ?? 0)) / 4);
      const limited = limitTokens(
        { ...given, content, reasoning, completion_tokens: tokens },
        limit,
      );
      expect(limited.completion_tokens).toBe(Math.min(tokens, limit));
      expect(content.startsWith(limited.content)).toBe(true);
    };
    fc.assert(fc.property(fc.string(), fc.option(fc.string()), limits, law));
  });
});
