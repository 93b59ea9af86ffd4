/** Compiles statements: every block becomes one closure over the closures of its statements. */
import { binaryCode } from './arithmetic.js';
import { blockCode, bodyCode } from './blocks.js';
import { BREAK, CONTINUE, type Evaluate, type Execute, NORMAL, RESULT, RETURN } from './code.js';
import { expressionSteps, statementSteps } from './count.js';
import { compileExpression } from './expressions.js';
import { testCode } from './logic.js';
import { forCode, type LoopParts, whileCode } from './loops.js';
import { type FunctionScope, marked } from './scope.js';
import type { AugAssign, Expression, For, If, Return, Statement, While } from './syntax.js';

const none: Evaluate = () => null;
const pass: Execute = () => NORMAL;

/** The body of a function: gives the value that it returns. */
export function compileBody(body: readonly Statement[], scope: FunctionScope): Evaluate {
  const statements = reachable(body);
  const last = statements.at(-1);
  const site = scope.site(statements[0] ?? {}, '');
  const steps = stepsOf(statements);
  if (last?.kind !== 'Return') return bodyCode(codesOf(statements, scope), none, steps, site);
  const returned = returnedBy(last, statements.at(-2));
  const before = statements.slice(0, returned === last.value ? -1 : -2);
  const value = returned === undefined ? none : compileExpression(returned, scope).evaluate;
  return bodyCode(codesOf(before, scope), value, steps, site);
}

/** What `last` returns: when that is the variable that was just assigned, the assigned value, which needs no slot. */
function returnedBy({ value }: Return, before: Statement | undefined): Expression | undefined {
  const justAssigned =
    value?.kind === 'Name' && before?.kind === 'Assign' && before.target === value.id;
  return justAssigned ? before.value : value;
}

/** A block, to run as one statement; an empty one does nothing. */
export function compileBlock(body: readonly Statement[], scope: FunctionScope): Execute {
  return scope.deeper(2, () => {
    const statements = reachable(body);
    const site = scope.site(statements[0] ?? {}, '');
    return blockCode(codesOf(statements, scope), stepsOf(statements), site);
  });
}

/** The statements up to the first that always jumps away: what follows it never runs. */
function reachable(body: readonly Statement[]): readonly Statement[] {
  const jump = body.findIndex(
    ({ kind }) => kind === 'Return' || kind === 'Break' || kind === 'Continue',
  );
  return jump === -1 ? body : body.slice(0, jump + 1);
}

function stepsOf(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => sum + statementSteps(statement), 0);
}

function codesOf(statements: readonly Statement[], scope: FunctionScope): readonly Execute[] {
  return statements
    .map((statement) => compileStatement(statement, scope))
    .filter((code) => code !== pass);
}

function compileStatement(statement: Statement, scope: FunctionScope): Execute {
  switch (statement.kind) {
    case 'Assign':
      return store(
        slotOf(statement.target, scope),
        compileExpression(statement.value, scope).evaluate,
      );
    case 'AugAssign':
      return augmentedStore(statement, scope);
    case 'Expr':
      return discard(compileExpression(statement.value, scope).evaluate);
    case 'Pass':
      return pass;
    case 'Return':
      return returnCode(statement, scope);
    case 'Break':
      return () => BREAK;
    case 'Continue':
      return () => CONTINUE;
    case 'If':
      return ifCode(statement, scope);
    case 'For':
      return forLoop(statement, scope);
    case 'While':
      return whileLoop(statement, scope);
  }
}

function store(slot: number, value: Evaluate): Execute {
  return (frame) => {
    frame[slot] = value(frame);
    return NORMAL;
  };
}

function augmentedStore(statement: AugAssign, scope: FunctionScope): Execute {
  const { target, op, span } = statement;
  const variable = compileExpression({ kind: 'Name', id: target, ...(span && { span }) }, scope);
  const value = compileExpression(statement.value, scope);
  const code = binaryCode(op, scope.site(statement, `${op}=`), variable, value);
  return store(slotOf(target, scope), scope.counted(code));
}

function discard(value: Evaluate): Execute {
  return (frame) => {
    value(frame);
    return NORMAL;
  };
}

function returnCode({ value }: Return, scope: FunctionScope): Execute {
  const evaluate = value === undefined ? none : compileExpression(value, scope).evaluate;
  return (frame) => {
    frame[RESULT] = evaluate(frame);
    return RETURN;
  };
}

function slotOf(name: string, scope: FunctionScope): number {
  const slot = scope.slots.get(name);
  if (slot === undefined) throw new Error(`${name} is assigned and has no slot`);
  return slot;
}

function ifCode(statement: If, scope: FunctionScope): Execute {
  const test = testCode(compileExpression(statement.test, scope));
  const taken = scope.branch();
  const passed = scope.branch();
  const body = marked(taken, compileBlock(statement.body, scope));
  if (statement.orelse.length === 0 && passed === undefined) {
    return (frame) => (test(frame) ? body(frame) : NORMAL);
  }
  const orelse = marked(passed, compileBlock(statement.orelse, scope));
  return (frame) => (test(frame) ? body(frame) : orelse(frame));
}

function forLoop(statement: For, scope: FunctionScope): Execute {
  const { iter, target } = statement;
  if (iter.kind !== 'Call') throw new Error('a for loop runs over range() alone');
  const [first, ...rest] = iter.args.map((arg) => compileExpression(arg, scope).evaluate);
  const args = first === undefined ? [] : [scope.counted(first), ...rest];
  return forCode(slotOf(target, scope), args, loopParts(statement, iter, scope));
}

function whileLoop(statement: While, scope: FunctionScope): Execute {
  const { test } = statement;
  const code = testCode(compileExpression(test, scope));
  return whileCode(code, expressionSteps(test), loopParts(statement, test, scope));
}

/** `head` is what a fault of the loop points at. */
function loopParts(statement: For | While, head: Expression, scope: FunctionScope): LoopParts {
  const entered = scope.branch();
  const skipped = scope.branch();
  return {
    site: scope.site(head, ''),
    body: marked(entered, compileBlock(statement.body, scope)),
    orelse: compileBlock(statement.orelse, scope),
    skipped,
  };
}
