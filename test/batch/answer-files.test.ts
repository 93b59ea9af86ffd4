import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AnswerFiles } from '../../src/batch/answer-files.js';
import { customId, keyOf } from '../../src/batch/custom-id.js';
import { BatchFiles } from '../../src/batch/request-files.js';
import type { SamplePart } from '../../src/endpoint/index.js';

const TERMS = { sampling: { temperature: 0.8 }, tokenLimit: 'max_tokens', seeded: true } as const;
const MESSAGES = [{ role: 'user', content: 'What is f(3)?' }];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'pbb-eval-batch-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function question(id: string, first: number, count: number) {
  return { id, messages: MESSAGES, seed: 100, first, count, maxTokens: 16 };
}

function completion(...contents: readonly string[]) {
  return { choices: contents.map((content, index) => ({ index, message: { content } })) };
}

/** The contents of the samples by index that lines of answers give for `question`. */
async function samplesOf(lines: readonly unknown[], id: string, first: number, count: number) {
  const path = join(folder(), 'answers.jsonl');
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(path, texts.join('\n'));
  const files = await AnswerFiles.open([path], 'm', TERMS);
  onTestFinished(() => files.close());
  const parts: SamplePart[] = [];
  await files.samples(question(id, first, count), (part) => void parts.push(part));
  const found = parts.flatMap(({ choices }) =>
    choices.map(({ index, content }) => [index, content]),
  );
  return { found, lost: files.lost, parts };
}

test('requests are written with the seeds and limits of a run, and files are split at their bounds', async () => {
  const directory = folder();
  const files = new BatchFiles({
    directory,
    label: 'm',
    server: 'auto',
    sampling: TERMS.sampling,
    asking: { model: 'model', api: 'chat', extraBody: { user: 'me' }, logprobs: undefined },
    choicesPerRequest: 2,
    mostRequests: 2,
  });
  await files.samples(question('a/1', 0, 3));
  await files.samples(question('a/2', 5, 1));
  await files.close();
  const [one, two] = files.files;
  expect(files.files.map(({ requests }) => requests)).toEqual([2, 1]);
  expect(one?.path).toBe(join(directory, 'm-0001.jsonl'));
  const lines = [one, two].flatMap((file) =>
    readFileSync(file?.path ?? '', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  expect(lines[1]).toEqual({
    custom_id: 'm|a/1|2|1',
    method: 'POST',
    url: '/v1/chat/completions',
    body: {
      user: 'me',
      temperature: 0.8,
      model: 'model',
      n: 1,
      seed: 102,
      max_tokens: 16,
      messages: MESSAGES,
    },
  });
  expect(lines.map(({ custom_id }) => custom_id)).toEqual(['m|a/1|0|2', 'm|a/1|2|1', 'm|a/2|5|1']);
});

test('a file ends before its bytes would be too many', async () => {
  const asking = {
    model: 'model',
    api: 'completions',
    extraBody: {},
    logprobs: undefined,
  } as const;
  const options = {
    directory: folder(),
    label: 'm',
    server: 'openai',
    sampling: TERMS.sampling,
  } as const;
  const files = new BatchFiles({ ...options, asking, choicesPerRequest: 1, mostBytes: 400 });
  await files.samples(question('a', 0, 5));
  await files.close();
  expect(files.files.length).toBeGreaterThan(1);
  for (const { path } of files.files) expect(readFileSync(path).length).toBeLessThanOrEqual(400);
});

test('both shapes of answers are read, in any order, and a sample is taken once', async () => {
  const ids = [
    customId({ label: 'm', item: 'a', first: 2, n: 2 }),
    'm|a|0|2',
    'm|a|1|1',
    'other|a|0|2',
  ];
  const { found, lost, parts } = await samplesOf(
    [
      {
        custom_id: ids[0],
        response: { status_code: 200, body: completion('c', 'd') },
        error: null,
      },
      { id: 'vllm-1', custom_id: ids[1], response: completion('a', 'b'), error: null },
      { custom_id: ids[2], response: { status_code: 200, body: completion('again') } },
      { custom_id: ids[3], response: { status_code: 200, body: completion('x', 'y') } },
    ],
    'a',
    0,
    4,
  );
  expect(found.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
    [0, 'a'],
    [1, 'b'],
    [2, 'c'],
    [3, 'd'],
  ]);
  expect(parts[0]).toMatchObject({ first: 2, n: 2, seed: 102, attempts: 1 });
  expect(lost).toEqual({ failed: new Map(), strange: 0 });
});

test('only what is wanted is taken, and what is not there stays missing', async () => {
  const line = { custom_id: 'm|a|0|3', response: { status_code: 200, body: completion('a', 'b') } };
  expect((await samplesOf([line], 'a', 1, 5)).found).toEqual([[1, 'b']]);
  expect((await samplesOf([line], 'b', 0, 5)).found).toEqual([]);
});

test('failed and strange lines are told and give nothing', async () => {
  const { found, lost } = await samplesOf(
    [
      {
        custom_id: 'm|a|0|1',
        response: { status_code: 500, body: { error: { message: 'died' } } },
      },
      {
        custom_id: 'm|a|1|1',
        response: null,
        error: { code: 'batch_expired', message: 'too late' },
      },
      { custom_id: 'm|a|2|1', response: { status_code: 200, body: { choices: [] } } },
      { custom_id: 'request-7', response: completion('x') },
      'no JSON',
      '',
    ],
    'a',
    0,
    3,
  );
  expect(found).toEqual([]);
  expect([...lost.failed]).toEqual([
    ['HTTP 500 Internal Server Error: "died"', 1],
    ['HTTP 500 Internal Server Error: "too late"', 1],
    ['HTTP 200 with no choices: "{"choices":[]}"', 1],
  ]);
  expect(lost.strange).toBe(2);
});

test('an id is read back as it was made, whatever stands in an item', () => {
  const key = { label: 'step-100', item: 'a|b/x-3|1|2', first: 0, n: 16 };
  expect(keyOf(customId(key))).toEqual(key);
  expect(keyOf('request-1')).toBeNull();
});
