/** Compiles expressions: every node becomes a closure that is chosen once, here. */
import { binaryCode, signCode } from './arithmetic.js';
import { BUILTINS } from './builtins.js';
import { absoluteCall, arityFault, builtinCall, failingCall, routineCall } from './calls.js';
import type { Compiled, Evaluate } from './code.js';
import { chainCode, comparisonCode } from './comparison.js';
import { absolute } from './integers.js';
import { boolExpression, conditionalExpression, notExpression, truthExpression } from './logic.js';
import { pythonError } from './machine.js';
import { type FunctionScope, marked } from './scope.js';
import type {
  BinOp,
  BoolOp,
  Call,
  Compare,
  Expression,
  IfExp,
  IntegerLiteral,
  Name,
  UnaryOp,
} from './syntax.js';
import { integer, typeName } from './value.js';

/** The code of `node` in a function of `scope`. The tree has passed `checkModule`. */
export function compileExpression(node: Expression, scope: FunctionScope): Compiled {
  return scope.deeper(1, () => {
    switch (node.kind) {
      case 'Integer':
        return literal(node, scope);
      case 'Constant': {
        const { value } = node;
        return { evaluate: () => value };
      }
      case 'Name':
        return variable(node, scope);
      case 'UnaryOp':
        return unary(node, scope);
      case 'BinOp':
        return binary(node, scope);
      case 'Compare':
        return comparison(node, scope);
      case 'BoolOp':
        return bool(node, scope);
      case 'IfExp':
        return conditional(node, scope);
      case 'Call':
        return { evaluate: scope.counted(call(node, scope)) };
    }
  });
}

function literal(node: IntegerLiteral, scope: FunctionScope): Compiled {
  const value = integer(node.value);
  if (typeof value === 'number') return { evaluate: () => value, constant: value };
  const site = scope.site(node, '');
  return { evaluate: () => site.machine.keep(value, site) };
}

function variable(node: Name, scope: FunctionScope): Compiled {
  const slot = scope.slots.get(node.id);
  const site = scope.site(node, node.id);
  if (slot === undefined) {
    return {
      evaluate: () => {
        throw pythonError(site, 'NameError', `name '${node.id}' is not defined`);
      },
    };
  }
  return {
    slot,
    evaluate: (frame) => {
      const value = frame[slot];
      if (value !== undefined) return value;
      const message = `cannot access local variable '${node.id}' where it is not associated with a value`;
      throw pythonError(site, 'UnboundLocalError', message);
    },
  };
}

function unary(node: UnaryOp, scope: FunctionScope): Compiled {
  const operand = compileExpression(node.operand, scope);
  if (node.op === 'not') {
    const { evaluate, test } = notExpression(operand);
    return test === undefined ? { evaluate } : truthExpression(scope.counted(test));
  }
  if (operand.constant !== undefined && node.op === '-' && !scope.program.counts) {
    const constant = 0 - operand.constant;
    return { evaluate: () => constant, constant };
  }
  return { evaluate: scope.counted(signCode(node.op, scope.site(node, node.op), operand)) };
}

function binary(node: BinOp, scope: FunctionScope): Compiled {
  const left = compileExpression(node.left, scope);
  const right = compileExpression(node.right, scope);
  return { evaluate: scope.counted(binaryCode(node.op, scope.site(node, node.op), left, right)) };
}

/** An operator of a chain counts when its right operand is evaluated. */
function comparison(node: Compare, scope: FunctionScope): Compiled {
  const operands = node.operands.map((operand) => compileExpression(operand, scope));
  const [left, right] = operands;
  const [op] = node.ops;
  if (left !== undefined && right !== undefined && op !== undefined && node.ops.length === 1) {
    return truthExpression(scope.counted(comparisonCode(op, scope.site(node, op), left, right)));
  }
  const evaluators = operands.map(({ evaluate }, index) =>
    index === 0 ? evaluate : scope.counted(evaluate),
  );
  return truthExpression(chainCode(node.ops, scope.site(node, ''), evaluators));
}

/** An operator of `and` or `or` counts when its left value is evaluated. */
function bool(node: BoolOp, scope: FunctionScope): Compiled {
  const last = node.values.length - 1;
  const values = node.values.map((value, index) => {
    const code = compileExpression(value, scope);
    if (index === last || !scope.program.counts) return code;
    return { evaluate: scope.counted(code.evaluate) };
  });
  return boolExpression(node.op, values);
}

function conditional(node: IfExp, scope: FunctionScope): Compiled {
  const test = compileExpression(node.test, scope);
  const body = scope.branch();
  const orelse = scope.branch();
  return conditionalExpression(
    test,
    { evaluate: marked(body, compileExpression(node.body, scope).evaluate) },
    { evaluate: marked(orelse, compileExpression(node.orelse, scope).evaluate) },
  );
}

/** The name is looked up before the arguments are evaluated, the number of arguments is checked after. */
function call(node: Call, scope: FunctionScope): Evaluate {
  const args = node.args.map((arg) => compileExpression(arg, scope).evaluate);
  const site = scope.site(node, node.func);
  if (scope.slots.has(node.func)) return variableCall(node, args, scope);
  const routine = scope.program.routines.get(node.func);
  if (routine !== undefined) {
    if (args.length !== routine.parameters.length) {
      return failingCall(args, site, arityFault(routine, args.length));
    }
    return routineCall(routine, args, site, scope.height);
  }
  const builtin = BUILTINS.get(node.func);
  const [first] = args;
  if (builtin === undefined)
    return variable({ kind: 'Name', id: node.func, ...spanOf(node) }, scope).evaluate;
  if (node.func === 'abs' && first !== undefined && args.length === 1) {
    return absoluteCall(first, absolute, site);
  }
  return builtinCall(builtin, args, site);
}

/** A call of a local variable, whose value is never a function. */
function variableCall(node: Call, args: readonly Evaluate[], scope: FunctionScope): Evaluate {
  const load = variable({ kind: 'Name', id: node.func, ...spanOf(node) }, scope).evaluate;
  const site = scope.site(node, node.func);
  return (frame) => {
    const value = load(frame);
    for (const evaluate of args) evaluate(frame);
    throw pythonError(site, 'TypeError', `'${typeName(value)}' object is not callable`);
  };
}

function spanOf({ span, func }: Call): Pick<Name, 'span'> {
  return span === undefined ? {} : { span: { start: span.start, end: span.start + func.length } };
}
