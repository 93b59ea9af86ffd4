import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { type DescribeOutcome, describeAll, type Kind } from '../../src/descriptions/describe.js';
import { compileProgram, repr } from '../../src/python/index.js';
import {
  type DescriptionRecord,
  fingerprintOf,
  recordSchema,
} from '../../src/suites/random-arithmetic/described.js';
import { readDescription } from '../../src/suites/random-arithmetic/english/read.js';
import { randomArithmetic } from '../../src/suites/random-arithmetic/random-arithmetic.js';

const SIZES = { train: 4, evaluation: 12 };
const { instructions } = randomArithmetic.instantiate(SIZES);

function emptyFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-describe-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'texts.jsonl');
}

interface Given {
  readonly model?: object;
  readonly suite?: object;
  readonly kind?: Kind;
  readonly signal?: AbortSignal;
}

const ORACLE = { simulator: { kind: 'oracle' } };
const CARELESS = { simulator: { kind: 'noisy', skill: 0.4 } };

async function run(out: string, given: Given = {}): Promise<DescribeOutcome> {
  const source = {
    models: [{ label: 'teacher', ...(given.model ?? ORACLE) }],
    sampling: { samples: 3 },
    suites: [{ suite: 'random-arithmetic', ...SIZES, ...given.suite }],
    endpoint: { retries: 0, timeout_s: 60 },
  };
  const config = parseConfig(JSON.stringify(source), 'test.yaml');
  const [model] = config.models;
  if (model === undefined) throw new Error('the config has a model');
  return await describeAll({
    config,
    model,
    access: { apiKey: 'sesame' },
    kind: given.kind ?? 'description',
    out,
    probes: 6,
    tries: 3,
    signal: given.signal ?? new AbortController().signal,
  });
}

function recordsOf(file: string): DescriptionRecord[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => recordSchema.parse(JSON.parse(line)));
}

describe('descriptions by a model', () => {
  it('are kept of every instruction when they are right, with where they come from', async () => {
    const out = emptyFile();
    expect(await run(out)).toEqual({
      instructions: 16,
      kept: 16,
      rejected: 0,
      probes: 16 * 6,
      contradicted: 0,
      missing: 0,
      failure: null,
    });
    const records = recordsOf(out);
    expect(records.map(({ instruction }) => instruction).toSorted()).toEqual(
      instructions.map(({ id }) => id).toSorted(),
    );
    for (const record of records) {
      const { source = '' } = instructions.find(({ id }) => id === record.instruction) ?? {};
      expect(record).toMatchObject({
        format: 1,
        kind: 'description',
        fingerprint: fingerprintOf(source),
        kept: true,
        model: 'simulated:teacher',
        simulated: true,
        endpoint: null,
        prompt_version: 1,
      });
      expect(record.sampling).toMatchObject({ temperature: 0.8, samples: 3, max_tokens: 1024 });
      expect(new Set(record.probes.map(({ input }) => input)).size).toBe(6);
    }
  });

  it('are rejected when on some probe most readers find something else, and asked for again', async () => {
    const out = emptyFile();
    const outcome = await run(out, { model: CARELESS });
    const records = recordsOf(out);
    expect(outcome.rejected).toBeGreaterThan(5);
    expect(outcome.contradicted).toBeGreaterThan(5);
    expect(outcome.missing).toBe(0);
    for (const { text, kept, probes, reason } of records) {
      const wrong = probes.filter(({ answer, expected }) => answer !== expected).length;
      expect(kept).toBe(wrong === 0 && text !== '');
      if (wrong > 0) expect(reason).toBe(`${wrong} of 6 probes contradict the program`);
      if (text === '') continue;
      const read = readDescription(text);
      const program = compileProgram({ kind: 'Module', functions: [read] });
      if (!kept) continue;
      for (const { input, expected } of probes) {
        expect(repr(program.call(read.name, [Number(input)]).value)).toBe(expected);
      }
    }
    for (const { id } of instructions) {
      const own = records.filter(({ instruction }) => instruction === id);
      expect(own.map(({ attempt }) => attempt)).toEqual(own.map((_, at) => at));
      expect(own.slice(0, -1).every(({ kept }) => !kept)).toBe(true);
      expect(own.at(-1)?.kept === true || own.length === 3).toBe(true);
    }
  });

  it('are not asked for again, and a torn last line is', async () => {
    const out = emptyFile();
    await run(out, { model: CARELESS });
    const whole = readFileSync(out, 'utf8');
    const again = await run(out, { model: CARELESS });
    expect(readFileSync(out, 'utf8')).toBe(whole);
    const texts = recordsOf(out).map(({ text }) => text);
    const lines = whole.trimEnd().split('\n');
    writeFileSync(out, `${lines.slice(0, 5).join('\n')}\n`);
    appendFileSync(out, '{"format":1,"kind":"descr');
    expect(await run(out, { model: CARELESS })).toEqual(again);
    const found = recordsOf(out).map(({ text }) => text);
    expect(found.toSorted()).toEqual(texts.toSorted());
  });

  it('are refused into a file of other programs, or of something else', async () => {
    const out = emptyFile();
    await run(out);
    const [first] = recordsOf(out);
    const { fingerprint } = first ?? {};
    writeFileSync(out, readFileSync(out, 'utf8').replace(fingerprint ?? '', 'other'));
    await expect(run(out)).rejects.toThrow(
      `${out}:1: a description of another program. Nothing was asked; choose another file.`,
    );
    writeFileSync(out, '{}\n');
    await expect(run(out)).rejects.toThrow(`${out}:1: no description.`);
  });

  it('are of functions that stand alone: any other suite is refused', async () => {
    const out = emptyFile();
    await expect(
      run(out, { suite: { suite: 'grammars', train: 1, evaluation: 1 } }),
    ).rejects.toThrow('descriptions are of the functions of random-arithmetic');
    expect(existsSync(out)).toBe(false);
  });

  it('are missing when the endpoint is, which is told without a secret', async () => {
    const out = emptyFile();
    const model = { base_url: 'http://127.0.0.1:9/v1' };
    const outcome = await run(out, { model });
    expect(outcome.missing).toBe(16);
    expect(outcome.failure?.kind).toBe('unreachable');
    expect(outcome.failure?.message).not.toContain('sesame');
    expect(readFileSync(out, 'utf8')).toBe('');
  });

  it('are left when somebody interrupts, and nothing half-written with them', async () => {
    const out = emptyFile();
    const outcome = await run(out, { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ kept: 0, missing: 16, failure: null });
    expect(readFileSync(out, 'utf8')).toBe('');
  });
});

