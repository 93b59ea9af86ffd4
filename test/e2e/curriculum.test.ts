/** The commands of docs/curricula.md as they stand there, and what a run takes of what they write. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFolder, ROOT, run } from './cli.js';

const manifestSchema = z.object({
  stages: z.array(
    z.object({
      name: z.string(),
      evaluation: z.string(),
      files: z.array(z.object({ format: z.string(), lines: z.number() })),
    }),
  ),
});

function folderWithConfigs(): string {
  const folder = emptyFolder();
  symlinkSync(join(ROOT, 'eval-configs'), join(folder, 'eval-configs'));
  return folder;
}

describe('docs/curricula.md', () => {
  const page = readFileSync(join(ROOT, 'docs/curricula.md'), 'utf8');
  const commands = [...page.matchAll(/^npx pbb-eval (curriculum .*)$/gm)].map(([, args = '']) =>
    args.split(' '),
  );

  it('has four commands', () => expect(commands).toHaveLength(4));

  it.each(commands)('%s %s writes two stages', async (...args) => {
    const ended = await run([...args, '--json'], folderWithConfigs());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { stages } = manifestSchema.parse(JSON.parse(ended.stdout));
    expect(stages.map(({ name }) => name)).toEqual(['stage-1', 'stage-2']);
    for (const { files } of stages) expect(files.length).toBeGreaterThan(0);
  });
});

describe('pbb-eval curriculum', () => {
  it('says what it wrote, and a run takes the config of a stage', async () => {
    const folder = folderWithConfigs();
    const args = ['curriculum', 'eval-configs/curricula/retroactive.yaml', '--out', 'c'];
    const small = ['--set', 'suites.0.train=2', '--set', 'suites.0.evaluation=2'];
    const ended = await run([...args, ...small], folder);
    expect(ended.stdout).toBe(
      [
        'c/stage-1.trl-prompt-completion.jsonl: 4 lines (4 specifications), 1,589 bytes',
        'c/stage-1.eval.yaml: evaluates a checkpoint',
        'c/stage-2.trl-prompt-completion.jsonl: 120 lines (120 executions), 65,022 bytes',
        'c/stage-2.dpo.jsonl: 120 lines (120 executions), 86,010 bytes',
        'c/stage-2.grpo.jsonl: 120 lines (120 executions), 54,090 bytes',
        'c/stage-2.eval.yaml: evaluates a checkpoint',
        '',
      ].join('\n'),
    );
    const evaluated = await run(
      [
        'run',
        'c/stage-2.eval.yaml',
        '--limit',
        '2',
        '--set',
        'models.0={label: m, simulator: {kind: oracle}}',
      ],
      folder,
    );
    expect(evaluated).toMatchObject({ code: 0 });
    const again = await run([...args, ...small], folder);
    expect(again).toEqual({
      code: 2,
      stdout: '',
      stderr: 'c holds a curriculum already: choose a new or empty folder. Nothing was written.\n',
    });
  });

  it('refuses a config without the block', async () => {
    const folder = emptyFolder();
    writeFileSync(
      join(folder, 'c.yaml'),
      'models: [{ label: m, simulator: { kind: oracle } }]\nsuites: [{ suite: ciphers }]\n',
    );
    expect(await run(['curriculum', 'c.yaml', '--out', 'c'], folder)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'c.yaml has no block curriculum; the shortest is "curriculum: {}", and docs/curricula.md says what may stand in it\n',
    });
  });
});
