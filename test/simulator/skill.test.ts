import { describe, expect, it } from 'vitest';
import { type SimulatedModel, simulatedModelSchema } from '../../src/simulator/model.js';
import { clusterSkill } from '../../src/simulator/skill.js';
import { fakeItem } from './fake-suite.js';

const INSTRUCTIONS = 4000;

/** The skills of a model at as many instructions. */
function skills(settings: object): number[] {
  const model: SimulatedModel = simulatedModelSchema.parse({ kind: 'noisy', ...settings });
  return Array.from({ length: INSTRUCTIONS }, (_, instruction) =>
    clusterSkill(model, fakeItem('wo-io', 'direct', instruction, 0)),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function covariance(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [mean(xs), mean(ys)];
  return mean(xs.map((value, index) => (value - x) * ((ys[index] ?? Number.NaN) - y)));
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  return covariance(xs, ys) / Math.sqrt(covariance(xs, xs) * covariance(ys, ys));
}

describe('the skill of an instruction', () => {
  it.each([
    { skill: 0.01, icc: 0.2 },
    { skill: 0.3, icc: 0.05 },
    { skill: 0.37, icc: 0.5 },
    { skill: 0.9, icc: 0.9 },
    { skill: 0.6, icc: 1 },
    { skill: 0.3, icc: 0.5, shared: 0.5 },
    { skill: 0.3, icc: 0.5, shared: 1 },
  ])('has the stated mean and correlation: %j', (settings) => {
    const drawn = skills(settings);
    const variance = settings.skill * (1 - settings.skill);
    const standardError = Math.sqrt((variance * settings.icc) / INSTRUCTIONS);
    expect(Math.abs(mean(drawn) - settings.skill)).toBeLessThan(4 * standardError);
    const icc = covariance(drawn, drawn) / variance;
    expect(Math.abs(icc - settings.icc)).toBeLessThan(0.15 * settings.icc);
  });

  it('is the mean where there is no spread, and where the mean leaves no room for any', () => {
    expect(new Set(skills({ skill: 0.4 }))).toEqual(new Set([0.4]));
    expect(new Set(skills({ skill: 1, icc: 0.5 }))).toEqual(new Set([1]));
    expect(new Set(skills({ skill: 0, icc: 1 }))).toEqual(new Set([0]));
  });

  it('is the same in all splits and answers of the instruction when the means are', () => {
    const model = simulatedModelSchema.parse({ kind: 'noisy', skill: 0.4, icc: 0.3 });
    const direct = clusterSkill(model, fakeItem('wo-io', 'direct', 3, 0));
    expect(clusterSkill(model, fakeItem('w-io-test', 'cot', 3, 7))).toBe(direct);
  });

  it.each([
    { first: 0, second: 1 },
    { first: 1, second: 1 },
    { first: 1, second: 0.9 },
    { first: 0.9, second: 0.5 },
  ])(
    'correlates between checkpoints as the product of what they share: %j',
    ({ first, second }) => {
      const earlier = skills({ skill: 0.4, icc: 0.5, seed: 1, shared: first });
      const later = skills({ skill: 0.4, icc: 0.5, seed: 2, shared: second });
      expect(Math.abs(correlation(earlier, later) - first * second)).toBeLessThan(0.06);
    },
  );

  it('is redrawn exactly at the instructions that are not shared', () => {
    const earlier = skills({ skill: 0.4, icc: 0.5, seed: 1, shared: 1 });
    const later = skills({ skill: 0.4, icc: 0.5, seed: 2, shared: 0.9 });
    const redrawn = later.filter((skill, index) => skill !== earlier[index]).length;
    expect(Math.abs(redrawn / INSTRUCTIONS - 0.1)).toBeLessThan(0.02);
  });

  it('shares nothing with a checkpoint of another shared seed', () => {
    const one = skills({ skill: 0.4, icc: 0.5, shared: 1, shared_seed: 1 });
    const other = skills({ skill: 0.4, icc: 0.5, shared: 1, shared_seed: 2 });
    expect(Math.abs(correlation(one, other))).toBeLessThan(0.06);
  });
});
