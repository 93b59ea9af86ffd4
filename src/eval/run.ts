/**
 * One run: one model answers one plan. A run only grows: what a run directory holds is never asked again, and more
 * samples, items, splits or answers are added to it. Whatever ends a run, all that came is saved.
 */
import { existsSync } from 'node:fs';
import { Observations } from '../observation/observations.js';
import type { Runner } from '../observation/observer.js';
import { writeAtomic } from '../store/atomic.js';
import { makeFolder, removeFolder, removeLeftovers } from '../store/folder.js';
import { acquireLock } from '../store/lock.js';
import { type Manifest, readResponses } from '../store/records.js';
import { type RunPaths, readManifest, runPaths, writeManifest } from '../store/run-directory.js';
import { folderOf } from './folder.js';
import { conflict, itemLines, readItems } from './items.js';
import { manifestOf } from './manifest.js';
import { observing } from './observing.js';
import { type Group, refuseRepeatedMessages, union } from './plan.js';
import { Received } from './received.js';
import { RefusedError } from './refused.js';
import type { Failures, Stop } from './sample.js';
import { headOf, writeScores } from './score.js';
import { Session, type SessionRequest } from './session.js';
import { settingsOf } from './settings.js';
import { parentFolder, type Shard } from './shard.js';
import type { Summary } from './summary.js';

export interface RunStart {
  readonly directory: string;
  /** Samples to ask. */
  readonly missing: number;
  /** Samples that are there, and whose code is still to be run. */
  readonly unjudged: number;
  /** The run has samples or items beyond what is asked for now. */
  readonly holdsMore: boolean;
  /** When the run was completed, if it was. */
  readonly finishedAt: string | null;
}

export interface RunRequest extends SessionRequest {
  /** The plan is this part of a run. */
  readonly shard?: Shard | undefined;
  /** Begin a new run although there is one. */
  readonly fresh: boolean;
  /** Where the run lives and what it still lacks, before anything is asked. */
  readonly onStart: (start: RunStart) => void;
  /** Runs the code of samples in the place of the sandbox. */
  readonly runner?: Runner;
}

export interface RunOutcome {
  readonly directory: string;
  readonly summary: Summary;
  /** Samples that are still missing. */
  readonly missing: number;
  /** Why asking ended early. */
  readonly stop?: Stop;
  /** What could not be had in this session. */
  readonly failed: Failures;
  /** Sampling parameters that could not be sent, so that the server's own defaults hold. */
  readonly refused: readonly string[];
  /** Nothing could be had of a new run, so its folder was taken away again. */
  readonly removed: boolean;
}

/** The part of a request that says where the run lives. */
export type RunPlace = Pick<RunRequest, 'config' | 'model' | 'shard' | 'fresh'>;

/** Nothing was asked in this run yet. Throws RefusedError. */
export async function isNew(place: RunPlace): Promise<boolean> {
  return !existsSync(runPaths(await directoryOf(place)).manifest);
}

async function directoryOf({ config, model, shard, fresh }: RunPlace): Promise<string> {
  return await folderOf({
    parent: parentFolder(config.out, config.name, shard),
    label: model.label,
    settings: settingsOf(config, model),
    fresh,
  });
}

/** The folder of a run, with everything checked that can be without starting it. Throws RefusedError. */
export async function checkRun(request: RunRequest): Promise<string> {
  const { plan } = request;
  const directory = await directoryOf(request);
  const { items } = runPaths(directory);
  const changed = conflict(await readItems(items), plan.groups);
  if (changed === undefined) return directory;
  throw new RefusedError(
    `${items} holds item ${changed.id} with other content, written by another version of pbb-eval or read from another file. ` +
      'Nothing was asked. Use that version or file, or begin a new run with --fresh.',
  );
}

/** Asks what is missing of a run, scores and summarises it. RefusedError: nothing was asked. */
export async function runModel(request: RunRequest): Promise<RunOutcome> {
  const directory = await checkRun(request);
  const made = await makeFolder(directory);
  const lock = await acquireLock(directory);
  try {
    await removeLeftovers(directory);
    const outcome = await new Run(request, runPaths(directory)).go();
    const useless = outcome.stop?.kind === 'endpoint' && nothingCame(outcome.summary);
    if (made === undefined || !useless) return { ...outcome, removed: false };
    await removeFolder(directory, made);
    return { ...outcome, removed: true };
  } finally {
    await lock.release();
  }
}

function nothingCame(summary: Summary): boolean {
  return summary.groups.every(({ estimate }) => estimate.samples === 0);
}

