import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Runner } from '../../src/observation/observer.js';
import { HostileSandbox, type Outcome, SandboxError } from '../../src/sandbox/index.js';
import type { Item } from '../../src/suites/suite.js';
import {
  ARITHMETIC,
  codeOf,
  configOf,
  heldSandbox,
  post,
  refusal,
  type Service,
  serve,
} from './service.js';

function itemOf({ plan }: Service, split: string, answer = 'direct'): Item {
  const items = plan.groups.find(
    (group) => group.split === split && group.answer === answer,
  )?.items;
  if (items?.[0] === undefined) throw new Error(`there is no item of ${split}`);
  return items[0];
}

function rightAnswerTo({ target }: Item): string {
  return z.object({ value: z.string() }).parse(target).value;
}

const arithmetic = () => serve(configOf([ARITHMETIC]));

it('scores a completion of an item', async () => {
  const service = await arithmetic();
  const item = itemOf(service, 'wo-io');
  const value = rightAnswerTo(item);
  const reply = await post(`${service.url}/score`, { item: item.id, completion: value });
  expect(reply).toMatchObject({
    status: 200,
    body: { item: item.id, verdict: 'correct', reward: 1, reason: 'equals the target' },
  });
});

it('takes reasoning apart and heeds why the completion ended', async () => {
  const service = await arithmetic();
  const item = itemOf(service, 'wo-io', 'cot');
  const boxed = `\\boxed{${rightAnswerTo(item)}}`;
  const entries = [
    { completion: `<think>\nis it \\boxed{7}?\n</think>\n\n${boxed}` },
    { completion: boxed, reasoning: 'easy' },
    { completion: boxed.slice(0, -1), finish_reason: 'length' },
    { completion: null, reasoning: 'and so', finish_reason: 'length' },
    { completion: boxed, finish_reason: 'content_filter' },
  ].map((entry) => ({ item: item.id, ...entry }));
  const { body } = await post(`${service.url}/score/batch`, { entries });
  const { scores } = z.object({ scores: z.array(z.looseObject({})) }).parse(body);
  expect(scores.map(({ verdict }) => verdict)).toEqual([
    'correct',
    'correct',
    'malformed',
    'malformed',
    'malformed',
  ]);
});

it('gives the rewards of the config', async () => {
  const rewards = { correct: 2, malformed: -0.25 };
  const service = await serve(configOf([ARITHMETIC], { rewards }));
  const item = itemOf(service, 'wo-io');
  const completions = [rightAnswerTo(item), '4711', 'no idea'];
  const entries = completions.map((completion) => ({ item: item.id, completion }));
  const { body } = await post(`${service.url}/score/batch`, { entries });
  expect(body).toMatchObject({ scores: [{ reward: 2 }, { reward: 0 }, { reward: -0.25 }] });
});

it('says measures of an answer that is partly right, where details are asked', async () => {
  const service = await serve(configOf([{ suite: 'ciphers', texts: 2, splits: ['wo-io'] }]));
  const item = itemOf(service, 'wo-io');
  const value = rightAnswerTo(item);
  const completion = `${value.slice(0, -1)}${value.endsWith('a') ? 'b' : 'a'}`;
  const { body } = await post(`${service.url}/score`, { item: item.id, completion, details: true });
  const { verdict, measures } = z
    .object({ verdict: z.string(), measures: z.record(z.string(), z.number()) })
    .parse(body);
  expect(verdict).toBe('incorrect');
  expect(Object.values(measures).some((measure) => measure > 0.5 && measure < 1)).toBe(true);
});

it('scores the questions of grpo files, which no evaluation need ask', async () => {
  const service = await arithmetic();
  const [instance] = service.plan.instances.values();
  const asked = new Set(service.plan.groups.flatMap(({ items }) => items.map(({ id }) => id)));
  const unasked = [...(instance?.executions() ?? [])].flatMap((execution) => {
    const question = instance?.training?.question(execution, 'direct');
    return question === undefined || asked.has(question.id) ? [] : [{ question, execution }];
  });
  const [first] = unasked;
  expect(unasked.length).toBeGreaterThan(10);
  const reply = await post(`${service.url}/score`, {
    item: first?.question.id,
    completion: first?.execution.output,
  });
  expect(reply).toMatchObject({ status: 200, body: { verdict: 'correct' } });
});

