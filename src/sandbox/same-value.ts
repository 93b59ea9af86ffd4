/**
 * When two values that were given back as CPython's `repr` are the same: by Python's `==`, so that `1` is `1.0` and `True`, and sets
 * and dicts have no order, apart from what a `Comparison` states. A `nan` is the same as a `nan`. What is no literal (an object, a
 * `deque`) is the same as what is written just so.
 */
import {
  equals,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  parseLiteral,
  type Value,
} from '../python/index.js';
import { DiagnosticError } from '../text/diagnostic.js';

export interface Comparison {
  /**
   * What a float may differ by from a number: as a share of the larger of the two, and as an amount where that is below 1. Integers are
   * held exactly, and so are the keys of dicts and the elements of sets.
   */
  readonly tolerance: number;
  /** `as-leetcode`: a tuple is the list of its elements, since JSON has no tuples. */
  readonly sequences: 'exact' | 'as-leetcode';
}

export const PYTHON_EQUALITY: Comparison = { tolerance: 0, sequences: 'exact' };

/** Whether two texts of `repr` show the same value. Never throws. */
export function sameValue(
  left: string,
  right: string,
  comparison: Comparison = PYTHON_EQUALITY,
): boolean {
  if (left.trim() === right.trim()) return true;
  const [one, other] = [read(left), read(right)];
  if (one === undefined || other === undefined) return false;
  try {
    return same(one, other, comparison);
  } catch {
    // Beyond the limits of the subset's values.
    return false;
  }
}

/** `repr` writes these as names, which are no literals. */
const NOT_FINITE = /'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|\b(?:inf|nan)\b/g;
/** Stands for `nan`, which no literal gives: a text of one character that Unicode leaves out for good. */
const NAN = `'\\ufdd0'`;

function read(repr: string): Value | undefined {
  const literal = repr.replace(NOT_FINITE, (found) =>
    found === 'inf' ? '1e999' : found === 'nan' ? NAN : found,
  );
  try {
    return parseLiteral(literal);
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** Goes as deep as literals may be nested. */
function same(left: Value, right: Value, comparison: Comparison): boolean {
  if (left instanceof PyFloat || right instanceof PyFloat)
    return near(left, right, comparison.tolerance);
  const [one, other] = [elements(left, comparison), elements(right, comparison)];
  if (one !== null && other !== null) {
    return (
      one.kind === other.kind &&
      one.items.length === other.items.length &&
      one.items.every((item, at) => same(item, other.items[at] ?? null, comparison))
    );
  }
  if (left instanceof PyDict && right instanceof PyDict) return sameDict(left, right, comparison);
  return equals(left, right);
}

function elements(
  value: Value,
  { sequences }: Comparison,
): { readonly kind: 'list' | 'tuple'; readonly items: readonly Value[] } | null {
  if (value instanceof PyList) return { kind: 'list', items: value.items };
  if (!(value instanceof PyTuple)) return null;
  return { kind: sequences === 'exact' ? 'tuple' : 'list', items: value.items };
}

function sameDict(left: PyDict, right: PyDict, comparison: Comparison): boolean {
  if (left.entries.size !== right.entries.size) return false;
  for (const [key, entry] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined || !same(entry.value, other.value, comparison)) return false;
  }
  return true;
}

function near(left: Value, right: Value, tolerance: number): boolean {
  if (equals(left, right)) return true;
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one === null || other === null) return false;
  if (tolerance === 0 || !Number.isFinite(one) || !Number.isFinite(other)) return false;
  return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one), Math.abs(other));
}

function numberOf(value: Value): number | null {
  if (value instanceof PyFloat) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}
