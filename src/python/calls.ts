/** Calls of the program's functions and of built-ins, given their compiled arguments. */
import type { Builtin } from './builtins.js';
import { type Evaluate, newFrame } from './code.js';
import { overLimit, pythonError, type Site } from './machine.js';
import type { Routine } from './scope.js';
import type { Value } from './value.js';

/** A call whose number of arguments fits. `height` is how many closures are active at the call. */
export function routineCall(
  routine: Routine,
  args: readonly Evaluate[],
  site: Site,
  height: number,
): Evaluate {
  const { machine } = site;
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

/** What a call takes is given back when it returns; a run that throws ends, so nothing is given back then. */
function enter(site: Site, height: number): void {
  const { machine } = site;
  machine.callsLeft -= 1;
  machine.framesLeft -= height;
  if (machine.callsLeft < 0 || machine.framesLeft < 0) throw overLimit(site, 'depth');
}

/** A call that CPython refuses once its arguments are evaluated: a wrong number of them, or no function. */
export function failingCall(args: readonly Evaluate[], site: Site, message: string): Evaluate {
  return (frame) => {
    for (const evaluate of args) evaluate(frame);
    throw pythonError(site, 'TypeError', message);
  };
}

/** CPython's words for a call of `routine` with `given` arguments, a number that does not fit. */
export function arityFault({ name, parameters }: Routine, given: number): string {
  const wanted = parameters.length;
  if (given > wanted) {
    const were = given === 1 ? 'was' : 'were';
    return `${name}() takes ${wanted} positional argument${plural(wanted)} but ${given} ${were} given`;
  }
  const missing = parameters.slice(given).map((parameter) => `'${parameter}'`);
  const count = `${missing.length} required positional argument${plural(missing.length)}`;
  return `${name}() missing ${count}: ${listed(missing)}`;
}

function plural(count: number): string {
  return count === 1 ? '' : 's';
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const others = words.slice(0, -1);
  if (others.length < 2) return [...others, last].join(' and ');
  return `${others.join(', ')}, and ${last}`;
}

export function builtinCall(builtin: Builtin, args: readonly Evaluate[], site: Site): Evaluate {
  const [first, second] = args;
  if (first !== undefined && args.length === 1) return (frame) => builtin(site, [first(frame)]);
  if (first !== undefined && second !== undefined && args.length === 2) {
    return (frame) => builtin(site, [first(frame), second(frame)]);
  }
  return (frame) => {
    const values: Value[] = [];
    for (const evaluate of args) values.push(evaluate(frame));
    return builtin(site, values);
  };
}

/** `abs` of one argument, the built-in that programs of the suite call most. */
export function absoluteCall(
  argument: Evaluate,
  absolute: (site: Site, value: Value) => Value,
  site: Site,
): Evaluate {
  return (frame) => {
    const value = argument(frame);
    return typeof value === 'number' ? Math.abs(value) : absolute(site, value);
  };
}
