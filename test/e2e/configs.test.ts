/** The configs of eval-configs/ whose comments say what their simulated models show. The quick start is in run.test.ts. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFolder, ROOT, run } from './cli.js';

const estimate = z.object({ low: z.number(), high: z.number(), clusters: z.number() });

const runsSchema = z.object({
  runs: z.array(
    z.object({
      summary: z.object({
        simulated: z.literal(true),
        groups: z.array(
          z.object({
            suite: z.string(),
            split: z.string(),
            stated_accuracy: z.number(),
            estimate,
            facets: z.record(z.string(), z.record(z.string(), estimate)),
          }),
        ),
      }),
    }),
  ),
});

type Group = z.output<typeof runsSchema>['runs'][number]['summary']['groups'][number];

async function groupsOf(config: string): Promise<Group[]> {
  const path = join(ROOT, 'eval-configs', config);
  const ended = await run(['run', path, '--json'], emptyFolder());
  expect(ended).toMatchObject({ code: 0 });
  return runsSchema.parse(JSON.parse(ended.stdout)).runs.flatMap(({ summary }) => summary.groups);
}

/** The values of a facet that stand on all clusters of the group together. */
function valuesOf({ facets, estimate: { clusters } }: Group, facet: string): string[] {
  const values = Object.entries(facets[facet] ?? {});
  expect(values.reduce((sum, [, { clusters: some }]) => sum + some, 0)).toBe(clusters);
  return values.map(([value]) => value);
}

describe.each(['compositions.yaml', 'natural-language.yaml'])('eval-configs/%s', (config) => {
  it('finds every stated accuracy in its interval, and breaks down by ops and parts', async () => {
    const groups = await groupsOf(config);
    expect(groups).toHaveLength(16);
    for (const group of groups) {
      expect(group.stated_accuracy).toBeGreaterThanOrEqual(group.estimate.low);
      expect(group.stated_accuracy).toBeLessThanOrEqual(group.estimate.high);
      expect(valuesOf(group, 'ops').length).toBeGreaterThanOrEqual(10);
      if (group.suite === 'random-arithmetic') continue;
      expect(valuesOf(group, 'parts').toSorted()).toEqual(
        group.split.startsWith('w-io')
          ? ['train+train']
          : ['evaluation+evaluation', 'train+evaluation', 'train+train'],
      );
    }
  });
});

describe('eval-configs/algorithms.yaml', () => {
  it('finds every stated accuracy in its interval, and breaks down by what the suite names', async () => {
    const groups = await groupsOf('algorithms.yaml');
    expect(groups).toHaveLength(16);
    for (const group of groups) {
      expect(group.stated_accuracy).toBeGreaterThanOrEqual(group.estimate.low);
      expect(group.stated_accuracy).toBeLessThanOrEqual(group.estimate.high);
      expect(valuesOf(group, 'field')).toHaveLength(9);
      expect(valuesOf(group, 'difficulty').toSorted()).toEqual(['easy', 'hard', 'medium']);
      expect(valuesOf(group, 'length')).toEqual(expect.arrayContaining(['5', '10', '15', '20']));
      expect(Object.keys(group.facets['steps'] ?? {}).length).toBeGreaterThanOrEqual(6);
    }
  });
});

const twoByTwo = z.object({ suite: z.string(), split: z.literal('wo-io'), words: z.string() });
const recallSchema = z.object({
  runs: z.array(z.object({ summary: z.object({ label: z.string(), recall: z.array(twoByTwo) }) })),
});

describe('eval-configs/recall.yaml', () => {
  it('finds every stated accuracy in its interval, and tells the words from the skill', async () => {
    const path = join(ROOT, 'eval-configs/recall.yaml');
    const { code, stdout } = await run(['run', path, '--json'], emptyFolder());
    expect(code).toBe(0);
    const document: unknown = JSON.parse(stdout);
    const groups = runsSchema.parse(document).runs.flatMap(({ summary }) => summary.groups);
    expect(groups).toHaveLength(12);
    for (const group of groups) {
      expect(group.stated_accuracy).toBeGreaterThanOrEqual(group.estimate.low);
      expect(group.stated_accuracy).toBeLessThanOrEqual(group.estimate.high);
      if (group.split === 'recall') {
        expect(valuesOf(group, 'role').toSorted()).toEqual(['evaluation', 'train']);
      }
    }
    for (const { summary } of recallSchema.parse(document).runs) {
      expect(summary.recall).toHaveLength(3);
      for (const { words } of summary.recall) {
        expect(words).toContain(
          summary.label === 'stored'
            ? 'the words were stored without the skill'
            : 'It executes most of what it recalls.',
        );
      }
    }
  });
});
