import { expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema.js';
import { summarise } from '../../src/eval/summary.js';
import { Tallies } from '../../src/eval/tally.js';
import type { SampleScore } from '../../src/store/records.js';
import type { Item } from '../../src/suites/suite.js';

const INSTRUCTIONS = 500;
const INPUTS = 50;
const SAMPLES = 16;

function itemOf(instruction: number, input: number): Item {
  return {
    id: `${instruction}/${input}`,
    suite: 'random-arithmetic',
    split: 'wo-io',
    answer: 'direct',
    instruction: `f${instruction}`,
    cluster: `f${instruction}`,
    input: String(input),
    messages: [{ role: 'user', content: `f${instruction}(${input})?` }],
    target: { kind: 'integer', value: '7' },
    facets: { ops: 1 + (instruction % 10), control_flow: instruction % 2 === 0 ? 'loop' : 'none' },
    controls: { most_common_output: 0, repeat_input: 0 },
  };
}

/** The bound is very generous: bench/statistics.js has the figures, for four times as many scores. */
it('400,000 scores are summarised over all facets within 20 seconds', () => {
  const items = Array.from({ length: INSTRUCTIONS }, (_, instruction) =>
    Array.from({ length: INPUTS }, (__, input) => itemOf(instruction, input)),
  ).flat();
  const { statistics } = configSchema.parse({
    models: [{ label: 'a', simulator: { kind: 'oracle' } }],
    suites: [{ suite: 'random-arithmetic' }],
    statistics: { breakdowns: [['ops', 'control_flow']] },
  });
  const begin = performance.now();
  const tallies = new Tallies(items, SAMPLES, new Map());
  for (const item of items) {
    for (let index = 0; index < SAMPLES; index += 1) tallies.record(item.id, index, scoreOf(index));
  }
  const [group] = summarise(
    {
      name: 'a',
      label: 'a',
      model: 'm',
      simulated: false,
      tags: {},
      samples_per_item: SAMPLES,
      temperature: 0.8,
    },
    [{ suite: 'random-arithmetic', split: 'wo-io', answer: 'direct', items }],
    tallies,
    statistics,
  ).groups;
  expect(group?.estimate).toMatchObject({ samples: 400_000, distinct_answers: 0.5625 });
  expect(group?.estimate.value).toBeCloseTo(0.5, 12);
  expect(Object.keys(group?.facets['ops × control_flow'] ?? {})).toHaveLength(10);
  expect(performance.now() - begin).toBeLessThan(20_000);
});

/** Half of the samples are right, each of the others is wrong in a way of its own. */
function scoreOf(index: number): SampleScore {
  const verdict = index % 2 === 0 ? 'correct' : 'incorrect';
  return {
    verdict,
    answer: verdict === 'correct' ? '7' : String(100 + index),
    reason: '',
    lenient: verdict,
    truncated: false,
    reasoned: false,
    binding_error: null,
    steps: null,
    steps_stated: null,
    first_wrong_step: null,
    measures: {},
  };
}
