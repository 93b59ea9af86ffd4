/**
 * One session of a run: who is asked for what is missing (the model's endpoint, a simulated one, or files of answers), and
 * the journals that keep what comes.
 */
import { Journal } from '../store/journal.js';
import type { JsonObject, Manifest } from '../store/records.js';
import { type RunPaths, writeManifest } from '../store/run-directory.js';
import type { Item } from '../suites/suite.js';
import { type Concurrency, preambleOf, sentOn } from './client.js';
import type { Offer } from './observing.js';
import type { Group, Plan } from './plan.js';
import { LAST_WAIT_MS, type Opened, type OpenRequest, open } from './preflight.js';
import type { Received } from './received.js';
import { type AnswerSource, type Asked, type Journals, sample } from './sample.js';
import { wireModel } from './settings.js';

/** How far a run is: samples, and accuracy over those that are scored. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly correct: number;
  readonly scored: number;
  /** Samples that came, and whose code is still to be run. */
  readonly unjudged: number;
}

export interface SessionRequest extends OpenRequest {
  readonly plan: Plan;
  /** Answers instead of the model's endpoint; left open. */
  readonly source?: AnswerSource;
  /** The model's endpoint where it has been opened before; the session closes it. */
  readonly opened?: Opened | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** The run that a session adds to. */
export interface OpenRun {
  readonly paths: RunPaths;
  /** Puts items and manifest on the disk. The first question is out by then; what comes is kept after it. */
  readonly save: () => Promise<Manifest>;
  readonly groups: readonly Group[];
  readonly received: Received;
  readonly offer: Offer;
  readonly onProgress: () => void;
}

export interface SessionOutcome extends Asked {
  readonly manifest: Manifest;
  /** The sampling parameters of the requests. */
  readonly sent: JsonObject;
  /** Those that could not be sent, so that the server's own defaults hold. */
  readonly refused: readonly string[];
}

/** What is asked, and how much of it at a time. */
interface Asking {
  readonly source: AnswerSource;
  readonly concurrency: Concurrency;
}

export class Session {
  readonly #request: SessionRequest;
  readonly #run: OpenRun;
  readonly #items: readonly Item[];

  constructor(request: SessionRequest, run: OpenRun) {
    this.#request = request;
    this.#run = run;
    this.#items = interleaved(run.groups);
  }

  /** Asks for everything that is missing. */
  async go(): Promise<SessionOutcome> {
    const { model, plan, source } = this.#request;
    if (source !== undefined)
      return await this.#ask({ source, concurrency: { limit: 1, first: 1 } });
    if (model.simulator === undefined) return await this.#askClient(model.base_url ?? '');
    // A real model's first request does not wait for a server to be loaded.
    const { startSimulator } = await import('../simulator/server.js');
    const server = await startSimulator({
      models: { [wireModel(model)]: model.simulator },
      suites: [...plan.instances.values()],
      items: this.#items,
    });
    try {
      return await this.#askClient(server.url);
    } finally {
      await server.close();
    }
  }

  async #askClient(baseUrl: string | readonly string[]): Promise<SessionOutcome> {
    const opened = this.#request.opened ?? open(this.#request, baseUrl);
    try {
      const { client: source, concurrency } = opened;
      const ended = await this.#ask({ source, concurrency });
      if (ended.stop === undefined) await opened.close(LAST_WAIT_MS);
      return ended;
    } finally {
      await opened.close();
    }
  }

  async #ask({ source, concurrency }: Asking): Promise<SessionOutcome> {
    const { config, model, signal } = this.#request;
    const { paths, received } = this.#run;
    const sent = (): JsonObject => sentOn(source.terms, config.sampling);
    const begun = this.#begin();
    try {
      const asked = await sample({
        source,
        items: this.#items,
        received,
        journals: begun,
        concurrency,
        maxTokens: config.sampling.max_tokens,
        preamble: preambleOf(model),
        signal,
        // A process that is killed later leaves behind what it sampled with.
        onFirstAnswer: async () => {
          const { manifest } = await begun;
          await writeManifest(paths.directory, { ...manifest, sampling_sent: sent() });
        },
        onUnjudged: this.#run.offer,
        onProgress: this.#run.onProgress,
      });
      const { manifest } = await begun;
      return { ...asked, manifest, sent: sent(), refused: source.unsent };
    } finally {
      const { responses, failures } = await begun;
      await Promise.all([responses.close(), failures.close()]);
    }
  }

  async #begin(): Promise<Journals & { readonly manifest: Manifest }> {
    const { paths, save } = this.#run;
    const manifest = await save();
    const responses = await Journal.open(paths.responses);
    try {
      return { manifest, responses, failures: await Journal.open(paths.failures) };
    } catch (error) {
      await responses.close();
      throw error;
    }
  }
}

/** One item of each group in turn: whatever ends a run early, all groups have their share. */
function interleaved(groups: readonly Group[]): Item[] {
  const longest = Math.max(0, ...groups.map(({ items }) => items.length));
  const inTurn: Item[] = [];
  for (let place = 0; place < longest; place += 1) {
    for (const { items } of groups) {
      const item = items[place];
      if (item !== undefined) inTurn.push(item);
    }
  }
  return inTurn;
}
