/** Compiles statements: every block becomes one closure over the closures of its statements. */

import {
  BREAK,
  CONTINUE,
  type Evaluate,
  type Execute,
  NORMAL,
  RESULT,
  RETURN,
} from '../machine/code.js';
import { pythonError } from '../machine/machine.js';
import { expressionSteps, statementSteps } from '../syntax/count.js';
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

const none: Evaluate = () => null;
const pass: Execute = () => NORMAL;

/** The body of a function: gives the value that it returns. */
export function compileBody(body: readonly Statement[], scope: FunctionScope): Evaluate {
  const statements = reachable(body);
  const last = statements.at(-1);
  const site = scope.site(statements[0] ?? {}, '');
  const steps = stepsOf(statements);
  if (last?.kind !== 'Return') return bodyCode(codesOf(statements, scope), none, steps, site);
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
      return store(statement.target, compileExpression(statement.value, scope).evaluate, scope);
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
function assignTo({ targets, value }: AssignTo, scope: FunctionScope): Execute {
  const evaluate = compileExpression(value, scope).evaluate;
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

function nestedFunction(def: FunctionDef, scope: FunctionScope): Evaluate {
  return functionCode(def, scope, (inner) => compileBody(def.body, inner));
}

function augmentedStore(statement: AugAssign, scope: FunctionScope): Execute {
  const { target, op, span } = statement;
  const variable = compileExpression({ kind: 'Name', id: target, ...(span && { span }) }, scope);
  const value = compileExpression(statement.value, scope);
  const code = binaryCode(op, scope.site(statement, `${op}=`), variable, value);
  return store(target, scope.counted(code), scope);
}

/** `object[index] op= value`: object and index are evaluated once. */
function augmentedItem(statement: AugAssignTo, scope: FunctionScope): Execute {
  const { target, op } = statement;
  const site = scope.site(statement, `${op}=`);
  const object = compileExpression(target.object, scope).evaluate;
  const value = compileExpression(statement.value, scope).evaluate;
  let old: Value = null;
  let given: Value = null;
  const operate = scope.counted(
    binaryCode(op, site, { evaluate: () => old }, { evaluate: () => given }),
  );
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
  const test = testCode(compileExpression(statement.test, scope));
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

function returnCode({ value }: Return, scope: FunctionScope): Execute {
  const evaluate = value === undefined ? none : compileExpression(value, scope).evaluate;
  return (frame) => {
    frame[RESULT] = evaluate(frame);
    return RETURN;
  };
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
  const binding = typeof target === 'string' ? scope.resolve(target) : undefined;
  const slot = binding?.kind === 'local' ? binding.slot : undefined;
  if (slot !== undefined && isRange(iter, scope)) {
    const [first, ...rest] = iter.args.map((arg) => compileExpression(arg, scope).evaluate);
    const args = first === undefined ? [] : [scope.counted(first), ...rest];
    return forCode(slot, args, loopParts(statement, iter, scope));
  }
  const give =
    typeof target === 'string'
      ? storeName(target, scope)
      : targetCode(target, scope, compileExpression);
  const iterable = compileExpression(iter, scope).evaluate;
  return forEachCode(give, slot, iterable, loopParts(statement, iter, scope));
}

/** A call of the built-in `range`, whose integers need not be made one by one. */
function isRange(iter: Expression, scope: FunctionScope): iter is Call {
  return iter.kind === 'Call' && iter.func === 'range' && scope.resolve('range').kind === 'builtin';
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
