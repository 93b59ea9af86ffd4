/**
 * The programs of a data set, each by the engine that takes it: the subset interpreter where it accepts the program and its calls, the
 * sandbox else, which is not started when all it would be asked is kept.
 */
import { availableParallelism } from 'node:os';
import { KeptOutcomes } from './kept-outcomes.js';
import type { Limits, Outcome, Program } from './program.js';
import { runInSubset, type SubsetRun } from './subset.js';
import { runTrusted } from './trusted.js';

/** What a program gave, and by which engine. */
export type DataSetRun =
  | ({ readonly engine: 'subset' } & SubsetRun)
  | { readonly engine: 'sandbox'; readonly outcomes: readonly Outcome[] };

/** More workers than this only wait for each other's memory. */
const MOST_WORKERS = 8;

/** What every program gives, in order. Throws a `SandboxError` when no worker can be started. */
export async function runDataSet(
  programs: readonly Program[],
  limits: Limits,
  kept: KeptOutcomes = new KeptOutcomes(),
): Promise<DataSetRun[]> {
  const runs = programs.map((program) => knownRun(program, limits, kept));
  const places = runs.flatMap((run, place) => (run === null ? [place] : []));
  const missing = places.flatMap((place) => programs[place] ?? []);
  const workers = Math.min(MOST_WORKERS, availableParallelism());
  let next = 0;
  for await (const outcomes of runTrusted(missing, limits, workers)) {
    const [place = 0, program] = [places[next], missing[next]];
    if (program !== undefined) kept.keep(program, limits, outcomes);
    runs[place] = { engine: 'sandbox', outcomes };
    next += 1;
  }
  return runs.flatMap((run) => run ?? []);
}

function knownRun(program: Program, limits: Limits, kept: KeptOutcomes): DataSetRun | null {
  const run = runInSubset(program);
  if (run !== null) return { engine: 'subset', ...run };
  const outcomes = kept.of(program, limits);
  return outcomes === null ? null : { engine: 'sandbox', outcomes };
}
