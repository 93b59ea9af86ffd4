import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Received } from '../../src/eval/received.js';
import { Tallies } from '../../src/eval/tally.js';
import type { ResponseRecord } from '../../src/store/records.js';
import type { Item } from '../../src/suites/suite.js';

const SAMPLES = 4;

function item(id: string): Item {
  return {
    id,
    suite: 'random-arithmetic',
    split: 'wo-io',
    answer: 'direct',
    instruction: 'f',
    cluster: 'f',
    input: '1',
    messages: [{ role: 'user', content: `${id}?` }],
    target: { kind: 'integer', value: '7' },
    facets: {},
    controls: {},
  };
}

function response(
  of: string,
  choices: readonly (readonly [number, string | null])[],
): ResponseRecord {
  return {
    item: of,
    first: 0,
    n: SAMPLES,
    seed: 1,
    choices: choices.map(([index, content]) => ({
      index,
      content,
      reasoning: null,
      finish_reason: 'stop',
    })),
    usage: null,
    latency_ms: 1,
    attempts: 1,
    at: '2026-01-01T00:00:00.000Z',
    id: null,
    model: 'm',
  };
}

const ITEMS = [item('a'), item('b')];

test('the ranges that an item lacks, in order, are what has not come of it', () => {
  const received = new Received(ITEMS, SAMPLES);
  received.add(
    response('a', [
      [1, '7'],
      [9, '7'],
    ]),
  );
  received.add(response('unknown', [[0, '7']]));
  expect(received.missingOf(item('a'))).toEqual([
    { first: 0, count: 1 },
    { first: 2, count: 2 },
  ]);
  expect(received.missingOf(item('b'))).toEqual([{ first: 0, count: 4 }]);
  expect(received.missing).toBe(7);
  received.add(
    response('a', [
      [0, '7'],
      [2, '8'],
      [3, null],
    ]),
  );
  expect(received.missingOf(item('a'))).toEqual([]);
  expect(() => received.missingOf(item('c'))).toThrow('item c is not part of this run');
});

test('what is shown while a run samples is what its scores say', () => {
  const choice = fc.tuple(fc.nat(5), fc.constantFrom('7', '8', '<think>8</think>7', 'word', null));
  const answer = fc.tuple(fc.constantFrom('a', 'b', 'unknown'), fc.array(choice, { maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 8 }), (answers) => {
      const received = new Received(ITEMS, SAMPLES);
      const tallies = new Tallies(ITEMS, SAMPLES, new Map());
      for (const [of, choices] of answers) {
        received.add(response(of, choices));
        tallies.add(response(of, choices));
      }
      expect(received.total).toEqual(tallies.total);
    }),
  );
});
