import { describe, expect, it, test } from 'vitest';
import { exhaustedMs, MinuteBudget } from '../../src/endpoint/rate-limit.js';
import { choices, clientOf, failure, good, json, question, serve } from './scripted-server.js';

describe('a budget per minute', () => {
  it('lets a second of it go at once and then spends evenly', () => {
    const budget = new MinuteBudget(122);
    const waits = Array.from({ length: 6 }, () => budget.spend(1, 10_000));
    expect(waits).toEqual([0, 0, 0, 500, 1000, 1500]);
    expect(budget.spend(1, 12_000)).toBe(0);
  });

  it('never lets more through in any minute than it says, and nearly as much', () => {
    for (const perMinute of [1, 7, 60, 600, 10_000]) {
      const budget = new MinuteBudget(perMinute);
      const times: number[] = [];
      for (let now = budget.spend(1, 0); now < 300_000; now += budget.spend(1, now)) {
        times.push(now);
      }
      const most = times.map((start, i) => {
        const after = times.findIndex((time) => time > start + 59_999);
        return (after === -1 ? times.length : after) - i;
      });
      expect(Math.max(...most)).toBeLessThanOrEqual(perMinute);
      expect(times.length).toBeGreaterThanOrEqual(Math.floor(4.9 * perMinute));
    }
  });

  it('takes back what was not used', () => {
    const budget = new MinuteBudget(60_000);
    budget.spend(10_000, 0);
    budget.correct(10_000, 100, 0);
    expect(budget.spend(1, 0)).toBe(0);
  });

  it('is held back by no count that a server makes up for longer than two minutes', () => {
    const budget = new MinuteBudget(60_000);
    budget.spend(10, 0);
    for (let time = 0; time < 3; time += 1) budget.correct(10, Number.MAX_SAFE_INTEGER, 0);
    expect(budget.spend(1, 0)).toBe(120_000);
  });
});

test.each([
  ['nothing', {}, 0],
  [
    'requests left',
    { 'x-ratelimit-remaining-requests': '5', 'x-ratelimit-reset-requests': '9s' },
    0,
  ],
  [
    'no requests left',
    { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m30s' },
    90_000,
  ],
  [
    'no tokens left',
    { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '12ms' },
    12,
  ],
  ['hours', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '2h' }, 120_000],
  [
    'plain seconds',
    { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6.5' },
    6500,
  ],
  [
    'a time',
    { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1700000003' },
    3000,
  ],
  [
    'a time in ms',
    { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1700000000250' },
    250,
  ],
  [
    "Azure's unknown",
    { 'x-ratelimit-remaining-tokens': '-1', 'x-ratelimit-reset-tokens': '-1' },
    0,
  ],
  ['nonsense', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': 'soon' }, 0],
  [
    'the longer of two',
    {
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '2s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '3s',
    },
    3000,
  ],
] as const)('headers that say %s hold requests back for as long', (_, headers, ms) => {
  expect(exhaustedMs(headers, 1_700_000_000_000)).toBe(ms);
});

test('an answer that leaves no requests holds the next one back', async () => {
  const used = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '2s' };
  const server = await serve([json({ choices: [{ message: { content: 'a' } }] }, 200, used), good]);
  const { client, waits } = clientOf(server.url);
  await client.chat(question());
  await client.chat(question());
  expect(waits).toEqual([2000]);
});

test('a Retry-After holds everybody back, not only the request that got it', async () => {
  const server = await serve([failure(429, 'busy', { 'retry-after': '3' }), choices('yes')]);
  const { client, waits } = clientOf(server.url, { retries: 0 });
  await client.chat(question()).catch(() => undefined);
  await client.chat(question());
  expect(waits).toEqual([3000]);
});

test('a server that counts nine quadrillion tokens holds nobody back for ever', async () => {
  const usage = { prompt_tokens: 9_007_199_254_740_991, completion_tokens: 9_007_199_254_740_991 };
  const server = await serve([json({ choices: [{ message: { content: 'a' } }], usage })]);
  const { client, waits } = clientOf(server.url, { tokensPerMinute: 100_000 });
  for (const seed of [1, 2, 3]) await client.chat(question(1, seed));
  expect(Math.max(...waits)).toBeLessThanOrEqual(120_000);
});

test('requests and tokens a minute are kept to', async () => {
  const server = await serve([good]);
  const requests = clientOf(server.url, { requestsPerMinute: 61 });
  for (const seed of [1, 2, 3, 4]) await requests.client.chat(question(1, seed));
  expect(requests.waits).toEqual([1000, 1000]);
  // Each is estimated at 4 tokens of prompt and 16 of answer, and none says what it used.
  const tokens = clientOf(server.url, { tokensPerMinute: 1220 });
  for (const seed of [1, 2, 3, 4]) await tokens.client.chat(question(1, seed));
  expect(tokens.waits).toEqual([1000, 1000]);
});
