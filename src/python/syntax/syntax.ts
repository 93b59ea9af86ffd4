/**
 * The syntax tree of our Python subset. Node kinds bear the names of CPython's `ast` module where it has one. Every
 * node may carry the span of source it was read from; trees that are built by a program have none.
 */
import type { Span } from '../../text/span.js';
import type { Source } from './source.js';

interface Node {
  readonly span?: Span;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '<<'
  | '>>'
  | '&'
  | '|'
  | '^';
export type UnaryOperator = '-' | '+' | '~' | 'not';
export type ComparisonOperator =
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | 'in'
  | 'not in'
  | 'is'
  | 'is not';

/** A non-negative integer literal. */
export interface IntegerLiteral extends Node {
  readonly kind: 'Integer';
  readonly value: bigint;
}
/** A floating-point literal: finite, not negative. */
export interface FloatLiteral extends Node {
  readonly kind: 'Float';
  readonly value: number;
}
/** A string literal, or several that stand side by side; well-formed UTF-16. */
export interface StringLiteral extends Node {
  readonly kind: 'String';
  readonly value: string;
}
/** An f-string: its texts and its replacement fields in order. */
export interface JoinedString extends Node {
  readonly kind: 'JoinedString';
  readonly parts: readonly (StringLiteral | FormattedValue)[];
}
/** `{value!conversion:format}` of an f-string. */
export interface FormattedValue extends Node {
  readonly kind: 'FormattedValue';
  readonly value: Expression;
  readonly conversion?: 'r' | 's';
  readonly format: string;
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
/** `object.method(args)`. */
export interface MethodCall extends Node {
  readonly kind: 'MethodCall';
  readonly object: Expression;
  readonly method: string;
  readonly args: readonly Argument[];
  /** Absent when there are none. */
  readonly keywords?: readonly Keyword[];
}
/** A call of the function that an expression gives; of a name when some argument is starred or given by name. */
export interface ValueCall extends Node {
  readonly kind: 'ValueCall';
  readonly func: Expression;
  readonly args: readonly Argument[];
  readonly keywords?: readonly Keyword[];
}
/** `name=value` in a call. */
export interface Keyword extends Node {
  readonly name: string;
  readonly value: Expression;
}
/** `*value`, among the arguments of a call, the elements of a display or the targets of an assignment. */
export interface Starred extends Node {
  readonly kind: 'Starred';
  readonly value: Expression;
}
export type Argument = Expression | Starred;

/** A method that is not called at once. */
export interface Attribute extends Node {
  readonly kind: 'Attribute';
  readonly object: Expression;
  readonly name: string;
}
/** `object[index]`. */
export interface Subscript extends Node {
  readonly kind: 'Subscript';
  readonly object: Expression;
  readonly index: Expression | Slice;
}
/** `lower:upper:step`, each of which may be absent. */
export interface Slice extends Node {
  readonly kind: 'Slice';
  readonly lower?: Expression;
  readonly upper?: Expression;
  readonly step?: Expression;
}
/** A tuple, list or set display. A set has at least one element. */
export interface Display extends Node {
  readonly kind: 'Tuple' | 'List' | 'Set';
  readonly elements: readonly Argument[];
}
export interface DictDisplay extends Node {
  readonly kind: 'Dict';
  readonly entries: readonly DictEntry[];
}
export interface DictEntry {
  readonly key: Expression;
  readonly value: Expression;
}
/** A comprehension or generator expression; `key` is that of a dict's. */
export interface Comprehension extends Node {
  readonly kind: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp';
  readonly key?: Expression;
  readonly element: Expression;
  /** At least one. */
  readonly clauses: readonly ComprehensionClause[];
}
/** `for target in iter if tests[0] if tests[1] …`. */
export interface ComprehensionClause {
  readonly target: Target;
  readonly iter: Expression;
  readonly tests: readonly Expression[];
}
export interface Lambda extends Node {
  readonly kind: 'Lambda';
  readonly parameters: readonly string[];
  /** Of the last parameters; absent when there are none. */
  readonly defaults?: readonly Expression[];
  /** The parameter that takes the positional arguments left over. */
  readonly rest?: string;
  readonly body: Expression;
}

export type Expression =
  | IntegerLiteral
  | FloatLiteral
  | StringLiteral
  | JoinedString
  | Constant
  | Name
  | UnaryOp
  | BinOp
  | Compare
  | BoolOp
  | IfExp
  | Call
  | MethodCall
  | ValueCall
  | Attribute
  | Subscript
  | Display
  | DictDisplay
  | Comprehension
  | Lambda;

/** What can be assigned to: a name, an element, or a tuple or list of targets of which one may be starred. */
export type Target = Name | Subscript | TargetList;
export interface TargetList extends Node {
  readonly kind: 'Tuple' | 'List';
  readonly elements: readonly (Target | StarredTarget)[];
}
export interface StarredTarget extends Starred {
  readonly value: Target;
}

export interface Return extends Node {
  readonly kind: 'Return';
  /** Absent for a bare `return`. */
  readonly value?: Expression;
}
/** `target = value`, the target a name. */
export interface Assign extends Node {
  readonly kind: 'Assign';
  readonly target: string;
  readonly value: Expression;
}
/** `target = target = value`: more than one target, or one that is no name. */
export interface AssignTo extends Node {
  readonly kind: 'AssignTo';
  readonly targets: readonly Target[];
  readonly value: Expression;
}
/** `target op= value`, the target a name. */
export interface AugAssign extends Node {
  readonly kind: 'AugAssign';
  readonly target: string;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
/** `object[index] op= value`. */
export interface AugAssignTo extends Node {
  readonly kind: 'AugAssignTo';
  readonly target: Subscript;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
/** `del` of names and elements. */
export interface Delete extends Node {
  readonly kind: 'Delete';
  readonly targets: readonly (Name | Subscript)[];
}
export interface Assert extends Node {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly message?: Expression;
}
export interface Nonlocal extends Node {
  readonly kind: 'Nonlocal';
  readonly names: readonly string[];
}
/** `elif` is an `If` alone in `orelse`. */
export interface If extends Node {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
/** The target is a name, or else what an assignment can have on its left. */
export interface For extends Node {
  readonly kind: 'For';
  readonly target: string | Target;
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

export type Statement =
  | Return
  | Assign
  | AssignTo
  | AugAssign
  | AugAssignTo
  | Delete
  | Assert
  | Nonlocal
  | If
  | For
  | While
  | Jump
  | ExpressionStatement
  | FunctionDef;

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly parameters: readonly string[];
  /** Of the last parameters; absent when there are none. */
  readonly defaults?: readonly Expression[];
  /** The parameter that takes the positional arguments left over. */
  readonly rest?: string;
  readonly body: readonly Statement[];
}

/** A whole source file: functions at the top level, nothing else. */
export interface Module extends Node {
  readonly kind: 'Module';
  /** The text it was read from, which turns spans into lines and columns; absent for a tree that was built. */
  readonly source?: Source;
  readonly functions: readonly FunctionDef[];
}
