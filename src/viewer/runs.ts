/**
 * The runs below a folder, looked at again and again while the viewer is open. Invariant: a run is known by its id alone, which is
 * looked up here; nothing that a request says becomes part of a path.
 */
import { hash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { relative } from 'node:path';
import { storedSummary } from '../eval/stored.js';
import type { Summary } from '../eval/summary.js';
import { RunIndex } from '../run-index/run-index.js';
import { isLocked } from '../store/lock.js';
import type { Manifest } from '../store/records.js';
import { listRuns, type RunPaths, runPaths } from '../store/run-directory.js';
import type { RunState } from './api.js';
import { Arrivals } from './arrivals.js';
import { ItemLists } from './item-list.js';

/** A run that is looked at. */
export interface ViewedRun {
  readonly id: string;
  /** Its folder, from the one that is looked at. */
  readonly run: string;
  readonly directory: string;
  readonly manifest: Manifest;
  readonly state: RunState;
  /** Null before it is summarised. */
  readonly summary: Summary | null;
  readonly index: RunIndex;
  readonly lists: ItemLists;
  readonly arrivals: Arrivals;
}

/** A run that is summarised. */
export type SummarisedRun = ViewedRun & { readonly summary: Summary };

/** Whether these are the same runs, and say what they said. */
export function saySame(before: readonly SummarisedRun[], now: readonly SummarisedRun[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ id, summary }, at) => id === before[at]?.id && summary === before[at]?.summary)
  );
}

export class Runs {
  readonly directory: string;
  /** What was passed over, and why. */
  warnings: readonly string[] = [];
  #runs = new Map<string, ViewedRun>();
  /** What the files of each run were when they were last read. */
  readonly #files = new Map<string, string>();
  /** Runs whose items are asked for. */
  readonly #opened = new Set<string>();
  readonly #listeners = new Set<(id: string) => void>();
  #looking: Promise<void> | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  get all(): readonly ViewedRun[] {
    return [...this.#runs.values()];
  }

  get summarised(): readonly SummarisedRun[] {
    return this.all.filter((run): run is SummarisedRun => run.summary !== null);
  }

  /** Undefined where no run has the id. */
  get(id: string): ViewedRun | undefined {
    return this.#runs.get(id);
  }

  /** Calls `listener` with the id of each run that changes, comes or goes; the result ends that. */
  watch(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins to index a run, and keeps its index up to date from now on. */
  open({ id, index, arrivals }: ViewedRun): void {
    if (this.#opened.has(id)) return;
    this.#opened.add(id);
    this.#follow(id, index, arrivals);
  }

  /** Looks at the folder again. Calls join the one under way. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { runs, warnings } = await listRuns(this.directory);
    const notes = [...warnings];
    const next = new Map<string, ViewedRun>();
    const changed = new Set<string>();
    for (const { directory, manifest } of runs) {
      const run = relative(this.directory, directory) || '.';
      const id = hash('sha256', run, 'hex').slice(0, 12);
      const state = await runStateOf(directory, manifest);
      const { foreign, marks } = await filesOf(runPaths(directory));
      if (foreign !== undefined) {
        notes.push(`${foreign}: a link, or no file at all: this run is passed over`);
        continue;
      }
      const files = `${state}\n${marks}`;
      const before = this.#runs.get(id);
      if (before !== undefined && this.#files.get(id) === files) next.set(id, before);
      else {
        next.set(id, await this.#read({ id, run, directory, manifest, state }, before));
        this.#files.set(id, files);
        changed.add(id);
      }
      if (next.get(id)?.summary === null && state !== 'running') notes.push(noteOf(run, state));
    }
    for (const id of this.#runs.keys()) if (!next.has(id)) changed.add(id);
    this.#runs = next;
    this.warnings = notes;
    for (const id of changed) this.#tell(id);
  }

  /** Brings the index of a run up to date, and judges what scoring has not. Whoever asks for an item meets the same errors. */
  #follow(id: string, index: RunIndex, arrivals: Arrivals): void {
    index
      .refresh()
      .then(() => arrivals.judge())
      .then(() => this.#tell(id))
      .catch(() => undefined);
  }

  #tell(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  async #read(found: FoundRun, before: ViewedRun | undefined): Promise<ViewedRun> {
    const { id, directory, manifest } = found;
    // What cannot be read may be read later: it is looked at again.
    const summary = await storedSummary(directory, manifest).catch(() => null);
    const index = before?.index ?? new RunIndex(directory, () => this.#tell(id));
    const arrivals = before?.arrivals ?? new Arrivals(index, manifest.samples);
    if (this.#opened.has(id) || manifest.state === 'running') this.#follow(id, index, arrivals);
    return {
      ...found,
      summary: typeof summary === 'string' ? null : summary,
      index,
      lists: new ItemLists(index, manifest.samples),
      arrivals,
    };
  }
}

type FoundRun = Pick<ViewedRun, 'id' | 'run' | 'directory' | 'manifest' | 'state'>;

/** A process that was killed leaves its run as one that goes on. */
async function runStateOf(directory: string, { state }: Manifest): Promise<RunState> {
  return state === 'running' && !(await isLocked(directory)) ? 'stopped' : state;
}

function noteOf(run: string, state: RunState): string {
  return state === 'stopped'
    ? `${run}: its process ended before the run did; the command that began it goes on with it`
    : `${run}: no summary that can be read; pbb-eval score makes it again`;
}

/**
 * The files of a run: `marks` change whenever one of them does; `foreign` is one that leads elsewhere, or that reading could wait for
 * without end.
 */
async function filesOf(paths: RunPaths): Promise<{ foreign: string | undefined; marks: string }> {
  const { manifest, items, responses, failures, scores, summary, observations } = paths;
  const files = await Promise.all(
    [manifest, items, responses, failures, scores, summary, observations].map(async (path) => ({
      path,
      found: await lstat(path).catch(() => undefined),
    })),
  );
  return {
    foreign: files.find(({ found }) => found?.isFile() === false)?.path,
    marks: files
      .map(({ found }) =>
        found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`,
      )
      .join('\n'),
  };
}
