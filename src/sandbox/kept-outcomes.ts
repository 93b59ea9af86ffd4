/**
 * Outcomes of a data set's programs, kept in a folder of the user's cache so that a program is run once. Invariant: an entry is believed
 * only where it holds the key of the very program (source, calls, limits, versions) and a hash over the key and its outcomes; anything
 * else is as if it were not there. What a clock had a part in is not kept.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Limits, Outcome, Program } from './program.js';
import { readOutcome } from './reply.js';

/** Goes up when what programs give may change for another reason than those named in the key. */
const FORMAT = 1;
const MOST_BYTES = 32 * 1024 * 1024;

export class KeptOutcomes {
  readonly #folder: string;
  readonly #versions: readonly unknown[];

  /** `folder`: by default that of the user's cache, or what `PBB_EVAL_CACHE` names. */
  constructor(folder: string = join(cacheFolder(), 'outcomes')) {
    this.#folder = folder;
    this.#versions = [
      FORMAT,
      packageVersion('../../package.json'),
      packageVersion('pyodide/package.json'),
    ];
  }

  /** The outcomes of every call; null where they are not kept. */
  of(program: Program, limits: Limits): Outcome[] | null {
    const key = this.#keyOf(program, limits);
    const entry = fieldsOf(parsed(this.#pathOf(key)));
    const { outcomes } = entry;
    if (entry['key'] !== key || !Array.isArray(outcomes)) return null;
    if (entry['check'] !== checkOf(key, outcomes)) return null;
    const read = outcomes.flatMap((outcome: unknown) => readOutcome(outcome) ?? []);
    return read.length === program.calls.length ? read : null;
  }

  /** A cache that cannot be written costs time and nothing else. */
  keep(program: Program, limits: Limits, outcomes: readonly Outcome[]): void {
    if (outcomes.some(({ kind }) => kind === 'stopped' || kind === 'rejected')) return;
    const key = this.#keyOf(program, limits);
    const path = this.#pathOf(key);
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, JSON.stringify({ key, check: checkOf(key, outcomes), outcomes }));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  #keyOf({ source, calls }: Program, limits: Limits): string {
    return sha256(JSON.stringify([this.#versions, source, calls, limits]));
  }

  #pathOf(key: string): string {
    return join(this.#folder, key.slice(0, 2), `${key.slice(2)}.json`);
  }
}

function cacheFolder(): string {
  const { PBB_EVAL_CACHE: ours, XDG_CACHE_HOME: systems } = process.env;
  return ours || join(systems || join(homedir(), '.cache'), 'pbb-eval');
}

function packageVersion(file: string): unknown {
  return fieldsOf(createRequire(import.meta.url)(file))['version'];
}

function checkOf(key: string, outcomes: readonly unknown[]): string {
  return sha256(key + JSON.stringify(outcomes));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parsed(path: string): unknown {
  try {
    return statSync(path).size > MOST_BYTES ? null : JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // There is none, or it is no entry.
    return null;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' ? { ...value } : {};
}
