/**
 * observations.jsonl: what programs in outputs did when they were run, a line for each program that is different. Invariant: a program
 * that stands in it is not run again, whoever scores the run; the first line of a program counts.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Outcome, Program } from '../sandbox/program.js';
import { readJournal } from '../store/journal.js';
import { checked } from '../store/records.js';

export interface ObservationRecord {
  /** SHA-256 of source and calls. */
  readonly program: string;
  /** The sample that it was first seen in. */
  readonly item: string;
  readonly index: number;
  readonly engine: 'subset' | 'sandbox';
  /** One for each call. */
  readonly outcomes: readonly Outcome[];
  /** ISO 8601 UTC. */
  readonly at: string;
}

const outcome: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), repr: z.string() }),
  z.object({ kind: z.literal('raised'), type: z.string(), message: z.string() }),
  z.object({ kind: z.literal('stopped'), limit: z.enum(['time', 'memory', 'output', 'stack']) }),
  z.object({ kind: z.literal('rejected'), reason: z.string() }),
]);

export const observationSchema: z.ZodType<ObservationRecord> = z.object({
  program: z.string(),
  item: z.string(),
  index: z.int().nonnegative(),
  engine: z.enum(['subset', 'sandbox']),
  outcomes: z.array(outcome),
  at: z.string(),
});

/** Under which a program's outcomes are kept. */
export function programKey({ source, calls }: Program): string {
  return hash('sha256', JSON.stringify([source, calls]));
}

/** The outcomes of programs. */
export class Observations {
  readonly #outcomes = new Map<string, readonly Outcome[]>();

  /** Those of an observations.jsonl; none when there is no such file. A StoreError names a line that is none. */
  static async read(path: string): Promise<Observations> {
    const observations = new Observations();
    for await (const record of readObservations(path)) observations.add(record);
    return observations;
  }

  /** One for each call of the program; undefined when it was not run yet. */
  of(program: Program): readonly Outcome[] | undefined {
    const outcomes = this.#outcomes.get(programKey(program));
    return outcomes?.length === program.calls.length ? outcomes : undefined;
  }

  /** Whether it is of a program that was not there. */
  add({ program, outcomes }: ObservationRecord): boolean {
    if (this.#outcomes.has(program)) return false;
    this.#outcomes.set(program, outcomes);
    return true;
  }
}

/** The lines of an observations.jsonl, in order. */
export async function* readObservations(path: string): AsyncGenerator<ObservationRecord> {
  for await (const { record, line } of readJournal(path))
    yield checked(observationSchema, record, path, line);
}
