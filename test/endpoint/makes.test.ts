/**
 * What docs/endpoints.md says of each make of server, cell by cell: a contract on the shapes that the make documents, or
 * null where nothing was found that documents them. The page's marks are held to this table.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SERVERS, type Server } from '../../src/endpoint/dialect.js';
import type { EndpointErrorKind } from '../../src/endpoint/errors.js';
import type { EndpointOptions } from '../../src/endpoint/index.js';
import {
  choices,
  clientOf,
  errorOf,
  failure,
  good,
  json,
  question,
  type Reply,
  rawChoices,
  type Script,
  serve,
  text,
} from './scripted-server.js';

const COLUMNS = ['switches', 'token limit', 'n', 'reasoning', 'errors'] as const;
type Contract = (make: Server) => Promise<void>;
type Contracts = Readonly<Record<(typeof COLUMNS)[number], Contract | null>>;

/** All that a config sends by default. */
const SAMPLING = { temperature: 0.8, top_p: 1, top_k: -1, min_p: 0, repetition_penalty: 1 };
const NAMES = new Set(['top_k', 'min_p', 'repetition_penalty', 'repeat_penalty']);

async function ask(make: Server, script: Script, n = 2, options: Partial<EndpointOptions> = {}) {
  const server = await serve(script);
  const { client } = clientOf(server.url, {
    server: make,
    sampling: SAMPLING,
    optionalFields: ['top_k', 'min_p', 'repetition_penalty'],
    ...options,
  });
  const { messages } = question();
  const samples: string[] = [];
  const asked = { messages, seed: 7, first: 0, count: n, maxTokens: 16 };
  await client.samples(asked, (part) => {
    samples.push(...part.choices.map(({ index, content }) => `${index}:${content}`));
  });
  return { samples, bodies: server.asked.map(({ body }) => body) };
}

/** Of the switches exactly these are sent. */
function sends(switches: object): Contract {
  return async (make) => {
    const [body = {}] = (await ask(make, [good])).bodies;
    const sent = Object.entries(body).filter(([name]) => NAMES.has(name));
    expect(Object.fromEntries(sent)).toEqual(switches);
  };
}

