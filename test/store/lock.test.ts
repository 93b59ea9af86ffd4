// Each step of a test waits for the one before.
// oxlint-disable no-await-in-loop
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acquireLock } from '../../src/store/lock.js';
import { Child, removeCompiled, storeErrorOf, temporaryFolder } from './workshop.js';

afterAll(removeCompiled);

const HOLD = `await acquireLock(folder); say('held'); setInterval(() => {}, 1000);`;

/** The lock of a process that has been killed, as text. */
async function deadLock(): Promise<string> {
  const folder = temporaryFolder();
  const child = new Child(HOLD, folder);
  await child.line();
  await child.kill();
  return readFileSync(join(folder, 'run.lock'), 'utf8');
}

const lockFile = z.looseObject({ process_started: z.string().nullable() });

function changed(lock: string, change: object): string {
  return JSON.stringify({ ...lockFile.parse(JSON.parse(lock)), ...change });
}

/** Our own lock, given back but for its text. */
async function liveLock(): Promise<string> {
  const folder = temporaryFolder();
  const lock = await acquireLock(folder);
  const text = readFileSync(lock.path, 'utf8');
  await lock.release();
  return text;
}

describe('one holder', () => {
  test('a second one is refused until the first lets go', async () => {
    const folder = temporaryFolder();
    const lock = await acquireLock(folder);
    const error = await storeErrorOf(acquireLock(folder));
    expect(error.kind).toBe('locked');
    expect(error.message).toMatch(
      new RegExp(
        `run\\.lock: process ${process.pid} has been writing this run since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\. ` +
          'Wait for it or stop it\\. If it no longer runs, delete this file$',
      ),
    );
    await lock.release();
    await lock.release();
    await (await acquireLock(folder)).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('another process is refused, and takes over at once after kill -9', async () => {
    const folder = temporaryFolder();
    const child = new Child(HOLD, folder);
    expect(await child.line()).toBe('held');
    const error = await storeErrorOf(acquireLock(folder));
    expect(error.message).toContain(`process ${child.process.pid} has been writing this run`);
    await child.kill();
    const lock = await acquireLock(folder);
    expect(readdirSync(folder)).toEqual(['run.lock']);
    await lock.release();
  });

  test.skipIf(process.platform !== 'linux')(
    'a killed process that nobody has collected yet holds nothing',
    async () => {
      const folder = temporaryFolder();
      const child = new Child(HOLD, folder);
      await child.line();
      const lock = readFileSync(join(folder, 'run.lock'), 'utf8');
      await child.kill();
      // The shell becomes a program that never collects its children.
      const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60']);
      const output: Buffer = await new Promise((resolve) => {
        parent.stdout.once('data', resolve);
      });
      const pid = Number(output.toString());
      const isZombie = (): boolean => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
      await expect.poll(isZombie).toBe(true);
      writeFileSync(join(folder, 'run.lock'), changed(lock, { pid }));
      await (await acquireLock(folder)).release();
      parent.kill();
    },
  );

  test('a lock that was deleted by hand and made by another is not released', async () => {
    const folder = temporaryFolder();
    const lock = await acquireLock(folder);
    const other = changed(readFileSync(lock.path, 'utf8'), { token: 'abc' });
    writeFileSync(lock.path, other);
    await lock.release();
    expect(readFileSync(lock.path, 'utf8')).toBe(other);
  });
});

/** What comes of taking a lock whose file holds this text. */
async function attempt(text: string): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'run.lock'), text);
  try {
    await (await acquireLock(folder)).release();
    return 'taken over';
  } catch (error) {
    return error instanceof Error ? error.message.replace(`${folder}/`, '') : String(error);
  }
}

