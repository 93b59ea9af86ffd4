/** The methods of strings (Python library reference, "String Methods"). */

import {
  CHARACTER_BYTES,
  ITEM_BYTES,
  outsideSubset,
  pythonError,
  type Site,
} from '../machine/machine.js';
import {
  capitalize,
  isAllPrintable,
  isAlnum,
  isAlpha,
  isAscii,
  isDecimal,
  isDigit,
  isIdentifier,
  isLower,
  isNumeric,
  isSpace,
  isTitle,
  isUpper,
  SPACE,
  swapCase,
  toLower,
  toTitle,
  toUpper,
} from '../values/characters.js';
import type { Keywords } from '../values/functions.js';
import { PyDict } from '../values/hashed.js';
import { itemsOf } from '../values/iteration.js';
import { isText, textOf, toText, WideText } from '../values/text.js';
import { TextBuilder } from '../values/text-builder.js';
import { PyList, PyTuple, toInteger, typeName, type Value } from '../values/value.js';
import {
  bindArguments,
  bindPositional,
  countArgument,
  integerArgument,
  textArgument,
  wideText,
} from './arguments.js';
import { expandFields } from './fields.js';

/** A method of a string that lies in the Basic Multilingual Plane. */
export type StringMethod = (
  site: Site,
  self: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
) => Value;

/** What a string of a run takes beside its characters. */
const STRING_BYTES = 48;

function made(site: Site, text: string): string {
  site.machine.make(text.length, CHARACTER_BYTES, site);
  return text;
}

/** A method without arguments. */
function plain(name: string, method: (site: Site, self: string) => Value): [string, StringMethod] {
  return [
    name,
    (site, self, args, keywords) => {
      bindPositional(site, name, 0, 0, args, keywords);
      site.machine.work(self.length, site);
      const result = method(site, self);
      return typeof result === 'string' ? made(site, result) : result;
    },
  ];
}

/** A method of positional arguments. */
function positional(
  name: string,
  least: number,
  most: number,
  method: (site: Site, self: string, ...args: (Value | undefined)[]) => Value,
): [string, StringMethod] {
  return [
    name,
    (site, self, args, keywords) => {
      const given = bindPositional(site, name, least, most, args, keywords);
      site.machine.work(self.length, site);
      return method(site, self, ...given);
    },
  ];
}

export const STRING_METHODS: ReadonlyMap<string, StringMethod> = new Map<string, StringMethod>([
  plain('upper', toUpper),
  plain('lower', toLower),
  plain('swapcase', swapCase),
  plain('capitalize', capitalize),
  plain('title', toTitle),
  plain('isupper', isUpper),
  plain('islower', isLower),
  plain('istitle', isTitle),
  plain('isspace', (_, self) => isSpace(self)),
  plain('isalpha', isAlpha),
  plain('isalnum', isAlnum),
  plain('isdigit', isDigit),
  plain('isdecimal', isDecimal),
  plain('isnumeric', isNumeric),
  plain('isidentifier', isIdentifier),
  plain('isprintable', (_, self) => isAllPrintable(self)),
  plain('isascii', (_, self) => isAscii(self)),
  positional('strip', 0, 1, (site, self, characters) => strip(site, self, characters, 'both')),
  positional('lstrip', 0, 1, (site, self, characters) => strip(site, self, characters, 'left')),
  positional('rstrip', 0, 1, (site, self, characters) => strip(site, self, characters, 'right')),
  positional('find', 1, 3, (site, self, ...args) => find(site, self, args)),
  positional('rfind', 1, 3, (site, self, ...args) => findLast(site, self, args)),
  positional('index', 1, 3, (site, self, ...args) => found(site, find(site, self, args))),
  positional('rindex', 1, 3, (site, self, ...args) => found(site, findLast(site, self, args))),
  positional('count', 1, 3, count),
  positional('startswith', 1, 3, (site, self, ...args) =>
    matches(site, self, args, (part, affix) => part.startsWith(affix)),
  ),
  positional('endswith', 1, 3, (site, self, ...args) =>
    matches(site, self, args, (part, affix) => part.endsWith(affix)),
  ),
  positional('removeprefix', 1, 1, (site, self, prefix) => {
    const text = textArgument(site, prefix);
    return made(site, self.startsWith(text) ? self.slice(text.length) : self);
  }),
  positional('removesuffix', 1, 1, (site, self, suffix) => {
    const text = textArgument(site, suffix);
    return made(site, text !== '' && self.endsWith(text) ? self.slice(0, -text.length) : self);
  }),
  positional('replace', 2, 3, replace),
  positional('join', 1, 1, join),
  positional('partition', 1, 1, (site, self, separator) => {
    const text = separatorOf(site, separator, self.length);
    const at = self.indexOf(text);
    return at === -1 ? parts(site, [self, '', '']) : cut(site, self, at, text);
  }),
  positional('rpartition', 1, 1, (site, self, separator) => {
    const text = separatorOf(site, separator, self.length);
    const at = self.lastIndexOf(text);
    return at === -1 ? parts(site, ['', '', self]) : cut(site, self, at, text);
  }),
  positional('center', 1, 2, (site, self, width, fill) =>
    pad(site, self, width, fill, (room, wide) => Math.floor(room / 2) + ((room % 2) & (wide % 2))),
  ),
  positional('ljust', 1, 2, (site, self, width, fill) => pad(site, self, width, fill, () => 0)),
  positional('rjust', 1, 2, (site, self, width, fill) =>
    pad(site, self, width, fill, (room) => room),
  ),
  positional('zfill', 1, 1, zfill),
  positional('translate', 1, 1, translate),
  ['split', (site, self, args, keywords) => split(site, self, args, keywords, 'split')],
  ['rsplit', (site, self, args, keywords) => split(site, self, args, keywords, 'rsplit')],
  ['splitlines', splitLines],
  ['expandtabs', expandTabs],
  ['format', (site, self, args, keywords) => expandFields(site, self, args, keywords)],
]);

