import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { writeCurriculum } from '../../src/curriculum/curriculum.js';
import { fingerprintsOf } from '../../src/eval/manifest.js';
import { planOf } from '../../src/eval/plan.js';
import { settingsHash, settingsOf } from '../../src/eval/settings.js';
import { ARITHMETIC, lessonsOf, written } from './lessons.js';

const REPEATS = { train: 5, evaluation: 5 };

describe('a curriculum', () => {
  it('is counted and hashed by its manifest', async () => {
    const { folder, manifest } = await written({ repeats: REPEATS, formats: ['text', 'grpo'] });
    expect(JSON.parse(readFileSync(join(folder, 'curriculum.json'), 'utf8'))).toEqual(manifest);
    const files = manifest.stages.flatMap((stage) => stage.files);
    expect(files.map(({ file }) => file)).toEqual([
      'stage-1.text.jsonl',
      'stage-1.grpo.jsonl',
      'stage-2.text.jsonl',
    ]);
    for (const { file, lines, bytes, sha256, counts } of files) {
      const content = readFileSync(join(folder, file));
      const found = content.toString('utf8').split('\n').slice(0, -1);
      expect({ lines: found.length, bytes: content.length }).toEqual({ lines, bytes });
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect(counts.reduce((sum, count) => sum + count.lines, 0)).toBe(lines);
    }
    expect(readdirSync(folder).toSorted()).toEqual(
      [
        ...files.map(({ file }) => file),
        'curriculum.json',
        'stage-1.eval.yaml',
        'stage-2.eval.yaml',
      ].toSorted(),
    );
  });

  it('has the same bytes with the same seed, and the same lines in another order with another', async () => {
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map(
        async (seed) => await written({ seed, answers: ['direct'], context_templates: false }),
      ),
    );
    const file = 'stage-1.trl-prompt-completion.jsonl';
    expect(again?.manifest).toEqual(first?.manifest);
    expect(again?.linesOf(file)).toEqual(first?.linesOf(file));
    expect(other?.linesOf(file)).not.toEqual(first?.linesOf(file));
    expect(other?.linesOf(file).toSorted()).toEqual(first?.linesOf(file).toSorted());
  });

  it('comes with configs that ask the items it was made for, tagged for the figures', async () => {
    const { folder, manifest } = await written({ kind: 'retroactive' });
    for (const { evaluation, tags } of manifest.stages) {
      const config = parseConfig(readFileSync(join(folder, evaluation), 'utf8'), evaluation);
      expect(fingerprintsOf((await planOf(config)).groups)).toEqual(manifest.fingerprints);
      expect(config.models.map((model) => model.tags)).toEqual([tags]);
    }
    expect(manifest.stages.map(({ tags }) => tags)).toEqual([
      { curriculum: 'retroactive', stage: 'stage-1', repeats: 1, augmentation: 'with' },
      { curriculum: 'retroactive', stage: 'full', repeats: 1, augmentation: 'with' },
    ]);
  });

  it('names the suites that have nothing to train on', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pbb-eval-own-')), 'own.jsonl');
    writeFileSync(file, '{"id": "a", "prompt": "6 times 7?", "kind": "integer", "target": 42}\n');
    const { manifest } = await written({}, [ARITHMETIC, { suite: 'jsonl', file }]);
    expect(manifest.evaluated_only).toEqual(['jsonl']);
    const suites = manifest.stages.flatMap((stage) => stage.files.flatMap((each) => each.counts));
    expect(new Set(suites.map(({ suite }) => suite))).toEqual(new Set(['random-arithmetic']));
  });

  it('tags distilled stages with their number of examples', async () => {
    const kind = 'algorithm-distillation';
    const { manifest } = await written({ kind, examples: 4, stages: 'second' });
    expect(manifest.stages.map(({ tags }) => tags)).toEqual([
      { curriculum: kind, stage: 'stage-2-only', repeats: 1, augmentation: 'with', examples: 4 },
    ]);
  });
});

describe('the block curriculum', () => {
  it('changes nothing of a run: neither its items nor its settings', async () => {
    const [one, other] = await Promise.all([
      lessonsOf({}),
      lessonsOf({ kind: 'retroactive', seed: 2 }),
    ]);
    expect(one.fingerprints).toEqual(other.fingerprints);
    const [settings, others] = [one, other].map((lessons) => {
      const [model] = lessons.config.models;
      if (model === undefined) throw new Error('there is no model');
      return settingsHash(settingsOf(lessons.config, model));
    });
    expect(settings).toBe(others);
  });
});

