/**
 * From a value and the name of a method to its code. Names are looked up in the maps of our methods and nowhere else:
 * there is no way from an attribute to anything of the host.
 */

import { nowhere, outsideSubset, pythonError, type Site, TABLE_BYTES } from '../machine/machine.js';
import { type BuiltinCode, type Keywords, PyBuiltin, PyMethod } from '../values/functions.js';
import { PyDict, PySet } from '../values/hashed.js';
import { WideText } from '../values/text.js';
import { PyList, PyTuple, typeName, type Value } from '../values/value.js';
import {
  DICT_METHODS,
  fromKeys,
  INTEGER_METHODS,
  LIST_METHODS,
  SET_METHODS,
  TUPLE_METHODS,
} from './container-methods.js';
import { callWide, makeTranslation, STRING_METHODS, type StringMethod } from './string-methods.js';

/** Attributes that CPython's types have and ours lack, so that using one is no AttributeError there. */
const REFUSED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    str: 'casefold encode format_map',
    list: '',
    tuple: '',
    dict: '',
    set: '',
    int: 'as_integer_ratio bit_count conjugate denominator from_bytes imag is_integer numerator real to_bytes',
    float: 'as_integer_ratio conjugate fromhex from_number hex imag is_integer real',
    range: 'count index start step stop',
    dict_keys: 'isdisjoint mapping',
    dict_items: 'isdisjoint mapping',
    dict_values: 'mapping',
  }).map(([type, names]) => [type, new Set(names.split(' '))]),
);

/** Types whose attributes are not known here: none of theirs is an AttributeError. */
const OPAQUE: ReadonlySet<string> = new Set([
  'function',
  'method',
  'builtin_function_or_method',
  'type',
]);

/** The method of strings, or of lists, that has the name: what most calls want, and can know beforehand. */
export function stringMethod(name: string): StringMethod | undefined {
  return STRING_METHODS.get(name);
}

const ASCII_METHODS: ReadonlySet<string> = new Set(
  'isalpha isupper islower isdigit isalnum isspace upper lower'.split(' '),
);
const ASCII_RESULTS = new Map<string, readonly Value[]>();

/** What a method without arguments gives for each ASCII character, made once; undefined for most methods. */
export function asciiResults(name: string): readonly Value[] | undefined {
  const method = ASCII_METHODS.has(name) ? STRING_METHODS.get(name) : undefined;
  if (method === undefined) return undefined;
  const made = ASCII_RESULTS.get(name);
  if (made !== undefined) return made;
  const site = nowhere();
  const results = Array.from({ length: 128 }, (_, code) =>
    method(site, String.fromCharCode(code), [], undefined),
  );
  ASCII_RESULTS.set(name, results);
  return results;
}

export function listMethod(name: string): ReturnType<typeof LIST_METHODS.get> {
  return LIST_METHODS.get(name);
}

function callString(
  site: Site,
  name: string,
  method: StringMethod,
  self: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
): Value {
  for (const arg of args) {
    if (arg instanceof WideText) return callWide(site, name, self, args, keywords);
  }
  return method(site, self, args, keywords);
}

/** `object.name` as a value. */
export function getAttribute(site: Site, object: Value, name: string): Value {
  site.machine.spend(TABLE_BYTES, site);
  return new PyMethod(boundCode(site, object, name));
}

/** The method `name` of `object`. Raises an AttributeError where CPython has none of that name. */
export function boundCode(site: Site, object: Value, name: string): BuiltinCode {
  const code =
    object instanceof PyBuiltin && object.isType
      ? typeMethod(object.name, name)
      : instanceMethod(object, name);
  if (code !== undefined) return code;
  const type = typeName(object);
  const owner = type === 'bool' ? 'int' : type;
  if (OPAQUE.has(type) || type.endsWith('iterator') || REFUSED.get(owner)?.has(name) === true) {
    throw outsideSubset(site, `the attribute \`${name}\` of a ${type} is not part of the subset`);
  }
  throw pythonError(site, 'AttributeError', `'${type}' object has no attribute '${name}'`);
}

function instanceMethod(object: Value, name: string): BuiltinCode | undefined {
  if (typeof object === 'string' || object instanceof WideText) return textMethod(object, name);
  if (object instanceof PyList) return bound(LIST_METHODS.get(name), object);
  if (object instanceof PyTuple) return bound(TUPLE_METHODS.get(name), object);
  if (object instanceof PyDict) {
    return name === 'fromkeys' ? fromKeys : bound(DICT_METHODS.get(name), object);
  }
  if (object instanceof PySet) return bound(SET_METHODS.get(name), object);
  if (typeName(object) === 'int' || typeof object === 'boolean') {
    return bound(INTEGER_METHODS.get(name), object);
  }
  return undefined;
}

function textMethod(object: string | WideText, name: string): BuiltinCode | undefined {
  if (name === 'maketrans') return makeTranslation;
  const method = STRING_METHODS.get(name);
  if (method === undefined) return undefined;
  return (site, args, keywords) =>
    object instanceof WideText
      ? callWide(site, name, object.text, args, keywords)
      : callString(site, name, method, object, args, keywords);
}

function bound<Self>(
  method:
    | ((site: Site, self: Self, args: readonly Value[], keywords: Keywords | undefined) => Value)
    | undefined,
  self: Self,
): BuiltinCode | undefined {
  if (method === undefined) return undefined;
  return (site, args, keywords) => method(site, self, args, keywords);
}

const OWNERS: ReadonlyMap<string, ReadonlyMap<string, unknown>> = new Map<
  string,
  ReadonlyMap<string, unknown>
>([
  ['str', STRING_METHODS],
  ['list', LIST_METHODS],
  ['tuple', TUPLE_METHODS],
  ['dict', DICT_METHODS],
  ['set', SET_METHODS],
]);

/** `str.lower`: a method whose first argument is the object. */
function typeMethod(type: string, name: string): BuiltinCode | undefined {
  if (type === 'str' && name === 'maketrans') return makeTranslation;
  if (type === 'dict' && name === 'fromkeys') return fromKeys;
  if (OWNERS.get(type)?.has(name) !== true) return undefined;
  return (site, [self, ...args], keywords) => {
    if (self === undefined || typeName(self) !== type) {
      const message = `unbound method ${type}.${name}() needs an argument of type ${type}`;
      throw pythonError(site, 'TypeError', message);
    }
    return boundCode(site, self, name)(site, args, keywords);
  };
}
