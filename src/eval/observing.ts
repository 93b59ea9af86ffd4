/**
 * Samples whose code is run before they can be judged: while a run samples, what comes is offered to the observer; when it has ended,
 * the rest is taken from the journal of responses, where all of it stands. Sampling never waits for it.
 */
import { availableParallelism } from 'node:os';
import type { Observations } from '../observation/observations.js';
import { Observer, type Runner } from '../observation/observer.js';
import type { SandboxError } from '../sandbox/index.js';
import { isJudgedByRunning } from '../scoring/judge.js';
import { Journal } from '../store/journal.js';
import { type FailureRecord, readResponses } from '../store/records.js';
import type { RunPaths } from '../store/run-directory.js';
import type { Group } from './plan.js';
import { Received, type Unjudged } from './received.js';
import type { Failures } from './sample.js';

const MOST_WORKERS = 4;

/** Whether some samples of these groups can be judged only when their code was run. */
export function holdsPrograms(groups: readonly Group[]): boolean {
  return groups.some(({ items }) => items.some(({ target }) => isJudgedByRunning(target)));
}

export interface Observed {
  readonly paths: RunPaths;
  readonly groups: readonly Group[];
  /** Told of every verdict. */
  readonly received: Received;
  readonly observations: Observations;
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
  /** In the place of the sandbox, for tests. */
  readonly runner?: Runner | undefined;
}

/** Puts samples into the queue; never waits. */
export type Offer = (samples: readonly Unjudged[]) => void;

/**
 * Samples, by `use`, and runs what was sampled before, then and until all of it was run. `failed`: what could not be run, which stays
 * without a verdict until the next time.
 */
export async function observing<T>(
  run: Observed,
  use: (offer: Offer) => Promise<T>,
): Promise<{ readonly result: T; readonly failed: Failures }> {
  if (!holdsPrograms(run.groups)) return { result: await use(() => undefined), failed: new Map() };
  const journal = await Journal.open(run.paths.observations);
  const failures: FailureRecord[] = [];
  const observer = observerOf(run, journal, failures);
  const stop = () => observer.stop();
  run.signal.addEventListener('abort', stop);
  try {
    const result = await use((samples) => {
      for (const sample of samples) observer.offer(sample);
    });
    await observer.idle();
    await observeRest(run, observer);
    await keep(run.paths.failures, failures);
    return { result, failed: countedByKind(failures) };
  } finally {
    run.signal.removeEventListener('abort', stop);
    observer.close();
    await journal.close();
  }
}

function observerOf(
  run: Observed,
  journal: Journal,
  failures: FailureRecord[],
): Observer<Unjudged> {
  return new Observer<Unjudged>({
    observations: run.observations,
    journal,
    workers: Math.min(MOST_WORKERS, availableParallelism()),
    onSeen: (sample) => {
      run.received.observed(sample);
      run.onProgress();
    },
    onFailure: (sample, error) => void failures.push(failureRecord(sample, error)),
    runner: run.runner,
  });
}

/** What was sampled in an earlier session, or found no place in the queue. */
async function observeRest(run: Observed, observer: Observer<Unjudged>): Promise<void> {
  if (run.received.unjudged === 0) return;
  // Without what was observed, for a program that is known by now may stand in a sample that found no place.
  const all = new Received(
    run.groups.flatMap(({ items }) => items),
    run.received.samples,
  );
  for await (const response of readResponses(run.paths.responses)) {
    for (const sample of all.add(response)) {
      if (run.received.awaits(sample)) await observer.take(sample);
    }
    if (observer.hasEnded) break;
  }
  await observer.idle();
}

function failureRecord({ item, index }: Unjudged, { message }: SandboxError): FailureRecord {
  const at = new Date().toISOString();
  return { item, samples: [index], kind: 'sandbox', status: null, message, attempts: 1, at };
}

async function keep(path: string, failures: readonly FailureRecord[]): Promise<void> {
  if (failures.length === 0) return;
  const journal = await Journal.open(path);
  try {
    for (const failure of failures) await journal.append(failure);
  } finally {
    await journal.close();
  }
}

function countedByKind(failures: readonly FailureRecord[]): Failures {
  const [first] = failures;
  if (first === undefined) return new Map();
  return new Map([['sandbox', { count: failures.length, message: first.message }]]);
}
