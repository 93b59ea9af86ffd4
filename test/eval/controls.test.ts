import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema.js';
import { type ControlEstimate, summarise } from '../../src/eval/summary.js';
import { Tallies } from '../../src/eval/tally.js';
import { grammars } from '../../src/suites/grammars/grammars.js';

const HEAD = {
  name: 'test',
  label: 'model',
  model: 'model',
  simulated: false,
  tags: {},
  samples_per_item: 1,
  temperature: 0.8,
};

const STATISTICS = configSchema.parse({
  models: [{ label: 'a', simulator: { kind: 'oracle' } }],
  suites: [{ suite: 'grammars' }],
}).statistics;

/** The controls of `wo-io` of `grammars`, with so many evaluation grammars; some of them `given` for every item. */
function controlsOf(
  evaluation: number,
  given: Readonly<Record<string, number>> = {},
): Readonly<Record<string, ControlEstimate>> {
  const instance = grammars.instantiate({ train: 1, evaluation });
  const items = [...instance.items('wo-io', 'direct')].map((item) => ({
    ...item,
    controls: { ...item.controls, ...given },
  }));
  const group = { suite: 'grammars', split: 'wo-io', answer: 'direct', items } as const;
  const tallies = new Tallies(items, 1, new Map());
  return summarise(HEAD, [group], tallies, STATISTICS).groups[0]?.controls ?? {};
}

function widthOf(estimate: ControlEstimate | undefined): number {
  return (estimate?.high ?? 0) - (estimate?.low ?? 0);
}

describe('a control', () => {
  it('that was simulated and never right has an interval: the beta quantile over its draws', () => {
    const { other_grammar } = controlsOf(1, { other_grammar: 0 });
    expect(other_grammar).toMatchObject({ value: 0, low: 0, method: 'simulated' });
    // 1 - 0.025^(1/199).
    expect(other_grammar?.high).toBeCloseTo(0.018366, 5);
  });

  it('that was simulated has an interval around its value, narrower over more clusters', () => {
    const { other_grammar: one } = controlsOf(10);
    const { other_grammar: other } = controlsOf(100);
    for (const estimate of [one, other]) {
      expect(estimate?.low).toBeGreaterThan(0);
      expect(estimate?.low).toBeLessThan(estimate?.value ?? 0);
      expect(estimate?.high).toBeGreaterThan(estimate?.value ?? 1);
    }
    expect(widthOf(other)).toBeLessThan(widthOf(one) / 2);
  });

  it('that is exact has none', () => {
    const { random_words } = controlsOf(1);
    expect(random_words).toMatchObject({ method: 'exact', low: random_words?.value });
  });
});
