/** Functions as values, and calls of them with arguments that are already evaluated. */
import { type Evaluate, type Frame, newFrame } from '../machine/code.js';
import { overLimit, pythonError, type Site } from '../machine/machine.js';
import { PyObject, PyTuple, typeName, type Value } from './value.js';

/** The code of a function, which every function value that a `def` makes shares. */
export interface Routine {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The parameter that takes the positional arguments left over, in the slot after the others. */
  readonly rest: string | undefined;
  /** Slots of its frame. */
  readonly size: number;
  /** The slot that holds the function itself, through which a nested function reaches the frame around it. */
  readonly self: number | undefined;
  /** The body: given a frame with the arguments in slots 1 and up. */
  run: Evaluate;
}

export type Keywords = ReadonlyMap<string, Value>;

/** A function of the program. */
export class PyFunction extends PyObject {
  readonly routine: Routine;
  /** Of the last parameters. Those of a module's functions are evaluated anew for every run. */
  defaults: readonly Value[];
  /** The frame that the function was made in; undefined for one of the module. */
  readonly outer: Frame | undefined;

  constructor(routine: Routine, defaults: readonly Value[], outer: Frame | undefined) {
    super();
    this.routine = routine;
    this.defaults = defaults;
    this.outer = outer;
  }

  get type(): 'function' {
    return 'function';
  }
}

export type BuiltinCode = (
  site: Site,
  args: readonly Value[],
  keywords: Keywords | undefined,
) => Value;

/** A built-in function, or a type that is called to make a value. */
export class PyBuiltin extends PyObject {
  readonly name: string;
  readonly code: BuiltinCode;
  readonly isType: boolean;

  constructor(name: string, code: BuiltinCode, isType: boolean) {
    super();
    this.name = name;
    this.code = code;
    this.isType = isType;
  }

  get type(): string {
    return this.isType ? 'type' : 'builtin_function_or_method';
  }

  get fixedRepr(): string {
    return this.isType ? `<class '${this.name}'>` : `<built-in function ${this.name}>`;
  }
}

/** A method that was taken from its object and not called at once. */
export class PyMethod extends PyObject {
  readonly code: BuiltinCode;

  constructor(code: BuiltinCode) {
    super();
    this.code = code;
  }

  get type(): 'method' {
    return 'method';
  }
}

/** Closures of the host that a call from inside a built-in may be away from the code around it. */
const BUILTIN_FRAMES = 12;

/** Calls any value. Raises a TypeError for what is no function, and for arguments that do not fit. */
export function callValue(
  site: Site,
  func: Value,
  args: readonly Value[],
  keywords?: Keywords,
): Value {
  if (func instanceof PyFunction) {
    const frame = bindFrame(site, func, args, keywords);
    const height = site.height + BUILTIN_FRAMES;
    enter(site, height);
    const value = func.routine.run(frame);
    leave(site, height);
    return value;
  }
  if (func instanceof PyBuiltin || func instanceof PyMethod) return func.code(site, args, keywords);
  throw pythonError(site, 'TypeError', `'${typeName(func)}' object is not callable`);
}

/** Takes what a call needs. A run that throws ends, so nothing is given back then. */
export function enter(site: Site, height: number): void {
  const { machine } = site;
  machine.callsLeft -= 1;
  machine.framesLeft -= height;
  if (machine.callsLeft < 0 || machine.framesLeft < 0) throw overLimit(site, 'depth');
}

export function leave({ machine }: Site, height: number): void {
  machine.callsLeft += 1;
  machine.framesLeft += height;
}

/** The frame of a call with every parameter given its argument or default (Python reference, 6.3.4). */
export function bindFrame(
  site: Site,
  func: PyFunction,
  args: readonly Value[],
  keywords: Keywords | undefined,
): Frame {
  const { routine, defaults } = func;
  const { parameters, rest } = routine;
  const wanted = parameters.length;
  const frame = newFrame(routine.size, wanted === 0 ? undefined : args[0]);
  if (args.length > wanted && rest === undefined) {
    throw pythonError(site, 'TypeError', arityFault(routine, defaults.length, args.length));
  }
  for (let index = 1; index < wanted && index < args.length; index += 1)
    frame[index + 1] = args[index];
  if (keywords !== undefined) bindKeywords(site, func, frame, keywords);
  const firstDefault = wanted - defaults.length;
  for (let index = args.length; index < wanted; index += 1) {
    if (frame[index + 1] !== undefined) continue;
    frame[index + 1] = defaults[index - firstDefault];
    if (frame[index + 1] === undefined) {
      throw pythonError(site, 'TypeError', missingFault(routine, defaults.length, frame));
    }
  }
  if (rest !== undefined) frame[wanted + 1] = restTuple(site, args.slice(wanted));
  if (routine.self !== undefined) frame[routine.self] = func;
  return frame;
}

function restTuple(site: Site, items: readonly Value[]): PyTuple {
  site.machine.make(items.length, 8, site);
  return new PyTuple(items);
}

function bindKeywords(site: Site, { routine }: PyFunction, frame: Frame, keywords: Keywords): void {
  for (const [name, value] of keywords) {
    const index = routine.parameters.indexOf(name);
    if (index === -1) {
      const message = `${routine.name}() got an unexpected keyword argument '${name}'`;
      throw pythonError(site, 'TypeError', message);
    }
    if (frame[index + 1] !== undefined) {
      const message = `${routine.name}() got multiple values for argument '${name}'`;
      throw pythonError(site, 'TypeError', message);
    }
    frame[index + 1] = value;
  }
}

/** CPython's words for a call of `routine` with `given` positional arguments, a number that does not fit. */
export function arityFault(
  { name, parameters }: Pick<Routine, 'name' | 'parameters'>,
  defaults: number,
  given: number,
): string {
  const wanted = parameters.length;
  if (given > wanted) {
    const were = given === 1 ? 'was' : 'were';
    const range = defaults === 0 ? String(wanted) : `from ${wanted - defaults} to ${wanted}`;
    return `${name}() takes ${range} positional argument${plural(wanted)} but ${given} ${were} given`;
  }
  return missing(name, parameters.slice(given, wanted - defaults));
}

function missingFault({ name, parameters }: Routine, defaults: number, frame: Frame): string {
  const required = parameters.slice(0, parameters.length - defaults);
  return missing(
    name,
    required.filter((_, index) => frame[index + 1] === undefined),
  );
}

function missing(name: string, parameters: readonly string[]): string {
  const quoted = parameters.map((parameter) => `'${parameter}'`);
  const count = `${quoted.length} required positional argument${plural(quoted.length)}`;
  return `${name}() missing ${count}: ${listed(quoted)}`;
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
