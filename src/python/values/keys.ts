/**
 * Keys of dicts and sets: equal values have the same key (`1`, `1.0` and `True` do), others never have, and what CPython
 * cannot hash has none.
 *
 * Invariant: no program can choose keys that collide in the host's table. Its hashes of strings are seeded, those of
 * numbers and of strings that spell one are not; so larger numbers and strings that begin with a digit are marked with a
 * surrogate, which no string of the subset holds.
 */
import { outsideSubset, pythonError, type Site } from '../machine/machine.js';
import { WideText } from './text.js';
import {
  type Integer,
  integer,
  PyFloat,
  PyObject,
  PyTuple,
  typeName,
  type Value,
} from './value.js';

export type Key = string | number | null | PyObject;

const MARK = '\uD800';
/** Integers up to this magnitude are keys as they are: too few to make a long chain of collisions. */
const PLAIN = 1 << 20;
const UNHASHABLE: ReadonlySet<string> = new Set(['list', 'dict', 'set', 'dict_keys', 'dict_items']);
/** Hashed by their parts in CPython. */
const REFUSED: ReadonlySet<string> = new Set(['range', 'slice', 'method']);

/** The key of `value`. Raises a TypeError for what CPython cannot hash. */
export function keyOf(site: Site, value: Value): Key {
  if (typeof value === 'string') {
    if (value.length > 15) site.machine.work(value.length, site);
    return stringKey(value);
  }
  if (typeof value === 'number' || typeof value === 'bigint') return integerKey(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null) return null;
  if (value instanceof PyFloat) return floatKey(site, value.value);
  if (value instanceof WideText) return value.text;
  if (value instanceof PyTuple) return tupleKey(site, value);
  if (UNHASHABLE.has(value.type)) {
    throw pythonError(site, 'TypeError', `unhashable type: '${value.type}'`);
  }
  if (REFUSED.has(value.type)) {
    throw outsideSubset(site, `a ${value.type} as a key is not part of the subset`);
  }
  return value;
}

function stringKey(value: string): Key {
  const first = value.charCodeAt(0);
  return first >= 48 && first <= 57 ? `${MARK}s${value}` : value;
}

function integerKey(value: Integer): Key {
  return value <= PLAIN && value >= -PLAIN ? Number(value) : `${MARK}i${value}`;
}

function floatKey(site: Site, value: number): Key {
  if (Number.isNaN(value)) throw outsideSubset(site, 'nan as a key is not part of the subset');
  if (Number.isSafeInteger(value)) return integerKey(value + 0);
  if (Number.isInteger(value)) return integerKey(integer(BigInt(value)));
  return `${MARK}f${value}`;
}

/** What the key of an item takes until those of its tuple are joined. */
const PART_BYTES = 32;

/** The keys of the items, each told from the next by its length. */
function tupleKey(site: Site, { items }: PyTuple): Key {
  const { machine } = site;
  machine.nest(site);
  machine.spend(items.length * PART_BYTES, site);
  const parts = items.map((item) => {
    const key = keyOf(site, item);
    if (key instanceof PyObject) {
      throw outsideSubset(
        site,
        `a ${typeName(item)} in a tuple that is a key is not part of the subset`,
      );
    }
    if (typeof key === 'number') return `n${key};`;
    return key === null ? 'N' : `s${key.length};${key}`;
  });
  machine.leave();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  machine.make(length, 2, site);
  return `${MARK}t${parts.join('')}`;
}
