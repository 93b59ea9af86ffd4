/** The scripts of examples/train as processes, on the curriculum of tiny.yaml. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Ended, emptyFolder, ROOT, run } from '../e2e/cli.js';

export const RECIPES: string = join(ROOT, 'examples', 'train');
const RUNS = 'import sys; sys.exit(sys.version_info < (3, 10))';
export const hasPython: boolean = spawnSync('python3', ['-c', RUNS]).status === 0;

/** `python3 SCRIPT …` in `cwd`. */
export function python(
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
export async function withCurriculum(kind: string): Promise<string> {
  const folder = emptyFolder();
  const options = ['--out', 'curriculum', '--set', `curriculum.kind=${kind}`];
  const ended = await run(['curriculum', join(RECIPES, 'tiny.yaml'), ...options], folder);
  expect(ended).toMatchObject({ code: 0 });
  return folder;
}

export async function plan(folder: string, script: string, ...args: readonly string[]) {
  const ended = await python(folder, [join(RECIPES, script), 'curriculum', ...args, '--plan']);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}

/** What the name of a test says that was skipped. */
export const needs: string = hasPython ? '' : ' (skipped: needs python3 3.10 or later on the PATH)';
