/** The recipe for OpenAI's fine-tuning, against a server that answers as OpenAI's reference says. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CLI } from '../e2e/cli.js';
import { hasPython, needs, python, RECIPES, withCurriculum } from './recipes.js';

interface Job {
  readonly model: string;
  readonly training_file: string;
  readonly seed: number;
  readonly method: unknown;
}

/** What OpenAI's fine-tuning and chat do, as far as the recipe asks it: jobs run through `states` and models answer 0. */
class FakeOpenAI {
  readonly uploads: string[] = [];
  readonly jobs: Job[] = [];
  private readonly looks = new Map<string, number>();
  private readonly server: Server;
  private readonly states: readonly string[];

  constructor(states: readonly string[]) {
    this.states = states;
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(): Promise<string> {
    onTestFinished(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}/v1`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = this.answer(request.url ?? '', await bodyOf(request));
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: { message: 'unknown' } }));
  }

  private answer(path: string, body: string): object | undefined {
    if (path === '/v1/files') return { id: `file-${this.uploads.push(body)}` };
    if (path === '/v1/fine_tuning/jobs') return { id: `ftjob-${this.jobs.push(JSON.parse(body))}` };
    const [, id = '', of] =
      /^\/v1\/fine_tuning\/jobs\/ftjob-(\d+)(\/checkpoints)?/.exec(path) ?? [];
    if (of !== undefined) return { data: [checkpoint(id, 2)] };
    if (id !== '') return this.look(id);
    return path === '/v1/chat/completions' ? completion(JSON.parse(body)) : undefined;
  }

  private look(id: string): object {
    const looks = this.looks.get(id) ?? 0;
    this.looks.set(id, looks + 1);
    const status = this.states[looks] ?? this.states.at(-1);
    const error = { code: 'invalid_training_file', message: 'no' };
    return { id: `ftjob-${id}`, status, error, fine_tuned_model: `ft:${id}` };
  }
}

function checkpoint(id: string, step: number): object {
  return { fine_tuned_model_checkpoint: `ft:${id}:ckpt-step-${step}`, step_number: step };
}

function completion({ model, n }: { readonly model: string; readonly n?: number }): object {
  const message = { role: 'assistant', content: '0' };
  const choices = Array.from({ length: n ?? 1 }, (_, index) => ({
    index,
    message,
    finish_reason: 'stop',
  }));
  return { model, choices, usage: { prompt_tokens: 1, completion_tokens: n ?? 1 } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe.skipIf(!hasPython)(`the recipe for OpenAI's fine-tuning${needs}`, () => {
  const script = [join(RECIPES, 'openai_finetuning.py'), 'curriculum', '--model', 'gpt'];
  const quick = ['--poll-s', '0.01', '--seeds', '1', '2'];
  const real = ['--pbb-eval', `'${process.execPath}' '${CLI}'`];

  it('trains each seed through both stages, evaluates every checkpoint, and pays for nothing twice', async () => {
    const folder = await withCurriculum('retroactive');
    const openai = new FakeOpenAI(['validating_files', 'running', 'succeeded']);
    const env = { OPENAI_BASE_URL: await openai.start(), OPENAI_API_KEY: 'a-key-of-a-test' };
    const ended = await python(folder, [...script, ...quick, ...real], env);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).not.toContain('a-key-of-a-test');
    const files = ['stage-1', 'stage-2'].map((stage) =>
      readFileSync(join(folder, 'curriculum', `${stage}.openai-chat.jsonl`), 'utf8'),
    );
    expect(openai.uploads).toHaveLength(2);
    for (const [at, file] of files.entries()) {
      expect(openai.uploads[at]).toContain(`\r\n\r\n${file}\r\n`);
      expect(openai.uploads[at]).toContain('name="purpose"\r\n\r\nfine-tune\r\n');
    }
    expect(
      openai.jobs.map(({ model, training_file, seed }) => [model, training_file, seed]),
    ).toEqual([
      ['gpt', 'file-1', 1],
      ['ft:1', 'file-2', 1],
      ['gpt', 'file-1', 2],
      ['ft:3', 'file-2', 2],
    ]);
    expect(openai.jobs[0]?.method).toEqual({
      type: 'supervised',
      supervised: { hyperparameters: { n_epochs: 5, batch_size: 32 } },
    });
    const runs = readdirSync(join(folder, 'runs', 'results', 'tiny'));
    const steps = { 'stage-1': [2, 5], 'stage-2': [2, 10] };
    expect(new Set(runs.map((name) => name.replaceAll(/-[0-9a-f]{8}(?=-|$)/g, '')))).toEqual(
      new Set(
        Object.entries(steps).flatMap(([stage, at]) =>
          at.flatMap((step) =>
            [1, 2].map((seed) => `gpt-${stage}-openai-seed-${seed}-step-${step}`),
          ),
        ),
      ),
    );
    expect(runs).toHaveLength(8);
    expect(ended.stderr.match(/first checkpoint: not checked/g)).toHaveLength(4);

    const again = await python(folder, [...script, ...quick, '--pbb-eval', 'true'], env);
    expect(again).toMatchObject({ code: 0 });
    expect([openai.uploads.length, openai.jobs.length]).toEqual([2, 4]);
  });

  it('stops where the gate fails, and starts no further job', async () => {
    const folder = await withCurriculum('retroactive');
    const openai = new FakeOpenAI(['succeeded']);
    const env = { OPENAI_BASE_URL: await openai.start(), OPENAI_API_KEY: 'k' };
    const ended = await python(folder, [...script, ...quick, '--pbb-eval', 'false'], env);
    expect(ended).toMatchObject({
      code: 1,
      stderr: 'ft:1:ckpt-step-2: stopped, for the gate failed\n',
    });
    expect(openai.jobs).toHaveLength(1);
  });

  it('says why a job failed, and what a server refused', async () => {
    const folder = await withCurriculum('retroactive');
    const failing = new FakeOpenAI(['failed']);
    const address = await failing.start();
    const env = { OPENAI_BASE_URL: address, OPENAI_API_KEY: 'k' };
    expect((await python(folder, [...script, ...quick], env)).stderr).toBe(
      'ftjob-1: failed: {"code": "invalid_training_file", "message": "no"}; take it out of runs/jobs.json to start another\n',
    );
    const elsewhere = { ...env, OPENAI_BASE_URL: `${address}/x` };
    expect((await python(folder, [...script, ...quick, '--out', 'other'], elsewhere)).stderr).toBe(
      '/files: HTTP 404: {"error":{"message":"unknown"}}\n',
    );
  });
});