describe('reasonings by a model', () => {
  it('are of train functions, on what training shows first, and kept when they end in the result', async () => {
    const out = emptyFile();
    const outcome = await run(out, { kind: 'reasoning', model: CARELESS });
    const instance = randomArithmetic.instantiate(SIZES);
    const executions = [...instance.executions()];
    expect(outcome.instructions).toBe(4);
    for (const { instruction, input, kept, text, reason } of recordsOf(out)) {
      const first = executions.find((execution) => execution.instruction === instruction);
      expect(input).toBe(first?.input);
      expect(kept).toBe(text.endsWith(`\nAnswer: ${first?.output}`));
      expect(reason === null).toBe(kept);
    }
  });
});

describe('the suite with a file of descriptions', () => {
  const suite = randomArithmetic;

  it('shows them in context, and nothing of them elsewhere', async () => {
    const out = emptyFile();
    await run(out);
    const options = { ...SIZES, instructions: 'natural-language' };
    const theirs = suite.instantiate({ ...options, descriptions: out });
    const ours = suite.instantiate(options);
    const texts = new Map(recordsOf(out).map(({ instruction, text }) => [instruction, text]));
    for (const item of theirs.items('in-context', 'direct')) {
      expect(item.messages[0]?.content).toContain(`\n\n${texts.get(item.instruction)}\n\n`);
    }
    expect(theirs.instructions.map(({ description }) => description)).toEqual(
      theirs.instructions.map(({ id }) => texts.get(id)),
    );
    expect([...theirs.items('wo-io', 'cot')]).toEqual([...ours.items('wo-io', 'cot')]);
  });

  it('refuses a file of other programs, one that lacks some, and one that is none', async () => {
    const out = emptyFile();
    await run(out);
    const use = (more: object = {}) =>
      suite.instantiate({ ...SIZES, instructions: 'natural-language', descriptions: out, ...more });
    expect(() => use({ train: 6 })).toThrow(
      `${out}: there is no kept description of random-arithmetic/s1-0004 and 1 more\n` +
        '  pbb-eval data describe asks a model for those that a file does not have yet.',
    );
    const lines = readFileSync(out, 'utf8').split('\n');
    const [{ fingerprint, instruction } = { fingerprint: '', instruction: '' }] = recordsOf(out);
    writeFileSync(out, lines.join('\n').replace(fingerprint, '0'.repeat(64)));
    expect(use).toThrow(
      `${out}:1:1: the description is of another program than ${instruction} is here`,
    );
    writeFileSync(out, 'what\n');
    expect(use).toThrow(`${out}:1:1: no description`);
    expect(() => use({ descriptions: `${out}.none` })).toThrow(`${out}.none: no such file`);
  });
});
