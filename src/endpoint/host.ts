/** One address of a model: its connections, how fast it delivers, and how far it is to be trusted. */
import type { Dispatcher } from 'undici';
import type { Address } from './address.js';
import type { Fault, Reader } from './fault.js';

/** How much the latest answer weighs in the delivery. */
const WEIGHT = 0.1;
const FIRST_DOWN_MS = 1000;
const MAX_DOWN_MS = 60_000;
/** After so many failures in a row a host has to prove itself anew. */
const DOUBTFUL = 3;

export class Host {
  readonly address: Address;
  readonly dispatcher: Dispatcher;
  readonly reader: Reader;
  /** Requests that are out, or wait for a budget to go out. */
  inFlight = 0;
  /** Milliseconds per choice, as a moving mean; 0 before the first. */
  #msPerChoice = 0;
  /** In a row. */
  #failures = 0;
  /** It let a request time out and has not delivered since. */
  #silent = false;
  #downUntil = 0;
  /** No request goes out before. */
  #heldUntil = 0;

  constructor(address: Address, dispatcher: Dispatcher, reader: Reader) {
    this.address = address;
    this.dispatcher = dispatcher;
    this.reader = reader;
  }

  /** What one request more would wait for, relative to other hosts. */
  get load(): number {
    return (this.inFlight + 1) * this.#msPerChoice;
  }

  /** It has still to deliver, or to deliver again: one request at a time is enough to find out. */
  get onTrial(): boolean {
    return this.#msPerChoice === 0 || this.#failures >= DOUBTFUL;
  }

  /** It has delivered, and whatever it does since, it does not keep requests waiting for nothing. */
  get speaks(): boolean {
    return this.#msPerChoice > 0 && !this.#silent;
  }

  /** When it may be asked again. */
  get freeAt(): number {
    return Math.max(this.#downUntil, this.#heldUntil);
  }

  delivered(choices: number, ms: number): void {
    const each = Math.max(ms, 0.01) / choices;
    this.#msPerChoice += (this.#msPerChoice === 0 ? 1 : WEIGHT) * (each - this.#msPerChoice);
    this.#failures = 0;
    this.#silent = false;
    this.#downUntil = 0;
  }

  /**
   * After a failure it is left alone: one second, then two, four, … sixty. Requests that were out together fail together, so
   * what fails while it is left alone counts no more. A host that delivers is not to blame for a question that it may not or
   * cannot answer. A time-out weighs as several failures, for it costs a request all its time.
   */
  failed({ kind }: Fault, now: number): void {
    const ofQuestion = kind === 'content-filter' || kind === 'context-overflow';
    if (kind === 'interrupted' || (ofQuestion && !this.onTrial)) return;
    const isTimeout = kind === 'timeout';
    const counts = now >= this.#downUntil || (isTimeout && !this.#silent);
    this.#silent ||= isTimeout;
    if (!counts) return;
    this.#failures += isTimeout ? DOUBTFUL : 1;
    const ms = FIRST_DOWN_MS * 2 ** (this.#failures - 1);
    this.#downUntil = now + Math.min(MAX_DOWN_MS, ms);
  }

  hold(ms: number, now: number): void {
    if (ms > 0) this.#heldUntil = Math.max(this.#heldUntil, now + ms);
  }

  /** What it was told to wait for, in milliseconds from now. */
  heldMs(now: number): number {
    return Math.max(0, this.#heldUntil - now);
  }
}