function strip(
  site: Site,
  self: string,
  characters: Value | undefined,
  side: 'left' | 'right' | 'both',
): string {
  const given = characters === undefined || characters === null;
  const set = given ? undefined : new Set(textArgument(site, characters));
  const goes = (at: number): boolean =>
    set === undefined ? isSpace(self.charAt(at)) : set.has(self.charAt(at));
  let start = 0;
  let end = self.length;
  if (side !== 'right') while (start < end && goes(start)) start += 1;
  if (side !== 'left') while (end > start && goes(end - 1)) end -= 1;
  return made(site, self.slice(start, end));
}

/** The part of a string between optional bounds, which count as those of a slice do. */
function window(
  site: Site,
  self: string,
  start: Value | undefined,
  end: Value | undefined,
): { from: number; to: number } {
  const bound = (value: Value | undefined, absent: number): number => {
    if (value === undefined || value === null) return absent;
    const index = toInteger(value);
    if (index === undefined) {
      const message = 'slice indices must be integers or None or have an __index__ method';
      throw pythonError(site, 'TypeError', message);
    }
    const number = Number(index);
    return number < 0 ? Math.max(0, number + self.length) : number;
  };
  return { from: bound(start, 0), to: Math.min(bound(end, self.length), self.length) };
}

function find(site: Site, self: string, [sub, start, end]: readonly (Value | undefined)[]): number {
  const text = textArgument(site, sub);
  const { from, to } = window(site, self, start, end);
  if (to - from < text.length) return -1;
  site.machine.search(to - from, text.length, site);
  const at = self.slice(from, to).indexOf(text);
  return at === -1 ? -1 : at + from;
}

function findLast(
  site: Site,
  self: string,
  [sub, start, end]: readonly (Value | undefined)[],
): number {
  const text = textArgument(site, sub);
  const { from, to } = window(site, self, start, end);
  if (to - from < text.length) return -1;
  site.machine.search(to - from, text.length, site);
  const at = self.slice(from, to).lastIndexOf(text);
  return at === -1 ? -1 : at + from;
}

function found(site: Site, index: number): number {
  if (index === -1) throw pythonError(site, 'ValueError', 'substring not found');
  return index;
}

function count(site: Site, self: string, ...[sub, start, end]: (Value | undefined)[]): number {
  const text = textArgument(site, sub);
  const { from, to } = window(site, self, start, end);
  if (to < from) return 0;
  site.machine.search(to - from, text.length, site);
  return text === '' ? to - from + 1 : occurrences(self.slice(from, to), text);
}

function occurrences(text: string, part: string): number {
  let times = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length))
    times += 1;
  return times;
}

