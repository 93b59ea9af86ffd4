/** Expressions with other expressions in the place of their variables. */
import type { Argument, Expression, Keyword, Name, Slice } from './syntax.js';
import { operandsOf } from './walk.js';

/**
 * The variables of an expression that are read at most once when it is evaluated: those inside comprehensions, lambdas
 * and f-strings are not among them.
 */
export function variablesOf(node: Expression): readonly Name[] {
  if (node.kind === 'Name') return [node];
  return CLOSED.has(node.kind) ? [] : operandsOf(node).flatMap(variablesOf);
}

/** `node` with what `fill` gives in the place of the variables that `variablesOf` names. */
export function substitute(node: Expression, fill: (name: Name) => Expression): Expression {
  const inner = (part: Expression): Expression => substitute(part, fill);
  switch (node.kind) {
    case 'Name':
      return fill(node);
    case 'UnaryOp':
      return { ...node, operand: inner(node.operand) };
    case 'BinOp':
      return { ...node, left: inner(node.left), right: inner(node.right) };
    case 'Compare':
      return { ...node, operands: node.operands.map(inner) };
    case 'BoolOp':
      return { ...node, values: node.values.map(inner) };
    case 'IfExp':
      return {
        ...node,
        test: inner(node.test),
        body: inner(node.body),
        orelse: inner(node.orelse),
      };
    case 'Call':
      return { ...node, args: node.args.map(inner) };
    case 'MethodCall':
      return { ...node, object: inner(node.object), ...argumentsWith(node, inner) };
    case 'ValueCall':
      return { ...node, func: inner(node.func), ...argumentsWith(node, inner) };
    case 'Attribute':
      return { ...node, object: inner(node.object) };
    case 'Subscript':
      return {
        ...node,
        object: inner(node.object),
        index: node.index.kind === 'Slice' ? sliceWith(node.index, inner) : inner(node.index),
      };
    case 'Tuple':
    case 'List':
    case 'Set':
      return { ...node, elements: node.elements.map((element) => argumentWith(element, inner)) };
    case 'Dict':
      return {
        ...node,
        entries: node.entries.map(({ key, value }) => ({ key: inner(key), value: inner(value) })),
      };
    case 'Integer':
    case 'Float':
    case 'String':
    case 'Constant':
    case 'JoinedString':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
    case 'Lambda':
      return node;
  }
}

/** What has variables of its own, or writes values into a text. */
const CLOSED: ReadonlySet<Expression['kind']> = new Set([
  'ListComp',
  'SetComp',
  'DictComp',
  'GeneratorExp',
  'Lambda',
  'JoinedString',
]);

type Inner = (part: Expression) => Expression;

function argumentWith(node: Argument, inner: Inner): Argument {
  return node.kind === 'Starred' ? { ...node, value: inner(node.value) } : inner(node);
}

function argumentsWith(
  {
    args,
    keywords,
  }: { readonly args: readonly Argument[]; readonly keywords?: readonly Keyword[] },
  inner: Inner,
): { readonly args: readonly Argument[]; readonly keywords?: readonly Keyword[] } {
  const filled = args.map((arg) => argumentWith(arg, inner));
  if (keywords === undefined) return { args: filled };
  return {
    args: filled,
    keywords: keywords.map((keyword) => ({ ...keyword, value: inner(keyword.value) })),
  };
}

function sliceWith({ lower, upper, step, ...rest }: Slice, inner: Inner): Slice {
  return {
    ...rest,
    ...(lower !== undefined && { lower: inner(lower) }),
    ...(upper !== undefined && { upper: inner(upper) }),
    ...(step !== undefined && { step: inner(step) }),
  };
}
