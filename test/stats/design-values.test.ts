/**
 * The values that came with the design, where its folder lies beside the checkout. `golden.ts` holds the same data sets
 * with more digits, and runs everywhere.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { betaQuantile, estimate, tQuantile } from '../../src/stats/index.js';
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
  misc: z.object({
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
    for (const { q, a, b, x } of golden.misc.beta_inv) {
      expect(Math.abs(betaQuantile(q, a, b) - x)).toBeLessThan(1e-9);
    }
  },
);
