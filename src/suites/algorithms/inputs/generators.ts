/** The generators of all algorithms, by field. Invariant: each field names what `algorithms/problems.yaml` names, and a generator each. */
import { bits } from './bits.js';
import { combinatorics } from './combinatorics.js';
import type { Generator } from './draw.js';
import { dynamicProgramming } from './dynamic-programming.js';
import { geometry } from './geometry.js';
import { graphs } from './graphs.js';
import { numberTheory } from './number-theory.js';
import { searching } from './searching.js';
import { sorting } from './sorting.js';
import { strings } from './strings.js';

export const GENERATORS = {
  'number theory': numberTheory,
  strings,
  sorting,
  searching,
  graphs,
  'dynamic programming': dynamicProgramming,
  combinatorics,
  geometry,
  bits,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Generator>>>>;

export type Field = keyof typeof GENERATORS;

/** In the order of the docs. */
export const FIELDS: readonly [Field, ...Field[]] = [
  'number theory',
  'strings',
  'sorting',
  'searching',
  'graphs',
  'dynamic programming',
  'combinatorics',
  'geometry',
  'bits',
];

/** @throws RangeError for an algorithm that has no generator in its field */
export function generatorOf(field: Field, name: string): Generator {
  const generators: Readonly<Record<string, Generator>> = GENERATORS[field];
  const found = generators[name];
  if (found === undefined) throw new RangeError(`no inputs are drawn for ${name} of ${field}`);
  return found;
}
