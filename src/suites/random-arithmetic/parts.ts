/**
 * The steps that a function's result is made of, each as a function that stops there: two steps with the same results, or
 * a step that gives back the input, show that something cancels out (`t0 = x + 3` / `t1 = t0 - x`).
 */
import type { Expression, FunctionDef, Statement } from '../../python/syntax/syntax.js';
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
    if (statement.kind === 'Assign') {
      return operationsIn(statement.value).map((value) => [...reached, returned(value)]);
    }
    const left = targetsOf(statement).map((target) => [...reached, statement, returned(target)]);
    if (statement.kind !== 'If') return left;
    const arms = [statement.body, statement.orelse];
    return [...arms.flatMap((arm) => partsAfter(reached, arm)), ...left];
  });
}

function returned(value: Expression): Statement {
  return { kind: 'Return', value };
}

/** The variable that a block leaves a value in. */
function targetsOf(block: Statement): Expression[] {
  if (block.kind === 'Assign') return [variable(block.target)];
  const isBlock = block.kind === 'If' || block.kind === 'For';
  return isBlock ? block.body.slice(-1).flatMap(targetsOf) : [];
}

/** The operations in an expression, itself included. */
function operationsIn(expression: Expression): Expression[] {
  if (expression.kind === 'BinOp') {
    return [expression, ...operationsIn(expression.left), ...operationsIn(expression.right)];
  }
  if (expression.kind === 'Call') {
    return [expression, ...expression.args.flatMap(operationsIn)];
  }
  return [];
}
