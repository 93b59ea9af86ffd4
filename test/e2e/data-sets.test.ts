/** Suites that read a data set, from the command line: what is told of it, and runs that are scored again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, ROOT, run } from './cli.js';

const PROBLEMS = Array.from({ length: 12 }, (_, at) => ({
  id: `p${at}`,
  problem: `The problem p${at}.`,
  source: `def f(n):\n    return n * ${at + 2}${at === 3 ? ' / 0' : ''}\n`,
  entry: 'f',
  cases: [1, 2, 3, 4].map((n) => ({ input: `n = ${n}` })),
}));

const FUNCTIONS = Array.from({ length: 12 }, (_, at) => ({
  id: `s${at}`,
  code: `${at === 0 ? 'import math\n' : ''}def f(x):\n    return [x] * ${at + 2}\n`,
  input: "'a'",
  output: JSON.stringify(Array.from({ length: at + 2 }, () => 'a')),
}));

function configIn(folder: string, suite: string, lines: readonly object[], more = ''): string {
  writeFileSync(join(folder, 'data.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(
    join(folder, 'my.yaml'),
    'models:\n  - { label: m, simulator: { kind: noisy, skill: 0.6 } }\nsampling: { samples: 8 }\n' +
      `suites:\n  - { suite: ${suite}, file: data.jsonl${more} }\n`,
  );
  return 'my.yaml';
}

const SIZES = ', train: 6, evaluation: 5, held_out: 2';

describe('a run on a data set', () => {
  it('says what of it is left out, and writes it down', async () => {
    const folder = emptyFolder();
    const env = { PBB_EVAL_CACHE: join(folder, 'cache') };
    const config = configIn(folder, 'leetcode', PROBLEMS, SIZES);
    const planned = await run(['plan', config], folder, env);
    expect(planned).toMatchObject({
      code: 0,
      stderr: 'leetcode: 11 can be used; left out: 1 (raises)\n',
    });
    const sets = ['file=data.jsonl', 'train=6', 'evaluation=5', 'held_out=2'];
    const written = await run(
      ['data', 'leetcode', '--out', 'data', ...sets.flatMap((set) => ['--set', set])],
      folder,
      env,
    );
    expect(written.stdout).toContain('data/refused.jsonl: 11 can be used; left out: 1 (raises)\n');
    expect(readFileSync(join(folder, 'data', 'refused.jsonl'), 'utf8')).toBe(
      '{"id":"p3","line":4,"reason":"raises","detail":"ZeroDivisionError: division by zero"}\n',
    );
  });

  it.each(['leetcode', 'cruxeval'])('of %s is scored again as it was scored', async (suite) => {
    const folder = emptyFolder();
    const env = { PBB_EVAL_CACHE: join(folder, 'cache') };
    const isCrux = suite === 'cruxeval';
    const config = configIn(folder, suite, isCrux ? FUNCTIONS : PROBLEMS, isCrux ? '' : SIZES);
    const ran = await run(['run', config], folder, env);
    expect(ran).toMatchObject({ code: 0 });
    const [, directory = ''] = /run directory: (.*)/.exec(ran.stdout) ?? [];
    const summary = readFileSync(join(folder, directory, 'summary.json'), 'utf8');
    const scored = await run(['score', directory], folder, env);
    expect(scored).toMatchObject({ code: 0, stderr: `${directory}: scored again\n` });
    expect(readFileSync(join(folder, directory, 'summary.json'), 'utf8')).toBe(summary);
  });

  it('of cruxeval is scored as far as its code was run, and says so', async () => {
    const folder = emptyFolder();
    const env = { PBB_EVAL_CACHE: join(folder, 'cache') };
    const config = configIn(folder, 'cruxeval', FUNCTIONS, ', splits: [input]');
    const ran = await run(['run', config], folder, env);
    const [, directory = ''] = /run directory: (.*)/.exec(ran.stdout) ?? [];
    writeFileSync(join(folder, directory, 'observations.jsonl'), '');
    const scored = await run(['score', directory], folder, env);
    expect(scored.code).toBe(0);
    expect(scored.stderr).toMatch(
      /: scored again; \d+ samples whose code was not run, without a verdict: pbb-eval run with its config runs it\n$/,
    );
    expect(scored.stdout).toContain('of the samples are missing');
  });

  it.each([
    ['leetcode.yaml', 'newfacade/LeetCodeDataset'],
    ['cruxeval.yaml', 'facebookresearch/cruxeval'],
  ])('of %s says where the data set is to be had', async (config, name) => {
    const ended = await run(['plan', join(ROOT, 'eval-configs', config)], emptyFolder());
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^\w+\.jsonl: no such file\n/);
    expect(ended.stderr).toContain(name);
    expect(ended.stderr).toMatch(/MIT|licence/);
  });
});
