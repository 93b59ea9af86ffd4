/** `pbb-eval view` as a user runs it: it says where it listens, ends on Ctrl-C, and writes a report. */
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunsPage } from '../../src/viewer/api.js';
import { writeRun } from '../comparison/runs.js';
import { emptyFolder, run, start } from './cli.js';

describe('pbb-eval view', () => {
  it('prints the address that it answers at, and ends with 0 on Ctrl-C', async () => {
    const folder = emptyFolder();
    writeRun(folder, { label: 'seen', splits: { 'wo-io': '+-' } });
    const viewer = start(['view', folder], folder);
    onTestFinished(() => void viewer.process.kill('SIGKILL'));
    const [line] = await once(viewer.process.stdout ?? viewer.process, 'data');
    const response = await fetch(`${String(line).trim()}api/runs`);
    const page: RunsPage = JSON.parse(await response.text());
    expect(page.runs.map(({ label }) => label)).toEqual(['seen']);
    // Whoever listens for changes keeps nothing from ending.
    const listening = await fetch(`${String(line).trim()}api/events`);
    viewer.process.kill('SIGINT');
    expect(await viewer.ended).toEqual({
      code: 0,
      stdout: String(line),
      stderr: `The runs of ${folder}, on this machine alone. Ctrl-C ends it.\n\nStopping: the pages are being closed. Press Ctrl-C again to leave at once.\n`,
    });
    await listening.body?.cancel().catch(() => undefined);
  });

  it('writes a report and listens to nobody with --export', async () => {
    const folder = emptyFolder();
    writeRun(folder, { label: 'kept', splits: { 'wo-io': '+-' } });
    const ended = await run(['view', folder, '--export', 'report.html'], folder);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: 'report.html\n' });
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('"label":"kept"');
  });

  it('refuses a folder that is not there, a port that is none, and one that is taken', async () => {
    const folder = emptyFolder();
    const missing = await run(['view', 'nowhere'], folder);
    expect([missing.code, missing.stderr]).toEqual([2, 'nowhere: no such folder\n']);
    writeFileSync(join(folder, 'file'), '');
    const file = await run(['view', 'file'], folder);
    expect([file.code, file.stderr]).toEqual([2, 'file: a file, not a folder of runs\n']);
    const none = await run(['view', '.', '--port', '70000'], folder);
    expect([none.code, none.stderr]).toEqual([
      2,
      '--port takes a whole number from 0 to 65535, found 70000\n',
    ]);
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const taken = await run(['view', '.', '--port', String(port)], folder);
    expect([taken.code, taken.stderr]).toEqual([
      2,
      `cannot listen on 127.0.0.1 port ${port}: another program listens there; --port 0 takes any free port\n`,
    ]);
    expect(existsSync(join(folder, 'report.html'))).toBe(false);
  });
});
