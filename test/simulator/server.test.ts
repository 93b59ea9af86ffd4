import fc from 'fast-check';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ChatAnswer, readAnswer } from '../../src/endpoint/answer.js';
import { promptOf } from '../../src/endpoint/question.js';
import { type TakenApart, takeApart } from '../../src/endpoint/reasoning.js';
import { answer } from '../../src/simulator/answer.js';
import { type SimulatedModel, simulatedModelSchema } from '../../src/simulator/model.js';
import { MAX_BODY_BYTES } from '../../src/simulator/request-body.js';
import { type Simulator, startSimulator } from '../../src/simulator/server.js';
import type { Item } from '../../src/suites/suite.js';
import { allItems, fakeItem, fakeSuite } from './fake-suite.js';

const suite = fakeSuite({ instructions: 5, inputs: 2 });
const items = allItems(suite);
const item = fakeItem('wo-io', 'cot', 1, 1);

function modelOf(settings: object): SimulatedModel {
  return simulatedModelSchema.parse(settings);
}

const models: Record<string, SimulatedModel> = {
  oracle: modelOf({ kind: 'oracle' }),
  noisy: modelOf({ kind: 'noisy', skill: 0.5, icc: 0.3, malformed: 0.4, reasoned: 0.4 }),
  slow: modelOf({ kind: 'oracle', latency_ms: 600_000 }),
};

let simulator: Simulator;
const agent = new Agent();

beforeAll(async () => {
  simulator = await startSimulator({ models, suites: [suite], items });
});

afterAll(async () => {
  await agent.close();
  await simulator.close();
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

async function send(method: 'GET' | 'POST', path: string, body?: string): Promise<Reply> {
  const reply = await request(`${simulator.url}${path}`, {
    method,
    dispatcher: agent,
    ...(body === undefined ? {} : { body }),
  });
  return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() };
}

function ask(fields: object): Promise<Reply> {
  const body = { model: 'noisy', messages: item.messages, temperature: 0.8, n: 1, seed: 0 };
  return send('POST', '/chat/completions', JSON.stringify({ ...body, ...fields }));
}

/** What the client reads of a completion. */
async function choices(fields: object): Promise<ChatAnswer['choices']> {
  const { status, text } = await ask(fields);
  expect(status).toBe(200);
  return readAnswer(JSON.parse(text), 128).choices;
}

function errorOf({ text }: Reply): object {
  return z.object({ error: z.looseObject({}) }).parse(JSON.parse(text)).error;
}

/** Texts and reasoning, wherever the reasoning stood. */
function takenApart(list: ChatAnswer['choices']): TakenApart[] {
  return list.map(({ content, reasoning }) => takeApart(content, reasoning));
}

/** What a choice says, whatever its place in the response. */
function said(list: ChatAnswer['choices']): object[] {
  return list.map(({ content, reasoning, finishReason }) => ({ content, reasoning, finishReason }));
}

describe('a plain completion', () => {
  it('gives the same samples as a chat, with the reasoning where the model wrote it', async () => {
    const prompt = promptOf(item.messages);
    const body = { model: 'noisy', prompt, temperature: 0.8, n: 8, seed: 3 };
    const { status, text } = await send('POST', '/completions', JSON.stringify(body));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ object: 'text_completion', choices: { length: 8 } });
    const plain = takenApart(readAnswer(JSON.parse(text), 8).choices);
    expect(plain).toEqual(takenApart(await choices({ n: 8, seed: 3 })));
    expect(plain.some(({ reasoning }) => reasoning !== '')).toBe(true);
  });

  it('is found below a system prompt, and so is a chat', async () => {
    const system = 'Be brief.\n\nBe right.';
    const prompt = `${system}\n\n${promptOf(item.messages)}`;
    const reply = await send('POST', '/completions', JSON.stringify({ model: 'oracle', prompt }));
    expect(reply.status).toBe(200);
    const messages = [{ role: 'system', content: system }, ...item.messages];
    expect((await ask({ messages })).status).toBe(200);
    expect((await ask({ messages: messages.slice(0, 1) })).status).toBe(400);
    const other = { model: 'oracle', prompt: 'nobody asks this' };
    expect((await send('POST', '/completions', JSON.stringify(other))).status).toBe(400);
  });
});

