/** Calls of the program's functions, of built-ins and of methods, given their compiled arguments. */

import { asciiResults, boundCode, listMethod, stringMethod } from '../builtins/methods.js';
import { type Compiled, type Evaluate, type Frame, newFrame, type Test } from '../machine/code.js';
import { ITEM_BYTES, type Site } from '../machine/machine.js';
import {
  bindFrame,
  callValue,
  enter,
  type Keywords,
  leave,
  type PyBuiltin,
  PyFunction,
} from '../values/functions.js';
import { itemsOf } from '../values/iteration.js';
import { absolute } from '../values/operators.js';
import { WideText } from '../values/text.js';
import { PyList, truthy, type Value } from '../values/value.js';

/** A positional argument. */
export interface Argument extends Compiled {
  readonly starred: boolean;
}

/** The compiled arguments of a call. */
export interface ArgumentCodes {
  readonly positional: readonly Argument[];
  readonly keywords: readonly { readonly name: string; readonly evaluate: Evaluate }[];
}

type Arguments = (frame: Frame) => Value[];

const NO_ARGUMENTS: readonly Value[] = [];

/** The evaluators of arguments that are all plain; undefined when some are starred or named. */
export function plainArguments({
  positional,
  keywords,
}: ArgumentCodes): readonly Evaluate[] | undefined {
  if (keywords.length > 0 || positional.some(({ starred }) => starred)) return undefined;
  return positional.map(({ evaluate }) => evaluate);
}

function argumentsCode({ positional }: ArgumentCodes, site: Site): Arguments {
  const evaluators = positional.map(({ evaluate }) => evaluate);
  if (positional.every(({ starred }) => !starred)) return (frame) => valuesOf(evaluators, frame);
  return (frame) => {
    const values: Value[] = [];
    for (const { evaluate, starred } of positional) {
      const value = evaluate(frame);
      if (!starred) values.push(value);
      else for (const item of itemsOf(site, value)) values.push(item);
      site.machine.make(values.length, ITEM_BYTES, site);
    }
    return values;
  };
}

function valuesOf(evaluators: readonly Evaluate[], frame: Frame): Value[] {
  const values: Value[] = [];
  for (const evaluate of evaluators) values.push(evaluate(frame));
  return values;
}

function keywordsCode({ keywords }: ArgumentCodes): (frame: Frame) => Keywords | undefined {
  if (keywords.length === 0) return () => undefined;
  return (frame) => {
    const given = new Map<string, Value>();
    for (const { name, evaluate } of keywords) given.set(name, evaluate(frame));
    return given;
  };
}

/** A call of a function of the module whose number of arguments fits. */
export function routineCall(
  { routine }: PyFunction,
  args: readonly Evaluate[],
  site: Site,
): Evaluate {
  const { machine, height } = site;
  const { size } = routine;
  const [first] = args;
  if (first !== undefined && args.length === 1) {
    return (frame) => {
      const inner = newFrame(size, first(frame));
      enter(site, height);
      const value = routine.run(inner);
      machine.callsLeft += 1;
      machine.framesLeft += height;
      return value;
    };
  }
  return (frame) => {
    const inner = newFrame(size, first?.(frame));
    for (let index = 1; index < args.length; index += 1) inner[index + 1] = args[index]?.(frame);
    enter(site, height);
    const value = routine.run(inner);
    machine.callsLeft += 1;
    machine.framesLeft += height;
    return value;
  };
}

/** A call of whatever `callee` gives. */
export function valueCall(callee: Evaluate, codes: ArgumentCodes, site: Site): Evaluate {
  const args = argumentsCode(codes, site);
  const keywords = keywordsCode(codes);
  return (frame) => {
    const func = callee(frame);
    const values = args(frame);
    const named = keywords(frame);
    if (!(func instanceof PyFunction)) return callValue(site, func, values, named);
    const inner = bindFrame(site, func, values, named);
    enter(site, site.height);
    const value = func.routine.run(inner);
    leave(site, site.height);
    return value;
  };
}

export function builtinCall({ code }: PyBuiltin, codes: ArgumentCodes, site: Site): Evaluate {
  const plain = plainArguments(codes);
  const [first, second] = plain ?? [];
  if (plain !== undefined && first !== undefined && plain.length === 1) {
    return (frame) => code(site, [first(frame)], undefined);
  }
  if (plain !== undefined && first !== undefined && second !== undefined && plain.length === 2) {
    return (frame) => code(site, [first(frame), second(frame)], undefined);
  }
  const args = argumentsCode(codes, site);
  const keywords = keywordsCode(codes);
  return (frame) => code(site, args(frame), keywords(frame));
}

