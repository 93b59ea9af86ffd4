import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type FailureRecord,
  type ResponseRecord,
  readFailures,
  readResponses,
} from '../../src/store/records.js';
import { storeErrorOf, temporaryFolder } from './workshop.js';

const RESPONSE: ResponseRecord = {
  item: 'random-arithmetic/wo-io/direct/1',
  first: 16,
  n: 2,
  seed: 281_474_976_710_655,
  choices: [
    { index: 16, content: '12', reasoning: null, finish_reason: 'stop' },
    { index: 17, content: null, reasoning: 'hm', finish_reason: null },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 4, reasoning_tokens: 1 },
  latency_ms: 12.5,
  attempts: 1,
  at: '2025-01-02T03:04:05.678Z',
  id: 'chatcmpl-1',
  model: null,
};

const FAILURE: FailureRecord = {
  item: 'i',
  samples: [0, 1],
  kind: 'timeout',
  status: null,
  message: 'no answer',
  attempts: 5,
  at: '2025-01-02T03:04:05.678Z',
};

async function read<T>(reader: (path: string) => AsyncGenerator<T>, line: object): Promise<T[]> {
  const path = join(temporaryFolder(), 'lines.jsonl');
  writeFileSync(path, `${JSON.stringify(line)}\n`);
  const found: T[] = [];
  for await (const record of reader(path)) found.push(record);
  return found;
}

test('every kind of line is read as it was written', async () => {
  expect(await read(readResponses, RESPONSE)).toEqual([RESPONSE]);
  expect(await read(readFailures, FAILURE)).toEqual([FAILURE]);
});

test('a server that tells no tokens, or no reasoning tokens, is read', async () => {
  const usage = { prompt_tokens: 10, completion_tokens: 4 };
  expect(await read(readResponses, { ...RESPONSE, usage })).toEqual([{ ...RESPONSE, usage }]);
  expect(await read(readResponses, { ...RESPONSE, usage: null })).toMatchObject([{ usage: null }]);
});

test('keys that a later version adds are left out', async () => {
  expect(await read(readFailures, { ...FAILURE, later: 1 })).toEqual([FAILURE]);
});

describe('a line that is none of its file names its place and its fault', () => {
  test.each([
    [
      { choices: [{ index: -1, content: '', reasoning: null, finish_reason: null }] },
      'choices[0].index: ',
    ],
    [
      { choices: [{ index: 0, content: 5, reasoning: null, finish_reason: null }] },
      'choices[0].content: ',
    ],
    [{ n: 0 }, 'n: '],
    [{ usage: { prompt_tokens: 1 } }, 'usage.completion_tokens: '],
    [{ item: undefined }, 'item: '],
  ])('response with %j', async (change, fault) => {
    const error = await storeErrorOf(read(readResponses, { ...RESPONSE, ...change }));
    expect(error.kind).toBe('broken');
    expect(error.message).toContain(`lines.jsonl:1: ${fault}`);
  });

  test('a line that is no record at all', async () => {
    const error = await storeErrorOf(read(readFailures, []));
    expect(error.message).toContain(
      'lines.jsonl:1: Invalid input: expected object, received array',
    );
  });
});
