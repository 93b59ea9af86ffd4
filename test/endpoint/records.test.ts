/** Whatever a server answers, the run's journals can be read again. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Received } from '../../src/eval/received.js';
import { sample } from '../../src/eval/sample.js';
import { Journal } from '../../src/store/journal.js';
import { readFailures, readResponses } from '../../src/store/records.js';
import { fakeItem } from '../simulator/fake-suite.js';
import { temporaryFolder } from '../store/workshop.js';
import { clientOf, type Reply, rawChoices, serve, text } from './scripted-server.js';

const SAMPLES = 4;
const ITEM = fakeItem('wo-io', 'direct', 1, 1);

/** The lines of both journals of a run of one item against a server that always gives this reply. */
type Journaled = (reply: Reply) => Promise<{ responses: string[]; failures: string[] }>;

/** Runs of the real path, from HTTP to journal; each is read back and compared with the lines. */
async function journaling(): Promise<Journaled> {
  let current: Reply = text('');
  const server = await serve(() => current);
  const folder = temporaryFolder();
  const paths = {
    responses: join(folder, 'responses.jsonl'),
    failures: join(folder, 'failures.jsonl'),
  };
  return async (reply) => {
    current = reply;
    const { client } = clientOf(server.url, { retries: 0, choicesPerRequest: SAMPLES });
    const responses = await Journal.open(paths.responses);
    const failures = await Journal.open(paths.failures);
    await sample({
      source: client,
      items: [ITEM],
      received: new Received([ITEM], SAMPLES),
      journals: Promise.resolve({ responses, failures }),
      concurrency: { first: 1, limit: 1 },
      preamble: [],
      maxTokens: { direct: 8, cot: 8 },
      signal: new AbortController().signal,
      onFirstAnswer: async () => undefined,
      onUnjudged: () => undefined,
      onProgress: () => undefined,
    });
    await Promise.all([client.close(), responses.close(), failures.close()]);
    const lines = { responses: linesOf(paths.responses), failures: linesOf(paths.failures) };
    expect(await all(readResponses(paths.responses))).toEqual(lines.responses.map(parsed));
    expect(await all(readFailures(paths.failures))).toEqual(lines.failures.map(parsed));
    for (const path of Object.values(paths)) rmSync(path);
    return lines;
  };
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

function parsed(line: string): unknown {
  return JSON.parse(line);
}

async function all<T>(records: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const record of records) found.push(record);
  return found;
}

/** Numbers as JSON can write them, and JavaScript's own writer cannot: see `jsonOf`. */
const number = fc
  .constantFrom('0', '-0', '3', '-1', '10.5', '450.5', '404', '1e20', '1e400', '9007199254740992')
  .map((literal) => `<number ${literal}>`);

/** Any UTF-16 units, lone surrogates included. */
const units = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0xd7f0, max: 0xe010 })))
  .map((codes) => String.fromCharCode(...codes));

const odd = fc.oneof(number, units, fc.jsonValue());

/** An object with some of these keys; each value is now and then anything at all. */
function partly(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const loose = Object.entries(fields).map(([name, value]) => [
    name,
    fc.oneof({ arbitrary: value, weight: 5 }, { arbitrary: odd, weight: 1 }),
  ]);
  return fc.record(Object.fromEntries(loose), { requiredKeys: [] });
}

const part = partly({ type: fc.constant('reasoning.encrypted'), text: units, thinking: units });
const words = fc.oneof(units, fc.array(part, { maxLength: 3 }));
const message = partly({
  content: words,
  reasoning: units,
  reasoning_content: units,
  reasoning_details: words,
  refusal: units,
});
const choice = fc.oneof(
  fc.record({ message, finish_reason: odd }),
  partly({ index: number, message, finish_reason: units }),
);
const usage = partly({
  prompt_tokens: number,
  completion_tokens: number,
  completion_tokens_details: partly({ reasoning_tokens: number }),
  reasoning_tokens: number,
});
const body = partly({
  id: units,
  model: units,
  choices: fc.array(choice, { minLength: 1, maxLength: 6 }),
  usage,
});
const refusal = fc.record({ error: partly({ message: units, code: number, type: units }) });

function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"<number ([^>]*)>"/g, '$1');
}

test('whatever JSON a server answers, the records made of it are read again', async () => {
  const journaled = await journaling();
  let answers = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ arbitrary: body, weight: 5 }, { arbitrary: refusal, weight: 1 }, odd),
      fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'latin1'),
      fc.constantFrom(200, 200, 200, 200, 400, 500),
      async (value, encoding, status) => {
        const bytes = Buffer.from(jsonOf(value), encoding);
        const { responses } = await journaled(text(bytes, status));
        answers += responses.length;
      },
    ),
    { numRuns: 300 },
  );
  // Else the property said nothing.
  expect(answers).toBeGreaterThan(100);
});

test.each([
  [10.5, 4],
  [1e20, 4],
  [10, 2 ** 53],
  [-1, 4],
  [10, null],
])('a usage of %d and %d tokens is none', async (prompt_tokens, completion_tokens) => {
  const journaled = await journaling();
  const choices = [{ message: { content: 'a' } }];
  const { responses } = await journaled(
    text(JSON.stringify({ choices, usage: { prompt_tokens, completion_tokens } })),
  );
  expect(responses.map(parsed)).toMatchObject(Array.from({ length: 4 }, () => ({ usage: null })));
});

test('an odd count of reasoning tokens is left out', async () => {
  const journaled = await journaling();
  const choices = [{ message: { content: 'a' } }];
  const tokens = { prompt_tokens: 9, completion_tokens: 4 };
  const { responses } = await journaled(
    text(JSON.stringify({ choices, usage: { ...tokens, reasoning_tokens: 0.5 } })),
  );
  expect(responses.map(parsed)[0]).toHaveProperty('usage', tokens);
});

test('an error code that is no status is none in the record', async () => {
  const journaled = await journaling();
  const { failures } = await journaled(text('{"error": {"message": "x", "code": 450.5}}'));
  expect(failures.map(parsed)).toMatchObject([{ kind: 'server', status: 500 }]);
});

test.each([
  ['bytes that are no UTF-8', Buffer.alloc(300_000, 0xff)],
  ['halves of characters', Buffer.from('\\ud800'.repeat(50_000))],
  ['control characters', Buffer.from('\\u0001'.repeat(50_000))],
])('of %s, a line is at most three times as long as the body', async (_, content) => {
  const journaled = await journaling();
  const quoted = [Buffer.from('{"choices":[{"message":{"content":"'), content];
  const bytes = Buffer.concat([...quoted, Buffer.from('"}}]}')]);
  const { responses } = await journaled(text(bytes));
  for (const line of responses) {
    expect(Buffer.byteLength(line)).toBeLessThan(3 * bytes.length + 1000);
  }
  expect(responses).toHaveLength(SAMPLES);
});

test('an error of a million lists is told like any other', async () => {
  const journaled = await journaling();
  const nested = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
  const { failures } = await journaled(text(`{"error": ${nested}}`));
  expect(failures.map(parsed)).toMatchObject([{ kind: 'server' }]);
  expect((await journaled(rawChoices({ message: { content: 'a' } }))).failures).toEqual([]);
});