it('says what is wrong with a body, where, and what is allowed', async () => {
  const service = await arithmetic();
  const { id } = itemOf(service, 'wo-io');
  const [score, batch] = [`${service.url}/score`, `${service.url}/score/batch`];
  const where = 'body';
  expect(await post(score, '{"item": 7')).toMatchObject(
    refusal(400, { where, message: expect.stringMatching(/^not JSON: Expected ',' or '}'/) }),
  );
  expect(await post(score, '7')).toMatchObject(
    refusal(422, { where, message: 'expected a block of keys; found 7' }),
  );
  expect(await post(score, { item: id, completoin: '7' })).toMatchObject(
    refusal(
      422,
      { where: 'completion', message: 'missing; expected text' },
      {
        where: 'completoin',
        message: 'unknown key "completoin"; did you mean "completion"?',
        help: 'known keys here: item, suite, instruction, input, split, answer, completion, reasoning, finish_reason, details',
      },
    ),
  );
  expect(
    await post(batch, {
      entries: [
        { item: id, completion: '7' },
        { item: id, completion: 7 },
      ],
    }),
  ).toMatchObject(
    refusal(422, { where: 'entries[1].completion', message: 'expected text; found 7' }),
  );
  expect(await post(batch, { entries: [] })).toMatchObject(
    refusal(422, { where: 'entries', message: 'expected at least 1 entries; found a list of 0' }),
  );
  const entries = Array.from({ length: 10_001 }, () => ({ item: id, completion: '' }));
  expect(await post(batch, { entries })).toMatchObject(
    refusal(422, {
      where: 'entries',
      message: 'expected at most 10000 entries; found a list of 10001',
    }),
  );
});

it('answers any JSON without a bug', async () => {
  const service = await arithmetic();
  const { id, instruction, input } = itemOf(service, 'wo-io');
  const value = fc.oneof(fc.constantFrom(id, instruction, input, 'cot', null), fc.jsonValue());
  const keys = fc.constantFrom('item', 'instruction', 'input', 'answer', 'completion', 'details');
  const entry = fc.dictionary(keys, value);
  const body = fc.oneof(entry, fc.record({ entries: fc.array(entry) }), fc.jsonValue());
  const path = fc.constantFrom('/score', '/score/batch', '/openrlhf');
  await fc.assert(
    fc.asyncProperty(path, body, async (at, sent) => {
      const { status } = await post(`${service.url}${at}`, JSON.stringify(sent));
      expect([200, 404, 422]).toContain(status);
    }),
    { numRuns: 500 },
  );
  expect(service.bugs).toEqual([]);
});