class Run {
  readonly #request: RunRequest;
  readonly #paths: RunPaths;

  constructor(request: RunRequest, paths: RunPaths) {
    this.#request = request;
    this.#paths = paths;
  }

  async go(): Promise<Omit<RunOutcome, 'removed'>> {
    const { plan, config } = this.#request;
    const before = existsSync(this.#paths.manifest)
      ? await readManifest(this.#paths.directory)
      : null;
    const stored = await readItems(this.#paths.items);
    const groups = stored.length === 0 ? plan.groups : union(plan.groups, stored);
    const samples = Math.max(before?.samples ?? 0, config.sampling.samples);
    const observations = await Observations.read(this.#paths.observations);
    const received = new Received(
      groups.flatMap(({ items }) => items),
      samples,
      observations,
    );
    for await (const response of readResponses(this.#paths.responses)) received.add(response);
    const complete = received.missing === 0 && before?.state === 'complete' ? before : undefined;
    this.#request.onStart({
      directory: this.#paths.directory,
      missing: received.missing - received.unjudged,
      unjudged: received.unjudged,
      holdsMore: sizeOf(groups) > sizeOf(plan.groups) || samples > config.sampling.samples,
      finishedAt: before?.state === 'complete' ? before.finished_at : null,
    });
    const save = async (): Promise<Manifest> => {
      refuseRepeatedMessages(groups);
      if (sizeOf(groups) !== sizeOf(stored)) {
        await writeAtomic(this.#paths.items, itemLines(groups));
      }
      const manifest = {
        ...manifestOf(this.#request, before, groups, samples),
        ...(complete === undefined ? {} : endOf(complete)),
      };
      await writeManifest(this.#paths.directory, manifest);
      return manifest;
    };
    if (complete === undefined) return await this.#finish(save, groups, received, observations);
    return {
      directory: this.#paths.directory,
      summary: await this.#score(await save(), groups),
      missing: 0,
      failed: new Map(),
      refused: [],
    };
  }

  async #finish(
    save: () => Promise<Manifest>,
    groups: readonly Group[],
    received: Received,
    observations: Observations,
  ): Promise<Omit<RunOutcome, 'removed'>> {
    const { signal, runner } = this.#request;
    const onProgress = () => this.#progress(received);
    const open = { paths: this.#paths, save, groups, received, onProgress };
    const { result, failed: notRun } = await observing(
      { ...open, observations, signal, runner },
      async (offer) =>
        received.missing === received.unjudged
          ? { ...NOTHING_ASKED, manifest: await save() }
          : await new Session(this.#request, { ...open, offer }).go(),
    );
    const { manifest, sent, refused } = result;
    const stop = result.stop ?? (signal.aborted ? INTERRUPTED : undefined);
    const failed = new Map([...result.failed, ...notRun]);
    const summary = await this.#score(manifest, groups);
    await writeManifest(this.#paths.directory, {
      ...manifest,
      state: received.missing === 0 ? 'complete' : 'incomplete',
      simulated: summary.simulated,
      sampling_sent: sent ?? manifest.sampling_sent,
      finished_at: new Date().toISOString(),
    });
    return {
      directory: this.#paths.directory,
      summary,
      missing: received.missing,
      failed,
      refused,
      ...(stop === undefined ? {} : { stop }),
    };
  }

  #progress({ total: { valid, correct }, missing, unjudged }: Received): void {
    this.#request.onProgress({
      label: this.#request.model.label,
      done: valid + unjudged,
      total: valid + missing,
      correct,
      scored: valid,
      unjudged,
    });
  }

  async #score(manifest: Manifest, groups: readonly Group[]): Promise<Summary> {
    const { config, model, plan } = this.#request;
    const { summary } = await writeScores({
      paths: this.#paths,
      groups,
      samples: manifest.samples,
      instances: plan.instances,
      head: headOf(manifest, config.sampling.temperature),
      statistics: config.statistics,
      simulator: model.simulator,
      simulated: manifest.simulated,
    });
    return summary;
  }
}

/** What stays of a run that is complete when it is summarised again. */
function endOf({ state, finished_at, sampling_sent, simulated }: Manifest): Partial<Manifest> {
  return { state, finished_at, sampling_sent, simulated };
}

function sizeOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}

const INTERRUPTED: Stop = { kind: 'interrupted' };

const NOTHING_ASKED = {
  stop: undefined,
  sent: undefined,
  failed: new Map<string, never>(),
  refused: [],
};
