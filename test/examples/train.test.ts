/** The training recipes of examples/train, as far as they go without torch: their plans, and OpenAI's fine-tuning against a fake. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CLI, type Ended, emptyFolder, ROOT, run } from '../e2e/cli.js';

const RECIPES = join(ROOT, 'examples', 'train');
const GOLDEN = join(ROOT, 'test', 'curriculum', 'golden');
const RUNS = 'import sys; sys.exit(sys.version_info < (3, 10))';
const hasPython = spawnSync('python3', ['-c', RUNS]).status === 0;

/** `python3 SCRIPT …` in `cwd`. */
function python(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn('python3', ['-B', ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

/** A folder with the tiny curriculum of a kind in `curriculum`. */
async function withCurriculum(kind: string, ...sets: readonly string[]): Promise<string> {
  const folder = emptyFolder();
  const all = [`curriculum.kind=${kind}`, ...sets].flatMap((set) => ['--set', set]);
  const config = join(RECIPES, 'tiny.yaml');
  const ended = await run(['curriculum', config, '--out', 'curriculum', ...all], folder);
  expect(ended).toMatchObject({ code: 0 });
  return folder;
}

async function plan(folder: string, script: string, ...args: readonly string[]) {
  const ended = await python(folder, [join(RECIPES, script), 'curriculum', ...args, '--plan']);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}

const needs = hasPython ? '' : ' (skipped: needs python3 3.10 or later on the PATH)';

describe.skipIf(!hasPython)(`the training recipes${needs}`, () => {
  it('are Python that compiles', () => {
    const scripts = readdirSync(RECIPES).filter((name) => name.endsWith('.py'));
    expect(scripts).toContain('train_stage.py');
    for (const script of scripts) {
      const ended = spawnSync('python3', ['-m', 'py_compile', join(RECIPES, script)], {
        env: { ...process.env, PYTHONPYCACHEPREFIX: emptyFolder() },
        encoding: 'utf8',
      });
      expect(ended).toMatchObject({ status: 0, stderr: '' });
    }
  });

  it("plan the paper's hyperparameters, three seeds, and SFT before GRPO", async () => {
    const folder = await withCurriculum('retroactive');
    const args = ['--model', 'Qwen/Qwen3-8B', '--method', 'grpo', '--serve', 'vllm serve'];
    const paper = (value: number) => ({ value, source: 'Cook et al., 4.3' });
    expect(await plan(folder, 'train.py', ...args, '--clip', '2')).toEqual({
      model: 'Qwen/Qwen3-8B',
      seeds: [1, 2, 3],
      stages: [
        {
          stage: 'stage-1',
          method: 'sft',
          file: 'stage-1.trl-prompt-completion.jsonl',
          columns: ['prompt', 'completion'],
          lines: 20,
          steps: 5,
          evaluation: 'stage-1.eval.yaml',
        },
        {
          stage: 'stage-2',
          method: 'grpo',
          file: 'stage-2.grpo.jsonl',
          columns: ['prompt', 'item', 'input'],
          lines: 40,
          steps: 5,
          evaluation: 'stage-2.eval.yaml',
        },
      ],
      hyperparameters: {
        epochs: paper(5),
        batch: paper(32),
        learning_rate: paper(1e-5),
        group: paper(8),
        kl: paper(0),
        temperature: paper(0.8),
        dpo_beta: { value: 0.1, source: "ours (TRL's default)" },
        weight_decay: { value: 0, source: 'ours' },
        clip: { value: 2, source: 'yours' },
        completion_tokens: { value: 1024, source: 'ours (that of evaluation)' },
      },
      chat_template_kwargs: { enable_thinking: false },
      checkpoints: 'every epoch',
      serve: 'vllm serve',
    });
  });

  it.each([
    ['proactive', 'sft', ['stage-1.trl-prompt-completion', 'stage-2.trl-prompt-completion']],
    ['retroactive', 'dpo', ['stage-1.trl-prompt-completion', 'stage-2.dpo']],
    ['single-stage', 'sft', ['single-stage.trl-prompt-completion']],
  ])('read of a %s curriculum by %s the files of these stages', async (kind, method, files) => {
    const folder = await withCurriculum(kind);
    const args = ['--model', 'meta-llama/Llama-3.1-8B-Instruct', '--method', method];
    const { stages, chat_template_kwargs } = await plan(folder, 'train.py', ...args);
    expect(stages.map(({ file }: { file: string }) => file)).toEqual(
      files.map((file) => `${file}.jsonl`),
    );
    expect(chat_template_kwargs).toEqual({ date_string: '26 Jul 2024' });
  });

  it('read columns that the training files on record have', async () => {
    const folder = await withCurriculum('retroactive');
    const model = ['--model', 'm'];
    const plans = await Promise.all([
      plan(folder, 'train.py', ...model, '--method', 'dpo'),
      plan(folder, 'train.py', ...model, '--method', 'grpo'),
      plan(folder, 'openai_finetuning.py', ...model),
    ]);
    const stages: { file: string; columns: string[] }[] = plans.flatMap(({ stages }) => stages);
    expect(new Set(stages.map(({ file }) => file.split('.')[1]))).toEqual(
      new Set(['trl-prompt-completion', 'dpo', 'grpo', 'openai-chat']),
    );
    for (const { file, columns } of stages) {
      const lines = readFileSync(join(GOLDEN, 'retroactive', file), 'utf8').split('\n');
      for (const line of lines)
        expect(Object.keys(JSON.parse(line))).toEqual(expect.arrayContaining(columns));
    }
  });

  it('refuse a stage without executions for DPO, and a file that was changed', async () => {
    const proactive = await withCurriculum('proactive');
    const train = [join(RECIPES, 'train.py'), 'curriculum', '--model', 'm'];
    expect(await python(proactive, [...train, '--method', 'dpo'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'curriculum: stage-2 has no file of the format dpo, which dpo reads: add it to curriculum.formats (dpo and grpo need a stage with executions)\n',
    });
    const file = 'curriculum/stage-1.trl-prompt-completion.jsonl';
    spawnSync('sh', ['-c', `echo '{}' >> ${file}`], { cwd: proactive });
    expect(await python(proactive, train)).toEqual({
      code: 1,
      stdout: '',
      stderr: `${file}: not the file that curriculum.json lists; write the curriculum again\n`,
    });
  });
});

/** The commands of docs/training.md that start with these words, with `--plan` for those that would train. */
function documented(...beginnings: readonly string[]): string[] {
  const page = readFileSync(join(ROOT, 'docs', 'training.md'), 'utf8');
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => beginnings.some((words) => line.startsWith(words)))
    .map((line) =>
      line.startsWith('python') && !line.endsWith('--plan') ? `${line} --plan` : line,
    );
}

it.skipIf(!hasPython)(`the commands of docs/training.md are understood${needs}`, () => {
  const folder = emptyFolder();
  for (const name of ['examples', 'eval-configs'])
    symlinkSync(join(ROOT, name), join(folder, name));
  const commands = documented('npx pbb-eval curriculum', 'python examples/train');
  expect(commands.length).toBeGreaterThan(6);
  const tools = `npx() { shift; '${process.execPath}' '${CLI}' "$@"; }; python() { python3 -B "$@"; }`;
  const script = [tools, ...commands].join('\n');
  const ended = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(ended).toMatchObject({ status: 0 });
});

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

  constructor(private readonly states: readonly string[]) {
    this.server = createServer(async (request, response) => {
      const answer = this.answer(request.url ?? '', await bodyOf(request));
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error: { message: 'unknown' } }));
    });
  }

  async start(): Promise<string> {
    onTestFinished(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  private answer(path: string, body: string): object | undefined {
    if (path === '/v1/files') return { id: `file-${this.uploads.push(body)}` };
    if (path === '/v1/fine_tuning/jobs') return { id: `ftjob-${this.jobs.push(JSON.parse(body))}` };
    const [, id = '', of] =
      /^\/v1\/fine_tuning\/jobs\/ftjob-(\d+)(\/checkpoints)?/.exec(path) ?? [];
    if (of !== undefined) return { data: [checkpoint(id, 1), checkpoint(id, 2)] };
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
    const steps = { 'stage-1': [1, 2, 5], 'stage-2': [1, 2, 10] };
    expect(new Set(runs.map((name) => name.replace(/-[0-9a-f]{8}$/, '')))).toEqual(
      new Set(
        Object.entries(steps).flatMap(([stage, at]) =>
          at.flatMap((step) => [1, 2].map((seed) => `gpt-${stage}-sft-seed-${seed}-step-${step}`)),
        ),
      ),
    );
    expect(runs).toHaveLength(12);
    expect(ended.stderr.match(/first checkpoint: not checked/g)).toHaveLength(4);

    const again = await python(folder, [...script, ...quick, ...real], env);
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
      stderr: 'ft:1:ckpt-step-1: stopped, for the gate failed\n',
    });
    expect(openai.jobs).toHaveLength(1);
  });

  it('says why a job failed, and what a server refused', async () => {
    const folder = await withCurriculum('retroactive');
    const failing = new FakeOpenAI(['failed']);
    const address = await failing.start();
    const env = { OPENAI_BASE_URL: address, OPENAI_API_KEY: 'k' };
    expect((await python(folder, [...script, ...quick], env)).stderr).toBe(
      'ftjob-1: failed: {"code": "invalid_training_file", "message": "no"}\n',
    );
    const elsewhere = { ...env, OPENAI_BASE_URL: `${address}/x` };
    expect((await python(folder, [...script, ...quick, '--out', 'other'], elsewhere)).stderr).toBe(
      '/files: HTTP 404: {"error":{"message":"unknown"}}\n',
    );
  });
});
