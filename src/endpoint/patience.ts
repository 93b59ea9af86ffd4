/**
 * Whether a request that failed is tried again, and when. Every request's tries are bounded in number, but for a model
 * that is still loading: that is waited for, bounded in time.
 */
import { type Pace, waitMs } from './backoff.js';
import type { Fault } from './fault.js';

/** What the client knows of the server. */
export interface Acquaintance {
  /** It has answered something, be it an error. */
  readonly heard: boolean;
  /** It has given a completion. */
  readonly answered: boolean;
}

export interface Bounds {
  /** Tries after the first. */
  readonly retries: number;
  /** How long a model that is loading is waited for. */
  readonly loadingMs: number;
}

/** The tries of one request. */
export class Patience {
  readonly #bounds: Bounds;
  readonly #pace: Pace;
  readonly #faults: Fault[] = [];
  #loadingTries = 0;
  #loadingMs = 0;

  constructor(bounds: Bounds, pace: Pace) {
    this.#bounds = bounds;
    this.#pace = pace;
  }

  /** The milliseconds to wait after `fault` before the next try; null when there is none. */
  waitAfter(fault: Fault, known: Acquaintance): number | null {
    if (fault.kind === 'loading') return this.#waitForLoading(fault);
    if (!this.#isRetried(fault, known)) return null;
    this.#faults.push(fault);
    return waitMs(this.#faults.length, fault.askedMs, this.#pace.jitter());
  }

  #waitForLoading({ askedMs }: Fault): number | null {
    if (this.#loadingMs >= this.#bounds.loadingMs) return null;
    this.#loadingTries += 1;
    const ms = waitMs(this.#loadingTries, askedMs, this.#pace.jitter());
    this.#loadingMs += ms;
    return ms;
  }

  /**
   * Beside the bound on the tries, two kinds of fault are got over only once each: our own time-out, for every try costs
   * all of it, and an address that cannot be reached while none was ever heard, for it is likely to be wrong. A redirect
   * passes where answers came from before: a gateway's bad moment; it is never followed.
   */
  #isRetried(fault: Fault, { heard, answered }: Acquaintance): boolean {
    const { kind, status } = fault;
    const passes = fault.retry || (kind === 'redirect' && answered);
    if (!passes || this.#faults.length >= this.#bounds.retries) return false;
    const isOwnTimeout = kind === 'timeout' && status === undefined;
    const alike = this.#faults.filter((one) => one.kind === kind && one.status === status).length;
    const likelyToStay = isOwnTimeout || (kind === 'unreachable' && !heard);
    return !likelyToStay || alike < 1;
  }
}
