import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AnswerFiles } from '../../src/batch/answer-files.js';
import { askedOf, customId, keyOf } from '../../src/batch/custom-id.js';
import { BatchFiles } from '../../src/batch/request-files.js';
import type { SamplePart } from '../../src/endpoint/index.js';
import { Redaction } from '../../src/endpoint/redaction.js';

const TERMS = { sampling: { temperature: 0.8 }, tokenLimit: 'max_tokens', seeded: true } as const;
const MESSAGES = [{ role: 'user', content: 'What is f(3)?' }];

const SETTINGS = 'aaaaaaaa';
const ASKED = askedOf(MESSAGES);

/** The name of a request for samples of `item` of model `m`. */
function idOf(item: string, first: number, n: number, label = 'm'): string {
  return customId({ label, settings: SETTINGS, item, asked: ASKED, first, n });
}

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

/** A file of these lines, and the answers of model `m` in it. */
async function answersIn(lines: readonly unknown[], secrets: readonly string[] = []) {
  const path = join(folder(), 'answers.jsonl');
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(path, texts.join('\n'));
  const files = await AnswerFiles.open([path]);
  onTestFinished(() => files.close());
  const redaction = new Redaction(secrets);
  const answers = files.answersOf({ label: 'm', settings: SETTINGS, terms: TERMS, redaction });
  return { files, answers };
}

/** The contents of the samples by index that lines of answers give for a question. */
async function samplesOf(lines: readonly unknown[], id: string, first: number, count: number) {
  const { files, answers } = await answersIn(lines);
  const parts: SamplePart[] = [];
  await answers.samples(question(id, first, count), (part) => void parts.push(part));
  const found = parts.flatMap(({ choices }) =>
    choices.map(({ index, content }) => [index, content]),
  );
  return { found, strange: files.strange, failed: answers.failed, parts };
}

