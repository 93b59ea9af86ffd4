/** Compiles statements: every block becomes one closure over the closures of its statements. */
import type { Span } from '../../text/span.js';
import {
  BREAK,
  CONTINUE,
  type Evaluate,
  type Execute,
  NORMAL,
  RESULT,
  RETURN,
  type Test,
} from '../machine/code.js';
import { pythonError, type Site } from '../machine/machine.js';
import { expressionSteps, statementSteps } from '../syntax/count.js';
import { bareText } from '../syntax/print.js';
import type {
  Assert,
  AssignTo,
  AugAssign,
  AugAssignTo,
  Call,
  Expression,
  For,
  FunctionDef,
  If,
  Name,
  Return,
  Statement,
  Subscript,
  While,
} from '../syntax/syntax.js';
import { strOf } from '../values/repr.js';
import {
  deleteItem,
  deleteSlice,
  getItem,
  getSlice,
  setItem,
  setSlice,
} from '../values/subscripts.js';
import { toText } from '../values/text.js';
import type { Value } from '../values/value.js';
import { binaryCode } from './arithmetic.js';
import { blockCode, bodyCode } from './blocks.js';
import { compileExpression, functionCode } from './expressions.js';
import { makesFunctions } from './locals.js';
import { testCode } from './logic.js';
import { forCode, forEachCode, type LoopParts, whileCode } from './loops.js';
import { type FunctionScope, marked } from './scope.js';
import { boundsCode, storeName, targetCode } from './targets.js';
import type { ExpressionStep, StepHead, StepKind } from './trace.js';

const none: Evaluate = () => null;
const pass: Execute = () => NORMAL;

/** The body of a function: gives the value that it returns. */
export function compileFunction(def: FunctionDef, scope: FunctionScope): Evaluate {
  const { tracer } = scope.program;
  const body = compileBody(def.body, scope);
  return tracer === undefined ? body : tracer.calling(def, body, scope.site(def, ''));
}

function compileBody(body: readonly Statement[], scope: FunctionScope): Evaluate {
  const statements = reachable(body);
  const last = statements.at(-1);
  const site = scope.site(statements[0] ?? {}, '');
  const steps = stepsOf(statements);
  const isTraced = scope.program.tracer !== undefined;
  if (last?.kind !== 'Return' || isTraced)
    return bodyCode(codesOf(statements, scope), none, steps, site);
  const returned = returnedBy(last, statements.at(-2), scope, makesFunctions(body));
  const before = statements.slice(0, returned === last.value ? -1 : -2);
  const value = returned === undefined ? none : compileExpression(returned, scope).evaluate;
  return bodyCode(codesOf(before, scope), value, steps, site);
}

/**
 * What `last` returns: when that is the variable that was just assigned, the assigned value, which needs no slot unless
 * another function may see the variable (`shared`).
 */
function returnedBy(
  { value }: Return,
  before: Statement | undefined,
  scope: FunctionScope,
  shared: boolean,
): Expression | undefined {
  const justAssigned =
    value?.kind === 'Name' && before?.kind === 'Assign' && before.target === value.id;
  const isOwn = justAssigned && scope.resolve(before.target).kind === 'local';
  return isOwn && !shared ? before.value : value;
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
        statement.target,
        valueCode('assign', statement.target, statement, scope),
        scope,
      );
    case 'AssignTo':
      return assignTo(statement, scope);
    case 'AugAssign':
      return augmentedStore(statement, scope);
    case 'AugAssignTo':
      return augmentedItem(statement, scope);
    case 'Delete': {
      const deletions = statement.targets.map((target) => deletion(target, scope));
      return (frame) => {
        for (const remove of deletions) remove(frame);
        return NORMAL;
      };
    }
    case 'Assert':
      return assertion(statement, scope);
    case 'Nonlocal':
      return pass;
    case 'FunctionDef':
      return store(statement.name, nestedFunction(statement, scope), scope);
    case 'Expr':
      return discard(valueCode('evaluate', '', statement, scope));
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

function store(name: string, value: Evaluate, scope: FunctionScope): Execute {
  const binding = scope.resolve(name);
  if (binding.kind === 'local') {
    const { slot } = binding;
    return (frame) => {
      frame[slot] = value(frame);
      return NORMAL;
    };
  }
  const give = storeName(name, scope);
  return (frame) => {
    give(frame, value(frame));
    return NORMAL;
  };
}

