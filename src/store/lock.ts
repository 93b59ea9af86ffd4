/**
 * One writer per run directory. The lock is the file `run.lock`, which names its holder; it is made with a hard link,
 * so it appears at once and whole, and two processes cannot both make it.
 *
 * A holder that died leaves its lock behind. Taking it over must not race: a process that saw the dead lock and was then
 * slow must never remove the lock that a faster one has made since. So every lock has a token that is never used again,
 * and to replace the lock with token T a process first has to own the claim `run.lock.T`, made like a lock. Invariant:
 * only the owner of that claim replaces the lock T, and only after it has looked again that the lock still is T; it
 * gives the claim up last. A claim whose owner died in between is taken over in the same way, by a claim on its token.
 */
import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { removeTemporary, temporaryBeside, writeSynced } from './atomic.js';
import { livenessOf, ownIdentity, type ProcessIdentity } from './process-identity.js';
import { StoreError, storeError, systemCode } from './store-error.js';

/** What a lock file holds. */
interface Holder extends ProcessIdentity {
  readonly token: string;
  /** ISO 8601 UTC. */
  readonly acquired_at: string;
}

const holderSchema: z.ZodType<Holder> = z.object({
  token: z.string().regex(/^[0-9a-f]+$/),
  pid: z.int().positive(),
  host: z.string(),
  process_started: z.string().nullable(),
  pid_namespace: z.string().nullable(),
  acquired_at: z.string(),
});

/** A lock that is held until it is released or this process ends. */
export interface Lock {
  readonly path: string;
  /** Lets others in. Calling it again does nothing. */
  release(): Promise<void>;
}

/** Each try can only fail because another process came or went in between. */
const MAX_TRIES = 100;

/**
 * Takes the lock of `directory`, which exists. A lock whose holder has died, by `kill -9` too, is taken over. A
 * StoreError of kind `locked` when it is held: it says by whom, since when, and how to remove it by hand if need be.
 */
export async function acquireLock(directory: string): Promise<Lock> {
  const path = join(directory, 'run.lock');
  const holder: Holder = {
    token: randomBytes(12).toString('hex'),
    ...ownIdentity(),
    acquired_at: new Date().toISOString(),
  };
  const own = temporaryBeside(path);
  try {
    await writeSynced(own, `${JSON.stringify(holder)}\n`);
    await takeLock(path, own);
  } catch (error) {
    throw storeError(path, error);
  } finally {
    await removeTemporary(own);
  }
  return { path, release: () => release(path, holder) };
}

/** Whether a process that may still run holds the lock of `directory`; in doubt it does. */
export async function isLocked(directory: string): Promise<boolean> {
  try {
    const holder = await holderOf(join(directory, 'run.lock'));
    return holder !== undefined && livenessOf(holder) !== 'dead';
  } catch (error) {
    if (error instanceof StoreError) return true;
    throw error;
  }
}

async function takeLock(path: string, own: string): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    // Each try looks at what the one before has found changed.
    // oxlint-disable-next-line no-await-in-loop
    if (await tryTake(path, own)) return;
  }
  throw new StoreError('locked', path, 'other processes keep taking this lock: try again');
}

/** False when the lock changed hands meanwhile. */
async function tryTake(path: string, own: string): Promise<boolean> {
  if (await makeFrom(own, path)) return true;
  const found = await holderOf(path);
  if (found === undefined) return false;
  refuseUnlessDead(path, found);
  return await takeOver(path, own, found);
}

/** Replaces the lock of a dead holder; false when it changed hands meanwhile. */
async function takeOver(path: string, own: string, dead: Holder): Promise<boolean> {
  const chain = await claim(path, own, dead);
  if (chain === undefined) return false;
  // Ours alone, until the lock is replaced: then all claims on it are void.
  let finished = chain.slice(-1);
  try {
    if (!(await allStand(path, chain))) return false;
    await rename(own, path);
    finished = chain;
    return true;
  } finally {
    await Promise.all(finished.map(({ name }) => rm(name, { force: true })));
  }
}

/** A claim, and the dead holder of the lock or claim that its owner may replace. */
interface Claim {
  readonly name: string;
  readonly dead: Holder;
}

/**
 * Makes a claim on the lock of `dead`, or where such a claim has a dead owner, on that claim, and so on. Gives the
 * claims from the lock to ours, which is the last; undefined when one vanished meanwhile.
 */
async function claim(path: string, own: string, dead: Holder): Promise<Claim[] | undefined> {
  const name = `${path}.${dead.token}`;
  if (await makeFrom(own, name)) return [{ name, dead }];
  const owner = await holderOf(name);
  if (owner === undefined) return undefined;
  refuseUnlessDead(path, owner);
  const further = await claim(path, own, owner);
  return further === undefined ? undefined : [{ name, dead }, ...further];
}

/** Whether the lock and every claim before ours still belong to the dead. If so, nobody but us may change them. */
async function allStand(path: string, chain: readonly Claim[]): Promise<boolean> {
  const files = [path, ...chain.slice(0, -1).map(({ name }) => name)];
  const holders = await Promise.all(files.map(holderOf));
  return chain.every(({ dead }, index) => holders[index]?.token === dead.token);
}

/** Gives a file a second name at once; false when that name is taken. */
async function makeFrom(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(code ?? '')) throw error;
  }
  return makeCopy(file, name);
}

/** For file systems without hard links: exclusive too, but a crash in between leaves a lock to be removed by hand. */
async function makeCopy(file: string, name: string): Promise<boolean> {
  try {
    await copyFile(file, name, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Who holds a lock or claim; undefined when there is none. */
async function holderOf(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const result = holderSchema.safeParse(jsonOrNull(text));
  if (result.success) return result.data;
  const help = 'If no process writes this run, delete it';
  throw new StoreError('broken', path, `not a lock that this program has made. ${help}`);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuseUnlessDead(path: string, holder: Holder): void {
  const liveness = livenessOf(holder);
  if (liveness === 'dead') return;
  const { pid, host, acquired_at: since } = holder;
  const who =
    liveness === 'alive'
      ? `process ${pid} has been writing this run since ${since}. Wait for it or stop it`
      : `process ${pid} of host ${host}, which cannot be seen from here, has been writing this run since ${since}`;
  throw new StoreError('locked', path, `${who}. If it no longer runs, delete this file`);
}

async function release(path: string, own: Holder): Promise<void> {
  try {
    const found = await holderOf(path);
    // Someone may have deleted the lock by hand, and another process made its own.
    if (found?.token === own.token) await rm(path, { force: true });
  } catch (error) {
    throw storeError(path, error);
  }
}
