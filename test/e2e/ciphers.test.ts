import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFolder, ROOT, run } from './cli.js';

const interval = z.object({ low: z.number(), high: z.number(), samples: z.number() });

const runsSchema = z.object({
  runs: z.array(
    z.object({
      summary: z.object({
        label: z.string(),
        groups: z.array(
          z.object({
            split: z.string(),
            stated_accuracy: z.number(),
            estimate: interval,
            facets: z.record(z.string(), z.record(z.string(), interval)),
          }),
        ),
      }),
    }),
  ),
});

describe('the config of ciphers', () => {
  it('finds each simulated accuracy where it is stated, and breaks it down by all 26 shifts', async () => {
    const folder = emptyFolder();
    const config = join(ROOT, 'eval-configs', 'ciphers.yaml');
    const ended = await run(['run', config, '--json'], folder);
    expect(ended).toMatchObject({ code: 0 });
    const { runs } = runsSchema.parse(JSON.parse(ended.stdout));
    expect(runs.map(({ summary }) => summary.label)).toEqual(['source', 'demonstrations', 'both']);
    const groups = runs.flatMap(({ summary }) => summary.groups);
    expect(groups).toHaveLength(18);
    for (const { split, stated_accuracy: stated, estimate, facets } of groups) {
      expect(stated).toBeGreaterThanOrEqual(estimate.low);
      expect(stated).toBeLessThanOrEqual(estimate.high);
      expect(Object.keys(facets['cipher'] ?? {})).toEqual(['Alice', 'Bob', 'Kevin']);
      const shifts = Object.values(facets['shift'] ?? {});
      if (split !== 'w-io-train') expect(shifts).toHaveLength(26);
      const samples = shifts.reduce((sum, each) => sum + each.samples, 0);
      expect(samples).toBe(estimate.samples);
    }
    const table = await run(['report', 'results'], folder);
    expect(table.stdout).toContain('95% interval: korn-graubard-shrunken, over input texts\n');
  });

  it('has training data in which a few shifts are far more frequent than others', async () => {
    const folder = emptyFolder();
    const ended = await run(
      ['data', 'ciphers', '--out', 'data', '--set', 'demonstrations=skewed'],
      folder,
    );
    expect(ended).toMatchObject({ code: 0 });
    const lines = readFileSync(join(folder, 'data', 'executions.jsonl'), 'utf8').trimEnd();
    const executions = z
      .array(z.object({ name: z.string(), input: z.string(), output: z.string() }))
      .parse(lines.split('\n').map((line) => JSON.parse(line) as unknown));
    expect(executions).toHaveLength(90);
    const favoured = executions.filter(({ input }) => /, (?:1|3|13)$/.test(input));
    expect(favoured.length).toBeGreaterThan(70);
  });
});
