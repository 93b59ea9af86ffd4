/**
 * The steps that a function's result is made of, each as a function that stops there: two steps with the same results, or
 * a step that gives back the input, show that something cancels out (`t0 = x + 3` / `t1 = t0 - x`).
 */
import type { Expression, FunctionDef, Statement } from '../../python/syntax.js';
import { variable } from './tree.js';

/** Each operation that is assigned from, and what each branch and loop leaves; nothing inside loops. */
export function partsOf(definition: FunctionDef): FunctionDef[] {
  return partsAfter([], definition.body).map((body) => ({ ...definition, body }));
}

type Body = readonly Statement[];

/** @param before the statements that run before `body` does */
function partsAfter(before: Body, body: Body): Body[] {
  return body.flatMap((statement, at) => {
    const reached = [...before, ...body.slice(0, at)];
    switch (statement.kind) {
      case 'Assign':
        return operationsIn(statement.value).map((value) => [...reached, returned(value)]);
      case 'If':
        return [
          ...partsAfter(reached, statement.body),
          ...partsAfter(reached, statement.orelse),
          ...targetsOf(statement).map((target) => [...reached, statement, returned(target)]),
        ];
      case 'For':
        return targetsOf(statement).map((target) => [...reached, statement, returned(target)]);
      default:
        return [];
    }
  });
}

function returned(value: Expression): Statement {
  return { kind: 'Return', value };
}

/** The variable that a block gives a value, when it stands among a function's own statements. */
function targetsOf(block: Statement): Expression[] {
  switch (block.kind) {
    case 'Assign':
      return [variable(block.target)];
    case 'If':
    case 'For':
      return block.body.slice(-1).flatMap(targetsOf);
    default:
      return [];
  }
}

/** The operations in an expression, itself included. */
function operationsIn(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'BinOp':
      return [expression, ...operationsIn(expression.left), ...operationsIn(expression.right)];
    case 'Call':
      return [expression, ...expression.args.flatMap(operationsIn)];
    default:
      return [];
  }
}
