/**
 * The published problems that are at hand, with ground truth by our engines and by CPython. Nothing of them is part of this package, so
 * without the file, or without `python3`, the comparison is skipped.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type DataSetRun,
  KeptOutcomes,
  type Outcome,
  type Program,
  runDataSet,
  sameValue,
} from '../../../src/sandbox/index.js';
import { COMPARISON } from '../../../src/suites/leetcode/problem.js';
import { readProblems } from '../../../src/suites/leetcode/problems-file.js';
import { programOf } from '../../../src/suites/leetcode/solution-program.js';
import { casesOf, LIMITS, sorted } from '../../../src/suites/leetcode/usable.js';
import { emptyFolder } from '../../e2e/cli.js';
import { cpythonVersion } from '../../python/cpython.js';

const FOLDER = process.env['PBB_EVAL_SHARED'] ?? '../shared';
const FILE = join(FOLDER, 'data', 'leetcode-dev.jsonl.gz');
const isHere = existsSync(FILE);

/** Of a program; in the sandbox they have 20. */
const SECONDS = 20;

const SCRIPT = `
import json, signal, sys

class Slow(BaseException):
    pass

def stop(*_):
    raise Slow()

signal.signal(signal.SIGALRM, stop)

def outcomes(source, calls):
    names = {'__name__': '__main__'}
    try:
        exec(compile(source, 'program', 'exec'), names)
    except Exception as error:
        return ['!! ' + type(error).__name__ for _ in calls]
    return [outcome(call, names) for call in calls]

def outcome(call, names):
    try:
        return repr(eval(call, names))
    except Exception as error:
        return '!! ' + type(error).__name__

for line in sys.stdin:
    job = json.loads(line)
    signal.alarm(${SECONDS})
    try:
        ended = outcomes(job['source'], job['calls'])
    except Slow:
        ended = ['!! slow' for _ in job['calls']]
    signal.alarm(0)
    print(json.dumps(ended), flush=True)
`;

/** How native CPython ends every call: `repr` of the value, or `!! ` and the exception's type. */
async function inCPython(programs: readonly Program[]): Promise<string[][]> {
  const python = spawn('python3', ['-B', '-c', SCRIPT], {
    env: { PYTHONHASHSEED: '0', PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  python.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const { source, calls } of programs) {
    python.stdin.write(`${JSON.stringify({ source, calls })}\n`);
  }
  python.stdin.end();
  await new Promise((resolve) => python.on('close', resolve));
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  return lines.map((line): string[] => JSON.parse(line));
}

function ending(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'value') return outcome.repr;
  return `!! ${outcome?.kind === 'raised' ? outcome.type : outcome?.kind}`;
}

describe('the problems of LeetCodeDataset at hand', () => {
  it.skipIf(!isHere)(
    isHere ? 'are usable or refused with a reason, every one' : `skipped: no ${FILE} here`,
    async () => {
      const problems = readProblems(FILE);
      const { usable, refused } = await sorted(problems);
      const ids = [...usable, ...refused].map(({ id }) => id);
      expect(ids.toSorted()).toEqual(problems.map(({ id }) => id).toSorted());
      for (const { reason, line } of refused) {
        expect(reason).not.toBe('');
        expect(line).toBeGreaterThan(0);
      }
      const reasons = refused.map(({ id, reason, detail }) => `${id}: ${reason}: ${detail}\n`);
      process.stdout.write(
        `LeetCode: ${usable.length} of ${problems.length} usable\n${reasons.join('')}`,
      );
      expect(usable.length).toBeGreaterThan(0.95 * problems.length);
    },
    240_000,
  );

  it.skipIf(!isHere || cpythonVersion === undefined)(
    'give in our engines what they give in CPython',
    async () => {
      const read = readProblems(FILE).flatMap((problem) => {
        const cases = casesOf(problem);
        return Array.isArray(cases) ? [{ problem, cases }] : [];
      });
      const programs = read.map(({ problem, cases }) => programOf(problem, cases));
      const [ours, theirs] = await Promise.all([
        runDataSet(programs, LIMITS, new KeptOutcomes(emptyFolder())),
        inCPython(programs),
      ]);
      const different = read.flatMap(({ problem }, at) =>
        differences(problem.id, ours[at], theirs[at] ?? []),
      );
      const calls = programs.reduce((sum, program) => sum + program.calls.length, 0);
      process.stdout.write(
        `LeetCode: ${programs.length} programs, ${calls} calls, as in ${cpythonVersion} but for ${different.length}\n${different.join('\n')}\n`,
      );
      for (const text of different) expect(KNOWN).toContain(text.split(':', 1)[0]);
    },
    240_000,
  );
});

/** `word-ladder-ii` goes through sets of texts, whose order depends on the build; the other one needs numpy, where CPython has it. */
const KNOWN = ['word-ladder-ii', 'abbreviating-the-product-of-a-range'];

function differences(id: string, run: DataSetRun | undefined, theirs: readonly string[]): string[] {
  return theirs.flatMap((native, at) => {
    const own = ending(run?.outcomes[at]);
    const same = own === native || sameValue(own, native, COMPARISON);
    return same ? [] : [`${id}: ${own.slice(0, 80)}, in CPython ${native.slice(0, 80)}`];
  });
}
