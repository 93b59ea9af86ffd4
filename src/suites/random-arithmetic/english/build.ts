/**
 * What the grammar of our English makes: nodes of a program's syntax tree. Invariant: what `it` means is a variable of the
 * program, to which each step gives its result.
 */
import type {
  BinaryOperator,
  Call,
  ComparisonOperator,
  Expression,
  FunctionDef,
  Name,
  Statement,
} from '../../../python/syntax/syntax.js';
import * as tree from '../tree.js';

/** As much of a token as is needed. */
interface Word {
  readonly value: string;
}

interface Head {
  readonly name: string;
  readonly parameter: string;
}

/** A condition and what is done where it holds. */
interface Arm {
  readonly test: Expression;
  readonly statements: readonly Statement[];
}

const IT = 'it';

export function head(name: Word, parameter: Word): Head {
  return { name: name.value, parameter: parameter.value };
}

export function functionDef({ name, parameter }: Head, body: readonly Statement[]): FunctionDef {
  return { kind: 'FunctionDef', name, parameters: [parameter], body };
}

/** A function that takes the steps with its input. */
export function short(start: Head, steps: readonly Statement[]): FunctionDef {
  return functionDef(start, [...step(tree.variable(start.parameter)), ...steps, ...returned(it())]);
}

export function returned(value: Expression): Statement[] {
  return [{ kind: 'Return', value }];
}

export function assign(target: Word, value: Expression): Statement[] {
  return [tree.assign(target.value, value)];
}

export function step(value: Expression): Statement[] {
  return [tree.assign(IT, value)];
}

export function assignSteps(target: Word, steps: readonly Statement[]): Statement[] {
  return [...steps, ...assign(target, it())];
}

export function choice(
  target: Word,
  test: Expression,
  value: Expression,
  other: Expression,
): Statement[] {
  return [tree.branch(test, assign(target, value), assign(target, other))];
}

export function branches(
  arms: readonly Arm[],
  otherwise: readonly Statement[],
): readonly Statement[] {
  return arms.reduceRight<readonly Statement[]>(
    (rest, { test, statements }) => [tree.branch(test, statements, rest)],
    otherwise,
  );
}

/** @param counter null where no clause speaks of it */
export function loop(
  counter: Word | null,
  turns: Expression,
  body: readonly Statement[],
): Statement[] {
  const target = counter?.value ?? 'turn';
  return [{ kind: 'For', target, iter: tree.call('range', turns), body, orelse: [] }];
}

export function loopTo(counter: Word, greatest: Word, body: readonly Statement[]): Statement[] {
  return loop(counter, { kind: 'Integer', value: BigInt(greatest.value) + 1n }, body);
}

export function both(first: Expression, second: Expression): Expression {
  return { kind: 'BoolOp', op: 'and', values: [first, second] };
}

export function compare(left: Expression, op: ComparisonOperator, right: Expression): Expression {
  return { kind: 'Compare', operands: [left, right], ops: [op] };
}

export function binary(left: Expression, op: BinaryOperator, right: Expression): Expression {
  return tree.binary(left, op, right);
}

/** Null where the stated greatest remainder is not that of the divisor. */
export function remainder(left: Expression, divisor: Word, greatest: Word): Expression | null {
  const value = BigInt(divisor.value);
  if (BigInt(greatest.value) !== value - 1n) return null;
  return tree.binary(left, '%', { kind: 'Integer', value });
}

export function absolute(value: Expression): Call {
  return tree.call('abs', value);
}

export function call(name: Word, value: Expression): Call {
  return tree.call(name.value, value);
}

export function literal(word: Word): Expression {
  return { kind: 'Integer', value: BigInt(word.value) };
}

export function number(value: number): Expression {
  return tree.integer(value);
}

export function variable(word: Word): Name {
  return tree.variable(word.value);
}

export function it(): Name {
  return tree.variable(IT);
}
