/**
 * A program that is compiled once and called many times. Compiling builds closures over the tree; no source text of
 * JavaScript is ever made.
 */
import { toValue } from './boundary.js';
import { compileExpression } from './compile/expressions.js';
import { localSlots, sharedSlots } from './compile/locals.js';
import { FunctionScope, ProgramScope } from './compile/scope.js';
import { compileFunction } from './compile/statements.js';
import { type Step, Tracer } from './compile/trace.js';
import { type Evaluate, type Frame, newFrame } from './machine/code.js';
import { LimitError, PythonError } from './machine/errors.js';
import { completeLimits, DEFAULT_LIMITS, type Limits } from './machine/limits.js';
import { Machine, type Site } from './machine/machine.js';
import { checkModule } from './syntax/check.js';
import type { FunctionDef, Module } from './syntax/syntax.js';
import { bindFrame, PyFunction, type Routine } from './values/functions.js';
import type { Value } from './values/value.js';

export interface CompileOptions {
  /** Record which branches a run takes; slower. */
  readonly coverage?: boolean;
  /** Count the operators and calls that a run executes; slower. */
  readonly count?: boolean;
  /** Is told of each step of a run as it is done, until it throws; much slower, and writing steps is charged too. */
  readonly onStep?: (step: Step) => void;
}

/** How a call ended, when it ended with a value. */
export interface RunResult {
  readonly value: Value;
  /** Steps charged; see `Limits`. */
  readonly steps: number;
  /** Operators and calls that ran, counted as `countOperations` counts; 0 unless compiled with `count`. */
  readonly operations: number;
  /** Branches taken, of `Program.branchCount`; only when compiled with `coverage`. */
  readonly branches?: ReadonlySet<number>;
}

/**
 * Compiles `module`. Throws a `DiagnosticError` when the tree breaks a rule of the subset; a tree from `parseProgram`
 * breaks none.
 */
export function compileProgram(
  module: Module,
  { coverage = false, count = false, onStep }: CompileOptions = {},
): Program {
  checkModule(module);
  const machine = new Machine(module.source);
  // As in CPython, a later function of the same name replaces an earlier one before any is called.
  const definitions = new Map(module.functions.map((def) => [def.name, def]));
  const made = [...definitions.values()].map((def) => ({ def, ...declare(def) }));
  const functions = new Map(made.map(({ func }) => [func.routine.name, func]));
  const tracer = onStep && new Tracer(module.source, onStep);
  const program = new ProgramScope(machine, functions, { coverage, count, tracer });
  const outermost = new FunctionScope(program, new Map());
  const defaults: Defaults[] = [];
  for (const { def, slots, func } of made) {
    func.routine.run = compileFunction(def, new FunctionScope(program, slots));
    const codes = (def.defaults ?? []).map((value) => compileExpression(value, outermost).evaluate);
    if (codes.length > 0) defaults.push({ func, codes });
  }
  return new Program(program, defaults);
}

function declare(def: FunctionDef): {
  readonly slots: ReadonlyMap<string, number>;
  readonly func: PyFunction;
} {
  const slots = localSlots(def);
  const routine: Routine = {
    name: def.name,
    parameters: def.parameters,
    rest: def.rest,
    size: slots.size + sharedSlots(def) + 1,
    self: undefined,
    run: () => null,
  };
  return { slots, func: new PyFunction(routine, [], undefined) };
}

/** A function of the module with the code of its defaults, which every run evaluates anew. */
interface Defaults {
  readonly func: PyFunction;
  readonly codes: readonly Evaluate[];
}

/** A compiled program. Runs share nothing but the code: every call starts afresh. */
export class Program {
  /** Branches in the source: two for each `if`, conditional expression and loop (entered, skipped). */
  readonly branchCount: number;
  readonly #machine: Machine;
  readonly #functions: ReadonlyMap<string, PyFunction>;
  readonly #defaults: readonly Defaults[];
  readonly #covers: boolean;
  readonly #tracer: Tracer | undefined;
  /** Where a call comes from that no place of the program makes. */
  readonly #outside: Site;

  constructor(scope: ProgramScope, defaults: readonly Defaults[]) {
    this.#machine = scope.machine;
    this.#functions = scope.functions;
    this.#defaults = defaults;
    this.#covers = scope.covers;
    this.#tracer = scope.tracer;
    this.#outside = { machine: scope.machine, span: undefined, symbol: '', height: 0 };
    this.branchCount = scope.branchCount;
  }

  /** The names of the program's functions, in source order. */
  get functions(): readonly string[] {
    return [...this.#functions.keys()];
  }

  /**
   * Calls function `name` with `args` under `limits`, the defaults for those that are not given. Lists, dicts and sets
   * among the arguments are copied, so that a run changes nothing of its caller's.
   *
   * Throws a `PythonError` for an exception of Python (an unknown function and a wrong number of arguments included), a
   * `LimitError` when a limit would be passed, an `OutsideSubsetError` where CPython would go on with a value that the
   * subset lacks; a TypeError or RangeError of JavaScript for arguments or limits that are none.
   */
  call(name: string, args: readonly Value[], limits?: Partial<Limits>): RunResult {
    const machine = this.#machine;
    machine.begin(limits === undefined ? DEFAULT_LIMITS : completeLimits(limits));
    machine.callsLeft -= 1;
    this.#tracer?.begin();
    const func = this.#functions.get(name);
    if (func === undefined) throw new PythonError('NameError', `name '${name}' is not defined`);
    if (this.#covers) machine.branches = new Set();
    const value = this.#run(func, args);
    const { steps, operations, branches } = machine;
    return this.#covers ? { value, steps, operations, branches } : { value, steps, operations };
  }

  #run(func: PyFunction, args: readonly Value[]): Value {
    const { length } = args;
    const { routine } = func;
    try {
      for (const each of this.#defaults) {
        each.func.defaults = each.codes.map((evaluate) => evaluate([]));
      }
      if (length === 1 && routine.parameters.length === 1 && routine.rest === undefined) {
        return routine.run(newFrame(routine.size, toValue(args[0])));
      }
      return routine.run(this.#frameFor(func, args));
    } catch (error) {
      throw hostLimit(error, this.#machine.limits.depth);
    }
  }

  #frameFor(func: PyFunction, args: readonly Value[]): Frame {
    const { size, parameters, rest } = func.routine;
    if (args.length !== parameters.length || rest !== undefined) {
      return bindFrame(this.#outside, func, args.map(toValue), undefined);
    }
    const frame = newFrame(size, undefined);
    for (const [index, value] of args.entries()) frame[index + 1] = toValue(value);
    return frame;
  }
}

/** The host's stack ran over, because the caller had used most of it: a limit too. */
function hostLimit(error: unknown, depth: number): unknown {
  // Where a caller has used up the stack, no regular expression can be compiled either.
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return new LimitError('depth', depth, 'the host has no stack left for a call this deep');
  }
  return error;
}
