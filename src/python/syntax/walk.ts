/** The parts of a node, in the order of the source: what every pass that only looks at a tree walks by. */
import type { Argument, Expression, Keyword, Slice, Statement, Target } from './syntax.js';

/** The expressions directly inside an expression; of starred ones their values. */
export function operandsOf(node: Argument): readonly Expression[] {
  switch (node.kind) {
    case 'Starred':
      return [node.value];
    case 'Integer':
    case 'Float':
    case 'String':
    case 'Constant':
    case 'Name':
      return [];
    case 'JoinedString':
      return node.parts.flatMap((part) => (part.kind === 'String' ? [] : [part.value]));
    case 'UnaryOp':
      return [node.operand];
    case 'BinOp':
      return [node.left, node.right];
    case 'Compare':
      return node.operands;
    case 'BoolOp':
      return node.values;
    case 'IfExp':
      return [node.body, node.test, node.orelse];
    case 'Call':
      return node.args;
    case 'MethodCall':
      return [node.object, ...argumentsOf(node)];
    case 'ValueCall':
      return [node.func, ...argumentsOf(node)];
    case 'Attribute':
      return [node.object];
    case 'Subscript':
      return [node.object, ...(node.index.kind === 'Slice' ? boundsOf(node.index) : [node.index])];
    case 'Tuple':
    case 'List':
    case 'Set':
      return node.elements.map(unstarred);
    case 'Dict':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return [
        ...(node.key === undefined ? [] : [node.key]),
        node.element,
        ...node.clauses.flatMap(({ target, iter, tests }) => [target, iter, ...tests]),
      ];
    case 'Lambda':
      return [...(node.defaults ?? []), node.body];
  }
}

export function unstarred(node: Argument): Expression {
  return node.kind === 'Starred' ? node.value : node;
}

function argumentsOf({
  args,
  keywords = [],
}: {
  readonly args: readonly Argument[];
  readonly keywords?: readonly Keyword[];
}): readonly Expression[] {
  return [...args.map(unstarred), ...keywords.map(({ value }) => value)];
}

/** The bounds of a slice that are there. */
export function boundsOf({ lower, upper, step }: Slice): readonly Expression[] {
  return [lower, upper, step].filter((bound) => bound !== undefined);
}

/** The expressions directly inside a statement, not those of its blocks; a name that is assigned to is none. */
export function expressionsOf(node: Statement): readonly Expression[] {
  switch (node.kind) {
    case 'Return':
      return node.value === undefined ? [] : [node.value];
    case 'Assign':
    case 'AugAssign':
    case 'Expr':
      return [node.value];
    case 'AssignTo':
      return [node.value, ...node.targets];
    case 'AugAssignTo':
      return [node.target, node.value];
    case 'Delete':
      return node.targets;
    case 'Assert':
      return node.message === undefined ? [node.test] : [node.test, node.message];
    case 'If':
    case 'While':
      return [node.test];
    case 'For':
      return typeof node.target === 'string' ? [node.iter] : [node.iter, node.target];
    case 'FunctionDef':
      return node.defaults ?? [];
    case 'Nonlocal':
    case 'Break':
    case 'Continue':
    case 'Pass':
      return [];
  }
}

/** The blocks of a statement; an absent `else` is an empty one. */
export function blocksOf(node: Statement): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'If':
    case 'For':
    case 'While':
      return [node.body, node.orelse];
    case 'FunctionDef':
      return [node.body];
    case 'Return':
    case 'Assign':
    case 'AssignTo':
    case 'AugAssign':
    case 'AugAssignTo':
    case 'Delete':
    case 'Assert':
    case 'Nonlocal':
    case 'Expr':
    case 'Break':
    case 'Continue':
    case 'Pass':
      return [];
  }
}

/** Every statement of a block, those inside others included, each before what it contains. */
export function* statementsOf(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    for (const block of blocksOf(statement)) yield* statementsOf(block);
  }
}

/** Every statement of a function's body that belongs to the function itself: nested functions are not entered. */
export function* ownStatementsOf(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'FunctionDef') continue;
    for (const block of blocksOf(statement)) yield* ownStatementsOf(block);
  }
}

/** An expression and every expression inside it, each before what it contains. */
export function* nodesOf(node: Expression): Generator<Expression> {
  yield node;
  for (const operand of operandsOf(node)) yield* nodesOf(operand);
}

/** The names that a target assigns. */
export function namesIn(target: Target): readonly string[] {
  switch (target.kind) {
    case 'Name':
      return [target.id];
    case 'Subscript':
      return [];
    case 'Tuple':
    case 'List':
      return target.elements.flatMap((element) =>
        namesIn(element.kind === 'Starred' ? element.value : element),
      );
    default:
      // What cannot be assigned to binds nothing; the check of the tree refuses it.
      return [];
  }
}