describe('a folder', () => {
  it('that is empty is filled', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-curriculum-'));
    await writeCurriculum(await lessonsOf({}), folder);
    expect(readdirSync(folder)).toContain('curriculum.json');
  });

  it('that holds anything is refused and left as it is', async () => {
    const { folder } = await written({});
    await expect(writeCurriculum(await lessonsOf({}), folder)).rejects.toThrow(
      `${folder} holds a curriculum already: choose a new or empty folder. Nothing was written.`,
    );
    const other = mkdtempSync(join(tmpdir(), 'pbb-eval-curriculum-'));
    writeFileSync(join(other, 'notes.txt'), 'mine');
    await expect(writeCurriculum(await lessonsOf({}), other)).rejects.toThrow(
      `${other} is not empty: choose a new or empty folder. Nothing was written.`,
    );
    expect(readdirSync(other)).toEqual(['notes.txt']);
  });

  it.each([
    [
      { formats: ['text', 'openai-chat'] },
      "stage-2 as openai-chat has 2 lines: OpenAI's fine-tuning takes files of 10 examples or more, 512 MB at most, of 65,536 tokens each (a token has a byte or more). Nothing was written.",
    ],
    [
      { formats: ['grpo', 'dpo'] },
      'stage-2 has no executions, and grpo and dpo hold nothing else: add a format to curriculum.formats. Nothing was written.',
    ],
  ])('is not made where a file could not be used: %#', async (curriculum, message) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'pbb-eval-curriculum-')), 'out');
    await expect(writeCurriculum(await lessonsOf(curriculum), folder)).rejects.toThrow(message);
    expect(readdirSync(dirname(folder))).toEqual([]);
  });

  it('is not made where all executions lack steps', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'pbb-eval-curriculum-')), 'out');
    const ciphers = { suite: 'ciphers', texts: 26, executions: 4, demonstrations: 'uniform' };
    const lessons = await lessonsOf({ kind: 'retroactive', answers: ['cot'] }, [ciphers]);
    await expect(writeCurriculum(lessons, folder)).rejects.toThrow(
      'stage-2 as trl-prompt-completion has 0 lines (12 executions were left out: they have no steps for cot, or no wrong completion for dpo): a trainer needs one. Nothing was written.',
    );
  });
});

describe('compositions', () => {
  const composed = { suite: 'random-arithmetic-compositions', train: 2, evaluation: 11 };

  it('are trained beside their parts only', async () => {
    const functions = { ...ARITHMETIC, train: 20, evaluation: 20 };
    const { manifest } = await written({}, [functions, composed]);
    expect(manifest.stages).toHaveLength(2);
    for (const suites of [
      [composed],
      [{ ...functions, train: 19 }, composed],
      [{ ...functions, seed: 2 }, composed],
    ]) {
      await expect(written({}, suites)).rejects.toThrow(
        'curriculum: random-arithmetic-compositions is of functions that this config does not train: it needs random-arithmetic with seed 1, train 20 and evaluation 20 or more',
      );
    }
  });
});

describe('a program that is too long for a training example', () => {
  it("is named, by OpenAI's limit", async () => {
    const programs = mkdtempSync(join(tmpdir(), 'pbb-eval-programs-'));
    mkdirSync(join(programs, 'train'));
    writeFileSync(
      join(programs, 'train', 'long.py'),
      `def f(x):\n    return x  # ${'ö'.repeat(40_000)}\n`,
    );
    writeFileSync(join(programs, 'train', 'long.calls'), 'f(1)\n');
    const curriculum = { stages: 'first', formats: ['openai-chat'] };
    const lessons = await lessonsOf(curriculum, [{ suite: 'programs', folder: programs }]);
    await expect(writeCurriculum(lessons, join(programs, 'out'))).rejects.toThrow(
      /^stage-1 as openai-chat has a line of 80\d\d\d bytes, of programs\/long: OpenAI's/,
    );
    expect(readdirSync(programs)).toEqual(['train']);
  });
});

describe('reasonings of a model', () => {
  it('stand in place of written steps, for the executions that they are of', async () => {
    const { instances } = await lessonsOf({});
    const instance = instances.get('random-arithmetic');
    const [execution] = instance?.executions() ?? [];
    const [instruction] = instance?.instructions ?? [];
    if (execution === undefined || instruction === undefined)
      throw new Error('nothing to reason about');
    const text = `I think.\n\nAnswer: ${execution.output}`;
    const file = join(mkdtempSync(join(tmpdir(), 'pbb-eval-reasonings-')), 'reasonings.jsonl');
    const record = {
      format: 1,
      kind: 'reasoning',
      instruction: instruction.id,
      name: instruction.name,
      fingerprint: createHash('sha256').update(instruction.source).digest('hex'),
      input: execution.input,
      text,
      kept: true,
      reason: null,
      probes: [],
      attempt: 0,
      model: 'm',
      simulated: false,
      endpoint: null,
      sampling: {},
      prompt_version: 1,
      at: '2026-01-01T00:00:00Z',
      version: '0',
    };
    writeFileSync(file, `${JSON.stringify(record)}\n`);
    const { linesOf } = await written({ reasonings: file });
    const lines = linesOf('stage-1.trl-prompt-completion.jsonl');
    expect(lines.filter((line) => line.includes('I think.'))).toHaveLength(1);
    writeFileSync(file, `${JSON.stringify({ ...record, kept: false })}\n`);
    await expect(written({ reasonings: file })).rejects.toThrow(
      `curriculum.reasonings: ${file} keeps no reasoning of an instruction of this config`,
    );
  });
});