it('tells ten faults of a body, and no more', async () => {
  const service = await arithmetic();
  const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key${n}`, n]));
  const reply = await post(`${service.url}/score/batch`, {
    entries: Array.from({ length: 20 }, () => keys),
  });
  expect(reply.status).toBe(422);
  const { error } = z
    .object({ error: z.object({ faults: z.array(z.unknown()) }) })
    .parse(reply.body);
  expect(error.faults).toHaveLength(10);
});

it('refuses other types, other routes and larger bodies', async () => {
  const { url } = await arithmetic();
  expect(await post(`${url}/score`, '{}', { 'content-type': 'text/plain' })).toMatchObject(
    refusal(415, { message: 'expected content-type application/json; found "text/plain"' }),
  );
  expect(await post(`${url}/scores`, {})).toMatchObject(
    refusal(404, {
      message: 'there is no POST /scores',
      help: 'there are POST /score, POST /score/batch, POST /openrlhf, GET /healthz',
    }),
  );
  const reply = await post(`${url}/score`, JSON.stringify({ completion: 'a'.repeat(34_000_000) }));
  expect(reply).toMatchObject(
    refusal(413, { where: 'body', message: 'expected at most 33554432 bytes; found 34000017' }),
  );
});

it('takes no body whose length is not said', async () => {
  const { url } = await arithmetic();
  const { body } = new Response('{}');
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body, duplex: 'half' } as const;
  const response = await fetch(`${url}/score`, init);
  expect({ status: response.status, body: await response.json() }).toEqual(
    refusal(411, { message: 'expected content-length; found none' }),
  );
});

it('answers OpenRLHF without the tokens that end a completion, and says what it lacks', async () => {
  const service = await arithmetic();
  const item = itemOf(service, 'wo-io');
  const right = rightAnswerTo(item);
  const ask = (query: readonly string[], prompts: readonly string[], labels: readonly string[]) =>
    post(`${service.url}/openrlhf`, { query, prompts, labels });
  const ends = [
    '',
    '<eos>',
    '<|im_end|><|endoftext|>',
    '</s></s>',
    '<\uff5cend\u2581of\u2581sentence\uff5c>',
  ];
  const query = ends.map((end) => `<bos>Well?${right}${end}`);
  const labels = query.map(() => item.id);
  const reply = await ask(
    query,
    query.map(() => 'Well?'),
    labels,
  );
  expect(reply).toMatchObject({ status: 200, body: { rewards: [1, 1, 1, 1, 1] } });
  expect(await ask(['Well?7'], ['Well?'], [])).toMatchObject(
    refusal(422, {
      where: 'labels',
      message: 'expected 1 entries, as many as query has; found 0',
    }),
  );
  expect(await ask(['Well?7'], ['Hello?'], [item.id])).toMatchObject(
    refusal(422, {
      where: 'query[0]',
      message: 'expected the prompt and then the completion; the prompt does not stand in it',
    }),
  );
  expect(await ask(['Well?7'], ['Well?'], ['7'])).toMatchObject({ status: 404 });
});

it('answers those who bear its token, and tells all others to', async () => {
  const service = await serve(configOf([ARITHMETIC]), { token: 'abc.DEF-123=' });
  const { id } = itemOf(service, 'wo-io');
  const ask = (headers?: Record<string, string>) =>
    post(`${service.url}/score`, { item: id, completion: '7' }, headers);
  const message = 'expected the header "authorization: Bearer" with the token of this server';
  for (const authorization of [
    'Bearer abc.DEF-123',
    'Bearer abc.DEF-124=',
    'Basic abc',
    'Bearer ',
  ]) {
    expect(await ask({ authorization })).toMatchObject(refusal(401, { message }));
  }
  expect(await ask()).toMatchObject(refusal(401, { message }));
  expect(await ask({ authorization: 'Bearer abc.DEF-123=' })).toMatchObject({ status: 200 });
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
});

it('says how it is', async () => {
  const { url, server } = await arithmetic();
  const health = await (await fetch(`${url}/healthz`)).json();
  expect(health).toEqual({ status: 'ok', items: server.items, waiting: 0 });
});

const RECALL = configOf([{ ...ARITHMETIC, splits: ['recall', 'wo-io'] }]);

it('answers what needs no program while programs run', async () => {
  const { runner, ran, release } = heldSandbox();
  const service = await serve(RECALL, { runner });
  const recalled = itemOf(service, 'recall');
  const item = itemOf(service, 'wo-io');
  let done = false;
  const slow = post(`${service.url}/score`, { item: recalled.id, completion: codeOf(recalled) });
  void slow.finally(() => {
    done = true;
  });
  await expect.poll(() => ran.length).toBe(1);
  const entries = Array.from({ length: 5000 }, () => ({ item: item.id, completion: '7' }));
  expect((await post(`${service.url}/score/batch`, { entries })).status).toBe(200);
  expect(await (await fetch(`${service.url}/healthz`)).json()).toMatchObject({ waiting: 1 });
  expect(done).toBe(false);
  release();
  expect(await slow).toMatchObject({ status: 200, body: { verdict: 'incorrect' } });
});

it('runs one program once, whoever wrote it', async () => {
  const { runner, ran, release } = heldSandbox();
  const service = await serve(RECALL, { runner });
  const recalled = itemOf(service, 'recall');
  const entries = Array.from({ length: 8 }, () => ({
    item: recalled.id,
    completion: codeOf(recalled),
  }));
  const first = post(`${service.url}/score/batch`, { entries });
  release();
  await first;
  await post(`${service.url}/score/batch`, { entries });
  expect(ran).toHaveLength(1);
});

it('refuses programs for now while too many wait', async () => {
  const { runner, ran, release } = heldSandbox();
  const service = await serve(RECALL, { runner, mostWaiting: 3 });
  const recalled = itemOf(service, 'recall');
  const ask = (count: number, from: number) =>
    post(`${service.url}/score/batch`, {
      entries: Array.from({ length: count }, (_, at) => ({
        item: recalled.id,
        completion: codeOf(recalled, from + at),
      })),
    });
  const first = ask(4, 0);
  await expect.poll(() => ran.length).toBe(2);
  const refused = await ask(1, 10);
  expect(refused).toMatchObject(refusal(503, { message: '4 programs wait to be run' }));
  expect(refused.headers.get('retry-after')).toBe('1');
  release();
  expect((await first).status).toBe(200);
  expect((await ask(1, 10)).status).toBe(200);
});

it('gives no reward where the world failed, and runs the program again when asked again', async () => {
  let works = false;
  const runner: Runner = {
    run: async ({ calls }) => {
      if (!works) throw new SandboxError('no worker within 60 s');
      return calls.map((): Outcome => ({ kind: 'value', repr: '0.5' }));
    },
    close: () => undefined,
  };
  const service = await serve(RECALL, { runner });
  const item = itemOf(service, 'recall');
  const entry = { item: item.id, completion: codeOf(item) };
  const unscored = {
    item: item.id,
    verdict: null,
    reward: null,
    reason: 'no worker within 60 s',
  };
  const ask = () => post(`${service.url}/score/batch`, { entries: [entry] });
  expect(await ask()).toMatchObject({ status: 200, body: { scores: [unscored] } });
  const single = await post(`${service.url}/score`, entry);
  expect(single).toMatchObject(refusal(503, { message: 'not judged: no worker within 60 s' }));
  expect(single.headers.get('retry-after')).toBe('1');
  works = true;
  expect(await ask()).toMatchObject({ body: { scores: [{ verdict: 'incorrect' }] } });
  expect(service.bugs).toEqual([]);
});

it('waits for programs as long as it was told to', async () => {
  const { runner, release } = heldSandbox();
  const service = await serve(RECALL, { runner, timeoutMs: 200 });
  const [item, cheap] = [itemOf(service, 'recall'), itemOf(service, 'wo-io')];
  const entries = [
    { item: item.id, completion: codeOf(item) },
    { item: cheap.id, completion: rightAnswerTo(cheap) },
  ];
  const { body } = await post(`${service.url}/score/batch`, { entries });
  expect(body).toMatchObject({
    scores: [{ reward: null, reason: 'not run in 200 ms' }, { reward: 1 }],
  });
  release();
});

it('runs hostile code in the sandbox', async () => {
  const runner = new HostileSandbox({ timeMs: 5000, memoryMiB: 256, outputBytes: 100_000 }, 0);
  const service = await serve(RECALL, { runner });
  const item = itemOf(service, 'recall');
  const completion = `\`\`\`python\nimport sys\n${codeOf(item).slice('```python\n'.length)}`;
  const { body } = await post(`${service.url}/score`, { item: item.id, completion, details: true });
  expect(body).toMatchObject({ verdict: 'incorrect', measures: { recalled: expect.any(Number) } });
});