test('requests are written with the seeds and limits of a run, and files are split at their bounds', async () => {
  const directory = folder();
  const files = new BatchFiles({
    directory,
    label: 'm',
    settings: SETTINGS,
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
    custom_id: `m|aaaaaaaa|a/1|${ASKED}|2|1`,
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
  expect(lines.map(({ custom_id }) => custom_id)).toEqual([
    idOf('a/1', 0, 2),
    idOf('a/1', 2, 1),
    idOf('a/2', 5, 1),
  ]);
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
    settings: SETTINGS,
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
  const ids = [idOf('a', 2, 2), idOf('a', 0, 2), idOf('a', 1, 1), idOf('a', 0, 2, 'other')];
  const { found, strange, failed, parts } = await samplesOf(
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
  expect(failed).toEqual(new Map());
  expect(strange).toBe(0);
});

test('only what is wanted is taken, and what is not there stays missing', async () => {
  const line = {
    custom_id: idOf('a', 0, 3),
    response: { status_code: 200, body: completion('a', 'b') },
  };
  expect((await samplesOf([line], 'a', 1, 5)).found).toEqual([[1, 'b']]);
  expect((await samplesOf([line], 'b', 0, 5)).found).toEqual([]);
});

test('failed and strange lines are told and give nothing', async () => {
  const { found, strange, failed } = await samplesOf(
    [
      {
        custom_id: idOf('a', 0, 1),
        response: { status_code: 500, body: { error: { message: 'died' } } },
      },
      {
        custom_id: idOf('a', 1, 1),
        response: null,
        error: { code: 'batch_expired', message: 'too late' },
      },
      { custom_id: idOf('a', 2, 1), response: { status_code: 200, body: { choices: [] } } },
      { custom_id: 'request-7', response: completion('x') },
      'no JSON',
      '',
    ],
    'a',
    0,
    3,
  );
  expect(found).toEqual([]);
  expect([...failed]).toEqual([
    ['HTTP 500 Internal Server Error: "died"', 1],
    ['HTTP 500 Internal Server Error: "too late"', 1],
    ['HTTP 200 with no choices: "{"choices":[]}"', 1],
  ]);
  expect(strange).toBe(2);
});

test('an id is read back as it was made, whatever stands in an item', () => {
  const key = {
    label: 'step-100',
    settings: '0123abcd',
    item: 'a|b/x-3|1|2',
    asked: 'ffffffff',
    first: 0,
    n: 16,
  };
  expect(keyOf(customId(key))).toEqual(key);
  for (const other of ['request-1', 'm|a|0|2', 'm|aaaaaaaa|a|bbbbbbbb|0']) {
    expect(keyOf(other)).toBeNull();
  }
});

test('answers under other settings or to other messages are foreign, and none is taken', async () => {
  const good = { response: { status_code: 200, body: completion('x') } };
  const key = { label: 'm', settings: SETTINGS, item: 'a', asked: ASKED, first: 0, n: 1 };
  const { answers } = await answersIn([
    { custom_id: customId({ ...key, settings: 'bbbbbbbb' }), ...good },
    { custom_id: customId({ ...key, asked: 'bbbbbbbb' }), ...good },
    { custom_id: customId({ ...key, item: 'unknown' }), ...good },
    { custom_id: customId({ ...key, first: 1 }), ...good },
  ]);
  const found: number[] = [];
  await answers.samples(question('a', 0, 2), ({ choices }) => {
    found.push(...choices.map(({ index }) => index));
  });
  expect(found).toEqual([1]);
  expect(answers.foreign(new Map([['a', ASKED]]))).toBe(3);
});

test('a failed line is told of once, however many gaps it stands in', async () => {
  const failed = { custom_id: idOf('a', 0, 9), response: null, error: { message: 'died' } };
  const { answers } = await answersIn([failed]);
  for (const first of [0, 2, 4]) await answers.samples(question('a', first, 1), () => undefined);
  await answers.samples(question('a', 9, 1), () => undefined);
  expect([...answers.failed]).toEqual([['HTTP 500 Internal Server Error: "died"', 1]]);
});

test('a byte order mark, carriage returns and a line too deep for anything do no harm', async () => {
  const line = JSON.stringify({ custom_id: idOf('a', 0, 1), response: completion('x') });
  const deep = `{"custom_id":${JSON.stringify(idOf('a', 1, 1))},"response":${'['.repeat(99_999)}${']'.repeat(99_999)}}`;
  const { found, strange, failed } = await samplesOf([`\uFEFF${line}\r`, '\r', deep], 'a', 0, 2);
  expect(found).toEqual([[0, 'x']]);
  expect(strange).toBe(0);
  expect([...failed]).toEqual([['HTTP 200 with an empty body', 1]]);
});

test('an answer that repeats the key is taken without it', async () => {
  const key = 'sk-a-long-secret-key';
  const echo = key.replaceAll('-', '\\u002d');
  const line = JSON.stringify({ custom_id: idOf('a', 0, 1), response: completion('KEY') });
  const { answers } = await answersIn([line.replace('KEY', echo)], [key]);
  const contents: (string | null)[] = [];
  await answers.samples(question('a', 0, 1), ({ choices }) => {
    contents.push(...choices.map(({ content }) => content));
  });
  expect(contents).toEqual(['[key]']);
});

test('files are numbered on after those that are there', async () => {
  const directory = folder();
  for (const name of ['m-0001.jsonl', 'm-0003.jsonl', 'm-0003.jsonl.batch.json', 'm-x.jsonl']) {
    writeFileSync(join(directory, name), 'old');
  }
  const files = new BatchFiles({
    directory,
    label: 'm',
    settings: SETTINGS,
    server: 'auto',
    sampling: TERMS.sampling,
    asking: { model: 'model', api: 'chat', extraBody: {}, logprobs: undefined },
    choicesPerRequest: 1,
    mostRequests: 1,
  });
  await files.samples(question('a', 0, 2));
  await files.close();
  expect(files.files.map(({ path }) => basename(path))).toEqual(['m-0004.jsonl', 'm-0005.jsonl']);
  expect(files.earlier).toBe(2);
  expect(readFileSync(join(directory, 'm-0001.jsonl'), 'utf8')).toBe('old');
});
