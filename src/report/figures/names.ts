/** What the traits of points are called in a picture, and in which order they stand: names that people chose, cut to be read. */
import { shortened } from '../../text/printable.js';
import { ORDERS } from './catalogue.js';
import type { Trait } from './points.js';

const LONGEST_NAME = 60;

/** A value in words, in which blanks tell nothing apart: a number or a yes or no comes with its name. */
export function wordOf(name: string, value: Trait): string {
  if (typeof value !== 'string') return `${name} ${value}`;
  const text = value.replaceAll(/[\p{Zs}\uFEFF]+/gu, ' ').replaceAll(/^ | $/g, '');
  return text === '' ? `no ${name}` : text;
}

/** One printable line that is not too long for a legend. */
export function nameText(text: string): string {
  const name = shortened(text, LONGEST_NAME);
  // Vega looks such names up as if they were its own, and finds what every object has.
  return name in Object.prototype ? `"${name}"` : name;
}

/** What is missing first, then numbers by size, then names: in their own order where they have one. */
export function compareValues(
  name: string,
  a: Trait | null = null,
  b: Trait | null = null,
): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
  const order = ORDERS.get(name) ?? [];
  const [left, right] = [order.indexOf(String(a)), order.indexOf(String(b))];
  if (left !== right) return (left < 0 ? order.length : left) - (right < 0 ? order.length : right);
  return compareNames(String(a), String(b));
}

/** Numbers within names by size, so that 4B stands before 14B; all else by UTF-16 code units. */
function compareNames(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  const [one, other] = [left[at] ?? '', right[at] ?? ''];
  const bySize = STARTS_WITH_DIGIT.test(one) && STARTS_WITH_DIGIT.test(other);
  return (bySize && Number(one) - Number(other)) || Number(a > b) - Number(a < b);
}

const STARTS_WITH_DIGIT = /^\d/;

function partsOf(name: string): string[] {
  return name.match(/\d+(?:\.\d+)?|\D+/g) ?? [];
}
