/**
 * The functions that a careless reader takes a given one for: an operation or a loop skipped, the arms of a branch
 * exchanged, a loop turned once too often or too seldom.
 */
import type { Expression, For, FunctionDef, If, Statement } from '../../python/syntax/syntax.js';
import { simplerFunctions } from './simpler.js';
import { binary, call, integer } from './tree.js';

export function slippedFunctions(definition: FunctionDef): FunctionDef[] {
  const misread = slippedBodies(definition.body).map((body) => ({ ...definition, body }));
  return [...misread, ...simplerFunctions(definition)];
}

type Body = readonly Statement[];

function slippedBodies(body: Body): Body[] {
  return body.flatMap((statement, at) =>
    slippedStatements(statement).map((slipped) => body.with(at, slipped)),
  );
}

function slippedStatements(statement: Statement): Statement[] {
  if (statement.kind === 'If') return [exchanged(statement), ...insideBranch(statement)];
  if (statement.kind === 'For') return [...otherTurns(statement), ...insideLoop(statement)];
  return [];
}

function exchanged(statement: If): If {
  return { ...statement, body: statement.orelse, orelse: statement.body };
}

function insideBranch(statement: If): If[] {
  return [
    ...slippedBodies(statement.body).map((body) => ({ ...statement, body })),
    ...slippedBodies(statement.orelse).map((orelse) => ({ ...statement, orelse })),
  ];
}

function otherTurns(statement: For): For[] {
  return [
    { ...statement, iter: oneMore(statement.iter) },
    { ...statement, iter: oneFewer(statement.iter) },
  ];
}

function insideLoop(statement: For): For[] {
  return slippedBodies(statement.body).map((body) => ({ ...statement, body }));
}

function oneMore(iter: Expression): Expression {
  return call('range', binary(turnsOf(iter), '+', integer(1)));
}

function oneFewer(iter: Expression): Expression {
  return call('range', binary(turnsOf(iter), '-', integer(1)));
}

/** The argument of `range`, which generated programs give one of. */
function turnsOf(iter: Expression): Expression {
  return iter.kind === 'Call' ? (iter.args[0] ?? iter) : iter;
}
