/**
 * How fast requests may go out: a budget per minute that the user states, and what a server's headers say of its own. A
 * budget is spent evenly rather than at the start of each minute (generic cell rate algorithm, ITU-T I.371), with a
 * second's worth at once, and so slowly that no minute sees more than the budget.
 */
import type { Headers } from './backoff.js';

const MINUTE_MS = 60_000;
const BURST_MS = 1000;
/** The longest that one answer can hold requests back. */
const MAX_HOLD_MS = 120_000;

export class MinuteBudget {
  readonly #msPerUnit: number;
  /** When all that was spent so far is earned. */
  #earnedAt = Number.NEGATIVE_INFINITY;

  /** `perMinute`: above 0. */
  constructor(perMinute: number) {
    this.#msPerUnit = (MINUTE_MS + BURST_MS) / perMinute;
  }

  /** Spends `units` and returns the milliseconds to wait before they may be used. First come, first served. */
  spend(units: number, now: number): number {
    const from = Math.max(now - BURST_MS, this.#earnedAt);
    this.#earnedAt = from + units * this.#msPerUnit;
    return Math.max(0, from - now);
  }

  /** Puts right what was spent by an estimate. A server that counts nonsense holds nobody back for longer than the bound. */
  correct(estimated: number, used: number, now: number): void {
    const more = (used - estimated) * this.#msPerUnit;
    const latest = Math.max(this.#earnedAt, now + MAX_HOLD_MS);
    this.#earnedAt = Math.min(this.#earnedAt + more, latest);
  }
}

const LIMITS = ['requests', 'tokens'].map((what) => ({
  remaining: `x-ratelimit-remaining-${what}`,
  reset: `x-ratelimit-reset-${what}`,
}));

/**
 * How long `x-ratelimit-remaining-*` of 0 asks everybody to wait, by `x-ratelimit-reset-*`: 0 to 120,000 ms, 0 when
 * something remains, or nothing can be read (Azure sends -1 for unknown).
 */
export function exhaustedMs(headers: Headers, now: number): number {
  let ms = 0;
  for (const { remaining, reset } of LIMITS) {
    if (headers[remaining] === '0') ms = Math.max(ms, durationMs(headers[reset], now));
  }
  return Math.min(MAX_HOLD_MS, ms);
}

/** `1m30s`, `12ms`, `6.5s`, seconds, or the time since 1970 in seconds or milliseconds; 0 for anything else. */
function durationMs(value: string | string[] | undefined, now: number): number {
  if (typeof value !== 'string') return 0;
  if (/^\d{1,15}(\.\d{1,9})?$/.test(value)) {
    const number = Number(value);
    if (number > 1e12) return number - now;
    return number > 1e9 ? number * 1000 - now : number * 1000;
  }
  const parts =
    /^(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/.exec(
      value,
    );
  if (parts === null) return 0;
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}
