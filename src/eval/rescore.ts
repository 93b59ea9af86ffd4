/** Scoring a finished run again, from what its directory holds alone. */
import { z } from 'zod';
import { type Config, configSchema } from '../config/schema.js';
import { acquireLock } from '../store/lock.js';
import type { Manifest } from '../store/records.js';
import { readManifest, runPaths, writeManifest } from '../store/run-directory.js';
import type { SuiteInstance } from '../suites/suite.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { conflict, readItems } from './items.js';
import {
  fingerprint,
  type Group,
  groupName,
  instancesOf,
  type Plan,
  planOf,
  union,
} from './plan.js';
import { RefusedError } from './refused.js';
import { headOf, type Scored, writeScores } from './score.js';

export interface Rescored extends Scored {
  /** What could not be told, in words. */
  readonly warning?: string;
}

/** Replaces scores.jsonl and summary.json of the run in `directory`. */
export async function rescore(directory: string): Promise<Rescored> {
  const lock = await acquireLock(directory);
  try {
    const paths = runPaths(directory);
    const manifest = await readManifest(directory);
    const config = configOf(manifest, paths.manifest);
    const groups = union(await readItems(paths.items), []);
    refuseOtherItems(manifest, groups, paths.items);
    const instances = await instancesFor(config, groups);
    const scored = await writeScores({
      paths,
      groups,
      samples: manifest.samples,
      instances: instances ?? new Map(),
      head: headOf(manifest, config.sampling.temperature),
      statistics: config.statistics,
      simulator: config.models[0]?.simulator,
      simulated: manifest.simulated,
    });
    if (scored.summary.simulated && !manifest.simulated) {
      await writeManifest(directory, { ...manifest, simulated: true });
    }
    return instances === undefined ? { ...scored, warning: OTHER_VERSION } : scored;
  } finally {
    await lock.release();
  }
}

/** The names of the groups whose items are not those that the manifest's run asked. */
export function otherItems(manifest: Manifest, groups: readonly Group[]): string[] {
  const found = new Map(groups.map((group) => [groupName(group), fingerprint(group)]));
  const names = new Set([...found.keys(), ...Object.keys(manifest.fingerprints)]);
  return [...names].filter((name) => found.get(name) !== manifest.fingerprints[name]);
}

/** The manifest knows what was asked: other items, or fewer, would give other numbers without a word. */
function refuseOtherItems(manifest: Manifest, groups: readonly Group[], path: string): void {
  const other = otherItems(manifest, groups);
  if (other.length === 0) return;
  throw new RefusedError(
    `${path}: not the items that this run asked (${other.join(', ')}): lines are missing, added or changed. ` +
      'Restore the file; nothing was scored.',
  );
}

const OTHER_VERSION =
  'other items come of these options here (by another version of pbb-eval, or from another file), so neither binding errors nor ' +
  'measures were counted';

/** The config of a run. A RefusedError where `path`, its manifest, holds none that this version reads. */
export function configOf(manifest: Manifest, path: string): Config {
  const result = configSchema.safeParse(manifest.config);
  if (result.success) return { ...result.data, name: manifest.name };
  throw new RefusedError(`${path}: config cannot be read: ${z.prettifyError(result.error)}`);
}

/** The suites as they were, or undefined when other items are made here, or none. */
async function instancesFor(
  config: Config,
  stored: readonly Group[],
): Promise<ReadonlyMap<string, SuiteInstance> | undefined> {
  const whole = await planAgain({ ...config, suites: allOf(config.suites, stored) });
  if (whole === undefined) return undefined;
  const known = new Set(whole.groups.flatMap(({ items }) => items.map(({ id }) => id)));
  const strange = stored.some(({ items }) => items.some(({ id }) => !known.has(id)));
  return strange || conflict(stored, whole.groups) !== undefined
    ? undefined
    : instancesOf(config.suites);
}

/** The plan of a config that was valid once: what it reads may be gone, or say other things by now. */
async function planAgain(config: Config): Promise<Plan | undefined> {
  try {
    return await planOf(config);
  } catch (error) {
    if (error instanceof DiagnosticError || error instanceof RefusedError) return undefined;
    throw error;
  }
}

/** A run may have grown beyond the splits and answers of its last config. */
function allOf(blocks: Config['suites'], stored: readonly Group[]): Config['suites'] {
  return blocks.map((block) => {
    const of = stored.filter(({ suite }) => suite === block.suite);
    return {
      ...block,
      splits: block.splits && [...block.splits, ...of.map(({ split }) => split)].filter(isFirst),
      answers: block.answers.concat(of.map(({ answer }) => answer)).filter(isFirst),
    };
  });
}

function isFirst<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}