describe('a completion', () => {
  it('has the shape of OpenAI and says in three places that it is simulated', async () => {
    const { status, headers, text } = await ask({ model: 'oracle', seed: 5 });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-pbb-eval-simulated': 'true',
      'content-type': 'application/json',
    });
    const given = answer(modelOf({ kind: 'oracle' }), suite, item, 5);
    expect(JSON.parse(text)).toEqual({
      id: expect.stringMatching(/^chatcmpl-simulated-.{16}-5$/),
      object: 'chat.completion',
      created: 0,
      model: 'simulated:oracle',
      system_fingerprint: 'pbb-eval-simulator',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: given.content },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 15,
        completion_tokens: given.completion_tokens,
        total_tokens: 15 + given.completion_tokens,
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    });
  });

  it('gives the samples seed, seed + 1, … however they are grouped into requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...items),
        fc.nat({ max: 2 ** 40 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
        async ({ messages }: Item, seed, groups) => {
          const ends = groups.map((_, index) => sum(groups.slice(0, index + 1)));
          const parts = await Promise.all(
            groups.map((n, index) => choices({ messages, seed: seed + (ends[index] ?? 0) - n, n })),
          );
          expect(said(parts.flat())).toEqual(
            said(await choices({ messages, seed, n: sum(groups) })),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('of sixteen choices equals sixteen requests, in any order', async () => {
    const whole = await choices({ n: 16, seed: 100 });
    const seeds = Array.from({ length: 16 }, (_, index) => 115 - index);
    const single = await Promise.all(seeds.map((seed) => choices({ seed })));
    expect(said(single.toReversed().flat())).toEqual(said(whole));
    expect(new Set(whole.map(({ content }) => content)).size).toBeGreaterThan(8);
  });

  it('does not depend on what was asked before, nor on the server process', async () => {
    const before = await Promise.all(items.map(({ messages }) => choices({ messages, n: 2 })));
    const other = await startSimulator({ models, suites: [suite], items: items.toReversed() });
    const backwards = await Promise.all(
      items.toReversed().map(async ({ messages }) => {
        const body = JSON.stringify({ model: 'noisy', messages, n: 2, seed: 0, temperature: 0.8 });
        const reply = await request(`${other.url}/chat/completions`, { method: 'POST', body });
        return readAnswer(await reply.body.json(), 2).choices;
      }),
    );
    await other.close();
    expect(backwards.toReversed()).toEqual(before);
  });

  it('repeats one text at temperature 0, whatever the seed', async () => {
    const greedy = await choices({ n: 4, temperature: 0, seed: 9 });
    const again = await choices({ n: 1, temperature: 0, seed: 10 });
    expect(new Set(greedy.map(({ content }) => content))).toEqual(new Set([again[0]?.content]));
    expect(greedy).toHaveLength(4);
  });

  it('stops at the smaller token limit', async () => {
    const [whole] = await choices({ model: 'oracle' });
    const [cut] = await choices({ model: 'oracle', max_tokens: 5, max_completion_tokens: 9 });
    expect(cut).toMatchObject({ content: whole?.content?.slice(0, 20), finishReason: 'length' });
  });

  it('has null content when the limit falls into the reasoning', async () => {
    const thinking = { thinker: modelOf({ kind: 'oracle', reasoned: 1 }) };
    const other = await startSimulator({ models: thinking, suites: [suite], items });
    const body = JSON.stringify({ model: 'thinker', messages: item.messages, n: 8, max_tokens: 5 });
    const reply = await request(`${other.url}/chat/completions`, { method: 'POST', body });
    const given = readAnswer(await reply.body.json(), 8).choices;
    await other.close();
    const inField = given.filter(({ reasoning }) => reasoning !== null);
    expect(inField.length).toBeGreaterThan(0);
    for (const choice of inField) {
      expect(choice).toMatchObject({ content: null, finishReason: 'length' });
      expect(choice.reasoning).toHaveLength(20);
    }
  });

  it('takes null for the fields that have a default', async () => {
    const plain = await choices({ n: null, seed: null, max_tokens: null, stream: false });
    expect(plain).toEqual(await choices({ n: 1, seed: 0 }));
  });
});

describe('the list of models', () => {
  it('names what can be asked for', async () => {
    const { status, headers, text } = await send('GET', '/models');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'x-pbb-eval-simulated': 'true' });
    const model = { object: 'model', created: 0, owned_by: 'pbb-eval-simulator' };
    expect(JSON.parse(text)).toEqual({
      object: 'list',
      data: ['oracle', 'noisy', 'slow'].map((id) => Object.assign({ id }, model)),
    });
  });
});

describe('a request that cannot be answered', () => {
  it.each([
    [
      { messages: [{ role: 'user', content: 'Hello' }] },
      400,
      'unknown_messages',
      'the simulator answers only the items that it was started with, and no item has these messages; ' +
        'it is no language model',
    ],
    [
      { model: 'toString' },
      404,
      'model_not_found',
      'no simulated model toString; there is: oracle, noisy, slow',
    ],
    [
      { n: 0, seed: 1.5 },
      400,
      'invalid_request',
      'n: Too small: expected number to be >=1; seed: Invalid input: expected int, received number',
    ],
    [{ stream: true }, 400, 'invalid_request', 'stream: the simulator does not stream'],
  ])('%j gets an error in the shape of OpenAI', async (fields, status, code, message) => {
    const reply = await ask(fields);
    expect(reply.status).toBe(status);
    expect(errorOf(reply)).toEqual({ message, type: 'invalid_request_error', param: null, code });
    expect(reply.headers).toMatchObject({ 'x-pbb-eval-simulated': 'true' });
  });

  it('is told what is no JSON, and what is no object', async () => {
    const broken = await send('POST', '/chat/completions', '{"model": ');
    expect(broken.status).toBe(400);
    expect(errorOf(broken)).toMatchObject({ code: 'invalid_json' });
    const list = await send('POST', '/chat/completions', '[]');
    expect(list.status).toBe(400);
    expect(errorOf(list)).toMatchObject({
      message: 'body: Invalid input: expected object, received array',
    });
  });

  it('is told of a path that does not exist', async () => {
    const reply = await send('GET', '/chat/completions');
    expect(reply.status).toBe(404);
    expect(errorOf(reply)).toMatchObject({
      message: 'the simulator has no GET /v1/chat/completions',
    });
  });

  it('is refused when it is too large, and the server lives on', async () => {
    const reply = await send('POST', '/chat/completions', ' '.repeat(4 * MAX_BODY_BYTES));
    expect(reply.status).toBe(413);
    expect(errorOf(reply)).toMatchObject({ code: 'body_too_large' });
    expect(await choices({})).toHaveLength(1);
  });
});

describe('starting and closing', () => {
  it('counts the completions that were asked for', async () => {
    const before = simulator.requests;
    await ask({});
    await ask({ model: 'nobody' });
    await send('GET', '/models');
    expect(simulator.requests - before).toBe(2);
  });

  it('closes under open keep-alive connections', async () => {
    const other = await startSimulator({ models, suites: [suite], items });
    const keeping = new Agent({ keepAliveTimeout: 600_000 });
    await (await request(`${other.url}/models`, { dispatcher: keeping })).body.dump();
    await other.close();
    await expect(request(`${other.url}/models`, { dispatcher: keeping })).rejects.toThrow();
    await keeping.close();
  });

  it('answers waiting requests at once when it closes', async () => {
    const other = await startSimulator({ models, suites: [suite], items });
    const body = JSON.stringify({ model: 'slow', messages: item.messages });
    const waiting = request(`${other.url}/chat/completions`, { method: 'POST', body });
    await expect.poll(() => other.requests).toBe(1);
    await other.close();
    expect((await waiting).statusCode).toBe(200);
  });

  it('says when the port is taken', async () => {
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ models, suites: [suite], items, port })).rejects.toThrow(
      'EADDRINUSE',
    );
  });

  it('refuses items that it could not tell apart, and items of no suite', async () => {
    const twin = { ...item, id: 'twin' };
    const start = (list: Item[]) => startSimulator({ models, suites: [suite], items: list });
    await expect(start([item, item, twin])).rejects.toThrow(
      'fake/wo-io/cot/fn1/1 and twin have the same messages',
    );
    await expect(start([{ ...item, suite: 'none' }])).rejects.toThrow(
      'item fake/wo-io/cot/fn1/1: no suite none',
    );
  });
});
