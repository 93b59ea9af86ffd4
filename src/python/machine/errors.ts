/**
 * How a run can end without a value. Three kinds that must not be mixed up: Python's own exceptions, which are part of
 * what a program means; limits, which say nothing of the program's meaning; and constructs that turned out to lie
 * outside the subset while running.
 */

import type { Place } from '../syntax/source.js';
import type { Limits } from './limits.js';

/** CPython's names of the exceptions that programs of the subset can raise. */
export type PythonErrorType =
  | 'AssertionError'
  | 'AttributeError'
  | 'IndexError'
  | 'KeyError'
  | 'NameError'
  | 'OverflowError'
  | 'RuntimeError'
  | 'StopIteration'
  | 'TypeError'
  | 'UnboundLocalError'
  | 'ValueError'
  | 'ZeroDivisionError';

/** An exception that CPython raises too: `type` is its name there, `message` is its text. */
export class PythonError extends Error {
  override readonly name = 'PythonError';
  readonly type: PythonErrorType;
  /** Where in the program; undefined for a tree that was built, and for a call from outside. */
  readonly place: Place | undefined;

  constructor(type: PythonErrorType, message: string, place?: Place) {
    super(message);
    this.type = type;
    this.place = place;
  }
}

/** A run was stopped by one of its limits: neither a right nor a wrong answer. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  /** The limit that would have been passed. */
  readonly limit: keyof Limits;
  /** What it allows, in its own unit. */
  readonly allowed: number;
  readonly place: Place | undefined;

  constructor(limit: keyof Limits, allowed: number, message: string, place?: Place) {
    super(message);
    this.limit = limit;
    this.allowed = allowed;
    this.place = place;
  }
}

/** CPython would go on with a value that this subset does not have, such as a complex number: refused rather than wrong. */
export class OutsideSubsetError extends Error {
  override readonly name = 'OutsideSubsetError';
  readonly place: Place | undefined;

  constructor(message: string, place?: Place) {
    super(message);
    this.place = place;
  }
}
