/**
 * How long it takes to plan 600 LeetCode problems, of which every solution in the file is run: cold, and with what programs gave kept.
 * Beside it the same programs in native Python where there is one. Needs LeetCodeDataset's file: LEETCODE=… node bench/leetcode.js
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const shared = process.env.PBB_EVAL_SHARED ?? '../shared';
const file = process.env.LEETCODE ?? join(shared, 'data', 'leetcode-dev.jsonl.gz');
const ROUNDS = Number(process.env.ROUNDS ?? 3);

const SCRIPT = `
import json, sys
for line in sys.stdin:
    job = json.loads(line)
    names = {'__name__': '__main__'}
    try:
        exec(compile(job['source'], 'program', 'exec'), names)
        for call in job['calls']:
            repr(eval(call, names))
    except Exception:
        pass
`;

if (existsSync(file)) await compare();
else console.log(`leetcode: skipped, no ${file}`);

async function compare() {
  const cache = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
  process.env.PBB_EVAL_CACHE = cache;
  const { leetcode } = await import('../dist/suites/leetcode/leetcode.js');
  const plan = async () => {
    const start = performance.now();
    const instance = await leetcode.instantiate({ file });
    let items = 0;
    for (const split of instance.splits) {
      for (const answer of leetcode.answers) {
        for (const _ of instance.items(split, answer)) items += 1;
      }
    }
    return { seconds: (performance.now() - start) / 1000, items, usable: instance.usable };
  };
  const cold = await plan();
  const kept = [];
  for (let round = 0; round < ROUNDS; round += 1) kept.push((await plan()).seconds);
  rmSync(cache, { recursive: true });
  const native = await nativeSeconds();
  console.log(
    `leetcode: ${cold.usable} problems usable, ${cold.items} items of 600: ${cold.seconds.toFixed(1)} s cold, ` +
      `${Math.min(...kept).toFixed(2)} to ${Math.max(...kept).toFixed(2)} s kept; ` +
      `native Python runs the programs in ${native === null ? 'no time: there is none' : `${native.toFixed(1)} s`}`,
  );
}

/** One process that runs every program. */
async function nativeSeconds() {
  const { readProblems } = await import('../dist/suites/leetcode/problems-file.js');
  const { programOf } = await import('../dist/suites/leetcode/solution-program.js');
  const { casesOf } = await import('../dist/suites/leetcode/usable.js');
  const programs = readProblems(file).flatMap((problem) => {
    const cases = casesOf(problem);
    return Array.isArray(cases) ? [programOf(problem, cases)] : [];
  });
  const input = programs.map((program) => `${JSON.stringify(program)}\n`).join('');
  const start = performance.now();
  const { status } = spawnSync('python3', ['-c', SCRIPT], { input });
  return status === 0 ? (performance.now() - start) / 1000 : null;
}
