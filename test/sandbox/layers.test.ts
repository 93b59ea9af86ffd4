/** Each layer alone, with the others off: what it takes away, and that it is there without it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availableLayers, commandLine, type Layer } from '../../src/sandbox/layers.js';

const PROBE = fileURLToPath(new URL('probe.js', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist/sandbox/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
const secret = join(folder, 'secret.txt');
writeFileSync(secret, 'a secret');

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What the probe writes behind these layers alone. */
async function probe(
  layers: readonly Layer[],
  what: string,
  detail = '',
  generatesCode = true,
): Promise<string> {
  const [command = '', ...args] = commandLine(PROBE, {
    readable: [join(dirname(PROBE), '*')],
    memoryMiB: 64,
    layers: new Set(layers),
    generatesCode,
  });
  const child = spawn(command, [...args, what, detail], { env: {}, cwd: '/', stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return output.trim() || `ended with ${String(code)}`;
}

const available = availableLayers();

describe.skipIf(!available.has('permissions'))('the permission model alone', () => {
  it.each([
    ['read', secret],
    ['write', join(folder, 'written')],
    ['spawn', ''],
    ['thread', ''],
  ])('refuses to %s', async (what, detail) => {
    expect(await probe(['permissions'], what, detail)).toBe('refused: ERR_ACCESS_DENIED');
  });

  it('lets the files be read that are named, and nothing is refused without it', async () => {
    expect(await probe(['permissions'], 'read', PROBE)).toContain('ATTEMPTS');
    expect(await probe([], 'read', secret)).toBe('a secret');
    expect(await probe([], 'write', join(folder, 'written'))).toBe('written');
    expect(await probe([], 'thread')).toBe('Worker');
  });
});

describe('the ban on making code from text, alone', () => {
  it('refuses Function, which works without it', async () => {
    expect(await probe([], 'eval', '', false)).toMatch(/^refused: .*disallowed/);
    expect(await probe([], 'eval', '', true)).toBe('2');
  });
});

describe.skipIf(!available.has('network'))('the network namespace alone', () => {
  it('has no way to a server on loopback, which is reached without it', async () => {
    expect(await probe(['network'], 'connect', String(port))).toMatch(/^refused: E/);
    expect(await probe([], 'connect', String(port))).toBe('connected');
  });
});

describe.skipIf(!available.has('resources'))('the limits of the kernel alone', () => {
  it('refuse memory beyond them, and writing to files', async () => {
    expect(await probe(['resources'], 'memory', '100')).toBe(`${100 * 2 ** 20}`);
    expect(await probe(['resources'], 'memory', '2000')).not.toBe(`${2000 * 2 ** 20}`);
    expect(await probe(['resources'], 'write', join(folder, 'too-large'))).not.toBe('written');
    expect(await probe([], 'memory', '2000')).toBe(`${2000 * 2 ** 20}`);
  });
});

describe('the process alone', () => {
  it('has an empty environment', async () => {
    expect(await probe([], 'environment')).toBe('[]');
  });

  it.skipIf(process.platform !== 'linux')(
    'has no handle of the process that started it',
    async () => {
      openSync(secret, 'r');
      expect(await probe([], 'descriptors')).not.toContain(folder);
    },
  );
});

describe('disarmed modules alone', () => {
  const attempts = (mode: string): string[] =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [fileURLToPath(new URL('disarmed.js', import.meta.url)), `${DIST}worker/disarm.js`, mode],
        { encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] },
      ),
    );

  it('leave nothing that reaches outside, most of which works without', () => {
    expect(attempts('disarm')).toEqual([]);
    expect(attempts('leave').length).toBeGreaterThan(15);
  });
});

describe.skipIf(!available.has('parent'))('a worker whose parent is killed', () => {
  it('dies with it while its program runs', async () => {
    const source = `
      import { HostileSandbox } from '${DIST}index.js';
      const sandbox = new HostileSandbox({ timeMs: 600000, memoryMiB: 64, outputBytes: 1000 }, 0);
      await sandbox.run({ source: '', calls: ['1'] });
      setTimeout(() => process.stdout.write('running'), 3000);
      await sandbox.run({ source: 'while True: pass', calls: ['1'] });
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: 'pipe',
    });
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    const { pid } = parent;
    const workers = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    expect(workers).toHaveLength(1);
    parent.kill('SIGKILL');
    await expect.poll(() => workers.filter(runs), { timeout: 10_000 }).toEqual([]);
  });
});

/** A process that ended and was not asked for its end is none that runs. */
function runs(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
