/**
 * One run: one model answers one plan. A run only grows: what a run directory holds is never asked again, and more
 * samples, items, splits or answers are added to it. Whatever ends a run, all that came is saved.
 */

import { existsSync } from 'node:fs';
import type { Config, ModelConfig } from '../config/schema.js';
import { type EndpointClient, EndpointError } from '../endpoint/index.js';
import { type Spread, sampleOpenly } from '../endpoint/probe.js';
import { startSimulator } from '../simulator/server.js';
import { writeAtomic } from '../store/atomic.js';
import { makeFolder, removeFolder, removeLeftovers } from '../store/folder.js';
import { Journal } from '../store/journal.js';
import { acquireLock } from '../store/lock.js';
import { type JsonObject, type Manifest, readResponses } from '../store/records.js';
import { type RunPaths, readManifest, runPaths, writeManifest } from '../store/run-directory.js';
import type { Item } from '../suites/suite.js';
import { type Access, type Concurrency, clientOf, preambleOf, sentOn } from './client.js';
import { folderOf } from './folder.js';
import { conflict, itemLines, readItems } from './items.js';
import { fingerprint, type Group, groupName, type Plan, union } from './plan.js';
import { RefusedError } from './refused.js';
import { type AnswerSource, type Failures, type Stop, sample } from './sample.js';
import { headOf, writeScores } from './score.js';
import { resolvedConfig, settingsHash, settingsOf, shownModel, wireModel } from './settings.js';
import { parentFolder, type Shard } from './shard.js';
import type { Summary } from './summary.js';
import { Tallies } from './tally.js';
import { version } from './version.js';

/** How far a run is: samples, and accuracy over those that are scored. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly correct: number;
  readonly scored: number;
}

export interface RunStart {
  readonly directory: string;
  /** Samples to ask. */
  readonly missing: number;
  /** The run has samples or items beyond what is asked for now. */
  readonly holdsMore: boolean;
  /** When the run was completed, if it was. */
  readonly finishedAt: string | null;
}

export interface RunRequest {
  readonly config: Config;
  readonly model: ModelConfig;
  readonly plan: Plan;
  readonly access: Access;
  /** Answers instead of the model's endpoint; left open. */
  readonly source?: AnswerSource;
  /** The plan is this part of a run. */
  readonly shard?: Shard | undefined;
  /** Begin a new run although there is one. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Told how samples of an open question came out, before most is asked. Absent: none is asked. */
  readonly onPreflight?: (spread: Spread) => void;
  /** Where the run lives and what it still lacks, before anything is asked. */
  readonly onStart: (start: RunStart) => void;
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

/** The folder of a run, with everything checked that can be without starting it. Throws RefusedError. */
export async function checkRun(request: RunRequest): Promise<string> {
  const { config, model, plan } = request;
  const directory = await folderOf({
    parent: parentFolder(config.out, config.name, request.shard),
    label: model.label,
    settings: settingsOf(config, model),
    fresh: request.fresh,
  });
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

/** What one session asks, and of whom. */
interface Asking {
  readonly manifest: Manifest;
  readonly items: readonly Item[];
  readonly tallies: Tallies;
  readonly source: AnswerSource;
  readonly concurrency: Concurrency;
  readonly onFirstAnswer?: () => void;
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
    const groups = await this.#grow(plan.groups);
    const samples = Math.max(before?.samples ?? 0, config.sampling.samples);
    const tallies = new Tallies(
      groups.flatMap(({ items }) => items),
      samples,
      // Binding errors and measures wait until all is scored: they would only slow the sampling down.
      new Map(),
    );
    for await (const response of readResponses(this.#paths.responses)) tallies.add(response);
    this.#request.onStart({
      directory: this.#paths.directory,
      missing: tallies.missing,
      holdsMore: sizeOf(groups) > sizeOf(plan.groups) || samples > config.sampling.samples,
      finishedAt: before?.state === 'complete' ? before.finished_at : null,
    });
    const manifest = this.#manifest(before, groups, samples);
    if (tallies.missing === 0 && before?.state === 'complete') {
      const { state, finished_at, sampling_sent, simulated } = before;
      const kept = { ...manifest, state, finished_at, sampling_sent, simulated };
      await writeManifest(this.#paths.directory, kept);
      return {
        directory: this.#paths.directory,
        summary: await this.#score(manifest, groups),
        missing: 0,
        failed: new Map(),
        refused: [],
      };
    }
    await writeManifest(this.#paths.directory, manifest);
    return await this.#finish(manifest, groups, tallies);
  }

  async #finish(
    manifest: Manifest,
    groups: readonly Group[],
    tallies: Tallies,
  ): Promise<Omit<RunOutcome, 'removed'>> {
    const { stop, sent, failed, refused } =
      tallies.missing === 0 ? NOTHING_ASKED : await this.#sample(manifest, groups, tallies);
    const summary = await this.#score(manifest, groups);
    await writeManifest(this.#paths.directory, {
      ...manifest,
      state: tallies.missing === 0 ? 'complete' : 'incomplete',
      simulated: summary.simulated,
      sampling_sent: sent ?? manifest.sampling_sent,
      finished_at: new Date().toISOString(),
    });
    return {
      directory: this.#paths.directory,
      summary,
      missing: tallies.missing,
      failed,
      refused,
      ...(stop === undefined ? {} : { stop }),
    };
  }

  /** Adds the items of the plan to those of the run. */
  async #grow(asked: readonly Group[]): Promise<Group[]> {
    const stored = await readItems(this.#paths.items);
    const groups = union(asked, stored);
    if (sizeOf(groups) !== sizeOf(stored)) await writeAtomic(this.#paths.items, itemLines(groups));
    return groups;
  }

  #manifest(before: Manifest | null, groups: readonly Group[], samples: number): Manifest {
    const { config, model, shard } = this.#request;
    const settings = settingsOf(config, model);
    return {
      format: 1,
      name: config.name,
      label: model.label,
      state: 'running',
      ...(shard === undefined ? {} : { shard }),
      simulated: model.simulator !== undefined || (before?.simulated ?? false),
      model: shownModel(model),
      tags: model.tags,
      samples,
      settings,
      settings_hash: settingsHash(settings),
      config: resolvedConfig(config, model),
      fingerprints: Object.fromEntries(
        groups.map((group) => [groupName(group), fingerprint(group)]),
      ),
      sampling_sent: before?.sampling_sent ?? null,
      versions: { pbb_eval: version(), node: process.version },
      started_at: before?.started_at ?? new Date().toISOString(),
      finished_at: null,
    };
  }

  async #score(manifest: Manifest, groups: readonly Group[]): Promise<Summary> {
    const { config, model, plan } = this.#request;
    return await writeScores({
      paths: this.#paths,
      groups,
      samples: manifest.samples,
      instances: plan.instances,
      head: headOf(manifest, config.sampling.temperature),
      statistics: config.statistics,
      simulator: model.simulator,
      simulated: manifest.simulated,
    });
  }

