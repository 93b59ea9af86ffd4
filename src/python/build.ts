/** What the grammar's rules make: nodes of the syntax tree, each with the span that it was read from. */
import type { Span } from '../text/span.js';
import type { Token } from './layout.js';
import type {
  Assign,
  AugAssign,
  BinaryOperator,
  BinOp,
  BoolOp,
  Call,
  Compare,
  ComparisonOperator,
  Constant,
  Expression,
  ExpressionStatement,
  For,
  FunctionDef,
  If,
  IfExp,
  IntegerLiteral,
  Jump,
  Module,
  Name,
  Return,
  Statement,
  UnaryOp,
  UnaryOperator,
  While,
} from './syntax.js';

/** A token whose text the grammar has already narrowed to `Text`. */
interface Word<Text extends string> extends Token {
  readonly text: Text;
}
type Body = readonly Statement[];

/**
 * A list that grows at its end in constant time and is shared by every longer one: the parser makes all prefixes of a
 * list, of which it needs one.
 */
export type Chain<Item> = { readonly before: Chain<Item>; readonly last: Item } | null;

export function chain<Item>(before: Chain<Item>, last: Item): Chain<Item> {
  return { before, last };
}

/** The items of `list` in order. */
export function items<Item>(list: Chain<Item>): Item[] {
  const backwards: Item[] = [];
  for (let rest = list; rest !== null; rest = rest.before) backwards.push(rest.last);
  return backwards.toReversed();
}

export function module(functions: Chain<FunctionDef>): Module {
  return { kind: 'Module', functions: items(functions) };
}

/** The statements of a block, whose lines hold one or more each. */
export function block(lines: Chain<Body>): Body {
  return items(lines).flat();
}

export function functionDef(
  def: Token,
  name: Token,
  parameters: readonly Token[],
  body: Body,
): FunctionDef {
  const names = parameters.map((parameter) => parameter.text);
  return {
    kind: 'FunctionDef',
    name: name.text,
    parameters: names,
    body,
    span: through(def, name),
  };
}

export function returnStatement(keyword: Token, value?: Expression): Return {
  if (value === undefined) return { kind: 'Return', span: through(keyword, keyword) };
  return { kind: 'Return', value, span: through(keyword, value) };
}

export function jump(kind: Jump['kind'], keyword: Token): Jump {
  return { kind, span: through(keyword, keyword) };
}

export function assign(name: Token, value: Expression): Assign {
  return { kind: 'Assign', target: name.text, value, span: through(name, value) };
}

export function augAssign(
  name: Token,
  op: Word<`${BinaryOperator}=`>,
  value: Expression,
): AugAssign {
  return {
    kind: 'AugAssign',
    target: name.text,
    op: binaryOf(op.text),
    value,
    span: through(name, value),
  };
}

export function expressionStatement(value: Expression): ExpressionStatement {
  return { kind: 'Expr', value, span: through(value, value) };
}

interface Elif {
  readonly keyword: Token;
  readonly test: Expression;
  readonly body: Body;
}

/** The span of a compound statement is its first keyword and test: where a message about it points. */
export function ifStatement(
  keyword: Token,
  test: Expression,
  body: Body,
  elifs: readonly Elif[],
  orelse: Body | null,
): If {
  const rest = elifs.reduceRight<Body>(
    (tail, branch) => [ifStatement(branch.keyword, branch.test, branch.body, [], tail)],
    orelse ?? [],
  );
  return { kind: 'If', test, body, orelse: rest, span: through(keyword, test) };
}

export function whileStatement(
  keyword: Token,
  test: Expression,
  body: Body,
  orelse: Body | null,
): While {
  return { kind: 'While', test, body, orelse: orelse ?? [], span: through(keyword, test) };
}

export function forStatement(
  keyword: Token,
  name: Token,
  iter: Expression,
  body: Body,
  orelse: Body | null,
): For {
  return {
    kind: 'For',
    target: name.text,
    iter,
    body,
    orelse: orelse ?? [],
    span: through(keyword, iter),
  };
}

export function ifExp(test: Expression, body: Expression, orelse: Expression): IfExp {
  return { kind: 'IfExp', test, body, orelse, span: through(body, orelse) };
}

export function boolOp(
  op: BoolOp['op'],
  first: Expression,
  rest: readonly [Token, Expression][],
): BoolOp {
  const values = [first, ...rest.map(([, value]) => value)];
  return { kind: 'BoolOp', op, values, span: through(first, values.at(-1) ?? first) };
}

export function compare(
  first: Expression,
  rest: readonly [Word<ComparisonOperator>, Expression][],
): Compare {
  const operands = [first, ...rest.map(([, operand]) => operand)];
  const ops = rest.map(([op]) => op.text);
  return { kind: 'Compare', operands, ops, span: through(first, operands.at(-1) ?? first) };
}

export function unaryOp(op: Word<UnaryOperator>, operand: Expression): UnaryOp {
  return { kind: 'UnaryOp', op: op.text, operand, span: through(op, operand) };
}

export function binOp(left: Expression, op: Word<BinaryOperator>, right: Expression): BinOp {
  return { kind: 'BinOp', op: op.text, left, right, span: through(left, right) };
}

export function call(name: Token, args: readonly Expression[], close: Token): Call {
  return { kind: 'Call', func: name.text, args, span: through(name, close) };
}

export function variable(token: Token): Name {
  return { kind: 'Name', id: token.text, span: through(token, token) };
}

export function integer(token: Token): IntegerLiteral {
  const value = BigInt(token.text.replaceAll('_', ''));
  return { kind: 'Integer', value, span: through(token, token) };
}

export function constant(token: Word<'True' | 'False' | 'None'>): Constant {
  const value = token.text === 'None' ? null : token.text === 'True';
  return { kind: 'Constant', value, span: through(token, token) };
}

function binaryOf(augmented: `${BinaryOperator}=`): BinaryOperator {
  switch (augmented) {
    case '+=':
      return '+';
    case '-=':
      return '-';
    case '*=':
      return '*';
    case '//=':
      return '//';
    case '%=':
      return '%';
    case '**=':
      return '**';
  }
}

function through(first: Token | Expression, last: Token | Expression): Span {
  return { start: startOf(first), end: endOf(last) };
}

function startOf(part: Token | Expression): number {
  return 'kind' in part ? (part.span?.start ?? 0) : part.start;
}

function endOf(part: Token | Expression): number {
  return 'kind' in part ? (part.span?.end ?? 0) : part.end;
}