/** The value is evaluated first, then the targets take it from left to right. */
function assignTo(statement: AssignTo, scope: FunctionScope): Execute {
  const { targets } = statement;
  const evaluate = valueCode('assign', targets.map(bareText).join(' = '), statement, scope);
  const stores = targets.map((target) => targetCode(target, scope, compileExpression));
  const [only] = stores;
  if (only !== undefined && stores.length === 1) {
    return (frame) => {
      only(frame, evaluate(frame));
      return NORMAL;
    };
  }
  return (frame) => {
    const result = evaluate(frame);
    for (const give of stores) give(frame, result);
    return NORMAL;
  };
}

/** The code of the value of `statement`, which is the step that the statement is. */
function valueCode(
  kind: StepKind,
  target: string,
  statement: { readonly value: Expression; readonly span?: Span },
  scope: FunctionScope,
): Evaluate {
  const head = { kind, target, expression: statement.value };
  return stepCode(head, scope.site(statement, ''), scope, () => {
    return compileExpression(statement.value, scope).evaluate;
  });
}

/** The code that `compile` makes of a step's expression, which a tracer is told of. */
function stepCode(
  head: ExpressionStep,
  site: Site,
  scope: FunctionScope,
  compile: () => Evaluate,
): Evaluate {
  const { tracer } = scope.program;
  tracer?.watch(head.expression);
  const evaluate = compile();
  return tracer === undefined ? evaluate : tracer.evaluating(head, evaluate, site);
}

/** The code of a test, which is a step. */
function branchCode(
  target: string,
  test: Expression,
  statement: Statement,
  scope: FunctionScope,
): Test {
  const { tracer } = scope.program;
  tracer?.watch(test);
  const code = testCode(compileExpression(test, scope));
  const head: ExpressionStep = { kind: 'branch', target, expression: test };
  return tracer === undefined ? code : tracer.testing(head, code, scope.site(statement, ''));
}

function nestedFunction(def: FunctionDef, scope: FunctionScope): Evaluate {
  return functionCode(def, scope, (inner) => compileFunction(def, inner));
}

function augmentedStore(statement: AugAssign, scope: FunctionScope): Execute {
  const { target, op, span, value } = statement;
  const variable: Name = { kind: 'Name', id: target, ...(span && { span }) };
  const expression: Expression = { kind: 'BinOp', op, left: variable, right: value };
  const site = scope.site(statement, `${op}=`);
  const evaluate = stepCode({ kind: 'assign', target, expression }, site, scope, () => {
    const left = compileExpression(variable, scope);
    return scope.counted(binaryCode(op, site, left, compileExpression(value, scope)));
  });
  return store(target, evaluate, scope);
}

/** `object[index] op= value`: object and index are evaluated once. */
function augmentedItem(statement: AugAssignTo, scope: FunctionScope): Execute {
  const { target, op } = statement;
  const site = scope.site(statement, `${op}=`);
  let old: Value = null;
  let given: Value = null;
  const expression: Expression = { kind: 'BinOp', op, left: target, right: statement.value };
  const head: ExpressionStep = { kind: 'assign', target: bareText(target), expression };
  const operate = stepCode(head, site, scope, () =>
    scope.counted(binaryCode(op, site, { evaluate: () => old }, { evaluate: () => given })),
  );
  const object = compileExpression(target.object, scope).evaluate;
  const value = compileExpression(statement.value, scope).evaluate;
  const update = (frame: Parameters<Evaluate>[0], before: Value): Value => {
    const right = value(frame);
    // Set at the last moment: evaluating the value may have come through here.
    old = before;
    given = right;
    return operate(frame);
  };
  if (target.index.kind === 'Slice') {
    const bounds = boundsCode(target.index, scope, compileExpression);
    return (frame) => {
      const container = object(frame);
      const at = bounds(frame);
      setSlice(site, container, at, update(frame, getSlice(site, container, at)));
      return NORMAL;
    };
  }
  const index = compileExpression(target.index, scope).evaluate;
  return (frame) => {
    const container = object(frame);
    const at = index(frame);
    setItem(site, container, at, update(frame, getItem(site, container, at)));
    return NORMAL;
  };
}

