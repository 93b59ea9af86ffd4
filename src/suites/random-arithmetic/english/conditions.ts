/** Comparisons as clauses: `x is less than 5`, and what holds where one does not: `x is at least 5`. */
import type { Expression } from '../../../python/syntax/syntax.js';
import type { Meaning } from './lexicon.js';
import type { Speaker } from './speaker.js';
import { valuePhrase, wordless } from './values.js';

/** A comparison that must hold, or must not. */
export interface Condition {
  readonly test: Expression;
  readonly holds: boolean;
}

type Relation = Extract<Meaning, 'isLess' | 'isGreater' | 'isAtMost' | 'isAtLeast'>;

const RELATIONS: ReadonlyMap<string, Relation> = new Map([
  ['<', 'isLess'],
  ['>', 'isGreater'],
  ['<=', 'isAtMost'],
  ['>=', 'isAtLeast'],
]);

const NEGATED: Readonly<Record<Relation, Relation>> = {
  isLess: 'isAtLeast',
  isGreater: 'isAtMost',
  isAtMost: 'isGreater',
  isAtLeast: 'isLess',
};

/** What holds of the operands in the other order. */
const SWAPPED: Readonly<Record<Relation, Relation>> = {
  isLess: 'isGreater',
  isGreater: 'isLess',
  isAtMost: 'isAtLeast',
  isAtLeast: 'isAtMost',
};

/** One condition or more, of which all must be met. */
export function conditionsPhrase(conditions: readonly Condition[], speaker: Speaker): string {
  return conditions
    .map((condition) => conditionPhrase(condition, speaker))
    .join(` ${speaker.tell([['and'], ['also']])} `);
}

function conditionPhrase({ test, holds }: Condition, speaker: Speaker): string {
  if (test.kind !== 'Compare' || test.operands.length !== 2)
    throw wordless(`the test ${test.kind}`);
  const [left, right] = test.operands;
  const stated = RELATIONS.get(test.ops[0] ?? '');
  if (left === undefined || right === undefined || stated === undefined) {
    throw wordless(`the comparison ${test.ops[0]}`);
  }
  const relation = holds ? stated : NEGATED[stated];
  const beside = (value: Expression) => valuePhrase(value, 'beside', speaker);
  return speaker.chance(1, 4)
    ? speaker.tell([['LEFT', SWAPPED[relation], 'RIGHT']], {
        LEFT: () => beside(right),
        RIGHT: () => beside(left),
      })
    : speaker.tell([['LEFT', relation, 'RIGHT']], {
        LEFT: () => beside(left),
        RIGHT: () => beside(right),
      });
}
