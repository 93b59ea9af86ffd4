import { describe, expect, it } from 'vitest';
import {
  type SimulatedModel,
  simulatedModelSchema,
  statedAccuracy,
} from '../../src/simulator/model.js';
import type { Item } from '../../src/suites/suite.js';
import { fakeItem } from './fake-suite.js';

function withOps(ops: number): Item {
  return { ...fakeItem('wo-io', 'direct', 0, 0), facets: { ops } };
}

function withTarget(value: string): Item {
  return { ...fakeItem('wo-io', 'direct', 0, 0), target: { kind: 'integer', value } };
}

function noisy(settings: object): SimulatedModel {
  return simulatedModelSchema.parse({ kind: 'noisy', ...settings });
}

/** Path and message of everything that is wrong. */
function problems(block: unknown): string[] {
  const { error } = simulatedModelSchema.safeParse(block);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the simulator block', () => {
  it('fills in every setting but kind and skill', () => {
    expect(simulatedModelSchema.parse({ kind: 'oracle' })).toEqual({
      kind: 'oracle',
      seed: 1,
      reasoned: 0,
      latency_ms: 0,
    });
    expect(noisy({ skill: 0.4 })).toEqual({
      kind: 'noisy',
      seed: 1,
      reasoned: 0,
      latency_ms: 0,
      skill: 0.4,
      per_op: 0,
      icc: 0,
      shared: 0,
      shared_seed: 1,
      malformed: 0,
    });
  });

  it('takes a skill per split and answer', () => {
    const skill = { default: { direct: 0.1, cot: 0.5 }, 'wo-io': 0.2 };
    expect(problems({ kind: 'noisy', skill })).toEqual([]);
  });

  it.each([
    [{}, "kind: Invalid discriminator value. Expected 'oracle' | 'noisy' | 'random' | 'malformed'"],
    [{ kind: 'oracle', skill: 1 }, ': Unrecognized key: "skill"'],
    [{ kind: 'noisy', skill: 1.2 }, 'skill: Too big: expected number to be <=1'],
    [{ kind: 'noisy', skill: 0.5, icc: -1 }, 'icc: Too small: expected number to be >=0'],
    [
      { kind: 'noisy', skill: { default: 0.5, 'wo-io': { direct: 2, cot: 1 } } },
      'skill.wo-io.direct: Too big: expected number to be <=1',
    ],
  ])('%j is refused with a reason', (block, message) => {
    expect(problems(block)).toEqual([message]);
  });

  it.each([
    {},
    { skill: 'good' },
    { skill: { direct: 0.1, cot: 0.5 } },
    { skill: { 'wo-io': 0.5 } },
  ])('noisy with %j says what a skill is', (settings) => {
    expect(problems({ kind: 'noisy', ...settings })).toEqual([
      'skill: expected a number from 0 to 1, or a map from split to such a number or to a map of `direct` and `cot`; ' +
        'the map needs the key `default` for the splits that it does not name',
    ]);
  });
});

describe('stated accuracy', () => {
  it('is 1 for an oracle and 0 for a malformed model', () => {
    const item = withOps(3);
    expect(statedAccuracy(simulatedModelSchema.parse({ kind: 'oracle' }), item)).toBe(1);
    expect(statedAccuracy(simulatedModelSchema.parse({ kind: 'malformed' }), item)).toBe(0);
  });

  it('of a random model is one in 2001 for the targets that it can hit', () => {
    const random = simulatedModelSchema.parse({ kind: 'random' });
    expect(statedAccuracy(random, withTarget('-1000'))).toBe(1 / 2001);
    expect(statedAccuracy(random, withTarget('1001'))).toBe(0);
    expect(statedAccuracy(random, withTarget('-123456789012345678901'))).toBe(0);
  });

  it('follows split and answer, with the default for the rest', () => {
    const model = noisy({ skill: { default: { direct: 0.1, cot: 0.5 }, 'wo-io': 0.2 } });
    expect(statedAccuracy(model, fakeItem('wo-io', 'cot', 0, 0))).toBe(0.2);
    expect(statedAccuracy(model, fakeItem('w-io-test', 'direct', 0, 0))).toBe(0.1);
    expect(statedAccuracy(model, fakeItem('w-io-test', 'cot', 0, 0))).toBe(0.5);
    expect(statedAccuracy(model, fakeItem('constructor', 'cot', 0, 0))).toBe(0.5);
  });

  it('moves per operation around the middle, within 0.01 and 0.99', () => {
    const model = noisy({ skill: 0.5, per_op: -0.1 });
    expect([1, 5, 6, 10].map((ops) => statedAccuracy(model, withOps(ops)))).toEqual([
      0.95, 0.55, 0.45, 0.04999999999999999,
    ]);
    const steep = noisy({ skill: 0.5, per_op: -0.2 });
    expect([1, 10].map((ops) => statedAccuracy(steep, withOps(ops)))).toEqual([0.99, 0.01]);
  });

  it('keeps a skill that is stated outside 0.01 to 0.99', () => {
    expect(statedAccuracy(noisy({ skill: 1 }), withOps(10))).toBe(1);
    expect(statedAccuracy(noisy({ skill: 1, per_op: -0.01 }), withOps(1))).toBe(1);
    expect(statedAccuracy(noisy({ skill: 0, per_op: -0.01 }), withOps(10))).toBe(0);
  });

  it('ignores operations where an item has no such facet', () => {
    const item = { ...withOps(1), facets: {} };
    expect(statedAccuracy(noisy({ skill: 0.5, per_op: -0.1 }), item)).toBe(0.5);
  });
});
