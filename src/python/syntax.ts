/**
 * The syntax tree of our Python subset. Node kinds bear the names of CPython's `ast` module where it has one. Every
 * node may carry the span of source it was read from; trees that are built by a program have none.
 */
import type { Span } from '../text/span.js';
import type { Source } from './source.js';

interface Node {
  readonly span?: Span;
}

export type BinaryOperator = '+' | '-' | '*' | '//' | '%' | '**';
export type UnaryOperator = '-' | '+' | 'not';
export type ComparisonOperator = '<' | '>' | '<=' | '>=' | '==' | '!=';

/** A non-negative integer literal. */
export interface IntegerLiteral extends Node {
  readonly kind: 'Integer';
  readonly value: bigint;
}
/** `True`, `False` or `None`. */
export interface Constant extends Node {
  readonly kind: 'Constant';
  readonly value: boolean | null;
}
export interface Name extends Node {
  readonly kind: 'Name';
  readonly id: string;
}
export interface UnaryOp extends Node {
  readonly kind: 'UnaryOp';
  readonly op: UnaryOperator;
  readonly operand: Expression;
}
export interface BinOp extends Node {
  readonly kind: 'BinOp';
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
/** `a < b <= c`: `ops[i]` stands between operand i and operand i + 1. */
export interface Compare extends Node {
  readonly kind: 'Compare';
  readonly operands: readonly Expression[];
  readonly ops: readonly ComparisonOperator[];
}
/** Short-circuit `and` or `or` of two or more values. */
export interface BoolOp extends Node {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expression[];
}
/** `body if test else orelse`. */
export interface IfExp extends Node {
  readonly kind: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}
/** A call of a named function with positional arguments. */
export interface Call extends Node {
  readonly kind: 'Call';
  readonly func: string;
  readonly args: readonly Expression[];
}

export type Expression =
  | IntegerLiteral
  | Constant
  | Name
  | UnaryOp
  | BinOp
  | Compare
  | BoolOp
  | IfExp
  | Call;

export interface Return extends Node {
  readonly kind: 'Return';
  /** Absent for a bare `return`. */
  readonly value?: Expression;
}
export interface Assign extends Node {
  readonly kind: 'Assign';
  readonly target: string;
  readonly value: Expression;
}
export interface AugAssign extends Node {
  readonly kind: 'AugAssign';
  readonly target: string;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
/** `elif` is an `If` alone in `orelse`. */
export interface If extends Node {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
/** `iter` must be a call of `range`. */
export interface For extends Node {
  readonly kind: 'For';
  readonly target: string;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface While extends Node {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface Break extends Node {
  readonly kind: 'Break';
}
export interface Continue extends Node {
  readonly kind: 'Continue';
}
export interface Pass extends Node {
  readonly kind: 'Pass';
}
/** The statements of one word. */
export type Jump = Break | Continue | Pass;
export interface ExpressionStatement extends Node {
  readonly kind: 'Expr';
  readonly value: Expression;
}

export type Statement = Return | Assign | AugAssign | If | For | While | Jump | ExpressionStatement;

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
}

/** A whole source file: functions at the top level, nothing else. */
export interface Module extends Node {
  readonly kind: 'Module';
  /** The text it was read from, which turns spans into lines and columns; absent for a tree that was built. */
  readonly source?: Source;
  readonly functions: readonly FunctionDef[];
}
