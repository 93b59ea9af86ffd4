/**
 * The functions that differ from a given one by a single thing left out: an operation, an arm, a loop, the first value of
 * a variable. A function that behaves like one of them has something in it that does nothing; a model that skips a step
 * answers like one of them.
 */
import type {
  BinOp,
  Expression,
  For,
  FunctionDef,
  If,
  Statement,
} from '../../python/syntax/syntax.js';
import { call, integer } from './tree.js';

export function simplerFunctions(definition: FunctionDef): FunctionDef[] {
  return simplerBodies(definition.body).map((body) => ({ ...definition, body }));
}

type Body = readonly Statement[];

/** Bodies with one statement replaced by a simpler one. */
function simplerBodies(body: Body): Body[] {
  return body.flatMap((statement, at) =>
    simplerStatements(statement).map((simpler) => body.toSpliced(at, 1, ...simpler)),
  );
}

/** What may stand in a statement's place, each a list of statements. */
function simplerStatements(statement: Statement): Body[] {
  if (statement.kind === 'Assign') {
    return valuesBeside(statement.value).map((value) => [{ ...statement, value }]);
  }
  if (statement.kind === 'If') return simplerBranches(statement);
  if (statement.kind === 'For') return simplerLoops(statement);
  return [];
}

function simplerBranches(statement: If): Body[] {
  return [
    statement.body,
    statement.orelse,
    ...simplerExpressions(statement.test).map((test) => [{ ...statement, test }]),
    ...simplerBodies(statement.body).map((body) => [{ ...statement, body }]),
    ...simplerBodies(statement.orelse).map((orelse) => [{ ...statement, orelse }]),
  ];
}

/** Without the loop, with one turn of it, and with a simpler turn. */
function simplerLoops(statement: For): Body[] {
  return [
    [],
    [{ ...statement, iter: call('range', integer(1)) }],
    ...simplerExpressions(statement.iter).map((iter) => [{ ...statement, iter }]),
    ...simplerBodies(statement.body).map((body) => [{ ...statement, body }]),
  ];
}

/** Simpler values; for a bare value, another one that no function gives by chance. */
function valuesBeside(value: Expression): Expression[] {
  const simpler = simplerExpressions(value);
  return simpler.length > 0 ? simpler : [integer(1009)];
}

/** The expression with one of its operations replaced by one of that operation's operands. */
function simplerExpressions(expression: Expression): Expression[] {
  if (expression.kind === 'BinOp') return simplerOperations(expression);
  if (expression.kind === 'Call') {
    const inside = simplerLists(expression.args).map((args) => ({ ...expression, args }));
    return expression.func === 'abs' ? [...expression.args, ...inside] : inside;
  }
  if (expression.kind === 'Compare') {
    return simplerLists(expression.operands).map((operands) => ({ ...expression, operands }));
  }
  return [];
}

function simplerOperations(operation: BinOp): Expression[] {
  const { left, right } = operation;
  return [
    // A literal in the operation's place would say no more than the other operand does.
    ...[left, right].filter((operand) => operand.kind !== 'Integer'),
    ...simplerExpressions(left).map((simpler) => ({ ...operation, left: simpler })),
    ...simplerExpressions(right).map((simpler) => ({ ...operation, right: simpler })),
  ];
}

/** The list with one of its expressions simpler. */
function simplerLists(expressions: readonly Expression[]): Expression[][] {
  return expressions.flatMap((expression, at) =>
    simplerExpressions(expression).map((simpler) => expressions.with(at, simpler)),
  );
}
