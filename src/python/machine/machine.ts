/**
 * The state that one run of a program shares: what is left of its limits, and what it counts. A program has one machine,
 * set back at the start of every run; runs of a program never overlap, since nothing in one can call out.
 */
import type { Span } from '../../text/span.js';
import { type Place, placeOf, type Source } from '../syntax/source.js';
import { type Integer, integer } from '../values/value.js';
import { LimitError, OutsideSubsetError, PythonError, type PythonErrorType } from './errors.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';

/** Closures that may be active inside each other: what keeps the host's stack from running over at any call depth. */
export const MAX_FRAMES = 3000;

/** Integers below this magnitude are charged `SMALL_BYTES` without being measured. */
const SMALL = 1n << 128n;
const SMALL_BYTES = 32;
/** What any object takes beside its items. */
const OBJECT_BYTES = 64;
/** What is charged for each: estimates that err on the high side. */
export const CHARACTER_BYTES = 2;
export const ITEM_BYTES = 16;
export const ENTRY_BYTES = 224;
export const FLOAT_BYTES = 32;
/** A dict or set without entries, and other objects of several parts. */
export const TABLE_BYTES = 256;
/** A view of a dict. */
export const VIEW_BYTES = 64;
/** A variable of a frame that a function keeps. */
export const SLOT_BYTES = 8;
/** A generator with its frame. */
export const GENERATOR_BYTES = 768;
/** Closures that a value inside a value is counted as when it is walked by recursion. */
const NESTED_FRAMES = 8;

export class Machine {
  readonly source: Source | undefined;
  limits: Limits = DEFAULT_LIMITS;
  stepsLeft = 0;
  callsLeft = 0;
  framesLeft = 0;
  bytesLeft = 0;
  /** Functions that iterators are calling. */
  iterating = 0;
  operations = 0;
  branches: Set<number> = new Set();
  /** 2 to the power of the limit on bits: every integer's magnitude is below it. */
  #bound: bigint = 1n << BigInt(DEFAULT_LIMITS.bits);

  constructor(source: Source | undefined) {
    this.source = source;
  }

  /** Sets everything back for a run under `limits`. */
  begin(limits: Limits): void {
    if (limits !== this.limits) {
      if (limits.bits !== this.limits.bits) this.#bound = 1n << BigInt(limits.bits);
      this.limits = limits;
    }
    this.stepsLeft = limits.steps;
    this.callsLeft = limits.depth;
    this.framesLeft = MAX_FRAMES;
    this.bytesLeft = limits.allocation;
    this.iterating = 0;
    this.operations = 0;
  }

  get steps(): number {
    return this.limits.steps - this.stepsLeft;
  }

  /** Takes an integer that was just made into the run: in its one representation, within bits and allocation. */
  keep(made: bigint, site: Site): Integer {
    const value = integer(made);
    if (typeof value === 'number') return value;
    if (value >= this.#bound || value <= -this.#bound) throw overLimit(site, 'bits');
    const small = value < SMALL && value > -SMALL;
    this.spend(small ? SMALL_BYTES : bytesOf(bitLength(value)), site);
    return value;
  }

  /** Charges for a string or container that is about to be made: `length` characters or items of `bytes` each. */
  make(length: number, bytes: number, site: Site): void {
    if (length > this.limits.size) throw overLimit(site, 'size');
    this.work(length, site);
    this.spend(OBJECT_BYTES + length * bytes, site);
  }

  /** Charges the steps of going through `count` characters or items. */
  work(count: number, site: Site): void {
    this.stepsLeft -= count >> 4;
    if (this.stepsLeft < 0) throw overLimit(site, 'steps');
  }

  /** Charges the steps of looking for `part` characters in `length`: the host may try the part at every place. */
  search(length: number, part: number, site: Site): void {
    this.work(length, site);
    if (part > 8) this.charge(Math.floor((length * part) / 1024), site);
  }

  /** Charges for one item more in a container that has `length`. */
  grow(length: number, bytes: number, site: Site): void {
    if (length >= this.limits.size) throw overLimit(site, 'size');
    this.spend(bytes, site);
  }

  /** Enters a value inside a value, which is walked by recursion. */
  nest(site: Site): void {
    this.framesLeft -= NESTED_FRAMES;
    if (this.framesLeft < 0) throw overLimit(site, 'depth');
  }

  leave(): void {
    this.framesLeft += NESTED_FRAMES;
  }

  /** Charges `bytes` of values. */
  spend(bytes: number, site: Site): void {
    this.bytesLeft -= bytes;
    if (this.bytesLeft < 0) throw overLimit(site, 'allocation');
  }

  /** Charges `steps` at once. */
  charge(steps: number, site: Site): void {
    this.stepsLeft -= steps;
    if (this.stepsLeft < 0) throw overLimit(site, 'steps');
  }
}

/** A place of the program that can fail, and what messages call it: an operator, a function or a variable. */
export interface Site {
  readonly machine: Machine;
  readonly span: Span | undefined;
  readonly symbol: string;
  /** Closures that are active there, counted from the body of its function. */
  readonly height: number;
}

/** A place outside any program, where only the default limits hold. */
export function nowhere(): Site {
  const machine = new Machine(undefined);
  machine.begin(DEFAULT_LIMITS);
  return { machine, span: undefined, symbol: '', height: 0 };
}

/** The exception that CPython raises at `site`. */
export function pythonError(site: Site, type: PythonErrorType, message: string): PythonError {
  return new PythonError(type, message, siteOf(site));
}

/** The refusal, at `site`, of a value that the subset does not have. */
export function outsideSubset(site: Site, message: string): OutsideSubsetError {
  return new OutsideSubsetError(message, siteOf(site));
}

/** The end of a run that would pass `limit` at `site`. */
export function overLimit(site: Site, limit: keyof Limits): LimitError {
  const allowed = site.machine.limits[limit];
  return new LimitError(limit, allowed, limitMessage(limit, allowed), siteOf(site));
}

function limitMessage(limit: keyof Limits, allowed: number): string {
  switch (limit) {
    case 'steps':
      return `the run takes more than ${allowed} steps`;
    case 'depth':
      return `calls are nested too deeply: ${allowed} are allowed, fewer where expressions are deep too`;
    case 'bits':
      return `an integer has more than ${allowed} bits`;
    case 'size':
      return `a string or container has more than ${allowed} characters or items`;
    case 'allocation':
      return `the run makes more than ${allowed} bytes of values`;
  }
}

function siteOf({ machine, span }: Site): Place | undefined {
  return placeOf(machine.source, span);
}

/** Bytes charged for an integer of `bits` bits: its digits and a header. */
export function bytesOf(bits: number): number {
  return Math.ceil(bits / 8) + 16;
}

/** `value.bit_length()` of Python. */
export function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return digits.length * 4 - (Math.clz32(Number.parseInt(digits.charAt(0), 16)) - 28);
}