function matches(
  site: Site,
  self: string,
  [affix, start, end]: readonly (Value | undefined)[],
  matchesAffix: (part: string, affix: string) => boolean,
): boolean {
  const affixes = affix instanceof PyTuple ? affix.items : [affix];
  const { from, to } = window(site, self, start, end);
  site.machine.charge(affixes.length, site);
  // CPython looks at the affixes one by one: what follows one that fits may be anything.
  return affixes.some((each) => {
    const text = textArgument(site, each);
    return to - from >= text.length && matchesAffix(self.slice(from, to), text);
  });
}

function replace(site: Site, self: string, ...args: (Value | undefined)[]): string {
  const old = textArgument(site, args[0]);
  const fresh = textArgument(site, args[1]);
  const limit = countArgument(site, args[2], -1);
  site.machine.search(self.length, old.length, site);
  const available = old === '' ? self.length + 1 : occurrences(self, old);
  const times = limit < 0 ? available : Math.min(limit, available);
  site.machine.make(self.length + times * (fresh.length - old.length), CHARACTER_BYTES, site);
  if (times === 0) return self;
  if (times === available && old !== '') return self.replaceAll(old, () => fresh);
  return replaceFirst(self, old, fresh, times);
}

function replaceFirst(self: string, old: string, fresh: string, times: number): string {
  const result = new TextBuilder();
  let end = 0;
  for (let turn = 0; turn < times; turn += 1) {
    if (old === '') {
      result.add(fresh);
      result.add(self.charAt(turn));
      end = turn + 1;
    } else {
      const at = self.indexOf(old, end);
      result.add(self.slice(end, at));
      result.add(fresh);
      end = at + old.length;
    }
  }
  result.add(self.slice(end));
  return result.text();
}

function join(site: Site, self: string, iterable: Value | undefined): Value {
  const items = iterable === undefined ? [] : itemsOf(site, iterable);
  let length = Math.max(0, items.length - 1) * self.length;
  for (const [index, item] of items.entries()) {
    if (!isText(item)) {
      const message = `sequence item ${index}: expected str instance, ${typeName(item)} found`;
      throw pythonError(site, 'TypeError', message);
    }
    length += toText(item)?.length ?? 0;
  }
  site.machine.work(items.length, site);
  site.machine.make(length, CHARACTER_BYTES, site);
  if (items.every((item) => typeof item === 'string')) return items.join(self);
  return textOf(items.map((item) => toText(item)).join(self));
}

function separatorOf(site: Site, value: Value | undefined, length: number): string {
  const separator = textArgument(site, value);
  if (separator === '') throw pythonError(site, 'ValueError', 'empty separator');
  site.machine.search(length, separator.length, site);
  return separator;
}

function parts(site: Site, texts: readonly string[]): PyTuple {
  for (const text of texts) made(site, text);
  return new PyTuple(texts);
}

function cut(site: Site, self: string, at: number, separator: string): PyTuple {
  return parts(site, [self.slice(0, at), separator, self.slice(at + separator.length)]);
}

function pad(
  site: Site,
  self: string,
  width: Value | undefined,
  fill: Value | undefined,
  before: (room: number, width: number) => number,
): string {
  const wide = countArgument(site, width, 0);
  const mark = fill === undefined ? ' ' : textArgument(site, fill);
  if (mark.length !== 1) {
    throw pythonError(site, 'TypeError', 'The fill character must be exactly one character long');
  }
  const room = Math.max(0, wide - self.length);
  site.machine.make(room + self.length, CHARACTER_BYTES, site);
  if (room === 0) return self;
  const left = before(room, wide);
  return mark.repeat(left) + self + mark.repeat(room - left);
}

function zfill(site: Site, self: string, width: Value | undefined): string {
  const room = Math.max(0, countArgument(site, width, 0) - self.length);
  site.machine.make(room + self.length, CHARACTER_BYTES, site);
  const sign = /^[+-]/.test(self) ? self.charAt(0) : '';
  return sign + '0'.repeat(room) + self.slice(sign.length);
}

function split(
  site: Site,
  self: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
  name: 'split' | 'rsplit',
): PyList {
  const [separator, most] = bindArguments(site, name, ['sep', 'maxsplit'], 0, args, keywords);
  const limit = countArgument(site, most, -1);
  const times = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  site.machine.work(self.length, site);
  const pieces =
    separator === undefined || separator === null
      ? words(self, times, name)
      : separated(self, separatorOf(site, separator, self.length), times, name);
  return list(site, pieces);
}

