/** What the grammar's rules make: nodes of the syntax tree, each with the span that it was read from. */
import type { Span } from '../../text/span.js';
import type { Token } from './layout.js';
import type {
  Argument,
  Assert,
  Assign,
  AssignTo,
  Attribute,
  AugAssign,
  AugAssignTo,
  BinaryOperator,
  BinOp,
  BoolOp,
  Call,
  Compare,
  ComparisonOperator,
  Comprehension,
  ComprehensionClause,
  Constant,
  Delete,
  DictDisplay,
  DictEntry,
  Display,
  Expression,
  ExpressionStatement,
  FloatLiteral,
  For,
  FormattedValue,
  FunctionDef,
  If,
  IfExp,
  IntegerLiteral,
  JoinedString,
  Jump,
  Keyword,
  Lambda,
  MethodCall,
  Module,
  Name,
  Nonlocal,
  Return,
  Slice,
  Starred,
  Statement,
  StringLiteral,
  Subscript,
  Target,
  UnaryOp,
  UnaryOperator,
  ValueCall,
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

/** A parameter as it was read: with a default, or with the star of the one that takes what is left over. */
interface Parameter {
  readonly name: Token;
  readonly value?: Expression;
  readonly star?: Token;
}

export function functionDef(
  def: Token,
  name: Token,
  parameters: readonly Parameter[],
  body: Body,
): FunctionDef {
  const signature = signatureOf(parameters);
  return { kind: 'FunctionDef', name: name.text, ...signature, body, span: through(def, name) };
}

export function lambda(keyword: Token, parameters: readonly Parameter[], body: Expression): Lambda {
  return { kind: 'Lambda', ...signatureOf(parameters), body, span: through(keyword, body) };
}

/** What no order of parameters allows is kept, so that the check of the tree can refuse it by name. */
function signatureOf(
  parameters: readonly Parameter[],
): Pick<FunctionDef, 'parameters' | 'defaults' | 'rest'> {
  const plain = parameters.filter(({ star }) => star === undefined);
  const firstDefault = plain.findIndex(({ value }) => value !== undefined);
  const names = plain.map(({ name }) => name.text);
  const defaults =
    firstDefault === -1 ? [] : plain.slice(firstDefault).map(({ value }) => value ?? MISSING);
  const last = parameters.at(-1);
  const rest = parameters.find(({ star }) => star !== undefined);
  return {
    parameters: names,
    ...(defaults.length > 0 && { defaults }),
    ...(rest !== undefined && { rest: rest === last ? rest.name.text : '' }),
  };
}

/** Stands for the default that a parameter lacks after one that has one. */
export const MISSING: Name = { kind: 'Name', id: '' };

export function returnStatement(keyword: Token, value?: Expression): Return {
  if (value === undefined) return { kind: 'Return', span: through(keyword, keyword) };
  return { kind: 'Return', value, span: through(keyword, value) };
}

export function jump(kind: Jump['kind'], keyword: Token): Jump {
  return { kind, span: through(keyword, keyword) };
}

/** Whether something can be assigned to is for the check of the tree to say. */
export function assign(left: readonly Expression[], value: Expression): Assign | AssignTo {
  const [first, second] = left;
  const span = through(first ?? value, value);
  if (first?.kind === 'Name' && second === undefined) {
    return { kind: 'Assign', target: first.id, value, span };
  }
  return { kind: 'AssignTo', targets: left.map(asTarget), value, span };
}

function asTarget(node: Expression | Starred): Target {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the tree refuses all others
  return node as Target;
}

export function augAssign(
  target: Expression,
  op: Word<`${BinaryOperator}=`>,
  value: Expression,
): AugAssign | AugAssignTo {
  const rest = { op: binaryOf(op.text), value, span: through(target, value) };
  if (target.kind === 'Name') return { kind: 'AugAssign', target: target.id, ...rest };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the tree refuses all others
  return { kind: 'AugAssignTo', target: target as Subscript, ...rest };
}

export function deleteStatement(keyword: Token, targets: Expression): Delete {
  const list = targets.kind === 'Tuple' ? targets.elements : [targets];
  const span = through(keyword, targets);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the tree refuses all others
  return { kind: 'Delete', targets: list as readonly (Name | Subscript)[], span };
}

export function assertStatement(keyword: Token, test: Expression, message?: Expression): Assert {
  const span = through(keyword, message ?? test);
  return { kind: 'Assert', test, ...(message !== undefined && { message }), span };
}

export function nonlocalStatement(keyword: Token, names: readonly Token[]): Nonlocal {
  const last = names.at(-1) ?? keyword;
  return { kind: 'Nonlocal', names: names.map(({ text }) => text), span: through(keyword, last) };
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
  target: Expression,
  iter: Expression,
  body: Body,
  orelse: Body | null,
): For {
  return {
    kind: 'For',
    target: target.kind === 'Name' ? target.id : asTarget(target),
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
  rest: readonly [ComparisonOperator, Expression][],
): Compare {
  const operands = [first, ...rest.map(([, operand]) => operand)];
  const ops = rest.map(([op]) => op);
  return { kind: 'Compare', operands, ops, span: through(first, operands.at(-1) ?? first) };
}

export function unaryOp(op: Word<UnaryOperator>, operand: Expression): UnaryOp {
  return { kind: 'UnaryOp', op: op.text, operand, span: through(op, operand) };
}

export function binOp(left: Expression, op: Word<BinaryOperator>, right: Expression): BinOp {
  return { kind: 'BinOp', op: op.text, left, right, span: through(left, right) };
}

export function call(
  func: Expression,
  given: readonly (Argument | NamedArgument)[],
  close: Token,
): Call | MethodCall | ValueCall {
  const args = given.filter((argument) => argument.kind !== 'Keyword');
  const named = given.filter((argument) => argument.kind === 'Keyword');
  const keywords = named.map(
    ({ name, value, span }): Keyword => ({ name, value, ...(span && { span }) }),
  );
  const rest = { args, ...(keywords.length > 0 && { keywords }), span: through(func, close) };
  // A positional argument after a keyword is refused by the check, which sees the order of the spans.
  if (func.kind === 'Name' && named.length === 0 && args.every(isPlain)) {
    return { kind: 'Call', func: func.id, args, span: rest.span };
  }
  if (func.kind === 'Attribute') {
    return { kind: 'MethodCall', object: func.object, method: func.name, ...rest };
  }
  return { kind: 'ValueCall', func, ...rest };
}

function isPlain(node: Argument): node is Expression {
  return node.kind !== 'Starred';
}

interface NamedArgument extends Keyword {
  readonly kind: 'Keyword';
}

export function namedArgument(name: Token, value: Expression): NamedArgument {
  return { kind: 'Keyword', name: name.text, value, span: through(name, value) };
}

export function attribute(object: Expression, name: Token): Attribute {
  return { kind: 'Attribute', object, name: name.text, span: through(object, name) };
}

export function subscript(object: Expression, index: Expression | Slice, close: Token): Subscript {
  return { kind: 'Subscript', object, index, span: through(object, close) };
}

export function slice(
  colon: Token,
  lower: Expression | null,
  upper: Expression | null,
  step: Expression | null,
): Slice {
  return {
    kind: 'Slice',
    ...(lower !== null && { lower }),
    ...(upper !== null && { upper }),
    ...(step !== null && { step }),
    span: through(lower ?? colon, step ?? upper ?? colon),
  };
}

export function starred(star: Token, value: Expression): Starred {
  return { kind: 'Starred', value, span: through(star, value) };
}

/** Elements between commas, and the comma that may end them. */
interface Elements {
  readonly list: readonly Argument[];
  readonly comma: Token | null;
}

/** The one value, or the tuple of several. */
export function tupleOf({ list, comma }: Elements): Expression {
  const [first] = list;
  if (first !== undefined && list.length === 1 && comma === null) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a star alone is refused by the check of the tree
    return first as Expression;
  }
  const last = list.at(-1);
  return { kind: 'Tuple', elements: list, ...(first && last && { span: through(first, last) }) };
}

/** What stands in parentheses: a value stays itself, a tuple takes in the parentheses. */
export function group(open: Token, elements: Elements, close: Token): Expression {
  const inner = tupleOf(elements);
  const isTuple = elements.list.length > 1 || elements.comma !== null;
  return isTuple ? { ...inner, span: through(open, close) } : inner;
}

export function display(
  kind: Display['kind'],
  open: Token,
  elements: readonly Argument[],
  close: Token,
): Display {
  return { kind, elements, span: through(open, close) };
}

export function dict(open: Token, entries: readonly DictEntry[], close: Token): DictDisplay {
  return { kind: 'Dict', entries, span: through(open, close) };
}

interface Brackets {
  readonly open: Token;
  readonly close: Token;
}

/** A generator that is the only argument of a call has no brackets of its own. */
export function comprehension(
  kind: Comprehension['kind'],
  element: Expression,
  clauses: readonly ComprehensionClause[],
  brackets?: Brackets,
): Comprehension {
  const last = clauses.at(-1)?.iter ?? element;
  const span =
    brackets === undefined ? through(element, last) : through(brackets.open, brackets.close);
  return { kind, element, clauses, span };
}

export function dictComprehension(
  { key, value }: DictEntry,
  clauses: readonly ComprehensionClause[],
  brackets: Brackets,
): Comprehension {
  return { ...comprehension('DictComp', value, clauses, brackets), key };
}

export function clause(
  target: Expression,
  iter: Expression,
  tests: readonly [Token, Expression][],
): ComprehensionClause {
  return { target: asTarget(target), iter, tests: tests.map(([, test]) => test) };
}

export function string(token: Token): StringLiteral {
  return { kind: 'String', value: token.value, span: through(token, token) };
}

export function fieldText(token: Token): StringLiteral {
  return string(token);
}

export function field(value: Expression, close: Token): FormattedValue {
  const [, conversion = '', format = ''] = /^(?:!([rs]))?(?::([\s\S]*))?$/.exec(close.value) ?? [];
  return {
    kind: 'FormattedValue',
    value,
    ...(conversion !== '' && { conversion: conversion === 'r' ? 'r' : 's' }),
    format,
    span: through(value, close),
  };
}

export function joined(
  start: Token,
  parts: readonly (StringLiteral | FormattedValue)[],
  end: Token,
): JoinedString {
  return { kind: 'JoinedString', parts, span: through(start, end) };
}

/** String literals side by side are one; texts of an f-string that touch are one too. */
export function strings(
  list: readonly (StringLiteral | JoinedString)[],
): StringLiteral | JoinedString {
  const [first] = list;
  const last = list.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('no string');
  const span = through(first, last);
  if (list.every((each) => each.kind === 'String')) {
    return { kind: 'String', value: list.map(({ value }) => value).join(''), span };
  }
  const parts: (StringLiteral | FormattedValue)[] = [];
  for (const part of list.flatMap((each) => (each.kind === 'String' ? [each] : each.parts))) {
    const before = parts.at(-1);
    if (part.kind === 'String' && before?.kind === 'String') {
      parts[parts.length - 1] = { ...before, value: before.value + part.value };
    } else if (part.kind !== 'String' || part.value !== '') parts.push(part);
  }
  return { kind: 'JoinedString', parts, span };
}

export function variable(token: Token): Name {
  return { kind: 'Name', id: token.text, span: through(token, token) };
}

export function integer(token: Token): IntegerLiteral {
  const value = BigInt(token.text.replaceAll('_', ''));
  return { kind: 'Integer', value, span: through(token, token) };
}

export function float(token: Token): FloatLiteral {
  const value = Number(token.text.replaceAll('_', ''));
  return { kind: 'Float', value, span: through(token, token) };
}

export function constant(token: Word<'True' | 'False' | 'None'>): Constant {
  const value = token.text === 'None' ? null : token.text === 'True';
  return { kind: 'Constant', value, span: through(token, token) };
}

const BINARY: ReadonlyMap<string, BinaryOperator> = new Map(
  (['+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^'] as const).map((op) => [op, op]),
);

function binaryOf(augmented: `${BinaryOperator}=`): BinaryOperator {
  const op = BINARY.get(augmented.slice(0, -1));
  if (op === undefined) throw new RangeError(`no operator in ${augmented}`);
  return op;
}

type Part = Token | Argument;

function through(first: Part, last: Part): Span {
  return { start: startOf(first), end: endOf(last) };
}

function startOf(part: Part): number {
  return 'kind' in part ? (part.span?.start ?? 0) : part.start;
}

function endOf(part: Part): number {
  return 'kind' in part ? (part.span?.end ?? 0) : part.end;
}
