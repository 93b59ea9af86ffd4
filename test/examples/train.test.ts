/** The training recipes of examples/train, as far as they go without torch: their plans and what they refuse. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder, ROOT } from '../e2e/cli.js';
import { hasPython, needs, plan, python, RECIPES, withCurriculum } from './recipes.js';

const GOLDEN = join(ROOT, 'test', 'curriculum', 'golden');

/** A hyperparameter that the paper prints. */
function paper(value: number): object {
  return { value, source: 'Cook et al., 4.3' };
}

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
        rollout_temperature: paper(0.8),
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
    const read: { file: string; columns: string[] }[] = plans.flatMap(({ stages }) => stages);
    expect(new Set(read.map(({ file }) => file.split('.')[1]))).toEqual(
      new Set(['trl-prompt-completion', 'dpo', 'grpo', 'openai-chat']),
    );
    for (const { file, columns } of read) {
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
  const commands = documented(
    'npx pbb-eval curriculum',
    'python examples/train/train.py',
    'python examples/train/openai',
  );
  expect(commands.length).toBeGreaterThan(6);
  const tools = `npx() { shift; '${process.execPath}' '${CLI}' "$@"; }; python() { python3 -B "$@"; }`;
  const script = [tools, ...commands].join('\n');
  const ended = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(ended).toMatchObject({ status: 0 });
});
