/** Programs that try to get out, with all layers on: what each comes to, and that nothing happened outside. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostileSandbox } from '../../src/sandbox/index.js';
import { snapshot } from '../../src/sandbox/snapshot.js';
import { WorkerProcess } from '../../src/sandbox/worker-process.js';
import { ending } from './ending.js';
import { HOSTILE, type HostileProgram } from './hostile-programs.js';

const SECRET = 'what nobody may read';
const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
const file = join(folder, 'secret.txt');
writeFileSync(file, SECRET);
process.env['SANDBOX_SECRET'] = SECRET;

let connections = 0;
const server: Server = createServer((socket) => {
  connections += 1;
  socket.end();
});
let port = 0;

const LIMITS = { timeMs: 60_000, memoryMiB: 128, outputBytes: 100_000 };
const EXHAUSTION = 'exhaustion';
const EXHAUSTION_MS = 1500;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function filled(text: string): string {
  return text.replaceAll('<file>', file).replaceAll('<port>', String(port));
}

describe('hostile programs', () => {
  it('are at least 80', () => {
    expect(Object.values(HOSTILE).flat().length).toBeGreaterThanOrEqual(80);
  });

  const groups = Object.entries(HOSTILE).filter(([group]) => group !== EXHAUSTION);
  it.each(groups)('that try %s end as the table says', async (_, programs) => {
    const sandbox = new HostileSandbox(LIMITS, 2);
    const ended = await Promise.all(
      inLanes(programs, async ({ name, source, call }) => {
        const [outcome] = await sandbox.run({ source: filled(source), calls: [filled(call)] });
        expect(JSON.stringify(outcome)).not.toContain(SECRET);
        return `${name}: ${ending(outcome)}`;
      }),
    );
    sandbox.close();
    expect(ended.flat().toSorted()).toEqual(
      programs.map(({ name, ends }) => `${name}: ${ends}`).toSorted(),
    );
  });

  it('touched no file and reached no server', () => {
    expect(existsSync(`${file}.touched`)).toBe(false);
    expect(connections).toBe(0);
  });
});

describe('programs that take all they can', () => {
  it('end within a second of their time, and as the table says', { timeout: 540_000 }, async () => {
    const ended: string[] = [];
    for (const { name, source, call } of HOSTILE[EXHAUSTION] ?? []) {
      const worker = await WorkerProcess.start(
        { memoryMiB: LIMITS.memoryMiB, resets: false },
        await snapshot(),
      );
      const start = performance.now();
      const [outcome] = await worker.run(
        { source, calls: [call] },
        { ...LIMITS, timeMs: EXHAUSTION_MS },
      );
      const ms = performance.now() - start;
      worker.kill();
      expect(ms, name).toBeLessThan(EXHAUSTION_MS + 1000);
      ended.push(`${name}: ${ending(outcome)}`);
    }
    const expected = (HOSTILE[EXHAUSTION] ?? []).map(({ name, ends }) => `${name}: ${ends}`);
    // Which limit comes first depends on the machine where the table does not name one.
    const stopped = ended.map((text, at) =>
      expected[at]?.endsWith(': stopped') ? text.replace(/: stopped \w+$/, ': stopped') : text,
    );
    expect(stopped).toEqual(expected);
  });
});

/** Two at a time, as there are workers held ready. */
function inLanes(
  programs: readonly HostileProgram[],
  run: (program: HostileProgram) => Promise<string>,
): Promise<string[]>[] {
  const left = [...programs];
  return [0, 1].map(async () => {
    const ended: string[] = [];
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      ended.push(await run(next));
    }
    return ended;
  });
}
