/**
 * How long to wait before the next try: exponential with full jitter (AWS Architecture Blog, "Exponential Backoff And
 * Jitter"), and never less than the server asked for. Every wait is bounded.
 */
import type { Interruptions } from './interruptions.js';

/** Header values by lower-case name. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Time and chance, so that tests need neither. */
export interface Pace {
  /** Calls `done` after `ms`, never before it returns; the result takes it back. */
  readonly startTimer: (ms: number, done: () => void) => () => void;
  /** Milliseconds since 1970, never less than before. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly jitter: () => number;
}

/** The longest time that a Node timer takes; a longer one would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

export const REAL_PACE: Pace = {
  startTimer: (ms, done) => {
    const timer = setTimeout(done, Math.min(ms, MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
  // A clock that is set back must not make anybody wait for hours.
  now: () => performance.timeOrigin + performance.now(),
  // Not seeded: two runs against one server must not fall into step. No result depends on it.
  jitter: Math.random,
};

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
/** The longest that a server can make us wait with one answer. */
const MAX_ASKED_WAIT_MS = 120_000;

/**
 * The wait after the `failures`-th failure in a row (from 1), in milliseconds: what the server asked for, and on top a
 * random part of 0.5 s, 1 s, 2 s … 30 s, so that clients told the same time do not all come back at it.
 */
export function waitMs(failures: number, askedMs: number, jitter: number): number {
  const ceiling = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
  return askedMs + jitter * ceiling;
}

/** What `retry-after-ms` or `Retry-After` (seconds or an HTTP date) asks for: 0 to 120,000 ms, 0 when absent or odd. */
export function askedWaitMs(headers: Headers, nowMs: number): number {
  const ms = plainNumber(headers['retry-after-ms']);
  const asked = ms ?? retryAfterMs(headers['retry-after'], nowMs);
  return Math.min(MAX_ASKED_WAIT_MS, Math.max(0, asked));
}

function retryAfterMs(value: string | string[] | undefined, nowMs: number): number {
  const seconds = plainNumber(value);
  if (seconds !== null) return seconds * 1000;
  const date = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? 0 : date - nowMs;
}

/** A number without sign; null for anything else (`-1` is what some servers send for "unknown"). */
function plainNumber(value: string | string[] | undefined): number | null {
  return typeof value === 'string' && /^\s*\d{1,15}(\.\d{1,15})?\s*$/.test(value)
    ? Number(value)
    : null;
}

/** Waits `ms`. False, promptly, when the signal aborts. */
export function pause(
  ms: number,
  pace: Pace,
  interruptions: Interruptions,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = pace.startTimer(ms, () => {
      unwatch();
      resolve(true);
    });
    const unwatch = interruptions.watch(signal, () => {
      cancel();
      resolve(false);
    });
  });
}
