/** The built command line as a process, the way a user runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));
export const CLI: string = join(ROOT, 'dist', 'bin', 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `pbb-eval …` in `cwd` with these variables and PATH alone. */
export function start(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Started {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, ended };
}

export function run(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Ended> {
  return start(args, cwd, env).ended;
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a config of one simulated model into `folder`. */
export function simulatedConfig(folder: string, more: string = '', latencyMs: number = 0): string {
  const path = join(folder, 'sim.yaml');
  writeFileSync(
    path,
    `models:
  - label: noisy
    simulator: { kind: noisy, skill: 0.4, icc: 0.3, malformed: 0.2, reasoned: 0.1, latency_ms: ${latencyMs} }
suites:
  - suite: random-arithmetic
    train: 10
    evaluation: 10
    items_per_function: 2
    splits: [w-io-test, wo-io]
endpoint: { concurrency: 2 }
${more}`,
  );
  return path;
}
