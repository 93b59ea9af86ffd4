/**
 * The built-in functions that programs may call, `range` aside (only a `for` loop runs over one). Names are looked up in
 * this map and nowhere else: there is no way from a name to anything of the host.
 */
import type { PythonError } from './errors.js';
import { absolute, greater, less, powerModulo } from './integers.js';
import { pythonError, type Site } from './machine.js';
import { toInteger, truthy, typeName, type Value } from './value.js';

/** A built-in of the values of its arguments, or its CPython exception. */
export type Builtin = (site: Site, args: readonly Value[]) => Value;

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['abs', abs],
  ['bool', bool],
  ['int', int],
  ['max', (site, args) => extreme(site, args, greater)],
  ['min', (site, args) => extreme(site, args, less)],
  ['pow', pow],
]);

function abs(site: Site, args: readonly Value[]): Value {
  const [value] = args;
  if (value === undefined || args.length !== 1) {
    throw pythonError(site, 'TypeError', `abs() takes exactly one argument (${args.length} given)`);
  }
  return absolute(site, value);
}

function bool(site: Site, args: readonly Value[]): Value {
  if (args.length > 1) {
    throw pythonError(site, 'TypeError', `bool expected at most 1 argument, got ${args.length}`);
  }
  return truthy(args[0] ?? false);
}

function int(site: Site, args: readonly Value[]): Value {
  if (args.length > 2) {
    throw pythonError(site, 'TypeError', `int() takes at most 2 arguments (${args.length} given)`);
  }
  if (args.length === 2) throw refusedBase(site, args[1] ?? null);
  const [value = 0] = args;
  const integer = toInteger(value);
  if (integer === undefined) {
    const wanted =
      "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'";
    throw pythonError(site, 'TypeError', wanted);
  }
  return integer;
}

/** A second argument of `int` is for text, which the subset lacks; CPython looks at the base first all the same. */
function refusedBase(site: Site, base: Value): PythonError {
  const radix = toInteger(base);
  if (radix === undefined) {
    return pythonError(site, 'TypeError', "'NoneType' object cannot be interpreted as an integer");
  }
  if (radix !== 0 && (radix < 2 || radix > 36)) {
    return pythonError(site, 'ValueError', 'int() base must be >= 2 and <= 36, or 0');
  }
  return pythonError(site, 'TypeError', "int() can't convert non-string with explicit base");
}

/** The first of the arguments that no later one is beyond. */
function extreme(site: Site, args: readonly Value[], beyond: typeof less): Value {
  const [first, ...rest] = args;
  if (first === undefined) {
    throw pythonError(site, 'TypeError', `${site.symbol} expected at least 1 argument, got 0`);
  }
  if (rest.length === 0) {
    throw pythonError(site, 'TypeError', `'${typeName(first)}' object is not iterable`);
  }
  let best = first;
  for (const candidate of rest) if (beyond(site, candidate, best)) best = candidate;
  return best;
}

function pow(site: Site, args: readonly Value[]): Value {
  const [base, exponent, modulus = null] = args;
  if (base === undefined) {
    throw pythonError(site, 'TypeError', "pow() missing required argument 'base' (pos 1)");
  }
  if (exponent === undefined) {
    throw pythonError(site, 'TypeError', "pow() missing required argument 'exp' (pos 2)");
  }
  if (args.length > 3) {
    throw pythonError(site, 'TypeError', `pow() takes at most 3 arguments (${args.length} given)`);
  }
  return powerModulo(site, base, exponent, modulus);
}