function list(site: Site, texts: string[]): PyList {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  site.machine.make(texts.length, ITEM_BYTES + STRING_BYTES, site);
  site.machine.spend(length * CHARACTER_BYTES, site);
  return new PyList(texts);
}

function separated(
  self: string,
  separator: string,
  times: number,
  name: 'split' | 'rsplit',
): string[] {
  const all = self.split(separator);
  if (all.length - 1 <= times) return all;
  if (name === 'split') return [...all.slice(0, times), all.slice(times).join(separator)];
  // From the right, separators that overlap are found elsewhere.
  const last: string[] = [];
  let end = self.length;
  while (last.length < times) {
    const at = end < separator.length ? -1 : self.lastIndexOf(separator, end - separator.length);
    if (at === -1) break;
    last.push(self.slice(at + separator.length, end));
    end = at;
  }
  last.push(self.slice(0, end));
  return last.toReversed();
}

const WORDS = new RegExp(`[^${SPACE}]+`, 'g');

function words(self: string, times: number, name: 'split' | 'rsplit'): string[] {
  if (times === Number.POSITIVE_INFINITY) return self.match(WORDS) ?? [];
  return name === 'split' ? firstWords(self, times) : lastWords(self, times);
}

/** The first `times` words, and as one more what follows them. */
function firstWords(self: string, times: number): string[] {
  const taken: string[] = [];
  for (let at = 0; ; ) {
    while (at < self.length && isSpace(self.charAt(at))) at += 1;
    if (at === self.length) return taken;
    if (taken.length === times) return [...taken, self.slice(at)];
    const start = at;
    while (at < self.length && !isSpace(self.charAt(at))) at += 1;
    taken.push(self.slice(start, at));
  }
}

/** The last `times` words, and as one more what comes before them. */
function lastWords(self: string, times: number): string[] {
  const taken: string[] = [];
  for (let at = self.length; ; ) {
    while (at > 0 && isSpace(self.charAt(at - 1))) at -= 1;
    if (at > 0 && taken.length < times) {
      const end = at;
      while (at > 0 && !isSpace(self.charAt(at - 1))) at -= 1;
      taken.push(self.slice(at, end));
    } else {
      if (at > 0) taken.push(self.slice(0, at));
      return taken.toReversed();
    }
  }
}

const LINE_ENDS = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINE_END = new RegExp(`\\r\\n|[${LINE_ENDS}]`, 'g');

function splitLines(
  site: Site,
  self: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
): PyList {
  const [keep = false] = bindArguments(site, 'splitlines', ['keepends'], 0, args, keywords);
  const keeps = countArgument(site, keep, 0, 32) !== 0;
  site.machine.work(self.length, site);
  const lines: string[] = [];
  let start = 0;
  LINE_END.lastIndex = 0;
  while (LINE_END.test(self)) {
    const end = LINE_END.lastIndex;
    const width = self.startsWith('\r\n', end - 2) ? 2 : 1;
    lines.push(self.slice(start, keeps ? end : end - width));
    start = end;
  }
  if (start < self.length) lines.push(self.slice(start));
  return list(site, lines);
}