function deletion(target: Name | Subscript, scope: FunctionScope): Evaluate {
  if (target.kind === 'Name') {
    const load = compileExpression(target, scope);
    const { slot } = load;
    return (frame) => {
      load.evaluate(frame);
      if (slot !== undefined) frame[slot] = undefined;
      return null;
    };
  }
  const site = scope.site(target, '');
  const object = compileExpression(target.object, scope).evaluate;
  if (target.index.kind === 'Slice') {
    const bounds = boundsCode(target.index, scope, compileExpression);
    return (frame) => {
      deleteSlice(site, object(frame), bounds(frame));
      return null;
    };
  }
  const index = compileExpression(target.index, scope).evaluate;
  return (frame) => {
    const container = object(frame);
    deleteItem(site, container, index(frame));
    return null;
  };
}

function assertion(statement: Assert, scope: FunctionScope): Execute {
  const test = branchCode('assert', statement.test, statement, scope);
  const site = scope.site(statement, '');
  const message = statement.message && compileExpression(statement.message, scope).evaluate;
  return (frame) => {
    if (test(frame)) return NORMAL;
    const value = message?.(frame);
    const text = value === undefined ? '' : (toText(strOf(site, value)) ?? '');
    throw pythonError(site, 'AssertionError', text);
  };
}

function discard(value: Evaluate): Execute {
  return (frame) => {
    value(frame);
    return NORMAL;
  };
}

function returnCode({ value, span }: Return, scope: FunctionScope): Execute {
  const given = value && { value, ...(span && { span }) };
  const evaluate = given === undefined ? none : valueCode('return', '', given, scope);
  return (frame) => {
    frame[RESULT] = evaluate(frame);
    return RETURN;
  };
}

function ifCode(statement: If, scope: FunctionScope): Execute {
  const test = branchCode('if', statement.test, statement, scope);
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
  const binding = typeof target === 'string' ? scope.resolve(target) : undefined;
  const slot = binding?.kind === 'local' ? binding.slot : undefined;
  const { tracer } = scope.program;
  if (slot !== undefined && isRange(iter, scope) && tracer === undefined) {
    const [first, ...rest] = iter.args.map((arg) => compileExpression(arg, scope).evaluate);
    const args = first === undefined ? [] : [scope.counted(first), ...rest];
    return forCode(slot, args, loopParts(statement, iter, scope));
  }
  const give =
    typeof target === 'string'
      ? storeName(target, scope)
      : targetCode(target, scope, compileExpression);
  const shown = typeof target === 'string' ? target : bareText(target);
  const head: ExpressionStep = { kind: 'loop', target: shown, expression: iter };
  const iterable = stepCode(head, scope.site(statement, ''), scope, () => {
    return compileExpression(iter, scope).evaluate;
  });
  return forEachCode(give, slot, iterable, loopParts(statement, iter, scope));
}

/** A call of the built-in `range`, whose integers need not be made one by one. */
function isRange(iter: Expression, scope: FunctionScope): iter is Call {
  return iter.kind === 'Call' && iter.func === 'range' && scope.resolve('range').kind === 'builtin';
}

function whileLoop(statement: While, scope: FunctionScope): Execute {
  const { test } = statement;
  const code = branchCode('while', test, statement, scope);
  return whileCode(code, expressionSteps(test), loopParts(statement, test, scope));
}

/** `head` is what a fault of the loop points at. */
function loopParts(statement: For | While, head: Expression, scope: FunctionScope): LoopParts {
  const entered = scope.branch();
  const skipped = scope.branch();
  return {
    site: scope.site(head, ''),
    body: marked(entered, turnCode(statement, compileBlock(statement.body, scope), scope)),
    orelse: compileBlock(statement.orelse, scope),
    skipped,
  };
}

/** The body of a loop; each turn of a `for` is a step. */
function turnCode(statement: For | While, body: Execute, scope: FunctionScope): Execute {
  const { tracer } = scope.program;
  if (tracer === undefined || statement.kind === 'While') return body;
  const { target } = statement;
  const variable: Expression = typeof target === 'string' ? { kind: 'Name', id: target } : target;
  const head: StepHead = { kind: 'turn', target: bareText(variable) };
  const { evaluate } = compileExpression(variable, scope);
  return tracer.turning(head, evaluate, body, scope.site(statement, ''));
}
