/** Summaries of scores that are made by hand, so that every number can be told beforehand. */
import { describe, expect, it } from 'vitest';
import { configSchema, type StatisticsConfig } from '../../src/config/schema.js';
import type { Group } from '../../src/eval/plan.js';
import { type GroupSummary, summarise } from '../../src/eval/summary.js';
import { Tallies } from '../../src/eval/tally.js';
import type { ResponseRecord } from '../../src/store/records.js';
import type { Item } from '../../src/suites/suite.js';

const HEAD = {
  name: 'test',
  label: 'a',
  model: 'm',
  simulated: false,
  tags: {},
  samples_per_item: 4,
  temperature: 0.8,
};

function statistics(changes: Partial<StatisticsConfig> = {}): StatisticsConfig {
  const config = configSchema.parse({
    models: [{ label: 'a', simulator: { kind: 'oracle' } }],
    suites: [{ suite: 'random-arithmetic' }],
  });
  return { ...config.statistics, ...changes };
}

function item(instruction: string, input: number, facets: Item['facets']): Item {
  return {
    id: `${instruction}-${input}`,
    suite: 'random-arithmetic',
    split: 'wo-io',
    answer: 'direct',
    instruction,
    cluster: instruction,
    input: String(input),
    messages: [{ role: 'user', content: `${instruction}(${input})?` }],
    target: { kind: 'integer', value: '7' },
    facets,
    controls: { most_common_output: 0, repeat_input: 0 },
  };
}

const ITEMS = [
  item('f', 1, { ops: 2, control_flow: 'loop' }),
  item('f', 2, { ops: 2, control_flow: 'loop' }),
  item('g', 1, { ops: 10, control_flow: 'none' }),
];

function response(id: string, texts: readonly string[], tokens: number | null): ResponseRecord {
  return {
    item: id,
    first: 0,
    n: texts.length,
    seed: 1,
    choices: texts.map((content, index) => ({
      index,
      content,
      reasoning: null,
      finish_reason: 'stop',
    })),
    usage: tokens === null ? null : { prompt_tokens: 9, completion_tokens: tokens },
    latency_ms: 1,
    attempts: 1,
    at: '2026-01-01T00:00:00.000Z',
    id: null,
    model: 'm',
  };
}

const RESPONSES = [
  response('f-1', ['7', '7', '7', '8'], 8),
  response('f-2', ['7', '8', '8', 'x'], 12),
  response('g-1', ['1', '2', '7', '7'], null),
];

function summaryOf(
  changes: Partial<StatisticsConfig> = {},
  responses: readonly ResponseRecord[] = RESPONSES,
): GroupSummary {
  const group: Group = {
    suite: 'random-arithmetic',
    split: 'wo-io',
    answer: 'direct',
    items: ITEMS,
  };
  const tallies = new Tallies(ITEMS, 4, new Map());
  for (const each of responses) tallies.add(each);
  const [found] = summarise(HEAD, [group], tallies, statistics(changes)).groups;
  if (found === undefined) throw new Error('no group');
  return found;
}

describe('a summary', () => {
  it('has the accuracy of several tries, for each k that there are samples for', () => {
    const { estimate, pass_at, majority_at } = summaryOf({ tries: [2, 4, 16] });
    expect(estimate.value).toBe(((3 / 4 + 1 / 4) / 2 + 2 / 4) / 2);
    // pass@2: 1 - C(1,2)/C(4,2) = 1, 1 - C(3,2)/6 = 0.5, 1 - C(2,2)/6 = 5/6.
    expect(pass_at['2']?.value).toBeCloseTo((0.75 + 5 / 6) / 2, 12);
    expect(Object.keys(pass_at)).toEqual(['2', '4']);
    // Of four: 7 wins, 8 wins, 7 wins.
    expect(majority_at['4']).toMatchObject({ value: 0.75, items: 3 });
  });

  it('has the mean tokens of the samples whose server counts them', () => {
    expect(summaryOf().estimate.tokens).toBe(20 / 8);
    expect(summaryOf({}, []).estimate.tokens).toBeNull();
  });

  it('leaves a response out of the tokens when some of its samples came before', () => {
    const [first] = RESPONSES;
    if (first === undefined) throw new Error('there is a first response');
    expect(
      summaryOf({}, [first, { ...first, usage: { prompt_tokens: 9, completion_tokens: 99 } }])
        .estimate.tokens,
    ).toBe(2);
  });

  it('is broken down by facets and pairs of facets, numbers in order of size', () => {
    const { facets } = summaryOf({ breakdowns: [['ops', 'control_flow']] });
    expect(Object.keys(facets)).toEqual(['ops', 'control_flow', 'ops × control_flow']);
    expect(Object.keys(facets['ops'] ?? {})).toEqual(['2', '10']);
    expect(Object.keys(facets['ops × control_flow'] ?? {})).toEqual(['2 × loop', '10 × none']);
    expect(facets['ops × control_flow']?.['2 × loop']?.value).toBe(0.5);
  });

  it('says where the variance lies', () => {
    expect(summaryOf().variance?.advice).toMatch(/^more instructions would narrow this interval, /);
  });

  it('keeps breakdowns apart that would have one name', () => {
    const values: Item['facets'][] = [
      { a: 'x × y', b: 'z' },
      { a: 'x', b: 'y × z' },
      { a: 'x', b: '"y" × z' },
      { 'a × b': 1, a: '"x', b: 'z' },
    ];
    const items = values.map((facets, index) => item(`f${index}`, 1, facets));
    const tallies = new Tallies(items, 4, new Map());
    for (const { id } of items) tallies.add(response(id, ['7', '7', '7', '8'], null));
    const group: Group = { suite: 'random-arithmetic', split: 'wo-io', answer: 'direct', items };
    const breakdowns = [['a', 'b'], ['a × b']];
    const [found] = summarise(HEAD, [group], tallies, statistics({ breakdowns })).groups;
    expect(Object.keys(found?.facets ?? {})).toEqual(['a × b', '"a × b"']);
    expect(Object.keys(found?.facets['a × b'] ?? {}).toSorted()).toEqual([
      '"\\"x" × z',
      '"x × y" × z',
      'x × "\\"y\\" × z"',
      'x × "y × z"',
    ]);
  });

  it('bounds an accuracy by means over instructions, where samples are missing', () => {
    const { estimate, warnings } = summaryOf({}, [
      response('f-1', ['7', '7', '7', '7'], null),
      response('g-1', ['1'], null),
    ]);
    expect(estimate.value).toBe(0.5);
    expect(warnings).toContain(
      '58.3% of the samples are missing: over all samples asked for, accuracy would be 25.0% if all of them were wrong, 87.5% if all were right',
    );
  });

  it.each(['conservative', 'cluster-t', 'fixed-benchmark', 'passes-t'] as const)(
    'takes its intervals by %s where the config says so',
    (interval) => {
      const { estimate, facets } = summaryOf({ interval });
      expect(estimate.method).toBe(interval);
      expect(facets['ops']?.['2']?.method).toBe(interval);
      expect(summaryOf({ interval }, []).estimate.method).toBe(interval);
    },
  );

  it('is the same to the byte whatever order responses come in', () => {
    expect(JSON.stringify(summaryOf({}, RESPONSES.toReversed()))).toBe(JSON.stringify(summaryOf()));
  });
});
