/**
 * Draws an arithmetic expression of an exact number of operators and calls, in `+ - * // % **` and `abs`. Invariant: each
 * required operand is read. Operations that do nothing (`x + 0`, `abs(abs(x))`) or that a reader would fold into one
 * (`x + 3 + 5`) are not drawn. The operators are the paper's (Cook et al., arXiv 2506.18777v2, section 4.1, whose `exp`
 * is `**` here); the shapes and their weights are our choice.
 */
import type { BinaryOperator, Expression } from '../../python/syntax/syntax.js';
import type { Random } from '../../random/random.js';
import { binary, call, integer } from './tree.js';
import { pickWeighted, type Weighted } from './weighted.js';

/** What was done last to get a value: the same thing is not done again at once. */
type Root = 'none' | 'shift' | 'scale' | 'floor' | 'mod' | 'abs' | 'power' | 'join';

/** A value to build on. */
export interface Operand {
  readonly node: Expression;
  /** A rough bound on its absolute value: keeps results small, promises nothing. */
  readonly size: number;
  readonly root: Root;
  readonly signed: boolean;
}

/** What an expression may read. */
export interface Leaves {
  /** Read each of them; at most one more than there are operators. */
  readonly required: readonly Operand[];
  /** Read any of them. */
  readonly optional: readonly Operand[];
}

/** Products and powers larger than this are not drawn. */
const LARGEST = 1_000_000;

/** An operand without a history: a parameter, a loop's counter, a variable. */
export function leaf(node: Expression, size: number, signed: boolean): Operand {
  return { node, size, root: 'none', signed };
}

/**
 * @param operators how many operators and calls it has, from 0
 * @throws RangeError when there is nothing to read
 */
export function drawExpression(random: Random, operators: number, leaves: Leaves): Operand {
  if (operators === 0) return leaves.required[0] ?? random.pick(leaves.optional);
  const { length } = leaves.required;
  if (length > operators || (mayJoin(leaves) && random.chance(1, 3))) {
    return drawJoin(random, operators, leaves);
  }
  if (length < operators && operators > 1 && random.chance(1, 16)) {
    return powerOfTwo(random, drawExpression(random, operators - 2, leaves));
  }
  const inner = drawExpression(random, operators - 1, leaves);
  return pickWeighted(random, movesFrom(inner))(random, inner);
}

function mayJoin({ required, optional }: Leaves): boolean {
  return required.length + optional.length > 1;
}

/** Two parts, both of which read a variable, and one operator between them. */
function drawJoin(random: Random, operators: number, leaves: Leaves): Operand {
  const required = random.shuffle(leaves.required);
  const [first, ...others] = required;
  const inLeft = random.integer(0, operators - Math.max(1, others.length));
  const leftRequired = first === undefined ? [] : [first];
  const left = drawExpression(random, inLeft, { ...leaves, required: leftRequired });
  const rest = unlike(left, { ...leaves, required: others });
  const right = drawExpression(random, operators - 1 - inLeft, rest);
  return random.chance(1, 2) ? joined(random, left, right) : joined(random, right, left);
}

/** Leaves without `operand` among the optional ones, where others remain. */
function unlike(operand: Operand, leaves: Leaves): Leaves {
  const optional = leaves.optional.filter((other) => other.node !== operand.node);
  return optional.length > 0 ? { ...leaves, optional } : leaves;
}

function joined(random: Random, left: Operand, right: Operand): Operand {
  const ops: BinaryOperator[] = ['+', '+', '+'];
  if (left.node !== right.node) ops.push('-', '-', '-');
  if (left.size * right.size <= LARGEST) ops.push('*', '*');
  const op = random.pick(ops);
  return {
    node: binary(left.node, op, right.node),
    size: op === '*' ? left.size * right.size : left.size + right.size,
    root: 'join',
    signed: op === '-' || left.signed || right.signed,
  };
}

type Move = (random: Random, inner: Operand) => Operand;

/** What one more operator may do to a value, each with its weight. */
function movesFrom(inner: Operand): Weighted<Move>[] {
  const moves: Weighted<Move>[] = [];
  // Scale and power give room for others, shift for scale: no value is left without a move.
  if (inner.root !== 'shift') moves.push([8, shift]);
  if (inner.root !== 'scale' && inner.size <= LARGEST / 12) moves.push([5, scale]);
  if (inner.root !== 'floor' && inner.root !== 'scale' && inner.size >= 20) moves.push([4, floor]);
  if (inner.root !== 'mod' && inner.size >= 10) moves.push([4, mod]);
  if (inner.root !== 'abs' && inner.signed) moves.push([4, absolute]);
  if (inner.root !== 'power' && inner.size <= 1000) moves.push([3, power]);
  return moves;
}

const shift: Move = (random, inner) => {
  const amount = random.chance(3, 4) ? random.integer(1, 12) : random.integer(13, 50);
  const constant = integer(amount);
  const nodes = [
    binary(inner.node, '+', constant),
    binary(inner.node, '+', constant),
    binary(inner.node, '-', constant),
    binary(inner.node, '-', constant),
    binary(constant, '-', inner.node),
    binary(constant, '+', inner.node),
  ];
  return { node: random.pick(nodes), size: inner.size + amount, root: 'shift', signed: true };
};

const scale: Move = (random, inner) => {
  const factor = random.chance(4, 5) ? random.integer(2, 6) : random.integer(7, 12);
  const node = random.chance(1, 2)
    ? binary(inner.node, '*', integer(factor))
    : binary(integer(factor), '*', inner.node);
  return { ...inner, node, size: inner.size * factor, root: 'scale' };
};

const floor: Move = (random, inner) => {
  const divisor = random.integer(2, 9);
  const node = binary(inner.node, '//', integer(divisor));
  return { ...inner, node, size: Math.ceil(inner.size / divisor), root: 'floor' };
};

const mod: Move = (random, inner) => {
  const divisor = random.integer(3, inner.size > 50 ? 20 : 9);
  const node = binary(inner.node, '%', integer(divisor));
  return { node, size: divisor - 1, root: 'mod', signed: false };
};

const absolute: Move = (_random, inner) => {
  return { ...inner, node: call('abs', inner.node), root: 'abs', signed: false };
};

const power: Move = (random, inner) => {
  const exponent = inner.size <= 100 && random.chance(1, 4) ? 3 : 2;
  return {
    node: binary(inner.node, '**', integer(exponent)),
    size: inner.size ** exponent,
    root: 'power',
    signed: exponent === 3 && inner.signed,
  };
};

/** `2 ** (inner % divisor)`: two operators, and an exponent that is never negative. */
function powerOfTwo(random: Random, inner: Operand): Operand {
  const divisor = random.integer(3, 7);
  const node = binary(integer(2), '**', binary(inner.node, '%', integer(divisor)));
  return { node, size: 2 ** (divisor - 1), root: 'power', signed: false };
}
