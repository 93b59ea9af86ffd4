/** The shapes of compiled code: closures over a frame of slots. */
import type { Value } from '../values/value.js';

/**
 * The variables of one call. Slot 0 holds the value that is being returned; then come the parameters, then the other
 * locals. `undefined` is a variable that has no value yet. Slot 0 starts undefined, which keeps the elements of all
 * frames of one kind for the host's optimiser.
 */
export type Frame = (Value | undefined)[];

/**
 * A frame of at least `size` slots with `first` in slot 1. One literal serves all frames of up to eight slots, and the
 * rest is apart: small enough for the host to make the array in line.
 */
export function newFrame(size: number, first: Value | undefined): Frame {
  return size <= 8
    ? [undefined, first, undefined, undefined, undefined, undefined, undefined, undefined]
    : largeFrame(size, first);
}

const u = undefined;

/** Frames of up to sixteen slots are made from a literal too: an array that is filled afterwards takes much longer. */
function largeFrame(size: number, first: Value | undefined): Frame {
  const frame: Frame = [u, first, u, u, u, u, u, u, u, u, u, u, u, u, u, u];
  while (frame.length < size) frame.push(u);
  return frame;
}

/** Where a frame holds the value that is being returned. */
export const RESULT = 0;

/** An expression: gives its value or throws. */
export type Evaluate = (frame: Frame) => Value;

/** An expression in a condition: gives its truth. */
export type Test = (frame: Frame) => boolean;

/** How a statement ended. */
export type Completion = typeof NORMAL | typeof BREAK | typeof CONTINUE | typeof RETURN;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;

/** A statement. */
export type Execute = (frame: Frame) => Completion;

/** A compiled expression, with what the code around it can use to take a shorter way. */
export interface Compiled {
  readonly evaluate: Evaluate;
  /** The slot, when the expression is a local variable. */
  readonly slot?: number;
  /** The number, when it is a literal that is a safe integer. */
  readonly constant?: number;
  /** The truth of the value, when it can be had without making the value. */
  readonly test?: Test;
}
