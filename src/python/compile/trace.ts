/**
 * The steps of a run as a person would write them down: which statement, with which values filled in, gave what. A
 * statement's step comes when its value is there, so the steps of the functions that it calls come before it.
 */
import type { Evaluate, Frame, Test } from '../machine/code.js';
import { OutsideSubsetError, PythonError } from '../machine/errors.js';
import type { Site } from '../machine/machine.js';
import { bareText } from '../syntax/print.js';
import { placeOf, type Source } from '../syntax/source.js';
import { substitute, variablesOf } from '../syntax/substitute.js';
import type { Expression, FunctionDef, Name } from '../syntax/syntax.js';
import { reprText } from '../values/repr.js';
import type { Value } from '../values/value.js';
import { parametersOf } from './locals.js';

/**
 * - `call`: a function of the program begins; `target` is its name, `value` its arguments.
 * - `assign`: `target` gets `value`.
 * - `branch`: the test of an `if`, `while` or `assert` (`target` says which) is `value`, `True` or `False`.
 * - `loop`: a `for` over `target` begins to go through `value`.
 * - `turn`: a turn of it begins, with `value` in its `target`.
 * - `return`: the function gives `value`.
 * - `evaluate`: an expression that stands alone had `value`.
 */
export type StepKind = 'call' | 'assign' | 'branch' | 'loop' | 'turn' | 'return' | 'evaluate';

export interface Step {
  readonly kind: StepKind;
  /** In the source, from 1; null in a tree that was built. */
  readonly line: number | null;
  /** Calls of the program's functions around this one, from 0. */
  readonly depth: number;
  readonly target: string;
  /** What was evaluated, in canonical form; empty for `call` and `turn`. */
  readonly expression: string;
  /** The same with the values of its variables. What was not evaluated stays as it is. */
  readonly filled: string;
  /** `repr` of what came out; null where the subset knows none. */
  readonly value: string | null;
}

/** What is known of a step before the program runs. */
export interface StepHead {
  readonly kind: StepKind;
  readonly target: string;
  /** Absent for `call` and `turn`. */
  readonly expression?: Expression;
}

/** A step that evaluates something. */
export interface ExpressionStep extends StepHead {
  readonly expression: Expression;
}

/** Tells of the steps of one program while it runs. Writing a value is charged to the run, as its `repr` would be. */
export class Tracer {
  readonly #source: Source | undefined;
  readonly #onStep: (step: Step) => void;
  readonly #watched = new Set<Expression>();
  /** Of each call that is going on, what its variables were where they were read last. */
  #readings: Map<Expression, Expression>[] = [];

  constructor(source: Source | undefined, onStep: (step: Step) => void) {
    this.#source = source;
    this.#onStep = onStep;
  }

  /** Forgets the calls of a run that ended by an error. */
  begin(): void {
    this.#readings = [];
  }

  /** Has the variables of `expression` written down when they are read. To be said before it is compiled. */
  watch(expression: Expression): void {
    for (const name of variablesOf(expression)) this.#watched.add(name);
  }

  /** The code of a variable, given that which reads it. */
  reading(node: Name, evaluate: Evaluate, site: Site): Evaluate {
    if (!this.#watched.has(node)) return evaluate;
    return (frame) => {
      const value = evaluate(frame);
      const text = textOf(site, value);
      if (text !== null) this.#readings.at(-1)?.set(node, literal(text));
      return value;
    };
  }

  /** The code of what a statement evaluates. */
  evaluating(head: StepHead, evaluate: Evaluate, site: Site): Evaluate {
    const step = this.#stepOf(head, site);
    return (frame) => {
      const value = evaluate(frame);
      step(textOf(site, value));
      return value;
    };
  }

  testing(head: StepHead, test: Test, site: Site): Test {
    const step = this.#stepOf(head, site);
    return (frame) => {
      const holds = test(frame);
      step(holds ? 'True' : 'False');
      return holds;
    };
  }

  /** The body of a `for` loop, where `variable` reads the loop's target. */
  turning<Result>(
    head: StepHead,
    variable: Evaluate,
    body: (frame: Frame) => Result,
    site: Site,
  ): (frame: Frame) => Result {
    const step = this.#stepOf(head, site);
    return (frame) => {
      step(textOf(site, variable(frame)));
      return body(frame);
    };
  }

  /** The body of a function: its arguments are in the slots from 1. */
  calling(def: FunctionDef, body: Evaluate, site: Site): Evaluate {
    const step = this.#stepOf({ kind: 'call', target: def.name }, site);
    const names = parametersOf(def);
    return (frame) => {
      this.#readings.push(new Map());
      const texts = names.map((name, index) => {
        const value = frame[index + 1];
        return `${name}=${value === undefined ? '…' : (textOf(site, value) ?? '…')}`;
      });
      step(texts.join(', '));
      const value = body(frame);
      this.#readings.pop();
      return value;
    };
  }

  #stepOf({ kind, target, expression }: StepHead, site: Site): (value: string | null) => void {
    const line = placeOf(this.#source, site.span)?.position.line ?? null;
    const text = expression === undefined ? '' : bareText(expression);
    const isOpen = expression !== undefined && variablesOf(expression).length > 0;
    return (value) => {
      const readings = this.#readings.at(-1);
      const filled = isOpen
        ? bareText(substitute(expression, (name) => readings?.get(name) ?? name))
        : text;
      const depth = Math.max(0, this.#readings.length - 1);
      this.#onStep({ kind, line, depth, target, expression: text, filled, value });
    };
  }
}

/** An expression that is printed as `text`, which is the `repr` of a value: a name can be any text. */
function literal(text: string): Expression {
  if (!text.startsWith('-')) return { kind: 'Name', id: text };
  return { kind: 'UnaryOp', op: '-', operand: { kind: 'Name', id: text.slice(1) } };
}

/** `repr` of a value; null for a function, a set whose order cannot be known, an integer of too many digits. */
function textOf(site: Site, value: Value): string | null {
  try {
    return reprText(site, value);
  } catch (error) {
    if (error instanceof OutsideSubsetError || error instanceof PythonError) return null;
    throw error;
  }
}
