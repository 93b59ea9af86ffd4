/**
 * Expressions as noun phrases: `the product of 3 and x`. Invariant: a phrase can be understood in one way only, whatever it is
 * put into. Inside other phrases stand closed ones alone, in which every operand has its own place: `the sum of 2 and the
 * product of 3 and x`. The first of two operands is a bare value or stands in brackets, and so do long phrases.
 */
import type { BinOp, Call, Expression } from '../../../python/syntax/syntax.js';
import type { Pattern, Speaker } from './speaker.js';

/**
 * Where a phrase stands: at the end of a clause; beside other words of its clause, which may follow it; or inside another
 * phrase.
 */
export type Place = 'end' | 'beside' | 'inside';

/** @throws RangeError for an expression that Random Arithmetic does not have */
export function valuePhrase(node: Expression, place: Place, speaker: Speaker): string {
  if (node.kind === 'Integer') return String(node.value);
  if (node.kind === 'Name') return speaker.variable(node.id);
  if (node.kind === 'BinOp') return operationPhrase(node, place, speaker);
  if (node.kind === 'Call') return callPhrase(node, speaker);
  throw wordless(node.kind);
}

export function isBare({ kind }: Expression): boolean {
  return kind === 'Integer' || kind === 'Name';
}

/** The value of an integer, else null. */
export function literal(node: Expression): number | null {
  return node.kind === 'Integer' ? Number(node.value) : null;
}

/** The only argument of a call. */
export function argumentOf({ func, args }: Call): Expression {
  const [only] = args;
  if (only !== undefined && args.length === 1) return only;
  throw wordless(`a call of ${func} with ${args.length} arguments`);
}

/** Division is told for positive integers alone, for which rounding and remainder need few words. */
export function divisorOf({ right }: BinOp): number {
  const divisor = literal(right);
  if (divisor !== null && divisor > 0) return divisor;
  throw wordless('a division by anything but a positive integer');
}

export function wordless(what: string): RangeError {
  return new RangeError(`our English has no words for ${what}`);
}

function callPhrase(node: Call, speaker: Speaker): string {
  const pattern: Pattern =
    node.func === 'abs' ? ['absoluteOf', 'VALUE'] : ['what', 'FUNCTION', 'givesFor', 'VALUE'];
  return speaker.tell([pattern], {
    FUNCTION: () => node.func,
    VALUE: () => operandPhrase(argumentOf(node), speaker),
  });
}

function operationPhrase(node: BinOp, place: Place, speaker: Speaker): string {
  const inside = (operand: Expression) => valuePhrase(operand, 'inside', speaker);
  const { left, right } = node;
  const [first, last] = compoundLast(node);
  return speaker.tell(patternsFor(node, place), {
    LEFT: () => operandPhrase(left, speaker),
    RIGHT: () => operandPhrase(right, speaker),
    FIRST: () => (isBare(first) ? inside(first) : `(${inside(first)})`),
    LAST: () => operandPhrase(last, speaker),
    DIVISOR: () => String(divisorOf(node)),
    GREATEST: () => String(divisorOf(node) - 1),
  });
}

/** A phrase inside another; in brackets where it is hard to see its end. */
export function operandPhrase(node: Expression, speaker: Speaker): string {
  const phrase = valuePhrase(node, 'inside', speaker);
  return isRunning(node) ? `(${phrase})` : phrase;
}

/** Whether its phrase has more words than `the sum of A and B`: in `twice A divided by B and rounded`, what is rounded? */
function isRunning(node: Expression): boolean {
  if (node.kind !== 'BinOp') return false;
  return ['-', '//', '%'].includes(node.op) || (node.op === '**' && !isNamedPower(node.right));
}

/** The operands of a sum or a product, of which the order does not matter, a bare one before one that is not. */
function compoundLast({ left, right }: BinOp): [Expression, Expression] {
  return isBare(right) && !isBare(left) ? [right, left] : [left, right];
}

/** The pattern as a list, empty where it may not be used. */
export function when(may: boolean, ...pattern: Pattern): Pattern[] {
  return may ? [pattern] : [];
}

/** Closed patterns stand anywhere; the others must not be inside a phrase, or must be at the end of their clause. */
function patternsFor(node: BinOp, place: Place): Pattern[] {
  const { op, left, right } = node;
  const [first] = compoundLast(node);
  const loose = place !== 'inside' && isBare(left) && isBare(right);
  const atEnd = place === 'end';
  switch (op) {
    case '+':
      return [
        ['sumOf', 'FIRST', 'and', 'LAST'],
        ...when(isDoubled(node), 'twice', 'LEFT'),
        ...when(loose, 'LEFT', 'plus', 'RIGHT'),
        ...when(atEnd && literal(first) !== null, 'FIRST', 'moreThan', 'LAST'),
      ];
    case '-':
      return [
        ['subtracting', 'RIGHT', 'from', 'LEFT'],
        ...when(loose, 'LEFT', 'minus', 'RIGHT'),
        ...when(atEnd && literal(right) !== null, 'RIGHT', 'lessThan', 'LEFT'),
      ];
    case '*':
      return [
        ['productOf', 'FIRST', 'and', 'LAST'],
        ...when(literal(first) === 2, 'twice', 'LAST'),
        ...when(isDoubled(node), 'squareOf', 'LEFT'),
        ...when(loose, 'LEFT', 'times', 'RIGHT'),
      ];
    case '//':
      return [
        ['dividing', 'LEFT', 'by', 'DIVISOR', 'andRoundingDown'],
        ...when(atEnd && isBare(left), 'LEFT', 'dividedBy', 'DIVISOR', 'roundedDown'),
      ];
    case '%':
      return [
        ...REMAINDERS,
        ...when(loose, 'LEFT', 'modulo', 'DIVISOR', 'fromZeroTo', 'GREATEST', 'close'),
      ];
    case '**':
      return [
        ...when(!isNamedPower(right), 'raising', 'LEFT', 'toThePower', 'RIGHT'),
        ...when(literal(right) === 2, 'squareOf', 'LEFT'),
        ...when(literal(right) === 3, 'cubeOf', 'LEFT'),
        ...when(loose && literal(right) === 2, 'LEFT', 'squared'),
        ...when(loose && literal(right) === 3, 'LEFT', 'cubed'),
      ];
    case '/':
    case '<<':
    case '>>':
    case '&':
    case '|':
    case '^':
      throw wordless(`the operator ${op}`);
  }
}

/** They say of which sign a remainder is by the values that it can have. */
export const REMAINDERS: readonly Pattern[] = [
  ['remainder', 'GREATEST', 'comma', 'when', 'LEFT', 'isDividedBy', 'DIVISOR'],
  ['remainder', 'GREATEST', 'comma', 'ofDividing', 'LEFT', 'by', 'DIVISOR'],
];

/** Whether both operands are the same variable: a square or a double. */
export function isDoubled({ left, right }: BinOp): boolean {
  return left.kind === 'Name' && right.kind === 'Name' && left.id === right.id;
}

function isNamedPower(exponent: Expression): boolean {
  return [2, 3].includes(literal(exponent) ?? 0);
}
