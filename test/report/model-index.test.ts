import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Summary } from '../../src/eval/summary.js';
import { renderModelIndex } from '../../src/report/model-index.js';
import { groupAt, runOf } from './figures/runs.js';

/** The hub's specification, huggingface/hub-docs, modelcard.md: what is required, and of which type the rest is. */
const indexSchema = z.strictObject({
  'model-index': z.array(
    z.strictObject({
      name: z.string().min(1),
      results: z
        .array(
          z.strictObject({
            task: z.strictObject({ type: z.string().min(1), name: z.string().optional() }),
            dataset: z.strictObject({
              type: z.string().min(1),
              name: z.string().min(1),
              config: z.string().optional(),
              split: z.string().optional(),
              revision: z.string().optional(),
              args: z.record(z.string(), z.unknown()).optional(),
            }),
            metrics: z
              .array(
                z.strictObject({
                  type: z.string().min(1),
                  value: z.number(),
                  name: z.string().optional(),
                  config: z.string().optional(),
                  args: z.record(z.string(), z.unknown()).optional(),
                  verified: z.boolean().optional(),
                }),
              )
              .min(1),
          }),
        )
        .min(1),
    }),
  ),
});

function indexOf(summaries: readonly Summary[]) {
  const [, yaml = ''] = renderModelIndex(summaries).split(/^```(?:yaml)?$/m);
  return indexSchema.parse(parse(yaml))['model-index'];
}

describe('the model-index', () => {
  it('has what the hub requires, and the interval with its method', () => {
    const { summary } = runOf('step-100', {}, [groupAt(0.37123)]);
    expect(indexOf([summary])).toEqual([
      {
        name: 'step-100',
        results: [
          {
            task: { type: 'text-generation', name: 'Programming by Backprop' },
            dataset: {
              type: 'random-arithmetic',
              name: 'random-arithmetic, wo-io',
              split: 'wo-io',
              args: { answer: 'cot', fingerprint: 'f00d' },
            },
            metrics: [
              {
                type: 'accuracy',
                value: 0.3712,
                name: 'accuracy, cot',
                args: {
                  ci_low: 0.2712,
                  ci_high: 0.4712,
                  ci_method: 'korn-graubard-shrunken',
                  instructions: 10,
                  items: 10,
                  samples: 160,
                  temperature: 0.8,
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('leaves out what could not be computed', () => {
    const empty = runOf('empty', {}, [groupAt(null)]).summary;
    const half = runOf('half', {}, [groupAt(null), groupAt(0.5, { split: 'in-context' })]).summary;
    expect(indexOf([empty, half]).map(({ name, results }) => [name, results.length])).toEqual([
      ['half', 1],
    ]);
  });

  it('marks every name of a simulated run', () => {
    const { summary } = runOf('s', {}, [groupAt(0.5)], { simulated: true });
    const [model] = indexOf([summary]);
    expect(model?.name).toBe('s (SIMULATED)');
    expect(model?.results[0]?.dataset.name).toBe('random-arithmetic, wo-io (SIMULATED)');
    expect(model?.results[0]?.metrics[0]?.name).toBe('accuracy, cot (SIMULATED)');
  });

  it.each(['```\n# out', '- a: &b *c', 'x\r\n---\r\n', '"\'#: |', 'y'.repeat(300), '! yes'])(
    'keeps the name %j in its place',
    (label) => {
      const { summary } = runOf(label, {}, [groupAt(0.5, { split: label })]);
      const [model] = indexOf([summary]);
      expect(model?.name).toBe(label.replaceAll(/[\r\n]/g, '\uFFFD'));
      expect(renderModelIndex([summary]).match(/^ {0,3}```/gm)).toHaveLength(2);
    },
  );
});
