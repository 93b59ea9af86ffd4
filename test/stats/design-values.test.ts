/**
 * The values that came with the design, where its folder lies beside the checkout. `golden.ts` holds the same data sets
 * with more digits, and runs everywhere.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  betaQuantile,
  difference,
  estimate,
  holm,
  type ItemTally,
  passAtK as ourPassAtK,
  smallestDrop,
  tQuantile,
} from '../../src/stats/index.js';
import { passAtK } from './golden.js';

const limits = z.object({ lo: z.number(), hi: z.number() });
const schema = z.object({
  tolerance: z.number(),
  single_split: z.array(
    z.object({
      name: z.string(),
      clusters: z.array(z.array(z.tuple([z.number(), z.number()]))),
      score: z.string(),
      weights: z.array(z.number()).nullable(),
      expected: limits.extend({
        estimate: z.number(),
        n_eff: z.number(),
        G: z.number(),
        N: z.number(),
      }),
      expected_90: limits,
    }),
  ),
  paired: z.array(
    z.object({
      clusters_a: z.array(z.array(z.tuple([z.number(), z.number()]))),
      clusters_b: z.array(z.array(z.tuple([z.number(), z.number()]))),
      weights: z.array(z.number()).nullable(),
      expected: limits.extend({
        estimate_a: z.number(),
        estimate_b: z.number(),
        diff: z.number(),
        r: z.number(),
        p_regression_one_sided: z.number(),
        p_two_sided: z.number(),
        mde_alpha05: z.number().nullable(),
        mde_alpha005: z.number().nullable(),
      }),
    }),
  ),
  misc: z.object({
    holm: z.object({ p: z.array(z.number()), adjusted: z.array(z.number()) }),
    pass_at_k: z.array(
      z.object({ n: z.number(), c: z.number(), k: z.number(), value: z.number() }),
    ),
    t_quantile: z.array(z.object({ p: z.number(), df: z.number(), t: z.number() })),
    beta_inv: z.array(z.object({ q: z.number(), a: z.number(), b: z.number(), x: z.number() })),
  }),
});

const path = fileURLToPath(new URL('../../../shared/design/ci-golden.json', import.meta.url));

test.skipIf(!existsSync(path))(
  'agrees with ../shared/design/ci-golden.json (skipped where there is none)',
  () => {
    const golden = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const near = (found: number | undefined, expected: number): void =>
      expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThan(golden.tolerance);
    expect(golden.single_split).toHaveLength(13);
    for (const { clusters, score, weights, expected, expected_90: at90 } of golden.single_split) {
      const data = clusters.map((cluster) =>
        cluster.map(([correct, valid]) => ({
          valid,
          correct: score === 'pass@4' ? valid * passAtK(correct, valid, 4) : correct,
        })),
      );
      const options = weights === null ? {} : { weights };
      const found = estimate(data, options);
      near(found?.value, expected.estimate);
      near(found?.n_eff, expected.n_eff);
      near(found?.low, expected.lo);
      near(found?.high, expected.hi);
      expect([found?.clusters, found?.samples]).toEqual([expected.G, expected.N]);
      const narrow = estimate(data, { ...options, level: 0.9 });
      near(narrow?.low, at90.lo);
      near(narrow?.high, at90.hi);
    }
    for (const { p, df, t } of golden.misc.t_quantile) near(tQuantile(p, df), t);
    expect(golden.paired).toHaveLength(8);
    for (const { clusters_a, clusters_b, weights, expected } of golden.paired) {
      const pairs = clusters_a.map((cluster, index) => ({
        a: cluster.map(tally),
        b: (clusters_b[index] ?? []).map(tally),
      }));
      const found = difference(pairs, weights === null ? {} : { weights });
      near(found?.a.value, expected.estimate_a);
      near(found?.b.value, expected.estimate_b);
      near(found?.value, expected.diff);
      near(found?.correlation, expected.r);
      near(found?.low, expected.lo);
      near(found?.high, expected.hi);
      near(found?.test.p_loss, expected.p_regression_one_sided);
      near(found?.test.p_two_sided, expected.p_two_sided);
      expect(found?.test.method).toBe('exact');
      for (const [alpha, drop] of [
        [0.05, expected.mde_alpha05],
        [0.005, expected.mde_alpha005],
      ] as const) {
        const smallest = smallestDrop(found?.spread ?? null, found?.clusters ?? 0, alpha);
        if (drop === null) expect(smallest).toBeNull();
        else near(smallest ?? undefined, drop);
      }
    }
    const adjusted = holm(golden.misc.holm.p);
    for (const [index, p] of golden.misc.holm.adjusted.entries()) near(adjusted[index], p);
    for (const { n, c, k, value } of golden.misc.pass_at_k) {
      near((ourPassAtK({ correct: c, valid: n }, k)?.correct ?? Number.NaN) / n, value);
    }
    for (const { q, a, b, x } of golden.misc.beta_inv) {
      expect(Math.abs(betaQuantile(q, a, b) - x)).toBeLessThan(1e-9);
    }
  },
);

function tally([correct, valid]: readonly [number, number]): ItemTally {
  return { correct, valid };
}
