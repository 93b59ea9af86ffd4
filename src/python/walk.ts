/** The parts of a node, in the order of the source: what every pass that only looks at a tree walks by. */
import type { Expression, Statement } from './syntax.js';

/** The expressions directly inside an expression. */
export function operandsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'Integer':
    case 'Constant':
    case 'Name':
      return [];
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
  }
}

/** The expressions directly inside a statement, not those of its blocks. */
export function expressionsOf(node: Statement): readonly Expression[] {
  switch (node.kind) {
    case 'Return':
      return node.value === undefined ? [] : [node.value];
    case 'Assign':
    case 'AugAssign':
    case 'Expr':
      return [node.value];
    case 'If':
    case 'While':
      return [node.test];
    case 'For':
      return [node.iter];
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
    case 'Return':
    case 'Assign':
    case 'AugAssign':
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

/** An expression and every expression inside it, each before what it contains. */
export function* nodesOf(node: Expression): Generator<Expression> {
  yield node;
  for (const operand of operandsOf(node)) yield* nodesOf(operand);
}
