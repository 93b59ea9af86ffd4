/** Counts over trees: the operators and calls that a reader sees, and the size that a run is charged for. */
import type { Expression, FunctionDef, Statement } from './syntax.js';
import { expressionsOf, nodesOf, statementsOf } from './walk.js';

/**
 * The operators and calls in the source of `def`, each once: binary, unary (`-`, `+`, `not`), comparison and Boolean
 * operators, augmented assignments, and calls, those of built-ins and of `range` included. A minus sign before a literal
 * is an operator too. `t0 = x + x; t1 = 1 * abs(t0)` has 3.
 */
export function countOperations(def: FunctionDef): number {
  let count = 0;
  for (const statement of statementsOf(def.body)) {
    if (statement.kind === 'AugAssign' || statement.kind === 'AugAssignTo') count += 1;
    for (const expression of expressionsOf(statement)) {
      for (const node of nodesOf(expression)) count += operationsOf(node);
    }
  }
  return count;
}

function operationsOf(node: Expression): number {
  switch (node.kind) {
    case 'UnaryOp':
    case 'BinOp':
    case 'Call':
    case 'MethodCall':
    case 'ValueCall':
      return 1;
    case 'Compare':
      return node.ops.length;
    case 'BoolOp':
      return node.values.length - 1;
    default:
      return 0;
  }
}

/** Nodes that one step pays for. */
const NODES_PER_STEP = 8;

/** The steps that an expression costs: one for every eight nodes, rounded up. */
export function expressionSteps(expression: Expression): number {
  return Math.ceil([...nodesOf(expression)].length / NODES_PER_STEP);
}

/** The steps that the beginning of a statement costs, those of its blocks aside. */
export function statementSteps(statement: Statement): number {
  const expressions = expressionsOf(statement);
  const [first] = expressions;
  if (first === undefined) return 1;
  return expressions
    .slice(1)
    .reduce((sum, each) => sum + expressionSteps(each), expressionSteps(first));
}
