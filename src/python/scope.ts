/**
 * What the compiler of one function knows: its slots, the functions beside it, the machine that it will run on, and how
 * deep in the tree it is.
 */
import type { Span } from '../text/span.js';
import type { Evaluate, Frame } from './code.js';
import type { Machine, Site } from './machine.js';
import type { Value } from './value.js';

/** A function of the module, known by name before its body is compiled. */
export interface Routine {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Slots of its frame. */
  readonly size: number;
  /** The body: given a frame with the arguments in slots 1 and up. */
  run: Evaluate;
}

/** What all functions of a program share while it is compiled. */
export class ProgramScope {
  readonly machine: Machine;
  readonly routines: ReadonlyMap<string, Routine>;
  readonly counts: boolean;
  readonly covers: boolean;
  /** Branches numbered so far. */
  branchCount = 0;

  constructor(
    machine: Machine,
    routines: ReadonlyMap<string, Routine>,
    options: { count: boolean; coverage: boolean },
  ) {
    this.machine = machine;
    this.routines = routines;
    this.counts = options.count;
    this.covers = options.coverage;
  }
}

export class FunctionScope {
  readonly program: ProgramScope;
  readonly slots: ReadonlyMap<string, number>;
  /** Closures that are active where the compiler is, counted from the function's body. */
  height = 1;

  constructor(program: ProgramScope, slots: ReadonlyMap<string, number>) {
    this.program = program;
    this.slots = slots;
  }

  site(node: { readonly span?: Span }, symbol: string): Site {
    return { machine: this.program.machine, span: node.span, symbol };
  }

  /** Runs `compile` for a part that is `by` closures further in, each of which counting or coverage may wrap. */
  deeper<Code>(by: number, compile: () => Code): Code {
    const frames = this.program.counts || this.program.covers ? 2 * by : by;
    this.height += frames;
    const code = compile();
    this.height -= frames;
    return code;
  }

  /** `evaluate`, which counts itself as an operation when operations are counted. */
  counted<Code extends Value>(evaluate: (frame: Frame) => Code): (frame: Frame) => Code {
    if (!this.program.counts) return evaluate;
    const { machine } = this.program;
    return (frame) => {
      machine.operations += 1;
      return evaluate(frame);
    };
  }

  /** A new branch: what marks it as taken, or undefined when no coverage is kept. */
  branch(): (() => void) | undefined {
    const id = this.program.branchCount;
    this.program.branchCount += 1;
    if (!this.program.covers) return undefined;
    const { machine } = this.program;
    return () => {
      machine.branches.add(id);
    };
  }
}

/** `code`, which marks its branch first. */

export function marked<Result>(
  mark: (() => void) | undefined,
  code: (frame: Frame) => Result,
): (frame: Frame) => Result {
  if (mark === undefined) return code;
  return (frame) => {
    mark();
    return code(frame);
  };
}
