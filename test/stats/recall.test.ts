import { describe, expect, it } from 'vitest';
import { Random } from '../../src/random/random.js';
import { type RecalledCluster, recallTable } from '../../src/stats/index.js';

function cluster(recalled: number, of: number, correct: number, valid: number): RecalledCluster {
  return { recall: { correct: recalled, valid: of }, execution: [{ correct, valid }] };
}

describe('the two by two', () => {
  it('multiplies within an instruction, and means over instructions', () => {
    const table = recallTable([cluster(4, 4, 2, 4), cluster(1, 4, 4, 4)]);
    expect(table).toMatchObject({
      instructions: 2,
      knows: { value: 0.625 },
      does: { value: 0.75 },
      knows_and_does: { value: 0.375 },
      knows_only: { value: 0.25 },
      does_only: { value: 0.375 },
      neither: { value: 0 },
      does_if_known: { value: expect.closeTo(0.6, 12) },
      does_if_unknown: { value: 1 },
    });
  });

  it('sums to 1', () => {
    const random = new Random('test', 'two by two');
    const table = recallTable(
      Array.from({ length: 30 }, () => cluster(random.integer(0, 5), 5, random.integer(0, 7), 7)),
    );
    const { knows_and_does, knows_only, does_only, neither } = table ?? {};
    const cells = [knows_and_does, knows_only, does_only, neither].map((cell) => cell?.value ?? 0);
    expect(cells.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(1, 12);
  });

  it('leaves out instructions without samples of both kinds', () => {
    expect(recallTable([cluster(0, 0, 1, 1), cluster(1, 1, 0, 0)])).toBeNull();
    expect(recallTable([cluster(0, 0, 1, 1), cluster(1, 1, 0, 1)])?.instructions).toBe(1);
  });

  it('has no accuracy given recall where nothing is recalled, nor given none where all is', () => {
    expect(recallTable([cluster(0, 2, 1, 2)])).toMatchObject({ does_if_known: null });
    expect(recallTable([cluster(2, 2, 1, 2)])).toMatchObject({ does_if_unknown: null });
  });
});

/** Instructions that are known with `knows`, and executed better when they are. */
function drawn(random: Random, instructions: number): RecalledCluster[] {
  return Array.from({ length: instructions }, () => {
    const ease = random.real();
    const recall = draws(random, 4, ease);
    const execution = Array.from({ length: 3 }, () => draws(random, 4, 0.2 + 0.6 * ease ** 2));
    return { recall, execution };
  });
}

function draws(random: Random, valid: number, chance: number) {
  const correct = Array.from({ length: valid }, () => random.real() < chance).filter(
    Boolean,
  ).length;
  return { correct, valid };
}

it('covers what is true with its intervals, nineteen times in twenty or nearly so', () => {
  // With ease uniform on [0, 1]: E k = 1/2, E d = 0.4, E k d = 0.1 + 0.6/4 = 0.25.
  const truth = {
    knows: 0.5,
    does: 0.4,
    knows_and_does: 0.25,
    does_if_known: 0.5,
    does_if_unknown: 0.3,
  };
  const covered: Record<string, number> = {};
  const runs = 400;
  for (let run = 0; run < runs; run += 1) {
    const table = recallTable(drawn(new Random('test', 'recall coverage', run), 40));
    for (const [name, value] of Object.entries(truth)) {
      const share = Object.entries(table ?? {}).find(([key]) => key === name)?.[1];
      if (typeof share !== 'object' || share === null) throw new Error(`there is no ${name}`);
      if (share.low <= value && value <= share.high) covered[name] = (covered[name] ?? 0) + 1;
    }
  }
  for (const name of Object.keys(truth)) {
    expect((covered[name] ?? 0) / runs, name).toBeGreaterThan(0.92);
  }
});
