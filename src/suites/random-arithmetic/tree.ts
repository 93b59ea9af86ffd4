/**
 * Shorthand for the syntax nodes that a generated program is made of. Trees built here carry no spans.
 */
import type {
  Assign,
  BinaryOperator,
  BinOp,
  Call,
  Compare,
  Expression,
  For,
  If,
  Name,
  Statement,
} from '../../python/syntax/syntax.js';

export function variable(id: string): Name {
  return { kind: 'Name', id };
}

/** @param value zero or more: a minus sign would be an operator of its own */
export function integer(value: number): Expression {
  return { kind: 'Integer', value: BigInt(value) };
}

export function binary(left: Expression, op: BinaryOperator, right: Expression): BinOp {
  return { kind: 'BinOp', op, left, right };
}

export function call(func: string, ...args: readonly Expression[]): Call {
  return { kind: 'Call', func, args };
}

export function comparison(left: Expression, op: '<' | '>', right: Expression): Compare {
  return { kind: 'Compare', operands: [left, right], ops: [op] };
}

export function assign(target: string, value: Expression): Assign {
  return { kind: 'Assign', target, value };
}

export function branch(
  test: Expression,
  body: readonly Statement[],
  orelse: readonly Statement[],
): If {
  return { kind: 'If', test, body, orelse };
}

/** `for i in range(turns):` */
export function loop(turns: Expression, body: readonly Statement[]): For {
  return { kind: 'For', target: 'i', iter: call('range', turns), body, orelse: [] };
}
