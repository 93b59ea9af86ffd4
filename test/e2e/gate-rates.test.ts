/**
 * The gate from end to end, as `bench/gate.js` has it with 200 repetitions: runs that the harness wrote, of simulated models
 * whose accuracy differs by 0, 2 and 10 points, and the verdicts of `check` on every declared split.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from './cli.js';

const REPETITIONS = 8;

test('check gives its verdicts as often as the design predicts, on every split', async () => {
  const bench = join(ROOT, 'bench', 'gate.js');
  // It ends with exit code 1, which rejects, where a rate lies outside its band.
  const { stdout } = await promisify(execFile)(process.execPath, [bench, String(REPETITIONS)]);
  expect(stdout).toContain('\n0 rates outside their bands\n');
  const rates = (split: string): string[] =>
    stdout
      .split('\n')
      .filter((line) => line.trim().startsWith(`${split} `))
      .map((line) => line.trim().split(/ +/)[1] ?? '');
  for (const split of ['w-io-test', 'wo-io']) {
    const [none, , ten] = rates(split);
    expect(rates(split)).toHaveLength(3);
    expect(Number.parseFloat(none ?? '')).toBeLessThanOrEqual(25);
    expect(ten).toBe('100.0%');
  }
});
