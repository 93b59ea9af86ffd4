/** Compiles expressions: every node becomes a closure that is chosen once, here. */

import { formatValue } from '../builtins/format.js';
import { getAttribute } from '../builtins/methods.js';
import type { Compiled, Evaluate, Frame } from '../machine/code.js';
import {
  CHARACTER_BYTES,
  ITEM_BYTES,
  pythonError,
  type Site,
  SLOT_BYTES,
  TABLE_BYTES,
} from '../machine/machine.js';
import { expressionSteps } from '../syntax/count.js';
import type {
  Argument,
  BinOp,
  BoolOp,
  Call,
  Compare,
  DictDisplay,
  Display,
  Expression,
  FormattedValue,
  FunctionDef,
  IfExp,
  IntegerLiteral,
  JoinedString,
  Keyword,
  Lambda,
  MethodCall,
  Name,
  UnaryOp,
  ValueCall,
} from '../syntax/syntax.js';
import { PyFunction, type Routine } from '../values/functions.js';
import { PyDict, PySet } from '../values/hashed.js';
import { itemsOf } from '../values/iteration.js';
import { reprText } from '../values/repr.js';
import { textOf, toText } from '../values/text.js';
import { integer, PyFloat, PyList, PyTuple, type Value } from '../values/value.js';
import { binaryCode, signCode } from './arithmetic.js';
import { bodyCode } from './blocks.js';
import {
  type ArgumentCodes,
  builtinCall,
  characterCall,
  methodCall,
  type Argument as PositionalArgument,
  plainArguments,
  routineCall,
  shortCall,
  valueCall,
} from './calls.js';
import { chainCode, comparisonCode } from './comparison.js';
import { comprehensionCode } from './comprehensions.js';
import { localSlots, sharedSlots } from './locals.js';
import { boolExpression, conditionalExpression, notExpression, truthExpression } from './logic.js';
import { FunctionScope, marked, outerFrame } from './scope.js';
import { subscriptCode } from './targets.js';

/** The code of `node` in a function of `scope`. The tree has passed `checkModule`. */
export function compileExpression(node: Expression, scope: FunctionScope): Compiled {
  const { tracer } = scope.program;
  if (tracer === undefined || node.kind !== 'Name') {
    return scope.deeper(1, () => compileNode(node, scope));
  }
  return { evaluate: tracer.reading(node, variable(node, scope).evaluate, scope.site(node, '')) };
}

function compileNode(node: Expression, scope: FunctionScope): Compiled {
  switch (node.kind) {
    case 'Integer':
      return literal(node, scope);
    case 'Float':
      return always(new PyFloat(node.value));
    case 'String':
      return always(textOf(node.value));
    case 'Constant':
      return always(node.value);
    case 'JoinedString':
      return { evaluate: joined(node, scope) };
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
      return (
        characterCode(node, scope) ?? {
          evaluate: scope.counted(namedCall(calleeOf(node), node, scope)),
        }
      );
    case 'MethodCall':
      return methodCode(node, scope);
    case 'ValueCall': {
      if (node.func.kind === 'Name') {
        return { evaluate: scope.counted(namedCall(node.func, node, scope)) };
      }
      const func = compileExpression(node.func, scope).evaluate;
      return {
        evaluate: scope.counted(valueCall(func, argumentCodes(node, scope), scope.site(node, ''))),
      };
    }
    case 'Attribute': {
      const object = compileExpression(node.object, scope).evaluate;
      const site = scope.site(node, node.name);
      return { evaluate: (frame) => getAttribute(site, object(frame), node.name) };
    }
    case 'Subscript':
      return { evaluate: subscriptCode(node, scope, compileExpression) };
    case 'Tuple':
    case 'List':
    case 'Set':
      return { evaluate: display(node, scope) };
    case 'Dict':
      return { evaluate: dictDisplay(node, scope) };
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return { evaluate: comprehensionCode(node, scope, compileExpression) };
    case 'Lambda':
      return { evaluate: lambda(node, scope) };
  }
}

function always(value: Value): Compiled {
  return { evaluate: () => value };
}

function literal(node: IntegerLiteral, scope: FunctionScope): Compiled {
  const value = integer(node.value);
  if (typeof value === 'number') return { evaluate: () => value, constant: value };
  const site = scope.site(node, '');
  return { evaluate: () => site.machine.keep(value, site) };
}

