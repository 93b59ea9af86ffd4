import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Ended, emptyFolder, run, start } from './cli.js';

const KEY = 'sk-lab/9f8e+7d=6c"5b<4a>3&29';
const HEADER_SECRET = 'route-0123456789-secret';
const SECRETS = [KEY, HEADER_SECRET];
const ENVIRONMENT = { LAB_KEY: KEY, LAB_ROUTE: HEADER_SECRET };

function codes(secret: string, write: (code: number) => string): string {
  return Array.from(secret, (character) => write(character.charCodeAt(0))).join('');
}

function unicode(secret: string): string {
  return codes(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`);
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** How a server may write a secret into a JSON text. */
const FORMS: readonly ((secret: string) => string)[] = [
  inJson,
  unicode,
  (secret) => unicode(secret).toUpperCase().replaceAll('\\U', '\\u'),
  (secret) => inJson(secret).replaceAll('/', '\\/'),
  (secret) => inJson(html(secret)),
  (secret) => codes(secret, (code) => `&#x${code.toString(16)};`),
  encodeURIComponent,
  (secret) => btoa(`Bearer ${secret}`),
  (secret) => btoa(`someone:${secret}`),
  (secret) => inJson(inJson(secret)),
];

/** Where the tests' server repeats the secrets. */
type Mode =
  | 'answers'
  | 'errors'
  | 'errors under 200'
  | 'pages'
  | 'no JSON'
  | 'redirects'
  | 'refusals'
  | 'hangs';

const MODES: readonly Mode[] = [
  'answers',
  'errors',
  'errors under 200',
  'pages',
  'no JSON',
  'redirects',
  'refusals',
];

interface EchoServer {
  readonly url: string;
  mode: Mode;
  /** Called with the number of each completion that is asked for, from 1. */
  onCompletion: (number: number) => void;
}

/** A server that repeats what it was sent as secrets in every place of its answers, each time in the next form. */
async function serveEchoes(): Promise<EchoServer> {
  let count = 0;
  let completions = 0;
  let ids: readonly string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = FORMS[count % FORMS.length] ?? inJson;
      count += 1;
      const echo = secretsOf(request).map(form).join(' ');
      const text = Buffer.concat(chunks).toString();
      const send = (status: number, body: unknown) => {
        const whole = typeof body === 'string' ? body : JSON.stringify(body);
        response.writeHead(status, {
          'x-echo': Buffer.from(echo).toString('latin1'),
          location: `/${encodeURIComponent(echo)}?${encodeURIComponent(echo)}`,
        });
        response.end(whole.replaceAll('@', () => echo));
      };
      const path = request.url ?? '';
      if (path.endsWith('/completions')) {
        completions += 1;
        echoes.onCompletion(completions);
        complete(echoes.mode, completions, response, send);
      } else if (path === '/v1/models') {
        send(200, { object: 'list', data: [{ id: 'm @', owned_by: '@' }] });
      } else if (path === '/v1/files') {
        ids = [...text.matchAll(/"custom_id":"([^"]+)"/g)].map(([, id = '']) => id);
        send(200, { id: 'file @', filename: '@' });
      } else if (path.endsWith('/content')) {
        send(200, resultLines(ids));
      } else send(200, batch());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const echoes: EchoServer = {
    url: `http://127.0.0.1:${port}/v1`,
    mode: 'answers',
    onCompletion: () => undefined,
  };
  return echoes;
}

function secretsOf({ headers }: IncomingMessage): string[] {
  const route = headers['x-route'];
  return [headers.authorization?.replace(/^Bearer /, '') ?? '', String(route ?? '')];
}

function completion() {
  return {
    id: '@',
    model: 'm @',
    '@': '@',
    choices: [
      {
        index: 0,
        finish_reason: '@',
        message: { role: '@', content: '7 @', reasoning: '@' },
        logprobs: { '@': ['@'], content: [{ token: '@', top_logprobs: [{ token: '@' }] }] },
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, '@': 1 },
  };
}

function batch() {
  const counts = { total: 1, completed: 1, failed: 0, '@': 1 };
  return {
    id: 'b @',
    status: 'completed',
    output_file_id: 'o @',
    error_file_id: 'e @',
    request_counts: counts,
  };
}

function resultLines(ids: readonly string[]): string {
  const lines = ids.map((custom_id, place) =>
    JSON.stringify(
      place % 3 === 0
        ? { custom_id, response: null, error: { code: '@', message: 'no @' } }
        : { custom_id, '@': '@', response: { status_code: 200, body: completion() } },
    ),
  );
  return [...lines, 'no JSON @', '{"custom_id": "@"}'].join('\n');
}

function complete(
  mode: Mode,
  number: number,
  response: ServerResponse,
  send: (status: number, body: unknown) => void,
): void {
  const error = { error: { message: 'no @', code: '@', type: '@', param: '@' } };
  // One answer first, so that a run takes what follows for the bad moments of a good server.
  if (mode === 'answers' || (number === 1 && mode !== 'refusals')) send(200, completion());
  else if (mode === 'errors') send(400, error);
  else if (mode === 'errors under 200') send(200, error);
  else if (mode === 'pages') send(502, '<html><title>@</title><p>@</p></html>');
  else if (mode === 'no JSON') send(200, 'hello @');
  else if (mode === 'redirects') send(307, '@');
  else if (mode === 'refusals') send(401, error);
  else response.flushHeaders();
}

function config(folder: string, url: string): string {
  const model = {
    label: 'm',
    base_url: url,
    api_key_env: 'LAB_KEY',
    header_env: { 'X-Route': 'LAB_ROUTE' },
  };
  const suite = {
    suite: 'random-arithmetic',
    train: 10,
    evaluation: 5,
    items_per_function: 2,
    splits: ['wo-io'],
  };
  const value = {
    models: [model],
    suites: [suite],
    sampling: { samples: 1, logprobs: 2 },
    endpoint: { retries: 1, concurrency: 2 },
  };
  writeFileSync(join(folder, 'c.yaml'), JSON.stringify(value));
  return 'c.yaml';
}

/** Undoes every escape of a text, again and again. */
function undone(text: string): string {
  let plain = text;
  for (let round = 0; round < 4; round += 1) {
    plain = plain
      .replace(/\\+u([0-9a-f]{4})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/\\(["/\\])/g, '$1')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  }
  return plain;
}

/** The text, and what can be read out of it. */
function readings(text: string): string[] {
  const plain = undone(text);
  const digits = plain.match(/[\w+/=-]{12,}/g) ?? [];
  const decoded = digits.flatMap((piece) =>
    [0, 1, 2, 3].map((from) => Buffer.from(piece.slice(from), 'base64').toString('latin1')),
  );
  return [text, plain, ...decoded];
}

/** The pieces of the secrets, eight characters long, that can be read out of a text. */
function leaksIn(text: string): string[] {
  const pieces = SECRETS.flatMap((secret) =>
    Array.from({ length: secret.length - 7 }, (_, from) => secret.slice(from, from + 8)),
  );
  const all = readings(text);
  return pieces.filter((piece) => all.some((reading) => reading.includes(piece)));
}

/** What leaks from the files below a folder, by their names. */
function leaksBelow(folder: string): Record<string, string[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const found = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, leaksIn(`${path}\n${readFileSync(path, 'utf8')}`)] as const;
  });
  return Object.fromEntries(found.filter(([, leaks]) => leaks.length > 0));
}

function expectNoLeak(folder: string, ...ended: readonly Ended[]): void {
  for (const { stdout, stderr } of ended) {
    const shown = `${stdout}\n${stderr}`;
    expect(leaksIn(shown), shown).toEqual([]);
  }
  expect(leaksBelow(folder)).toEqual({});
}

describe('keys that a server repeats wherever it can', () => {
  beforeAll(() => {
    // The search finds what it is to find.
    for (const form of FORMS) {
      for (const secret of SECRETS) expect(leaksIn(`x ${form(secret)} y`)).not.toEqual([]);
    }
  });

  it('are in nothing that a run writes', async () => {
    const folder = emptyFolder();
    const server = await serveEchoes();
    const file = config(folder, server.url);
    const ended: Ended[] = [];
    for (const [number, mode] of MODES.entries()) {
      server.mode = mode;
      const args = ['run', file, '--set', `models.0.label=m${number}`];
      ended.push(await run(args, folder, ENVIRONMENT));
    }
    expect(ended[0]?.code).toBe(0);
    expect(ended.slice(1).map(({ code }) => code)).toEqual(MODES.slice(1).map(() => 3));
    expect(ended.map(({ stderr }) => stderr).join('')).toContain('[key]');
    const [answers = ''] = readdirSync(join(folder, 'results', 'c'));
    const journal = readFileSync(join(folder, 'results', 'c', answers, 'responses.jsonl'), 'utf8');
    expect(journal).toContain('7 [key] [key]');
    expectNoLeak(folder, ...ended);
  });

  it('are in nothing that batches and a probe write', async () => {
    const folder = emptyFolder();
    const server = await serveEchoes();
    const file = config(folder, server.url);
    const requests = 'batches/m-0001.jsonl';
    const ended: Ended[] = [];
    for (const args of [
      ['batch', 'export', file],
      ['batch', 'submit', file, requests],
      ['batch', 'status', file, requests],
      ['batch', 'import', file, requests],
      ['batch', 'import', file, `${requests}.answers.jsonl`, '--json'],
      ['endpoint', 'probe', server.url, '--api-key-env', 'LAB_KEY', '--most', '1'],
      ['endpoint', 'probe', server.url, '--api-key-env', 'LAB_KEY', '--most', '1', '--json'],
    ]) {
      ended.push(await run(args, folder, ENVIRONMENT));
    }
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 3, 3, 0, 0]);
    expect(readFileSync(join(folder, `${requests}.answers.jsonl`), 'utf8')).toContain('[key]');
    expect(ended[5]?.stdout).toContain('[key]');
    expectNoLeak(folder, ...ended);
  });

  it('are in nothing that a run leaves behind which is killed', async () => {
    const folder = emptyFolder();
    const server = await serveEchoes();
    const started = start(['run', config(folder, server.url)], folder, ENVIRONMENT);
    server.onCompletion = (number) => {
      if (number === 4) server.mode = 'hangs';
      if (number === 5) started.process.kill('SIGKILL');
    };
    const ended = await started.ended;
    expect(ended.code).toBeNull();
    expectNoLeak(folder, ended);
  });
});