  async #sample(manifest: Manifest, groups: readonly Group[], tallies: Tallies) {
    const items = interleaved(groups);
    const { model, plan, source } = this.#request;
    if (source !== undefined) {
      const one = { limit: 1, first: 1 };
      return await this.#ask({ manifest, items, tallies, source, concurrency: one });
    }
    if (model.simulator === undefined) {
      return await this.#askClient(manifest, model.base_url ?? '', items, tallies);
    }
    const server = await startSimulator({
      models: { [wireModel(model)]: model.simulator },
      suites: [...plan.instances.values()],
      items,
    });
    try {
      return await this.#askClient(manifest, server.url, items, tallies);
    } finally {
      await server.close();
    }
  }

  async #askClient(
    manifest: Manifest,
    baseUrl: string | readonly string[],
    items: readonly Item[],
    tallies: Tallies,
  ) {
    const { config, model, access } = this.#request;
    const { client, concurrency } = clientOf(config, model, access, baseUrl);
    let preflight: Promise<void> | undefined;
    const onFirstAnswer = () => {
      preflight = this.#preflight(client);
    };
    try {
      const asked = { manifest, items, tallies, source: client, concurrency, onFirstAnswer };
      const ended = await this.#ask(asked);
      await preflight;
      return ended;
    } finally {
      await client.close();
    }
  }

  async #ask({ manifest, items, tallies, source, concurrency, onFirstAnswer }: Asking) {
    const { config, model, signal } = this.#request;
    const sent = (): JsonObject => sentOn(source.terms, config.sampling);
    const asked = await this.#withJournals(
      async (responses, failures) =>
        await sample({
          source,
          items,
          tallies,
          responses,
          failures,
          concurrency,
          maxTokens: config.sampling.max_tokens,
          preamble: preambleOf(model),
          signal,
          // A process that is killed later leaves behind what it sampled with.
          onFirstAnswer: async () => {
            onFirstAnswer?.();
            await writeManifest(this.#paths.directory, { ...manifest, sampling_sent: sent() });
          },
          onProgress: () => this.#progress(items.length, tallies),
        }),
    );
    return { ...asked, sent: sent(), refused: source.unsent };
  }

  /** Whether samples differ at all, by a question that has no one answer. The run itself tells of all that fails. */
  async #preflight(client: EndpointClient): Promise<void> {
    const { config, model, signal, onPreflight } = this.#request;
    const { temperature, samples } = config.sampling;
    if (onPreflight === undefined || model.simulator !== undefined) return;
    if (temperature === 0 || samples === 1) return;
    try {
      onPreflight((await sampleOpenly(client, PREFLIGHT_SAMPLES, signal)).spread);
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error;
    }
  }

  async #withJournals<T>(use: (responses: Journal, failures: Journal) => Promise<T>): Promise<T> {
    const responses = await Journal.open(this.#paths.responses);
    try {
      const failures = await Journal.open(this.#paths.failures);
      try {
        return await use(responses, failures);
      } finally {
        await failures.close();
      }
    } finally {
      await responses.close();
    }
  }

  #progress(items: number, tallies: Tallies): void {
    this.#request.onProgress({
      label: this.#request.model.label,
      done: tallies.total.valid,
      total: items * tallies.samples,
      correct: tallies.total.correct,
      scored: tallies.total.valid,
    });
  }
}

const PREFLIGHT_SAMPLES = 4;

/** One item of each group in turn: whatever ends a run early, all groups have their share. */
function interleaved(groups: readonly Group[]): Item[] {
  const longest = Math.max(0, ...groups.map(({ items }) => items.length));
  return Array.from({ length: longest }, (_, place) =>
    groups.flatMap(({ items }) => items.slice(place, place + 1)),
  ).flat();
}

function sizeOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}

const NOTHING_ASKED = {
  stop: undefined,
  sent: undefined,
  failed: new Map<string, never>(),
  refused: [],
};
