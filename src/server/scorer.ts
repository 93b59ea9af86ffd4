/**
 * Scores completions as an evaluation does, by the same code. What is judged as it stands is judged at once, in slices between which
 * other requests get their turn; only then are programs run. Invariant: what could not be judged has no reward.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { type JudgedSample, judgeSample, scoreOf } from '../eval/sample-score.js';
import { SandboxError } from '../sandbox/index.js';
import type { Program } from '../sandbox/program.js';
import type { Verdict } from '../scoring/verdict.js';
import type { SampleScore } from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import type { Programs } from './programs.js';
import { refusedForNow } from './refused-request.js';
import type { Entry } from './request.js';

/** What each verdict is worth. */
export type Rewards = Readonly<Record<Verdict, number>>;

/** What is said of a completion; with details, all that scores.jsonl says of a sample. */
export type Scored = Pick<SampleScore, 'verdict' | 'reason'> &
  Partial<SampleScore> & { readonly item: string; readonly reward: number };

/** The world failed, not the completion. */
export interface Unscored {
  readonly item: string;
  readonly verdict: null;
  readonly reward: null;
  readonly reason: string;
}

/** A completion of an item. */
export interface Asked {
  readonly item: Item;
  readonly sample: Pick<Entry, 'completion' | 'reasoning' | 'finish_reason'>;
}

/** One whose program must be run first. */
interface Waiting extends Asked {
  readonly program: Program;
}

export interface ScorerOptions {
  readonly instances: ReadonlyMap<string, SuiteInstance>;
  readonly rewards: Rewards;
  readonly programs: Programs;
  /** How long programs of a request are waited for. */
  readonly timeoutMs: number;
}

/** Longer, and other requests would notice. */
const SLICE_MS = 10;

export class Scorer {
  readonly #it: ScorerOptions;

  constructor(options: ScorerOptions) {
    this.#it = options;
  }

  /** In the order in which they were asked. @throws RefusedRequest 503 where programs would have to run and too many wait */
  async score(asked: readonly Asked[], details: boolean): Promise<(Scored | Unscored)[]> {
    const judged = await inSlices(asked, (each) => this.#judge(each, details));
    if (judged.every(isScored)) return judged;
    const { programs, timeoutMs } = this.#it;
    if (programs.isFull) throw refusedForNow(`${programs.waiting} programs wait to be run`);
    const deadline = new AbortController();
    const late = wait(timeoutMs, null, { signal: deadline.signal }).catch(() => null);
    try {
      return await Promise.all(
        judged.map(async (each) => (isScored(each) ? each : this.#run(each, details, late))),
      );
    } finally {
      deadline.abort();
    }
  }

  #judge(asked: Asked, details: boolean): Scored | Waiting {
    const judged = this.#judged(asked, () => undefined);
    return 'program' in judged
      ? { ...asked, ...judged }
      : this.#scored(asked.item, judged, details);
  }

  #judged({ item, sample }: Asked, outcomesOf: Parameters<typeof judgeSample>[2]) {
    return judgeSample(item, { ...sample, content: sample.completion }, outcomesOf);
  }

  #scored(item: Item, judged: JudgedSample, details: boolean): Scored {
    const { verdict, reason } = judged.judgement;
    const reward = this.#it.rewards[verdict];
    if (!details) return { item: item.id, verdict, reward, reason };
    const instance = this.#it.instances.get(item.suite);
    return { item: item.id, reward, ...scoreOf(item, judged, instance, false) };
  }

  async #run(asked: Waiting, details: boolean, late: Promise<null>): Promise<Scored | Unscored> {
    try {
      const outcomes = await Promise.race([this.#it.programs.outcomesOf(asked.program), late]);
      if (outcomes === null) return unscored(asked.item, `not run in ${this.#it.timeoutMs} ms`);
      const judged = this.#judged(asked, () => outcomes);
      if ('program' in judged) throw new Error('its program was run');
      return this.#scored(asked.item, judged, details);
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      return unscored(asked.item, error.message);
    }
  }
}

function isScored(judged: Scored | Waiting): judged is Scored {
  return !('program' in judged);
}

function unscored({ id }: Item, reason: string): Unscored {
  return { item: id, verdict: null, reward: null, reason };
}

async function inSlices<T, R>(all: readonly T[], work: (each: T) => R): Promise<R[]> {
  const done: R[] = [];
  let began = performance.now();
  for (const each of all) {
    done.push(work(each));
    if (performance.now() - began < SLICE_MS) continue;
    await nextTurn();
    began = performance.now();
  }
  return done;
}
