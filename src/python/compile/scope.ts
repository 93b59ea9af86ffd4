/**
 * What the compiler of one function knows: where each name has its value, the machine that it will run on, and how deep
 * in the tree it is.
 */
import type { Span } from '../../text/span.js';
import { BUILTINS } from '../builtins/builtins.js';
import type { Frame } from '../machine/code.js';
import type { Machine, Site } from '../machine/machine.js';
import { type PyBuiltin, PyFunction } from '../values/functions.js';
import type { Value } from '../values/value.js';
import type { Tracer } from './trace.js';

/** What all functions of a program share while it is compiled. */
export class ProgramScope {
  readonly machine: Machine;
  /** The functions of the module, known by name before their bodies are compiled. */
  readonly functions: ReadonlyMap<string, PyFunction>;
  readonly counts: boolean;
  readonly covers: boolean;
  readonly tracer: Tracer | undefined;
  /** Branches numbered so far. */
  branchCount = 0;

  constructor(
    machine: Machine,
    functions: ReadonlyMap<string, PyFunction>,
    options: { count: boolean; coverage: boolean; tracer: Tracer | undefined },
  ) {
    this.machine = machine;
    this.functions = functions;
    this.counts = options.count;
    this.covers = options.coverage;
    this.tracer = options.tracer;
  }
}

/** Where a name has its value: in the frame, in one around it, in the module, or nowhere. */
export type Binding =
  | { readonly kind: 'local'; readonly slot: number }
  | { readonly kind: 'outer'; readonly path: readonly number[]; readonly slot: number }
  | { readonly kind: 'function'; readonly func: PyFunction }
  | { readonly kind: 'builtin'; readonly builtin: PyBuiltin }
  | { readonly kind: 'unknown' };

/** The function that a scope is inside of, for one that is nested. */
export interface Enclosing {
  readonly scope: FunctionScope;
  /** The slot in which a frame of the nested function holds the function. */
  readonly self: number;
}

export class FunctionScope {
  readonly program: ProgramScope;
  /** Closures that are active where the compiler is, counted from the function's body. */
  height = 1;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #enclosing: Enclosing | undefined;
  /** The variables of comprehensions around the place where the compiler is. */
  #comprehended: ReadonlyMap<string, number> = new Map();
  /** The first slot that no comprehension has taken. */
  #free: number;

  constructor(program: ProgramScope, slots: ReadonlyMap<string, number>, enclosing?: Enclosing) {
    this.program = program;
    this.#slots = slots;
    this.#enclosing = enclosing;
    this.#free = slots.size + 1;
  }

  site(node: { readonly span?: Span }, symbol: string): Site {
    return { machine: this.program.machine, span: node.span, symbol, height: this.height };
  }

  resolve(name: string): Binding {
    const slot = this.#slotOf(name);
    if (slot !== undefined) return { kind: 'local', slot };
    const path: number[] = [];
    for (let around = this.#enclosing; around !== undefined; around = around.scope.#enclosing) {
      path.push(around.self);
      const outer = around.scope.#slotOf(name);
      if (outer !== undefined) return { kind: 'outer', path, slot: outer };
    }
    const func = this.program.functions.get(name);
    if (func !== undefined) return { kind: 'function', func };
    const builtin = BUILTINS.get(name);
    return builtin === undefined ? { kind: 'unknown' } : { kind: 'builtin', builtin };
  }

  /** Slots of the function's frame, those of comprehensions in it that were compiled so far included. */
  get width(): number {
    return Math.max(16, this.#free);
  }

  #slotOf(name: string): number | undefined {
    return this.#comprehended.get(name) ?? this.#slots.get(name);
  }

  /** Runs `compile` with slots of their own for the `names` of a comprehension. */
  comprehend<Code>(names: ReadonlySet<string>, compile: (slots: readonly number[]) => Code): Code {
    const before = this.#comprehended;
    const slots = [...names].map((_, index) => this.#free + index);
    this.#free += names.size;
    this.#comprehended = new Map([
      ...before,
      ...[...names].map((name, index) => [name, slots[index] ?? 0] as const),
    ]);
    const code = compile(slots);
    this.#comprehended = before;
    return code;
  }

  /** Runs `compile` for a part that is `by` closures further in, each of which counting, coverage or tracing may wrap. */
  deeper<Code>(by: number, compile: () => Code): Code {
    const { counts, covers, tracer } = this.program;
    const frames = counts || covers || tracer !== undefined ? 2 * by : by;
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

/** The frame that `path` leads to, from a function to the one around it and so on. */
export function outerFrame(frame: Frame, path: readonly number[]): Frame {
  let at = frame;
  for (const self of path) {
    const func = at[self];
    if (!(func instanceof PyFunction) || func.outer === undefined) {
      throw new Error('a nested function without its frame');
    }
    at = func.outer;
  }
  return at;
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
