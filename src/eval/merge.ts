/** Joining the shards of a run: what comes out is the run that one machine would have made, and may grow as any run. */
import { join } from 'node:path';
import { writeAtomic } from '../store/atomic.js';
import { makeFolder } from '../store/folder.js';
import { Journal } from '../store/journal.js';
import { acquireLock } from '../store/lock.js';
import { type Manifest, readFailures, readResponses } from '../store/records.js';
import { type ListedRun, runPaths, writeManifest } from '../store/run-directory.js';
import { itemLines, readItems } from './items.js';
import { fingerprint, type Group, groupName, union } from './plan.js';
import { RefusedError } from './refused.js';
import { rescore } from './rescore.js';
import type { Summary } from './summary.js';

export interface Merged {
  readonly directory: string;
  readonly shards: number;
  /** Samples that no shard has. */
  readonly missing: number;
  readonly summary: Summary;
}

/**
 * Joins shards of one label into `<out>/<name>/<label>-<hash>`, which may hold an earlier join. RefusedError when they are
 * no shards, of different runs, or not all.
 */
export async function mergeShards(shards: readonly ListedRun[], out: string): Promise<Merged> {
  const [first] = shards;
  if (first === undefined) throw new RefusedError('there are no shards to merge');
  refuseMismatch(shards);
  const { name, label, settings_hash: hash } = first.manifest;
  const directory = join(out, name, `${label}-${hash.slice(0, 8)}`);
  await makeFolder(directory);
  const lock = await acquireLock(directory);
  let missing: number;
  try {
    missing = await joinInto(shards, directory);
  } finally {
    await lock.release();
  }
  const { summary } = await rescore(directory);
  return { directory, shards: shards.length, missing, summary };
}

/** Writes items, journals and manifest; the result is the number of samples that are missing. */
async function joinInto(shards: readonly ListedRun[], directory: string): Promise<number> {
  const paths = runPaths(directory);
  let groups: Group[] = await readItems(paths.items);
  for (const shard of shards) {
    // Memory holds one shard's items at a time beside the union.
    groups = union(groups, await readItems(runPaths(shard.directory).items));
  }
  await writeAtomic(paths.items, itemLines(groups));
  const samples = Math.max(...shards.map(({ manifest }) => manifest.samples));
  const held = new Held(groups, samples);
  for await (const { item, choices } of readResponses(paths.responses)) {
    for (const { index } of choices) held.add(item, index);
  }
  const journal = await Journal.open(paths.responses);
  try {
    for (const shard of shards) await copyResponses(shard, journal, held);
  } finally {
    await journal.close();
  }
  await writeAtomic(paths.failures, failureLines(shards));
  await writeManifest(directory, manifestOf(shards, groups, samples, held.missing));
  return held.missing;
}

/** The samples that a run holds. */
class Held {
  readonly #seen: ReadonlyMap<string, Uint8Array>;
  missing: number;

  constructor(groups: readonly Group[], samples: number) {
    const ids = groups.flatMap(({ items }) => items.map(({ id }) => id));
    this.#seen = new Map(ids.map((id) => [id, new Uint8Array(samples)]));
    this.missing = ids.length * samples;
  }

  /** Whether the sample is one of the run's and was not there. */
  add(item: string, index: number): boolean {
    const seen = this.#seen.get(item);
    if (seen === undefined || seen[index] !== 0) return false;
    seen[index] = 1;
    this.missing -= 1;
    return true;
  }
}

async function copyResponses(shard: ListedRun, journal: Journal, held: Held): Promise<void> {
  for await (const response of readResponses(runPaths(shard.directory).responses)) {
    const choices = response.choices.filter(({ index }) => held.add(response.item, index));
    if (choices.length > 0) await journal.append({ ...response, choices });
  }
}

async function* failureLines(shards: readonly ListedRun[]): AsyncGenerator<string> {
  for (const { directory } of shards) {
    for await (const failure of readFailures(runPaths(directory).failures)) {
      yield `${JSON.stringify(failure)}\n`;
    }
  }
}

function manifestOf(
  shards: readonly ListedRun[],
  groups: readonly Group[],
  samples: number,
  missing: number,
): Manifest {
  const manifests = shards.map(({ manifest }) => manifest);
  const [first] = manifests;
  if (first === undefined) throw new Error('there is a shard');
  const { shard: _shard, ...whole } = first;
  return {
    ...whole,
    state: missing === 0 ? 'complete' : 'incomplete',
    simulated: manifests.some(({ simulated }) => simulated),
    samples,
    fingerprints: Object.fromEntries(groups.map((group) => [groupName(group), fingerprint(group)])),
    sampling_sent:
      manifests.find(({ sampling_sent }) => sampling_sent !== null)?.sampling_sent ?? null,
    started_at: least(manifests.map(({ started_at }) => started_at)),
    finished_at:
      manifests
        .map(({ finished_at }) => finished_at ?? '')
        .toSorted()
        .at(-1) || null,
  };
}

function least(texts: readonly string[]): string {
  return texts.toSorted()[0] ?? '';
}

function refuseMismatch(shards: readonly ListedRun[]): void {
  const [first] = shards;
  const of = first?.manifest.shard?.of;
  for (const { directory, manifest } of shards) {
    if (manifest.shard === undefined) {
      throw new RefusedError(`${directory} is no shard: it was not run with --shard`);
    }
    if (manifest.settings_hash !== first?.manifest.settings_hash || manifest.shard.of !== of) {
      throw new RefusedError(
        `${directory} and ${first?.directory} are not shards of one run: their settings or their numbers differ`,
      );
    }
  }
  const there = new Set(shards.map(({ manifest }) => manifest.shard?.index));
  const absent = Array.from({ length: of ?? 0 }, (_, at) => at + 1).filter((i) => !there.has(i));
  if (absent.length > 0) {
    throw new RefusedError(
      `shards ${absent.join(', ')} of ${of} are not there; nothing was merged`,
    );
  }
  const sent = new Set(shards.map(({ manifest }) => JSON.stringify(manifest.sampling_sent)));
  sent.delete('null');
  if (sent.size > 1) {
    throw new RefusedError(
      'the shards were sampled with different parameters (sampling_sent in run.json); nothing was merged',
    );
  }
}

/** Shards by what they are parts of: name, label and settings. */
export function byRun(shards: readonly ListedRun[]): ListedRun[][] {
  const runs = new Map<string, ListedRun[]>();
  for (const shard of shards) {
    const { name, label, settings_hash } = shard.manifest;
    const key = JSON.stringify([name, label, settings_hash]);
    runs.set(key, [...(runs.get(key) ?? []), shard]);
  }
  return [...runs.values()];
}
