import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, parseConfig } from '../../src/config/load.js';
import { MAX_SAMPLES } from '../../src/store/records.js';

const GOOD = `models:
  - label: step-100
    base_url: http://localhost:8000/v1
suites:
  - suite: random-arithmetic
`;

/** The message that a person reads for a config. */
function faults(source: string, changes: readonly string[] = []): string {
  try {
    parseConfig(source, 'my.yaml', changes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no fault';
}

describe('a config', () => {
  it('gets its defaults', () => {
    const config = parseConfig(GOOD, 'configs/my.yaml');
    expect(config.name).toBe('my');
    expect(config.sampling).toMatchObject({ samples: 16, temperature: 0.8, top_p: 1, top_k: -1 });
    expect(config.suites[0]).toMatchObject({
      answers: ['direct', 'cot'],
      train: 100,
      evaluation: 100,
      executions: 30,
      items_per_function: 10,
    });
    expect(config.endpoint).toEqual({
      concurrency: 'auto',
      loading_s: 600,
      timeout_s: 600,
      retries: 5,
      choices_per_request: 16,
    });
  });

  it('takes as many samples as a manifest can hold, and no more', () => {
    const asking = (samples: number) =>
      parseConfig(GOOD, 'my.yaml', [`sampling.samples=${samples}`]);
    expect(asking(MAX_SAMPLES).sampling.samples).toBe(MAX_SAMPLES);
    expect(() => asking(MAX_SAMPLES + 1)).toThrow(`${MAX_SAMPLES}`);
  });

  it('is changed by --set, with the same validation', () => {
    const config = parseConfig(GOOD, 'my.yaml', [
      'sampling.samples=4',
      'models[0].label=step-200',
      'suites.0.splits=[wo-io]',
    ]);
    expect(config.sampling.samples).toBe(4);
    expect(config.models[0]?.label).toBe('step-200');
    expect(config.suites[0]?.splits).toEqual(['wo-io']);
    expect(faults(GOOD, ['sampling.samples=many'])).toContain(
      'sampling.samples: expected a number; found "many"',
    );
    expect(faults(GOOD, ['samples'])).toBe(
      '--set: found "samples"\n' +
        '  write it as path=value, for example --set sampling.samples=4 or --set models[0].label=step-100',
    );
    expect(faults(GOOD, ['models.9.label=x'])).toBe(
      '--set: models[9]: not there; the last is models[0]',
    );
  });

  it('with an unknown key is told the nearest known one, with place and caret', () => {
    expect(faults(`${GOOD}sampling:\n  temprature: 0.8\n`)).toBe(
      [
        'my.yaml:7:3: sampling.temprature: unknown key "temprature"; did you mean "temperature"?',
        '  7 |   temprature: 0.8',
        '    |   ^^^^^^^^^^',
        '  known keys here: samples, temperature, top_p, top_k, min_p, repetition_penalty, stop, logprobs, max_tokens',
      ].join('\n'),
    );
  });

  it('with a key of another suite or simulator is told the keys of this one', () => {
    const suite = GOOD.replace('random-arithmetic', 'grammars');
    expect(faults(`${suite}    items_per_function: 1\n`)).toBe(
      [
        'my.yaml:6:5: suites[0].items_per_function: unknown key "items_per_function"',
        '  6 |     items_per_function: 1',
        '    |     ^^^^^^^^^^^^^^^^^^',
        '  known keys here: suite, splits, answers, seed, train, evaluation, executions, depth, held_out',
      ].join('\n'),
    );
    const oracle = 'models:\n  - label: a\n    simulator: { kind: oracle, skill: 1 }\n';
    expect(faults(`${oracle}suites:\n  - suite: grammars\n`)).toMatch(
      /unknown key "skill"\n(?:.*\n)*\s*known keys here: kind, seed, /,
    );
  });

  it('with a wrong type is told what was found and what is expected', () => {
    expect(faults(`${GOOD}sampling:\n  temperature: hot\n`)).toBe(
      [
        'my.yaml:7:16: sampling.temperature: expected a number; found "hot"',
        '  7 |   temperature: hot',
        '    |                ^^^',
      ].join('\n'),
    );
  });

  it('is told every fault at once', () => {
    const message = faults(
      `models: []\nsuites:\n  - suite: random-arithmetic\n    train: 0.5\n    oops: 1\nsamplng: {}\n`,
    );
    expect(message).toContain('my.yaml:1:9: models: expected at least 1 entries');
    expect(message).toContain('my.yaml:4:12: suites[0].train: expected a whole number; found 0.5');
    expect(message).toContain('my.yaml:5:5: suites[0].oops: unknown key "oops"');
    expect(message).toContain(
      'my.yaml:6:1: samplng: unknown key "samplng"; did you mean "sampling"?',
    );
  });

  it('with an unknown suite, split or answer is told which there are', () => {
    expect(faults(GOOD.replace('random-arithmetic', 'random-arithmetics'))).toBe(
      [
        'my.yaml:5:12: suites[0].suite: found "random-arithmetics"; did you mean "random-arithmetic"?',
        '  5 |   - suite: random-arithmetics',
        '    |            ^^^^^^^^^^^^^^^^^^',
        '  allowed: random-arithmetic, random-arithmetic-compositions, grammars, ciphers, algorithms, leetcode, cruxeval, jsonl, programs',
      ].join('\n'),
    );
    expect(faults(`${GOOD}    splits: [wo-io, w-io-tset]\n`)).toBe(
      [
        'my.yaml:6:21: suites[0].splits[1]: found "w-io-tset"; did you mean "w-io-test"?',
        '  6 |     splits: [wo-io, w-io-tset]',
        '    |                     ^^^^^^^^^',
        '  allowed: w-io-train, w-io-test, wo-io, in-context, recall',
      ].join('\n'),
    );
    expect(faults(`${GOOD}    answers: [cot, cot]\n`)).toContain(
      'suites[0].answers: expected each name once',
    );
  });

  it('that lacks models and suites is told so', () => {
    expect(faults('')).toBe(
      'my.yaml: models: missing; expected a list\nmy.yaml: suites: missing; expected a list',
    );
    expect(faults('models:\n  - label: a\nsuites:\n  - {}\n')).toContain(
      'suites[0].suite: missing\n',
    );
  });

  it('with broken YAML is told where', () => {
    expect(faults('models: [\n  - a\n')).toMatch(/^my\.yaml:\d+:\d+: not valid YAML: /);
    expect(faults('a: 1\na: 2\n')).toContain(
      'my.yaml:2:1: not valid YAML: Map keys must be unique',
    );
  });

  it('names exactly one of an endpoint and a simulator', () => {
    const neither = 'models:\n  - label: a\nsuites:\n  - suite: random-arithmetic\n';
    expect(faults(neither)).toContain(
      'models[0]: expected exactly one of base_url (a real endpoint) and simulator (a simulated model)',
    );
    expect(faults(neither.replace('label: a', 'label: a\n    simulator: { kind: oracle }'))).toBe(
      'no fault',
    );
  });

  it('whose headers would hold a secret is told where secrets come from', () => {
    const message = faults(
      GOOD.replace('/v1\n', '/v1\n    headers: { X-Api-Key: sk-secret-123 }\n'),
    );
    expect(message).toContain(
      'models[0].headers.X-Api-Key: a header that may hold a secret comes from the environment: name its variable under header_env',
    );
    expect(message).not.toContain('sk-secret-123');
  });

  it('that sets what its server cannot be sent is told so', () => {
    const source = GOOD.replace('/v1\n', '/v1\n    server: openai\n');
    expect(() => parseConfig(source, 'my.yaml', ['sampling.top_k=5'])).toThrow(
      'models[0].server: openai cannot be sent top_k, and sampling.top_k is 5',
    );
    expect(parseConfig(source, 'my.yaml').models[0]?.server).toBe('openai');
  });

  it('never shows a key that was typed where its variable belongs', () => {
    const message = faults(GOOD.replace('/v1\n', '/v1\n    api_key_env: sk-secret-123\n'));
    expect(message).toContain(
      'models[0].api_key_env: expected the NAME of an environment variable, never the key itself',
    );
    expect(message).not.toContain('secret');
    const inUrl = faults(GOOD.replace('http://localhost', 'http://user:hunter2@localhost'));
    expect(inUrl).toContain('models[0].base_url: expected an address without user, password');
    expect(inUrl).not.toContain('hunter2');
  });

  it('keeps labels that are folders of their own', () => {
    expect(faults(GOOD.replace('step-100', '../up'))).toContain('models[0].label: letters, digits');
    const two = GOOD.replace(
      'suites:',
      '  - label: STEP-100\n    base_url: http://localhost:1/v1\nsuites:',
    );
    expect(faults(two)).toContain('models[1].label: expected each label once');
    expect(faults(`${GOOD}  - suite: random-arithmetic\n`)).toContain(
      'suites[1].suite: expected each suite once',
    );
  });

  it('checks what two options must fulfil together', () => {
    expect(faults(`${GOOD}    train: 600\n    evaluation: 500\n`)).toMatch(/suites\[0\].*1000/);
  });

  it('cannot be grown by aliases', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf'].map((pair) => pair.split(''))) {
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${of}`).join(',')}]`);
    }
    expect(faults(bomb.join('\n'))).toContain('not valid YAML: Excessive alias count');
  });
});

describe('a config file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-config-'));

  it('that is missing, a folder or far too large is refused by name', () => {
    expect(() => loadConfig(join(folder, 'none.yaml'))).toThrow(
      `${join(folder, 'none.yaml')}: no such config file\n  npx pbb-eval init writes a config to start from`,
    );
    expect(() => loadConfig(folder)).toThrow(`${folder}: a folder, not a config file`);
    writeFileSync(join(folder, 'big.yaml'), ' '.repeat(1_000_001));
    expect(() => loadConfig(join(folder, 'big.yaml'))).toThrow(
      'larger than 1000000 bytes, so not a config',
    );
  });

  it('gives the evaluation its name', () => {
    writeFileSync(join(folder, 'my run (2).yaml'), GOOD);
    expect(loadConfig(join(folder, 'my run (2).yaml')).name).toBe('my-run-2');
  });
});