function expandTabs(
  site: Site,
  self: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
): string {
  const [size] = bindArguments(site, 'expandtabs', ['tabsize'], 0, args, keywords);
  const stop = countArgument(site, size, 8, 32);
  const tabs = occurrences(self, '\t');
  site.machine.make(self.length + tabs * Math.max(0, stop), CHARACTER_BYTES, site);
  let column = 0;
  const result = new TextBuilder();
  for (const character of self) {
    if (character === '\t') {
      const width = stop > 0 ? stop - (column % stop) : 0;
      result.add(' '.repeat(width));
      column += width;
    } else {
      result.add(character);
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return result.text();
}

/** `str.maketrans`: a dict, two strings of one length, and the characters to leave out. */
export function makeTranslation(
  site: Site,
  args: readonly Value[],
  keywords: Keywords | undefined,
): PyDict {
  const [first, second, third] = bindPositional(site, 'maketrans', 1, 3, args, keywords);
  const table = new PyDict();
  if (second === undefined) {
    if (!(first instanceof PyDict)) {
      const message = 'if you give only one argument to maketrans it must be a dict';
      throw pythonError(site, 'TypeError', message);
    }
    for (const { key, value } of first.entries.values()) {
      table.set(site, isText(key) ? codeOf(site, key) : integerArgument(site, key), value);
    }
    return table;
  }
  const from = textArgument(site, first);
  const to = textArgument(site, second);
  if (from.length !== to.length) {
    const message = 'the first two maketrans arguments must have equal length';
    throw pythonError(site, 'ValueError', message);
  }
  for (let at = 0; at < from.length; at += 1) {
    table.set(site, from.charCodeAt(at), to.charCodeAt(at));
  }
  const gone = third === undefined ? '' : textArgument(site, third);
  for (let at = 0; at < gone.length; at += 1) table.set(site, gone.charCodeAt(at), null);
  return table;
}

function codeOf(site: Site, key: Value): number {
  const text = toText(key) ?? '';
  const characters = Array.from(text);
  const code = characters[0]?.codePointAt(0);
  if (code === undefined || characters.length !== 1) {
    const message = 'string keys in translate table must be of length 1';
    throw pythonError(site, 'ValueError', message);
  }
  return code;
}

function translate(site: Site, self: string, table: Value | undefined): Value {
  if (!(table instanceof PyDict)) return translateBy(site, self, table);
  const result = new TextBuilder();
  site.machine.charge(self.length, site);
  for (let at = 0; at < self.length; at += 1) {
    result.add(replacement(site, table.get(site, self.charCodeAt(at)), self.charAt(at)));
    site.machine.make(result.length >> 6, 0, site);
  }
  site.machine.make(result.length, CHARACTER_BYTES, site);
  return textOf(result.text());
}

/** A list or string as a table is looked up by position; seldom meant, and refused where it would matter. */
function translateBy(site: Site, self: string, table: Value | undefined): Value {
  if (table === undefined || table === null || toInteger(table) !== undefined) {
    const name = table === undefined ? 'nothing' : typeName(table);
    if (self === '') return self;
    throw pythonError(site, 'TypeError', `'${name}' object is not subscriptable`);
  }
  throw outsideSubset(site, 'a table of this type is not part of the subset');
}

function replacement(site: Site, value: Value | undefined, character: string): string {
  if (value === undefined) return character;
  if (value === null) return '';
  const text = toText(value);
  if (text !== undefined) return text;
  const code = Number(toInteger(value) ?? -1);
  if (toInteger(value) === undefined) {
    const message = 'character mapping must return integer, None or str';
    throw pythonError(site, 'TypeError', message);
  }
  if (code < 0 || code > 0x10ffff) {
    throw pythonError(site, 'ValueError', 'character mapping must be in range(0x110000)');
  }
  return characterOf(site, code);
}

/** The character of a code point. */
export function characterOf(site: Site, code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) {
    throw outsideSubset(site, 'surrogates (U+D800 to U+DFFF) are not part of the subset');
  }
  return String.fromCodePoint(code);
}

/** Methods that mean the same on UTF-16 as on characters, given no places and no empty string. */
const WIDE_METHODS: ReadonlySet<string> = new Set(
  'replace split rsplit join startswith endswith upper lower removeprefix removesuffix partition rpartition isascii splitlines'.split(
    ' ',
  ),
);

/** Calls a method of a string where it, or an argument, lies beyond the Basic Multilingual Plane. */
export function callWide(
  site: Site,
  name: string,
  self: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
): Value {
  const method = STRING_METHODS.get(name);
  if (method === undefined || !WIDE_METHODS.has(name)) throw wideText(site);
  if (name === 'join') return narrowed(method(site, self, args, keywords));
  const texts = args.map((arg) => (arg instanceof WideText ? arg.text : arg));
  const fits = texts.every((text) => typeof text === 'string' && text !== '');
  if (keywords !== undefined || !fits) throw wideText(site);
  return narrowed(method(site, self, texts, keywords));
}

/** A result whose strings are brought into their one form. */
function narrowed(value: Value): Value {
  if (typeof value === 'string') return textOf(value);
  if (value instanceof PyList) return new PyList(value.items.map(narrowed));
  return value instanceof PyTuple ? new PyTuple(value.items.map(narrowed)) : value;
}
