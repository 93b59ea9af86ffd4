/**
 * Expressions as steps that are done in turn: `multiply x by 3, add 7, and square the result`. Invariant: each step but the
 * first works on what the step before gave, and nothing else is meant by `it`, `that` and `the result`.
 */
import type { BinOp, Call, Expression } from '../../../python/syntax.js';
import { joined, type Pattern, type Speaker } from './speaker.js';
import {
  argumentOf,
  divisorOf,
  isBare,
  isDoubled,
  literal,
  REMAINDERS,
  valuePhrase,
} from './values.js';

/** An operation and that operand of it which the steps before give; another is told as a phrase. */
interface Step {
  readonly node: BinOp | Call;
  readonly object: Expression;
}

/**
 * The steps of an expression, one for each operation but those of operands that are told as phrases.
 * @param subject a variable that was spoken of just before: the first step calls it `it`
 */
export function stepPhrases(
  node: Expression,
  speaker: Speaker,
  subject: string | null = null,
): string[] {
  const [first, ...others] = stepsOf(node);
  if (first === undefined) throw new RangeError('a bare value has no steps');
  return [
    ...firstPhrases(first, speaker, subject),
    ...others.map((step) => stepPhrase(step, null, speaker)),
  ];
}

/** How many operations an expression has. */
export function operationsIn(node: Expression): number {
  switch (node.kind) {
    case 'BinOp':
      return 1 + operationsIn(node.left) + operationsIn(node.right);
    case 'Call':
      return 1 + operationsIn(argumentOf(node));
    default:
      return 0;
  }
}

/** From the operation that is done first to the one that gives the result. */
function stepsOf(node: Expression): Step[] {
  const backwards: Step[] = [];
  for (let rest = node; rest.kind === 'BinOp' || rest.kind === 'Call'; ) {
    const object = rest.kind === 'Call' ? argumentOf(rest) : objectOf(rest);
    backwards.push({ node: rest, object });
    rest = object;
  }
  return backwards.toReversed();
}

/** The operand with more operations; of two bare ones a variable; the left one of equals. */
function objectOf({ left, right }: BinOp): Expression {
  if (isBare(left) && isBare(right)) return left.kind === 'Integer' ? right : left;
  return operationsIn(right) > operationsIn(left) ? right : left;
}

/** `square x`, or `take the square of x`, or `take x` and `square it`. */
function firstPhrases(step: Step, speaker: Speaker, subject: string | null): string[] {
  const { node, object } = step;
  if (object.kind === 'Name' && object.id === subject) return [stepPhrase(step, null, speaker)];
  const take = (value: Expression) =>
    speaker.tell([['take', 'VALUE']], { VALUE: () => valuePhrase(value, 'inside', speaker) });
  if (speaker.chance(1, 4)) return [take(node)];
  if (speaker.chance(1, 4)) return [take(object), stepPhrase(step, null, speaker)];
  return [stepPhrase(step, valuePhrase(object, 'inside', speaker), speaker)];
}

/** @param named what the step works on, in words; null for what the step before gave */
function stepPhrase({ node, object }: Step, named: string | null, speaker: Speaker): string {
  const inside = (value: Expression) => valuePhrase(value, 'inside', speaker);
  const slots = { OBJECT: () => named ?? speaker.tell([['it']]) };
  if (node.kind === 'Call') {
    return speaker.tell(callPatterns(node), { ...slots, FUNCTION: () => node.func });
  }
  const onLeft = node.left === object;
  return speaker.tell(patternsFor(node, onLeft, named === null), {
    ...slots,
    OTHER: () => inside(onLeft ? node.right : node.left),
    LEFT: slots.OBJECT,
    DIVISOR: () => String(divisorOf(node)),
    GREATEST: () => String(divisorOf(node) - 1),
  });
}

function callPatterns({ func }: Call): Pattern[] {
  if (func === 'abs') return [['take', 'absoluteOf', 'OBJECT']];
  return [
    ['apply', 'FUNCTION', 'to', 'OBJECT'],
    ['pass', 'OBJECT', 'to', 'FUNCTION'],
    ['run', 'FUNCTION', 'on', 'OBJECT'],
  ];
}

/**
 * @param onLeft whether the object is the left operand
 * @param implied whether the object need not be named
 */
function patternsFor(node: BinOp, onLeft: boolean, implied: boolean): Pattern[] {
  const { op, left, right } = node;
  const other = literal(onLeft ? right : left);
  const when = (may: boolean, ...pattern: Pattern): Pattern[] => (may ? [pattern] : []);
  switch (op) {
    case '+':
      return [
        ['add', 'OTHER', 'to', 'OBJECT'],
        ['increase', 'OBJECT', 'by', 'OTHER'],
        ...when(implied, 'add', 'OTHER'),
        ...when(isDoubled(node), 'double', 'OBJECT'),
      ];
    case '-':
      if (!onLeft) return [['subtract', 'OBJECT', 'from', 'OTHER']];
      return [
        ['subtract', 'OTHER', 'from', 'OBJECT'],
        ['decrease', 'OBJECT', 'by', 'OTHER'],
        ...when(implied, 'subtract', 'OTHER'),
      ];
    case '*':
      if (isDoubled(node)) return [['square', 'OBJECT']];
      return [
        ['multiply', 'OBJECT', 'by', 'OTHER'],
        ...when(implied, 'multiply', 'by', 'OTHER'),
        ...when(other === 2, 'double', 'OBJECT'),
        ...when(other === 3, 'triple', 'OBJECT'),
      ];
    case '//':
      return [
        ['divide', 'OBJECT', 'by', 'DIVISOR', 'roundDown'],
        ['divide', 'OBJECT', 'by', 'DIVISOR', 'andRoundDown'],
      ];
    case '%':
      return REMAINDERS.map((pattern) => ['take', ...pattern] as const);
    case '**':
      if (!onLeft) return [['raise', 'OTHER', 'toThePower', 'OBJECT']];
      if (other === 2) return [['square', 'OBJECT']];
      if (other === 3) return [['cube', 'OBJECT']];
      return [['raise', 'OBJECT', 'toThePower', 'OTHER']];
  }
}

/** `A`, `A, then B`, `A, B, and C`. */
export function sequence(steps: readonly string[], speaker: Speaker): string {
  const last = steps.at(-1) ?? '';
  if (steps.length < 2) return last;
  return joined([steps.slice(0, -1).join(', '), speaker.tell([['lastly']]), last]);
}