function variable(node: Name, scope: FunctionScope): Compiled {
  const binding = scope.resolve(node.id);
  const site = scope.site(node, node.id);
  switch (binding.kind) {
    case 'unknown':
      return {
        evaluate: () => {
          throw pythonError(site, 'NameError', `name '${node.id}' is not defined`);
        },
      };
    case 'function':
      return always(binding.func);
    case 'builtin':
      return always(binding.builtin);
    case 'outer': {
      const { path, slot } = binding;
      return {
        evaluate: (frame) => {
          const value = outerFrame(frame, path)[slot];
          if (value !== undefined) return value;
          const message = `cannot access free variable '${node.id}' where it is not associated with a value in enclosing scope`;
          throw pythonError(site, 'NameError', message);
        },
      };
    }
    case 'local': {
      const { slot } = binding;
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
  }
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

function methodCode(node: MethodCall, scope: FunctionScope): Compiled {
  const object = compileExpression(node.object, scope);
  const codes = argumentCodes(node, scope);
  const site = scope.site(node, node.method);
  const evaluate = methodCall(node.method, object.evaluate, codes, site);
  const isBare = codes.positional.length + codes.keywords.length === 0;
  const short =
    isBare && !scope.program.counts ? characterCall(node.method, object, evaluate) : undefined;
  return short ?? { evaluate: scope.counted(evaluate) };
}

/** A call of whatever has the name; which it is, is known here unless it is a variable. */
function namedCall(name: Name, node: Call | ValueCall, scope: FunctionScope): Evaluate {
  const codes = argumentCodes(node, scope);
  const plain = plainArguments(codes);
  const [first] = codes.positional;
  const site = scope.site(node, name.id);
  const binding = scope.resolve(name.id);
  if (binding.kind === 'function') {
    const { parameters, rest } = binding.func.routine;
    const fits = plain !== undefined && plain.length === parameters.length && rest === undefined;
    if (fits) return routineCall(binding.func, plain, site);
  }
  if (binding.kind === 'builtin') {
    const short = first !== undefined && plain?.length === 1;
    const code = short ? shortCall(binding.builtin, first, site) : undefined;
    return code ?? builtinCall(binding.builtin, codes, site);
  }
  return valueCall(variable(name, scope).evaluate, codes, site);
}

/** `ord` of a literal, which is a number that is known here; undefined for all other calls. */
function characterCode(node: Call, scope: FunctionScope): Compiled | undefined {
  const [text] = node.args;
  const isPlain = node.args.length === 1 && !scope.program.counts;
  if (node.func !== 'ord' || !isPlain || text?.kind !== 'String') return undefined;
  if (scope.resolve('ord').kind !== 'builtin' || text.value.length !== 1) return undefined;
  const constant = text.value.charCodeAt(0);
  return { evaluate: () => constant, constant };
}

function calleeOf({ span, func }: Call): Name {
  const place =
    span === undefined ? {} : { span: { start: span.start, end: span.start + func.length } };
  return { kind: 'Name', id: func, ...place };
}

function argumentCodes(
  {
    args,
    keywords = [],
  }: { readonly args: readonly Argument[]; readonly keywords?: readonly Keyword[] },
  scope: FunctionScope,
): ArgumentCodes {
  return {
    positional: args.map((arg) => elementCode(arg, scope)),
    keywords: keywords.map(({ name, value }) => ({
      name,
      evaluate: compileExpression(value, scope).evaluate,
    })),
  };
}

function elementCode(node: Argument, scope: FunctionScope): PositionalArgument {
  const starred = node.kind === 'Starred';
  return { ...compileExpression(starred ? node.value : node, scope), starred };
}

function display(node: Display, scope: FunctionScope): Evaluate {
  const site = scope.site(node, '');
  const { machine } = site;
  const elements = node.elements.map((element) => elementCode(element, scope));
  const itemsIn = elements.some(({ starred }) => starred)
    ? starredItems(elements, site)
    : plainItems(
        elements.map(({ evaluate }) => evaluate),
        site,
      );
  if (node.kind === 'Tuple') return (frame) => new PyTuple(itemsIn(frame));
  if (node.kind === 'List') return (frame) => new PyList(itemsIn(frame));
  return (frame) => {
    const set = new PySet();
    machine.spend(TABLE_BYTES, site);
    for (const item of itemsIn(frame)) set.add(site, item);
    return set;
  };
}

type Items = (frame: Frame) => Value[];

/** Written out for the lengths that occur most; an array that grows takes much more room than one that is made whole. */
function plainItems(elements: readonly Evaluate[], site: Site): Items {
  const { machine } = site;
  const { length } = elements;
  const [first, second] = elements;
  const charge = (): void => machine.make(length, ITEM_BYTES, site);
  if (first !== undefined && length === 1) {
    return (frame) => {
      charge();
      return [first(frame)];
    };
  }
  if (first !== undefined && second !== undefined && length === 2) {
    return (frame) => {
      charge();
      return [first(frame), second(frame)];
    };
  }
  return (frame) => {
    charge();
    return elements.map((evaluate) => evaluate(frame));
  };
}

function starredItems(
  elements: readonly { readonly evaluate: Evaluate; readonly starred: boolean }[],
  site: Site,
): Items {
  return (frame) => {
    const items: Value[] = [];
    for (const { evaluate, starred } of elements) {
      const value = evaluate(frame);
      if (!starred) items.push(value);
      else for (const item of itemsOf(site, value)) items.push(item);
      site.machine.make(items.length, ITEM_BYTES, site);
    }
    return items;
  };
}

function dictDisplay(node: DictDisplay, scope: FunctionScope): Evaluate {
  const site = scope.site(node, '');
  const entries = node.entries.map(({ key, value }) => ({
    key: compileExpression(key, scope).evaluate,
    value: compileExpression(value, scope).evaluate,
  }));
  return (frame) => {
    const dict = new PyDict();
    site.machine.spend(TABLE_BYTES, site);
    // All are evaluated before the first is hashed, which may fail.
    const pairs = entries.map(({ key, value }) => [key(frame), value(frame)] as const);
    for (const [key, value] of pairs) dict.set(site, key, value);
    return dict;
  };
}

function joined(node: JoinedString, scope: FunctionScope): Evaluate {
  const site = scope.site(node, '');
  const parts = node.parts.map((part): Evaluate => {
    if (part.kind === 'FormattedValue') return formatted(part, scope);
    const text = textOf(part.value);
    return () => text;
  });
  return (frame) => {
    let text = '';
    for (const part of parts) {
      text += toText(part(frame)) ?? '';
      site.machine.make(text.length, CHARACTER_BYTES, site);
    }
    return textOf(text);
  };
}

function formatted(node: FormattedValue, scope: FunctionScope): Evaluate {
  const site = scope.site(node, '');
  const value = compileExpression(node.value, scope).evaluate;
  const { format, conversion } = node;
  if (conversion === 'r') {
    return (frame) => formatValue(site, textOf(reprText(site, value(frame))), format);
  }
  if (conversion === 's') {
    return (frame) => formatValue(site, formatValue(site, value(frame), ''), format);
  }
  return (frame) => formatValue(site, value(frame), format);
}

function lambda(node: Lambda, scope: FunctionScope): Evaluate {
  return functionCode(node, scope, (inner) => {
    const value = compileExpression(node.body, inner).evaluate;
    return bodyCode([], value, expressionSteps(node.body), inner.site(node, ''));
  });
}

/** The code that makes a nested function: its defaults are evaluated when it is made. */
export function functionCode(
  node: FunctionDef | Lambda,
  scope: FunctionScope,
  compileBody: (inner: FunctionScope) => Evaluate,
): Evaluate {
  const slots = localSlots(node);
  const self = slots.size + sharedSlots(node) + 1;
  const routine: Routine = {
    name: node.kind === 'Lambda' ? '<lambda>' : node.name,
    parameters: node.parameters,
    rest: node.rest,
    size: self + 1,
    self,
    run: () => null,
  };
  const site = scope.site(node, '');
  const defaults = (node.defaults ?? []).map((value) => compileExpression(value, scope).evaluate);
  routine.run = compileBody(new FunctionScope(scope.program, slots, { scope, self }));
  return (frame) => {
    // A function keeps the frame that it was made in.
    site.machine.spend(TABLE_BYTES + scope.width * SLOT_BYTES, site);
    const values = defaults.length === 0 ? [] : defaults.map((value) => value(frame));
    return new PyFunction(routine, values, frame);
  };
}
