/** What the output is like where it goes: a terminal of any width, a pipe that is closed early, no colours anywhere. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder, run, simulatedConfig } from './cli.js';

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) process.stderr.write('terminals: skipped, there is no script command\n');

/** What a terminal of so many columns shows of a command. */
function shownOn(columns: number, words: string, cwd: string, env: Record<string, string> = {}) {
  const line = `stty cols ${columns} rows 24; '${process.execPath}' '${CLI}' ${words}`;
  const ended = spawnSync('script', ['-qefc', line, '/dev/null'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], TERM: 'xterm-256color', ...env },
  });
  return { code: ended.status, lines: ended.stdout.replaceAll('\r', '').split('\n') };
}

describe.runIf(hasTerminal)('a terminal', () => {
  it('is sent no colours, with NO_COLOR or without, whatever FORCE_COLOR says', () => {
    const folder = emptyFolder();
    simulatedConfig(folder);
    for (const env of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '3' }]) {
      const plan = shownOn(100, 'plan sim.yaml', folder, env);
      expect(plan.code).toBe(0);
      // Node itself warns of NO_COLOR beside FORCE_COLOR alone.
      expect(plan.lines.join('\n')).not.toContain('\u001b[3');
    }
  });

  it.each([40, 80])('of %i columns gets help that fits it', (columns) => {
    const folder = emptyFolder();
    for (const words of ['--help', 'run --help', 'batch --help', 'report --help']) {
      const { code, lines } = shownOn(columns, words, folder);
      expect(code).toBe(0);
      expect(lines.length).toBeGreaterThan(5);
      for (const line of lines)
        expect(line.length, `${words}: ${line}`).toBeLessThanOrEqual(columns);
    }
  });
});

/** Runs a command whose reader goes away after the first bytes. */
function cutOff(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout.once('data', () => child.stdout.destroy());
  return new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

describe('a pipe', () => {
  it('may be closed early, as by head: no fault, and the exit code stays', async () => {
    const folder = emptyFolder();
    simulatedConfig(folder);
    const grammar = ['grammar', 'derive', 'g.cfg'];
    writeFileSync(`${folder}/g.cfg`, "S -> 'a' S | 'a'\n");
    const derived = await cutOff([...grammar, '--samples', '20000'], folder);
    expect(derived).toEqual({ code: 0, stderr: '' });
    const ran = await cutOff(['run', 'sim.yaml', '--limit', '2'], folder);
    expect(ran.code).toBe(0);
    const again = await run(['report', 'results/sim'], folder);
    expect(again.code).toBe(0);
  });
});

describe('--set', () => {
  it('is held to what the file is held to, in the same words', async () => {
    const folder = emptyFolder();
    simulatedConfig(folder, 'sampling: { sample: 4 }\n');
    const inFile = await run(['plan', 'sim.yaml'], folder);
    simulatedConfig(folder);
    const bySet = await run(['plan', 'sim.yaml', '--set', 'sampling.sample=4'], folder);
    const message = 'unknown key "sample"; did you mean "samples"?';
    expect(inFile).toMatchObject({ code: 2, stdout: '' });
    expect(bySet).toMatchObject({ code: 2, stdout: '' });
    expect(inFile.stderr).toContain(`sampling.sample: ${message}`);
    expect(bySet.stderr).toContain(`--set: sampling.sample: ${message}`);
    for (const [set, words] of [
      ['sampling.temperature=hot', 'expected a number; found "hot"'],
      ['models.0.label=', 'found nothing'],
      ['suites.0.suite=cypher', 'allowed: random-arithmetic'],
      ['nonsense', 'write it as path=value'],
      ['sampling.samples.more=1', 'expected a number; found a block of keys'],
    ] as const) {
      const ended = await run(['plan', 'sim.yaml', '--set', set], folder);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain(words);
    }
  });
});
