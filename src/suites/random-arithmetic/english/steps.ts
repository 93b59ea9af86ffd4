/**
 * Expressions as steps that are done in turn: `multiply x by 3, add 7, and square the result`. Invariant: each step but the
 * first works on what the step before gave, and nothing else is meant by `it`, `that` and `the result`.
 */
import type { BinOp, Call, Expression } from '../../../python/syntax/syntax.js';
import { joined, type Pattern, type Speaker } from './speaker.js';
import {
  argumentOf,
  divisorOf,
  isBare,
  isDoubled,
  literal,
  operandPhrase,
  REMAINDERS,
  valuePhrase,
  when,
  wordless,
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
  const { phrases, reference } = beginning(first, speaker, subject);
  return [
    ...phrases,
    ...others.map((step, place) => {
      const before = others[place - 1];
      return stepPhrase(step, before ? referenceTo(before) : reference, speaker);
    }),
  ];
}

/** How many operations an expression has. */
export function operationsIn(node: Expression): number {
  if (node.kind === 'BinOp') return 1 + operationsIn(node.left) + operationsIn(node.right);
  return node.kind === 'Call' ? 1 + operationsIn(argumentOf(node)) : 0;
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

/** How a step speaks of what it works on. */
type Reference =
  /** By a variable's own name. */
  | { readonly kind: 'named'; readonly id: string }
  /** As the one thing that was spoken of. */
  | { readonly kind: 'spoken of' }
  /** As what the step before gave; `distinct` where that step spoke of a variable too, which `it` might mean. */
  | { readonly kind: 'result'; readonly distinct: boolean };

/** The first step, in one phrase or two, and how the next one speaks of what it gave. */
interface Beginning {
  readonly phrases: readonly string[];
  readonly reference: Reference;
}

/** `square x`, or `take the square of x`, or `take x` and `square it`. */
function beginning(step: Step, speaker: Speaker, subject: string | null): Beginning {
  const { node, object } = step;
  const take = (value: Expression) =>
    speaker.tell([['take', 'VALUE']], { VALUE: () => valuePhrase(value, 'inside', speaker) });
  const onIt = () => stepPhrase(step, { kind: 'spoken of' }, speaker);
  const distinct: Reference = { kind: 'result', distinct: true };
  if (object.kind !== 'Name') return { phrases: [take(node)], reference: distinct };
  if (object.id === subject) return { phrases: [onIt()], reference: referenceTo(step) };
  if (speaker.chance(1, 4)) return { phrases: [take(node)], reference: distinct };
  if (speaker.chance(1, 4))
    return { phrases: [take(object), onIt()], reference: referenceTo(step) };
  const named = stepPhrase(step, { kind: 'named', id: object.id }, speaker);
  return { phrases: [named], reference: distinct };
}

/** How to speak of what a step gave that did not name its object. */
function referenceTo({ node, object }: Step): Reference {
  const others = node.kind === 'Call' ? [] : [node.left, node.right].filter((of) => of !== object);
  return { kind: 'result', distinct: others.some((other) => other.kind !== 'Integer') };
}

function referencePhrase(reference: Reference, speaker: Speaker): string {
  switch (reference.kind) {
    case 'named':
      return speaker.variable(reference.id);
    case 'spoken of':
      return speaker.tell([['it'], ['that']]);
    case 'result':
      return speaker.tell(reference.distinct ? [['theResult']] : [['it'], ['that'], ['theResult']]);
  }
}

function stepPhrase(step: Step, reference: Reference, speaker: Speaker): string {
  const { node, object } = step;
  const slots = { OBJECT: () => referencePhrase(reference, speaker) };
  if (node.kind === 'Call') {
    return speaker.tell(callPatterns(node), { ...slots, FUNCTION: () => node.func });
  }
  const onLeft = node.left === object;
  return speaker.tell(patternsFor(node, onLeft, reference.kind !== 'named'), {
    ...slots,
    OTHER: () => operandPhrase(onLeft ? node.right : node.left, speaker),
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
 * A variable is never said to be increased or doubled: it keeps its value.
 * @param onLeft whether the object is the left operand
 * @param understood whether the object need not be named
 */
function patternsFor(node: BinOp, onLeft: boolean, understood: boolean): Pattern[] {
  const { op, left, right } = node;
  const other = literal(onLeft ? right : left);
  const changes = !isBare(onLeft ? left : right);
  switch (op) {
    case '+':
      return [
        ['add', 'OTHER', 'to', 'OBJECT'],
        ...when(changes, 'increase', 'OBJECT', 'by', 'OTHER'),
        ...when(understood, 'add', 'OTHER'),
      ];
    case '-':
      if (!onLeft) return [['subtract', 'OBJECT', 'from', 'OTHER']];
      return [
        ['subtract', 'OTHER', 'from', 'OBJECT'],
        ...when(changes, 'decrease', 'OBJECT', 'by', 'OTHER'),
        ...when(understood, 'subtract', 'OTHER'),
      ];
    case '*':
      if (isDoubled(node)) return [['square', 'OBJECT']];
      return [
        ['multiply', 'OBJECT', 'by', 'OTHER'],
        ...when(understood, 'multiply', 'by', 'OTHER'),
        ...when(changes && other === 2, 'double', 'OBJECT'),
        ...when(changes && other === 3, 'triple', 'OBJECT'),
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
    case '/':
    case '<<':
    case '>>':
    case '&':
    case '|':
    case '^':
      throw wordless(`the operator ${op}`);
  }
}

/** `A`, `A, then B`, `A, B, and C`. */
export function sequence(steps: readonly string[], speaker: Speaker): string {
  const last = steps.at(-1) ?? '';
  if (steps.length < 2) return last;
  return joined([steps.slice(0, -1).join(', '), speaker.tell([['lastly']]), last]);
}