it('answers a bug by 500, and goes on', async () => {
  const service = await serve(RECALL, {});
  const [item, cheap] = [itemOf(service, 'recall'), itemOf(service, 'wo-io')];
  const entry = { item: item.id, completion: codeOf(item) };
  expect(await post(`${service.url}/score`, entry)).toMatchObject(
    refusal(500, { message: 'a bug of pbb-eval; its standard error says more' }),
  );
  expect(service.bugs.map(String)).toEqual(['Error: the sandbox was asked']);
  expect((await post(`${service.url}/score`, { item: cheap.id, completion: '' })).status).toBe(200);
});

it('ends a request that does not come in', async () => {
  const { url } = await serve(configOf([ARITHMETIC]), { receiveMs: 200 });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.write(
    'POST /score HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  );
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
});

it('takes a client that goes away while it asks for no bug', async () => {
  const service = await arithmetic();
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  const head = 'host: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n';
  socket.write(`POST /score HTTP/1.1\r\n${head}{`);
  await once(socket, 'ready');
  await expect.poll(async () => (await fetch(`${service.url}/healthz`)).status).toBe(200);
  socket.destroy();
  await once(socket, 'close');
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  await service.server.stop();
  expect(service.bugs).toEqual([]);
});

it('finishes the answers in hand when it is told to stop, and takes no more', async () => {
  const { runner, ran, release } = heldSandbox();
  const service = await serve(RECALL, { runner });
  const item = itemOf(service, 'recall');
  const slow = post(`${service.url}/score`, { item: item.id, completion: codeOf(item) });
  await expect.poll(() => ran.length).toBe(1);
  const stopped = service.server.stop();
  await expect(fetch(`${service.url}/healthz`)).rejects.toThrow('fetch failed');
  release();
  const reply = await slow;
  expect(reply).toMatchObject({ status: 200, body: { verdict: 'incorrect' } });
  expect(reply.headers.get('connection')).toBe('close');
  await stopped;
});
