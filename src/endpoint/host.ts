/** One address of a model: its connections, how fast it delivers, and whether it is to be left alone for now. */
import type { Dispatcher } from 'undici';
import type { Address } from './address.js';
import type { Fault, Reader } from './fault.js';

/** How much the latest answer weighs in the delivery. */
const WEIGHT = 0.1;
const FIRST_DOWN_MS = 1000;
const MAX_DOWN_MS = 60_000;

export class Host {
  readonly address: Address;
  readonly dispatcher: Dispatcher;
  readonly reader: Reader;
  /** Requests that are out. */
  inFlight = 0;
  /** Milliseconds per choice, as a moving mean; 0 before the first. */
  #msPerChoice = 0;
  #failures = 0;
  #downUntil = 0;
  /** No request goes out before. */
  #heldUntil = 0;
  #useless = false;

  constructor(address: Address, dispatcher: Dispatcher, reader: Reader) {
    this.address = address;
    this.dispatcher = dispatcher;
    this.reader = reader;
  }

  /** What one request more would wait for, relative to other hosts. */
  get load(): number {
    return (this.inFlight + 1) * this.#msPerChoice;
  }

  /** Refuses for good, while others do not. */
  get useless(): boolean {
    return this.#useless;
  }

  /** When it may be asked again. */
  get freeAt(): number {
    return Math.max(this.#downUntil, this.#heldUntil);
  }

  delivered(choices: number, ms: number): void {
    const each = Math.max(ms, 0.01) / choices;
    this.#msPerChoice += (this.#msPerChoice === 0 ? 1 : WEIGHT) * (each - this.#msPerChoice);
    this.#failures = 0;
  }

  /** After a failure that is the host's, it is left alone: one second, then two, four, … sixty. */
  failed({ kind }: Fault, now: number): void {
    if (kind !== 'unreachable' && kind !== 'server' && kind !== 'timeout' && kind !== 'loading') {
      return;
    }
    this.#downUntil = now + Math.min(MAX_DOWN_MS, FIRST_DOWN_MS * 2 ** this.#failures);
    this.#failures += 1;
  }

  hold(ms: number, now: number): void {
    if (ms > 0) this.#heldUntil = Math.max(this.#heldUntil, now + ms);
  }

  giveUp(): void {
    this.#useless = true;
  }

  /** What it was told to wait for, in milliseconds from now. */
  heldMs(now: number): number {
    return Math.max(0, this.#heldUntil - now);
  }
}

/** The hosts of one model. */
export class Hosts {
  readonly all: readonly Host[];

  /** At least one. */
  constructor(all: readonly Host[]) {
    this.all = all;
  }

  /**
   * The host to ask next: of those that are up the one that would deliver first, else the one that is up again first. A
   * host that has not delivered yet goes before.
   */
  pick(now: number): Host {
    const [first, ...others] = this.all;
    if (first === undefined) throw new Error('a model has at least one host');
    return others.reduce((best, host) => (before(host, best, now) ? host : best), first);
  }

  /** Whether `host` may be given up: others are left. */
  canSpare(host: Host): boolean {
    return this.all.some((other) => other !== host && !other.useless);
  }
}

function before(a: Host, b: Host, now: number): boolean {
  if (a.useless !== b.useless) return b.useless;
  const [waitA, waitB] = [Math.max(0, a.freeAt - now), Math.max(0, b.freeAt - now)];
  if (waitA !== waitB) return waitA < waitB;
  // Equal while nothing is known: the one with less to do.
  return a.load === b.load ? a.inFlight < b.inFlight : a.load < b.load;
}