describe('whose lock it is', () => {
  test('a process id that was given again does not hold the lock of the first', async () => {
    const { process_started: started } = lockFile.parse(JSON.parse(await liveLock()));
    if (started === null) return;
    const earlier = started.replace(/\d+$/, '1');
    expect(await attempt(changed(await liveLock(), { process_started: earlier }))).toBe(
      'taken over',
    );
    expect(await attempt(changed(await liveLock(), {}))).toContain('has been writing this run');
  });

  test('a process from before the last start of the machine holds nothing', async () => {
    const lock = changed(await liveLock(), { process_started: 'other-boot 1' });
    expect(await attempt(lock)).toBe('taken over');
  });

  test('where the system tells no start, the process id alone decides', async () => {
    const lock = changed(await liveLock(), { process_started: null, pid_namespace: null });
    expect(await attempt(lock)).toContain('has been writing this run');
    expect(await attempt(changed(lock, { pid: 2 ** 22 + 1 }))).toBe('taken over');
  });

  test('another host and another container are refused, whatever runs here', async () => {
    const lock = changed(await deadLock(), { acquired_at: '2025-01-02T03:04:05.000Z', pid: 7 });
    expect(await attempt(changed(lock, { host: 'elsewhere' }))).toBe(
      'run.lock: process 7 of host elsewhere, which cannot be seen from here, has been writing this run since ' +
        '2025-01-02T03:04:05.000Z. If it no longer runs, delete this file',
    );
    expect(await attempt(changed(lock, { pid_namespace: 'pid:[1]' }))).toContain('of host ');
  });

  test('a file that is no lock is not touched', async () => {
    for (const text of ['', '{}', '{"token":"../x","pid":1}']) {
      expect(await attempt(text)).toBe(
        'run.lock: not a lock that this program has made. If no process writes this run, delete it',
      );
    }
  });

  test('a missing folder is told', async () => {
    const error = await storeErrorOf(acquireLock(join(temporaryFolder(), 'none')));
    expect(error.kind).toBe('missing');
  });
});

describe('races', () => {
  const CONTESTANTS = 8;
  /** Each line on standard input names a folder, whose lock is tried for once. */
  const CONTEST = `
    import { createInterface } from 'node:readline';
    say('ready');
    for await (const line of createInterface({ input: process.stdin })) {
      say(await acquireLock(line).then(() => 'won', (error) => error.kind));
    }`;

  test.each([
    ['a dead lock', 0],
    ['a dead lock that another was taking over when it died', 1],
    ['a dead lock with a chain of three dead claims', 3],
  ])('of many processes that want %s, one gets it', async (_, claims) => {
    const parent = temporaryFolder();
    const dead = await deadLock();
    const children = Array.from({ length: CONTESTANTS }, () => new Child(CONTEST, parent));
    await Promise.all(children.map((child) => child.line()));
    for (let round = 0; round < 25; round += 1) {
      const folder = join(parent, String(round));
      mkdirSync(folder);
      writeFileSync(join(folder, 'run.lock'), changed(dead, { token: 'a0' }));
      for (let depth = 0; depth < claims; depth += 1) {
        const claim = changed(dead, { token: `a${depth + 1}` });
        writeFileSync(join(folder, `run.lock.a${depth}`), claim);
      }
      for (const child of children) child.process.stdin?.write(`${folder}\n`);
      const outcome = await Promise.all(children.map((child) => child.line()));
      expect(outcome.filter((word) => word === 'won')).toHaveLength(1);
      expect(outcome.filter((word) => word === 'locked')).toHaveLength(CONTESTANTS - 1);
      expect(readdirSync(folder)).toEqual(['run.lock']);
    }
  });

  test('processes that take, release and die holding the lock never hold it together', async () => {
    const folder = temporaryFolder();
    const code = `
      import { rmSync, writeFileSync } from 'node:fs';
      for (let round = 0; round < 60; round += 1) {
        const lock = await acquireLock(folder).catch((error) => say(error.kind));
        if (lock === undefined) continue;
        try {
          writeFileSync(folder + '/critical', '', { flag: 'wx' });
        } catch {
          say('not alone');
        }
        await new Promise(setImmediate);
        rmSync(folder + '/critical');
        say('held');
        if (round % 20 === 7) process.kill(process.pid, 'SIGKILL');
        await lock.release();
      }
      say('done');`;
    const said: string[] = [];
    for (let wave = 0; wave < 3; wave += 1) {
      const children = Array.from({ length: CONTESTANTS }, () => new Child(code, folder));
      said.push(...(await Promise.all(children.map((child) => child.rest()))).flat());
    }
    expect(new Set(said)).toEqual(new Set(['held', 'locked', 'done']));
    await (await acquireLock(folder)).release();
    expect(readdirSync(folder).filter((name) => !name.endsWith('.tmp'))).toEqual([]);
  });
});
