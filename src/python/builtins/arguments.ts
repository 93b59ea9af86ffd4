/** The arguments of built-ins: taken by place and by name, counted and converted as CPython does. */

import { outsideSubset, pythonError, type Site } from '../machine/machine.js';
import type { Keywords } from '../values/functions.js';
import { WideText } from '../values/text.js';
import { type Integer, toInteger, typeName, type Value } from '../values/value.js';

/** The values of a built-in's parameters in their order; undefined for each that is not given. */
export type Given = readonly (Value | undefined)[];

/**
 * The arguments of `name`, whose first `required` parameters must be given. A parameter without a name of its own (`''`)
 * is taken by place alone.
 */
export function bindArguments(
  site: Site,
  name: string,
  parameters: readonly string[],
  required: number,
  args: readonly Value[],
  keywords: Keywords | undefined,
): Given {
  if (args.length > parameters.length) {
    const message = `${name}() takes at most ${parameters.length} arguments (${args.length} given)`;
    throw pythonError(site, 'TypeError', message);
  }
  if (keywords === undefined) {
    if (args.length < required) throw tooFew(site, name, required, args.length);
    return args;
  }
  const given: (Value | undefined)[] = [...args];
  for (const [keyword, value] of keywords) {
    const index = parameters.indexOf(keyword);
    if (index === -1 || given[index] !== undefined) {
      const message = `${name}() got an unexpected keyword argument '${keyword}'`;
      throw pythonError(site, 'TypeError', message);
    }
    given[index] = value;
  }
  for (let index = 0; index < required; index += 1) {
    if (given[index] === undefined) throw tooFew(site, name, required, index);
  }
  return given;
}

function tooFew(site: Site, name: string, required: number, given: number): Error {
  const message = `${name}() takes at least ${required} argument${required === 1 ? '' : 's'} (${given} given)`;
  return pythonError(site, 'TypeError', message);
}

/** The arguments of `name`, which takes none by name. */
export function bindPositional(
  site: Site,
  name: string,
  least: number,
  most: number,
  args: readonly Value[],
  keywords: Keywords | undefined,
): Given {
  if (keywords !== undefined) {
    throw pythonError(site, 'TypeError', `${name}() takes no keyword arguments`);
  }
  if (args.length < least || args.length > most) {
    const wanted = least === most ? String(least) : `${least} to ${most}`;
    const message = `${name}() takes ${wanted} arguments (${args.length} given)`;
    throw pythonError(site, 'TypeError', message);
  }
  return args;
}

/** An argument that must be a string of the Basic Multilingual Plane. */
export function textArgument(site: Site, value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value instanceof WideText) throw wideText(site);
  throw pythonError(site, 'TypeError', `expected str, got ${nameOf(value)}`);
}

export function wideText(site: Site): Error {
  return outsideSubset(
    site,
    'this on a string with characters beyond U+FFFF is not part of the subset',
  );
}

export function integerArgument(site: Site, value: Value | undefined): Integer {
  const integer = value === undefined ? undefined : toInteger(value);
  if (integer !== undefined) return integer;
  const message = `'${nameOf(value)}' object cannot be interpreted as an integer`;
  throw pythonError(site, 'TypeError', message);
}

/** A count or width as a number. Raises an OverflowError beyond `bits` bits, those of CPython's own integer for it. */
export function countArgument(
  site: Site,
  value: Value | undefined,
  absent: number,
  bits: 32 | 64 = 64,
): number {
  if (value === undefined) return absent;
  const count = integerArgument(site, value);
  const bound = 2n ** BigInt(bits - 1);
  if (count < bound && count >= -bound) return Number(count);
  throw pythonError(site, 'OverflowError', 'Python int too large to convert to a C integer');
}

function nameOf(value: Value | undefined): string {
  return value === undefined ? 'nothing' : typeName(value);
}
