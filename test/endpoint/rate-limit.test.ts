import { describe, expect, it, test } from 'vitest';
import { exhaustedMs, MinuteBudget } from '../../src/endpoint/rate-limit.js';
import { choices, clientOf, failure, good, json, question, serve } from './scripted-server.js';

describe('a budget per minute', () => {
  it('lets a second of it go at once and then spends evenly', () => {
    const budget = new MinuteBudget(120);
    const waits = Array.from({ length: 6 }, () => budget.spend(1, 10_000));
    expect(waits).toEqual([0, 0, 0, 500, 1000, 1500]);
    expect(budget.spend(1, 12_000)).toBe(0);
  });

  it('never lets more through in a minute than it says, but for the second at its beginning', () => {
    const budget = new MinuteBudget(600);
    let now = 0;
    let sent = 0;
    for (; now < 60_000; sent += 1) now += budget.spend(1, now);
    expect(sent).toBeGreaterThan(590);
    expect(sent).toBeLessThanOrEqual(612);
  });

  it('takes back what was not used', () => {
    const budget = new MinuteBudget(60_000);
    budget.spend(10_000, 0);
    budget.giveBack(9_900);
    expect(budget.spend(1, 0)).toBe(0);
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

test('requests and tokens a minute are kept to', async () => {
  const server = await serve([good]);
  const requests = clientOf(server.url, { requestsPerMinute: 60 });
  for (const seed of [1, 2, 3, 4]) await requests.client.chat(question(1, seed));
  expect(requests.waits).toEqual([1000, 1000]);
  // Each is estimated at 4 tokens of prompt and 16 of answer, and none says what it used.
  const tokens = clientOf(server.url, { tokensPerMinute: 1200 });
  for (const seed of [1, 2, 3, 4]) await tokens.client.chat(question(1, seed));
  expect(tokens.waits).toEqual([1000, 1000]);
});
