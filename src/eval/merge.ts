/** Joining the shards of a run: what comes out is the run that one machine would have made, and may grow as any run. */
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Observations, readObservations } from '../observation/observations.js';
import { writeAtomic } from '../store/atomic.js';
import { makeFolder, removeFolder } from '../store/folder.js';
import { Journal } from '../store/journal.js';
import { acquireLock } from '../store/lock.js';
import { type Manifest, readFailures, readResponses } from '../store/records.js';
import { type ListedRun, readManifest, runPaths, writeManifest } from '../store/run-directory.js';
import { conflict, itemLines, readItems } from './items.js';
import { fingerprintsOf } from './manifest.js';
import { type Group, union } from './plan.js';
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
 * Joins shards of one label into `<out>/<name>/<label>-<hash>`, which may hold an earlier join. RefusedError, with nothing
 * written, when they are no shards, of different runs, not all or twice, or do not go together with what is there.
 */
export async function mergeShards(found: readonly ListedRun[], out: string): Promise<Merged> {
  const shards = await onceEach(found);
  const [first] = shards;
  if (first === undefined) throw new RefusedError('there are no shards to merge');
  refuseMismatch(shards);
  const { name, label, settings_hash } = first.manifest;
  const directory = join(out, name, `${label}-${settings_hash.slice(0, 8)}`);
  const made = await makeFolder(directory);
  const lock = await acquireLock(directory);
  let missing: number;
  try {
    missing = await joinInto(shards, directory);
  } catch (error) {
    // It refuses before it writes.
    if (made !== undefined && error instanceof RefusedError) await removeFolder(directory, made);
    throw error;
  } finally {
    await lock.release();
  }
  const { summary } = await rescore(directory);
  return { directory, shards: shards.length, missing, summary };
}

/** A folder may be named twice, or within another that is named. */
async function onceEach(shards: readonly ListedRun[]): Promise<ListedRun[]> {
  const paths = await Promise.all(shards.map(({ directory }) => realpath(directory)));
  return shards.filter((_, place) => paths.indexOf(paths[place] ?? '') === place);
}

/** Writes items, journals and manifest; the result is the number of samples that are missing. */
async function joinInto(shards: readonly ListedRun[], directory: string): Promise<number> {
  const paths = runPaths(directory);
  const earlier = existsSync(paths.manifest) ? [await readManifest(directory)] : [];
  const manifests = [...shards.map(({ manifest }) => manifest), ...earlier];
  refuseOtherSampling(manifests);
  const groups = await joinedItems([directory, ...shards.map((shard) => shard.directory)]);
  await writeAtomic(paths.items, itemLines(groups));
  const samples = Math.max(...manifests.map((manifest) => manifest.samples));
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
  const failures = [directory, ...shards.map((shard) => shard.directory)];
  await writeAtomic(paths.failures, failureLines(failures));
  await joinObservations(shards, paths.observations);
  await writeManifest(directory, joinedManifest(manifests, groups, samples, held.missing));
  return held.missing;
}

/** The items of runs; memory holds those of one at a time beside the union. */
async function joinedItems(directories: readonly string[]): Promise<Group[]> {
  let groups: Group[] = [];
  for (const directory of directories) {
    const { items } = runPaths(directory);
    const more = await readItems(items);
    const changed = conflict(groups, more);
    if (changed !== undefined) {
      throw new RefusedError(
        `${items} holds item ${changed.id} with other content than ${directories[0]} or another shard: ` +
          'they come from different versions of pbb-eval or of a file; nothing was merged',
      );
    }
    groups = union(groups, more);
  }
  return groups;
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

/** The failures of all runs, each once: what was joined before comes again with its shard. */
async function* failureLines(directories: readonly string[]): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (const directory of directories) {
    for await (const failure of readFailures(runPaths(directory).failures)) {
      const line = `${JSON.stringify(failure)}\n`;
      const digest = hash('sha256', line, 'base64');
      if (!seen.has(digest)) yield line;
      seen.add(digest);
    }
  }
}

/** What programs did is known of each once, whichever shard ran it. */
async function joinObservations(shards: readonly ListedRun[], path: string): Promise<void> {
  const known = await Observations.read(path);
  let journal: Journal | undefined;
  try {
    for (const { directory } of shards) {
      for await (const record of readObservations(runPaths(directory).observations)) {
        if (!known.add(record)) continue;
        journal ??= await Journal.open(path);
        await journal.append(record);
      }
    }
  } finally {
    await journal?.close();
  }
}

/** The manifest of the joined run; the first is that of a shard. */
function joinedManifest(
  manifests: readonly Manifest[],
  groups: readonly Group[],
  samples: number,
  missing: number,
): Manifest {
  const [first] = manifests;
  if (first === undefined) throw new Error('there is a shard');
  const { shard: _shard, ...whole } = first;
  const ends = manifests.map(({ finished_at }) => finished_at ?? '');
  return {
    ...whole,
    state: missing === 0 ? 'complete' : 'incomplete',
    simulated: manifests.some(({ simulated }) => simulated),
    samples,
    fingerprints: fingerprintsOf(groups),
    sampling_sent: manifests.find(({ sampling_sent }) => sampling_sent)?.sampling_sent ?? null,
    started_at: least(manifests.map(({ started_at }) => started_at)),
    finished_at: ends.toSorted().at(-1) || null,
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
      throw new RefusedError(
        `${directory} is no shard: it was not run with --shard; name the folders below NAME.shards alone. Nothing was merged`,
      );
    }
    if (manifest.settings_hash !== first?.manifest.settings_hash || manifest.shard.of !== of) {
      throw new RefusedError(
        `${directory} and ${first?.directory} are not shards of one run: their settings or their numbers differ. Merge each run's apart; nothing was merged`,
      );
    }
  }
  const there = new Set(shards.map(({ manifest }) => manifest.shard?.index));
  const absent = Array.from({ length: of ?? 0 }, (_, at) => at + 1).filter((i) => !there.has(i));
  if (absent.length > 0) {
    throw new RefusedError(
      `of ${of} shards these are not there: ${absent.join(', ')}. Run them (--shard ${absent[0]}/${of}), or name their folders, too; nothing was merged`,
    );
  }
  const twice = shards.find(
    ({ manifest }, place) =>
      shards.findIndex((other) => other.manifest.shard?.index === manifest.shard?.index) !== place,
  );
  if (twice !== undefined) {
    const one = shards.find(
      ({ manifest }) => manifest.shard?.index === twice.manifest.shard?.index,
    );
    throw new RefusedError(
      `${one?.directory} and ${twice.directory} are both shard ${twice.manifest.shard?.index} of ${of}, and their samples ` +
        'may differ: name the one to take; nothing was merged',
    );
  }
}

/** Samples that were drawn in different ways are no one run. */
function refuseOtherSampling(manifests: readonly Manifest[]): void {
  const sent = manifests.map(({ sampling_sent }) => sampling_sent).filter((one) => one !== null);
  if (new Set(sent.map((parameters) => JSON.stringify(parameters))).size <= 1) return;
  throw new RefusedError(
    'the shards, or the run that they are to join, were sampled with different parameters (sampling_sent in run.json): ' +
      'sample those that differ again, with --fresh and the server of the others; nothing was merged',
  );
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