/** Built-ins of one argument that programs call most, with the usual case in line; undefined for all others. */
export function shortCall(
  builtin: PyBuiltin,
  { evaluate: argument, slot }: Compiled,
  site: Site,
): Evaluate | undefined {
  const { code } = builtin;
  switch (builtin.name) {
    case 'abs':
      return (frame) => {
        const value = argument(frame);
        return typeof value === 'number' ? Math.abs(value) : absolute(site, value);
      };
    case 'ord':
      if (slot !== undefined) {
        return (frame) => {
          const value = frame[slot];
          if (typeof value === 'string' && value.length === 1) return value.charCodeAt(0);
          return code(site, [argument(frame)], undefined);
        };
      }
      return (frame) => {
        const value = argument(frame);
        if (typeof value === 'string' && value.length === 1) return value.charCodeAt(0);
        return code(site, [value], undefined);
      };
    case 'chr':
      return (frame) => {
        const value = argument(frame);
        if (typeof value === 'number' && value >= 0 && value < 0xd800)
          return String.fromCharCode(value);
        return code(site, [value], undefined);
      };
    case 'len':
      return (frame) => {
        const value = argument(frame);
        if (typeof value === 'string') return value.length;
        return value instanceof PyList ? value.items.length : code(site, [value], undefined);
      };
    default:
      return undefined;
  }
}

/** A method without arguments of a variable that mostly is an ASCII character; undefined where there is no short way. */
export function characterCall(
  name: string,
  { slot }: Compiled,
  otherwise: Evaluate,
): Compiled | undefined {
  const results = asciiResults(name);
  if (slot === undefined || results === undefined) return undefined;
  const evaluate: Evaluate = (frame) => {
    const self = frame[slot];
    if (typeof self === 'string' && self.length === 1) {
      const result = results[self.charCodeAt(0)];
      if (result !== undefined) return result;
    }
    return otherwise(frame);
  };
  const test: Test = (frame) => {
    const self = frame[slot];
    if (typeof self === 'string' && self.length === 1) {
      const result = results[self.charCodeAt(0)];
      if (typeof result === 'boolean') return result;
    }
    return truthy(otherwise(frame));
  };
  return { evaluate, test };
}

/** `object.name(args)`: the method is looked up before the arguments are evaluated. */
export function methodCall(
  name: string,
  object: Evaluate,
  codes: ArgumentCodes,
  site: Site,
): Evaluate {
  const plain = plainArguments(codes);
  if (plain === undefined) {
    const args = argumentsCode(codes, site);
    const keywords = keywordsCode(codes);
    return (frame) => {
      const code = boundCode(site, object(frame), name);
      return code(site, args(frame), keywords(frame));
    };
  }
  const [first] = plain;
  const ofString = stringMethod(name);
  const ofList = listMethod(name);
  if (first === undefined) {
    return (frame) => {
      const self = object(frame);
      if (typeof self === 'string' && ofString !== undefined) {
        return ofString(site, self, NO_ARGUMENTS, undefined);
      }
      if (self instanceof PyList && ofList !== undefined) {
        return ofList(site, self, NO_ARGUMENTS, undefined);
      }
      return boundCode(site, self, name)(site, NO_ARGUMENTS, undefined);
    };
  }
  if (name === 'append' && plain.length === 1) return appendCall(object, first, site);
  return (frame) => {
    const self = object(frame);
    if (typeof self === 'string' && ofString !== undefined) {
      const values = valuesOf(plain, frame);
      if (!values.some((value) => value instanceof WideText))
        return ofString(site, self, values, undefined);
      return boundCode(site, self, name)(site, values, undefined);
    }
    if (self instanceof PyList && ofList !== undefined) {
      return ofList(site, self, valuesOf(plain, frame), undefined);
    }
    return boundCode(site, self, name)(site, valuesOf(plain, frame), undefined);
  };
}

function appendCall(object: Evaluate, item: Evaluate, site: Site): Evaluate {
  const { machine } = site;
  return (frame) => {
    const self = object(frame);
    if (!(self instanceof PyList)) {
      const code = boundCode(site, self, 'append');
      return code(site, [item(frame)], undefined);
    }
    const value = item(frame);
    machine.grow(self.items.length, ITEM_BYTES, site);
    self.items.push(value);
    return null;
  };
}