function limits(name: string): Contract {
  return async (make) => {
    const [body] = (await ask(make, [good])).bodies;
    expect(body).toMatchObject({ [name]: 16 });
    expect(body).not.toHaveProperty(name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens');
  };
}

/** Two samples come, by requests for so many choices. */
function asks(requests: readonly number[], script: Script = [good]): Contract {
  return async (make) => {
    const { samples, bodies } = await ask(make, script);
    expect(samples).toEqual(['0:s7', '1:s8']);
    expect(bodies.map(({ n }) => n)).toEqual(requests);
  };
}

/** Gives one choice, whatever n says. */
const single: Reply = (response, asked) => choices(`s${asked.body.seed}`)(response, asked);
const refusesN = failure(400, 'Only one completion choice is allowed');
const singleOrRefused: Script = ({ body }) => (body.n > 1 ? refusesN : single);

/** The reasoning is read from each of these messages. */
function reasonsIn(...messages: readonly object[]): Contract {
  return async (make) => {
    for (const message of messages) {
      const reply = rawChoices({ index: 0, message: { content: '12', ...message } });
      const { url } = await serve([reply]);
      const { client } = clientOf(url, { server: make });
      const [choice] = (await client.chat(question())).choices;
      expect(choice).toMatchObject({ content: '12', reasoning: 'because' });
    }
  };
}

/** Reasoning is hidden, and counted. */
const countsReasoning: Contract = async (make) => {
  const usage = { prompt_tokens: 9, completion_tokens: 4 };
  const details = { completion_tokens_details: { reasoning_tokens: 3 } };
  const reply = json({
    choices: [{ message: { content: '12' } }],
    usage: { ...usage, ...details },
  });
  const { url } = await serve([reply]);
  const answer = await clientOf(url, { server: make }).client.chat(question());
  expect(answer.usage).toEqual({ ...usage, reasoning_tokens: 3 });
};

function fails(...replies: readonly (readonly [EndpointErrorKind, Reply])[]): Contract {
  return async (make) => {
    for (const [kind, reply] of replies) {
      const { url } = await serve([reply]);
      const options = { server: make, retries: 0, loadingMs: 0 };
      const error = await errorOf(clientOf(url, options).client.chat(question()));
      expect([kind, error.kind, error.message]).toEqual([kind, kind, error.message]);
    }
  };
}

const TOO_LONG = "This model's maximum context length is 8192 tokens. However, you requested 9000";
const OPENAI_ERRORS = [
  ['unauthorized', failure(401, 'Incorrect API key provided', {}, { code: 'invalid_api_key' })],
  ['rate-limited', failure(429, 'Rate limit reached', {}, { code: 'rate_limit_exceeded' })],
  ['quota', failure(429, 'You exceeded your quota', {}, { code: 'insufficient_quota' })],
  ['context-overflow', failure(400, TOO_LONG, {}, { code: 'context_length_exceeded' })],
  ['not-found', failure(404, 'The model does not exist', {}, { code: 'model_not_found' })],
  ['rejected', failure(400, 'Invalid type', {}, { type: 'invalid_request_error', param: 'stop' })],
] as const;

/** A choice that a filter took away, under HTTP 200. */
const taken = (content: string | null) =>
  rawChoices({ index: 0, message: { content }, finish_reason: 'content_filter' });

const VLLM = { top_k: -1, min_p: 0, repetition_penalty: 1 };

const MAKES: Readonly<Record<Server, Contracts>> = {
  openai: {
    switches: sends({}),
    'token limit': limits('max_completion_tokens'),
    n: asks([2]),
    reasoning: countsReasoning,
    errors: fails(...OPENAI_ERRORS, ['content-filter', taken(null)]),
  },
  azure: {
    switches: sends({}),
    'token limit': limits('max_completion_tokens'),
    n: asks([2]),
    reasoning: null,
    errors: fails(
      [
        'content-filter',
        failure(
          400,
          'The response was filtered due to the prompt',
          {},
          {
            code: 'content_filter',
            status: 400,
            innererror: {
              code: 'ResponsibleAIPolicyViolation',
              content_filter_result: { violence: { filtered: true, severity: 'medium' } },
            },
          },
        ),
      ],
      ['content-filter', taken('')],
      ['content-filter', taken(null)],
      ['rate-limited', failure(429, 'Requests have exceeded call rate limit', {}, { code: '429' })],
      [
        'not-found',
        failure(404, 'The API deployment does not exist', {}, { code: 'DeploymentNotFound' }),
      ],
    ),
  },
  vllm: {
    switches: sends(VLLM),
    'token limit': limits('max_tokens'),
    n: asks([2]),
    reasoning: reasonsIn({ reasoning: 'because' }, { reasoning_content: 'because' }),
    errors: fails(
      ['context-overflow', failure(400, TOO_LONG, {}, { type: 'BadRequestError', code: 400 })],
      [
        'context-overflow',
        failure(
          400,
          'The decoder prompt (length 9000) is longer than the maximum model length of 8192.',
        ),
      ],
      ['context-overflow', json({ object: 'error', message: TOO_LONG, code: 400 }, 400)],
      ['not-found', failure(404, 'The model `m` does not exist.', {}, { code: 404 })],
      ['rejected', failure(400, 'temperature must be non-negative', {}, { code: 400 })],
    ),
  },
  sglang: {
    switches: sends(VLLM),
    'token limit': limits('max_tokens'),
    n: asks([2]),
    reasoning: reasonsIn({ reasoning_content: 'because' }),
    errors: fails(
      [
        'context-overflow',
        json(
          {
            object: 'error',
            message:
              "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
            type: 'BadRequestError',
            param: null,
            code: 400,
          },
          400,
        ),
      ],
      ['bad-response', rawChoices({ index: 0, message: { content: '1' }, finish_reason: 'abort' })],
    ),
  },
  'llama.cpp': {
    switches: sends({ top_k: 0, min_p: 0, repeat_penalty: 1 }),
    'token limit': limits('max_tokens'),
    n: async (make) => {
      await asks([2, 1, 1], singleOrRefused)(make);
      await asks([2, 1], [single])(make);
    },
    reasoning: reasonsIn({ reasoning_content: 'because' }),
    errors: fails(
      [
        'context-overflow',
        failure(
          400,
          'the request exceeds the available context size',
          {},
          {
            code: 400,
            type: 'exceed_context_size_error',
          },
        ),
      ],
      ['loading', failure(503, 'Loading model', {}, { type: 'unavailable_error', code: 503 })],
      ['rejected', failure(400, 'Failed to parse messages', {}, { type: 'invalid_request_error' })],
    ),
  },
  ollama: {
    switches: sends({}),
    'token limit': limits('max_tokens'),
    n: asks([1, 1]),
    reasoning: reasonsIn({ reasoning: 'because' }),
    errors: fails(
      [
        'not-found',
        failure(404, "model 'm' not found", {}, { type: 'not_found_error', code: null }),
      ],
      [
        'context-overflow',
        failure(400, 'prompt too long; exceeded max context length by 42 tokens'),
      ],
    ),
  },
  'lm-studio': {
    switches: sends({ top_k: 0, repeat_penalty: 1 }),
    'token limit': limits('max_tokens'),
    n: asks([1, 1]),
    reasoning: reasonsIn({ reasoning: 'because' }, { reasoning_content: 'because' }),
    errors: fails(
      ...[400, 200].map((status) => {
        const error =
          'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 9000>= n_ctx: 8192).';
        return ['context-overflow', json({ error }, status)] as const;
      }),
    ),
  },
  openrouter: {
    switches: sends({ ...VLLM, top_k: 0 }),
    'token limit': limits('max_tokens'),
    // It is said to ignore n.
    n: asks([2, 1], [single]),
    reasoning: reasonsIn(
      { reasoning: 'because' },
      { reasoning_details: [{ type: 'reasoning.text', text: 'because' }] },
    ),
    errors: fails(
      ['quota', failure(402, 'Insufficient credits', {}, { code: 402 })],
      ['content-filter', failure(403, 'Input was flagged', {}, { code: 403, metadata: {} })],
      ['server', json({ error: { code: 502, message: 'Provider returned error' } })],
      ['rate-limited', json({ error: { code: 429, message: 'Rate limit exceeded' } })],
      [
        'bad-response',
        rawChoices({ index: 0, message: { content: '' }, error: { code: 502, message: 'x' } }),
      ],
    ),
  },
  auto: {
    switches: sends({ ...VLLM, repeat_penalty: 1 }),
    'token limit': async (make) => {
      await limits('max_tokens')(make);
      const refusal = failure(
        400,
        "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'",
      );
      const { bodies } = await ask(make, ({ body }) => ('max_tokens' in body ? refusal : good));
      expect(bodies[1]).toMatchObject({ max_completion_tokens: 16 });
    },
    n: async (make) => {
      await asks([2])(make);
      await asks([2, 1, 1], singleOrRefused)(make);
    },
    reasoning: reasonsIn(
      { reasoning: 'because' },
      { reasoning_content: 'because' },
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'because' }] },
    ),
    errors: fails(
      ...OPENAI_ERRORS,
      ['rate-limited', json({ error: 'Model is overloaded', error_type: 'overloaded' }, 429)],
      ['rejected', json({ detail: [{ loc: ['body', 'stop'], msg: 'wrong', type: 'x' }] }, 422)],
      ['server', text('<html><title>502 Bad Gateway</title></html>', 502)],
    ),
  },
};

const cells = SERVERS.flatMap((make) =>
  COLUMNS.map((column) => ({ make, column, contract: MAKES[make][column] })),
);

describe('what is documented of each make of server', () => {
  it.each(cells.filter(({ contract }) => contract !== null))(
    '$make, $column',
    async ({ make, contract }) => {
      await contract?.(make);
    },
  );
});

describe('docs/endpoints.md', () => {
  const page = readFileSync(new URL('../../docs/endpoints.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z.-]+)` \|(.*)\|$/gm)].map(
    ([, make = '', rest = '']) => [make, rest.split('|')] as const,
  );

  it('has a row for every make', () => {
    expect(rows.map(([make]) => make)).toEqual(Object.keys(MAKES));
  });

  it.each(rows)('marks of %s what a contract holds, and nothing else', (make, marks) => {
    expect(marks).toHaveLength(COLUMNS.length);
    for (const [place, column] of COLUMNS.entries()) {
      const contract = cells.find((cell) => cell.make === make && cell.column === column)?.contract;
      const [mark] = /[✓?]/.exec(marks[place] ?? '') ?? [];
      expect([column, mark]).toEqual([column, contract ? '✓' : '?']);
    }
  });
});
