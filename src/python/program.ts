/**
 * A program that is compiled once and called many times. Compiling builds closures over the tree; no source text of
 * JavaScript is ever made.
 */
import { arityFault } from './calls.js';
import { checkModule } from './check.js';
import { type Frame, newFrame } from './code.js';
import { LimitError, PythonError } from './errors.js';
import { completeLimits, DEFAULT_LIMITS, type Limits } from './limits.js';
import { localSlots } from './locals.js';
import { Machine } from './machine.js';
import { FunctionScope, ProgramScope, type Routine } from './scope.js';
import { compileBody } from './statements.js';
import type { Module } from './syntax.js';
import { toValue, type Value } from './value.js';

export interface CompileOptions {
  /** Record which branches a run takes; slower. */
  readonly coverage?: boolean;
  /** Count the operators and calls that a run executes; slower. */
  readonly count?: boolean;
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
  { coverage = false, count = false }: CompileOptions = {},
): Program {
  checkModule(module);
  const machine = new Machine(module.source);
  // As in CPython, a later function of the same name replaces an earlier one before any is called.
  const definitions = new Map(module.functions.map((def) => [def.name, def]));
  const routines = new Map<string, Routine>();
  const scopes = [...definitions.values()].map((def) => {
    const slots = localSlots(def);
    const routine: Routine = {
      name: def.name,
      parameters: def.parameters,
      size: slots.size + 1,
      run: () => null,
    };
    routines.set(def.name, routine);
    return { def, slots, routine };
  });
  const program = new ProgramScope(machine, routines, { coverage, count });
  for (const { def, slots, routine } of scopes) {
    routine.run = compileBody(def.body, new FunctionScope(program, slots));
  }
  return new Program(machine, routines, program);
}

/** A compiled program. Runs share nothing but the code: every call starts afresh. */
export class Program {
  /** Branches in the source: two for each `if`, conditional expression and loop (entered, skipped). */
  readonly branchCount: number;
  readonly #machine: Machine;
  readonly #routines: ReadonlyMap<string, Routine>;
  readonly #covers: boolean;

  constructor(machine: Machine, routines: ReadonlyMap<string, Routine>, scope: ProgramScope) {
    this.#machine = machine;
    this.#routines = routines;
    this.#covers = scope.covers;
    this.branchCount = scope.branchCount;
  }

  /** The names of the program's functions, in source order. */
  get functions(): readonly string[] {
    return [...this.#routines.keys()];
  }

  /**
   * Calls function `name` with `args` under `limits`, the defaults for those that are not given.
   *
   * Throws a `PythonError` for an exception of Python (an unknown function and a wrong number of arguments included), a
   * `LimitError` when a limit would be passed, an `OutsideSubsetError` where CPython would go on with a value that the
   * subset lacks; a TypeError or RangeError of JavaScript for arguments or limits that are none.
   */
  call(name: string, args: readonly Value[], limits?: Partial<Limits>): RunResult {
    const machine = this.#machine;
    machine.begin(limits === undefined ? DEFAULT_LIMITS : completeLimits(limits));
    machine.callsLeft -= 1;
    const routine = this.#routines.get(name);
    if (routine === undefined) throw new PythonError('NameError', `name '${name}' is not defined`);
    const frame = frameFor(routine, args);
    if (this.#covers) machine.branches = new Set();
    const value = this.#run(routine, frame);
    const { steps, operations, branches } = machine;
    return this.#covers ? { value, steps, operations, branches } : { value, steps, operations };
  }

  #run(routine: Routine, frame: Frame): Value {
    try {
      return routine.run(frame);
    } catch (error) {
      throw hostLimit(error, this.#machine.limits.depth);
    }
  }
}

function frameFor(routine: Routine, args: readonly Value[]): Frame {
  if (args.length !== routine.parameters.length) {
    throw new PythonError('TypeError', arityFault(routine, args.length));
  }
  const frame = newFrame(routine.size, args.length === 0 ? undefined : toValue(args[0]));
  for (let index = 1; index < args.length; index += 1) frame[index + 1] = toValue(args[index]);
  return frame;
}

/** The host's stack ran over, because the caller had used most of it: a limit too. */
function hostLimit(error: unknown, depth: number): unknown {
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new LimitError('depth', depth, 'the host has no stack left for a call this deep');
  }
  return error;
}
