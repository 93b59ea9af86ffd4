/**
 * Comprehensions and generator expressions. One whose variables cannot outlive it runs in slots of its function's frame;
 * the others have a frame of their own.
 */
import { type Evaluate, type Frame, newFrame, type Test } from '../machine/code.js';
import {
  GENERATOR_BYTES,
  ITEM_BYTES,
  overLimit,
  pythonError,
  type Site,
  TABLE_BYTES,
} from '../machine/machine.js';
import { expressionSteps } from '../syntax/count.js';
import type { Comprehension, ComprehensionClause } from '../syntax/syntax.js';
import { operandsOf } from '../syntax/walk.js';
import { enter, leave, PyFunction, type Routine } from '../values/functions.js';
import { PyDict, PySet } from '../values/hashed.js';
import { iterate, PyIterator } from '../values/iteration.js';
import { PyList, type Value } from '../values/value.js';
import { comprehensionNames, needsFrame, sharedSlotsIn } from './locals.js';
import { testCode } from './logic.js';
import { FunctionScope } from './scope.js';
import { type CompileExpression, type Store, targetCode } from './targets.js';

/** One `for` with its conditions. */
interface Clause {
  /** Of the first clause it is evaluated outside. */
  readonly iter: Evaluate;
  readonly store: Store;
  readonly tests: readonly Test[];
}

/** The compiled parts of a comprehension. */
interface Parts {
  readonly site: Site;
  readonly clauses: readonly Clause[];
  readonly key: Evaluate | undefined;
  readonly element: Evaluate;
  /** Steps of a turn. */
  readonly steps: number;
}

export function comprehensionCode(
  node: Comprehension,
  scope: FunctionScope,
  compile: CompileExpression,
): Evaluate {
  const [head] = node.clauses;
  if (head === undefined) throw new RangeError('a comprehension without a clause');
  const site = scope.site(node, '');
  const first = compile(head.iter, scope).evaluate;
  const names = comprehensionNames(node);
  if (!needsFrame(node)) {
    return scope.comprehend(names, (slots) => {
      const collect = collector(node.kind, partsOf(node, scope, compile));
      return (frame) => {
        const source = iterate(site, first(frame));
        for (const slot of slots) frame[slot] = undefined;
        return collect(frame, source);
      };
    });
  }
  const { makeFrame, inner } = ownFrame(node, names, scope);
  const parts = partsOf(node, inner, compile);
  if (node.kind === 'GeneratorExp') {
    return (frame) => {
      const source = iterate(site, first(frame));
      site.machine.spend(GENERATOR_BYTES, site);
      return new Generator(parts, makeFrame(frame), source);
    };
  }
  const collect = collector(node.kind, parts);
  return (frame) => {
    const source = iterate(site, first(frame));
    enter(site, site.height);
    const result = collect(makeFrame(frame), source);
    leave(site, site.height);
    return result;
  };
}

/** A scope and frames for a comprehension that is a function to its surroundings. */
function ownFrame(
  node: Comprehension,
  names: ReadonlySet<string>,
  scope: FunctionScope,
): { makeFrame: (outer: Frame) => Frame; inner: FunctionScope } {
  const slots = new Map([...names].map((name, index) => [name, index + 1]));
  const shared = operandsOf(node).reduce((sum, part) => sum + sharedSlotsIn(part), 0);
  const self = slots.size + shared + 1;
  const routine: Routine = {
    name: '<genexpr>',
    parameters: [],
    rest: undefined,
    size: self + 1,
    self,
    run: () => null,
  };
  const inner = new FunctionScope(scope.program, slots, { scope, self });
  const makeFrame = (outer: Frame): Frame => {
    const frame = newFrame(self + 1, undefined);
    frame[self] = new PyFunction(routine, [], outer);
    return frame;
  };
  return { makeFrame, inner };
}

function partsOf(node: Comprehension, scope: FunctionScope, compile: CompileExpression): Parts {
  return scope.deeper(6, () => {
    const clauses = node.clauses.map((clause, index) => clauseOf(clause, index, scope, compile));
    const { key } = node;
    return {
      site: scope.site(node, ''),
      clauses,
      key: key === undefined ? undefined : compile(key, scope).evaluate,
      element: compile(node.element, scope).evaluate,
      steps: expressionSteps(node),
    };
  });
}

function clauseOf(
  { target, iter, tests }: ComprehensionClause,
  index: number,
  scope: FunctionScope,
  compile: CompileExpression,
): Clause {
  return {
    iter: index === 0 ? () => null : compile(iter, scope).evaluate,
    store: targetCode(target, scope, compile),
    tests: tests.map((test) => testCode(compile(test, scope))),
  };
}

type Collect = (frame: Frame, source: PyIterator) => Value;

function collector(kind: Comprehension['kind'], parts: Parts): Collect {
  const { site, element, key } = parts;
  const { machine } = site;
  if (kind === 'DictComp' && key !== undefined) {
    return (frame, source) => {
      const dict = new PyDict();
      machine.spend(TABLE_BYTES, site);
      const cursor = new Cursor(parts, frame, source);
      while (cursor.advance()) {
        const at = key(frame);
        dict.set(site, at, element(frame));
      }
      return dict;
    };
  }
  if (kind === 'SetComp') {
    return (frame, source) => {
      const set = new PySet();
      machine.spend(TABLE_BYTES, site);
      const cursor = new Cursor(parts, frame, source);
      while (cursor.advance()) set.add(site, element(frame));
      return set;
    };
  }
  return (frame, source) => {
    const items: Value[] = [];
    machine.make(0, 0, site);
    const cursor = new Cursor(parts, frame, source);
    while (cursor.advance()) {
      const item = element(frame);
      machine.grow(items.length, ITEM_BYTES, site);
      items.push(item);
    }
    return new PyList(items);
  };
}

/** Runs the clauses up to the next element. */
class Cursor {
  readonly #parts: Parts;
  readonly #frame: Frame;
  readonly #sources: PyIterator[];
  #level = 0;

  constructor(parts: Parts, frame: Frame, source: PyIterator) {
    this.#parts = parts;
    this.#frame = frame;
    this.#sources = [source];
  }

  /** Whether there is another element; its variables are then set. */
  advance(): boolean {
    const { clauses, site, steps } = this.#parts;
    const { machine } = site;
    for (;;) {
      const item = this.#sources[this.#level]?.next();
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      if (item === undefined) {
        if (this.#level === 0) return false;
        this.#level -= 1;
        continue;
      }
      const clause = clauses[this.#level];
      clause?.store(this.#frame, item);
      if (clause?.tests.every((test) => test(this.#frame)) === false) continue;
      const next = clauses[this.#level + 1];
      if (next === undefined) return true;
      this.#level += 1;
      this.#sources[this.#level] = iterate(site, next.iter(this.#frame));
    }
  }
}

/** A generator expression that is running. */
class Generator extends PyIterator {
  readonly #parts: Parts;
  readonly #frame: Frame;
  readonly #cursor: Cursor;
  #state: 'waiting' | 'running' | 'ended' = 'waiting';

  constructor(parts: Parts, frame: Frame, source: PyIterator) {
    super();
    this.#parts = parts;
    this.#frame = frame;
    this.#cursor = new Cursor(parts, frame, source);
  }

  get type(): 'generator' {
    return 'generator';
  }

  next(): Value | undefined {
    const { site, element } = this.#parts;
    if (this.#state === 'ended') return undefined;
    if (this.#state === 'running') {
      throw pythonError(site, 'ValueError', 'generator already executing');
    }
    this.#state = 'running';
    site.machine.iterating += 1;
    enter(site, site.height);
    const found = this.#cursor.advance();
    const value = found ? element(this.#frame) : undefined;
    leave(site, site.height);
    site.machine.iterating -= 1;
    this.#state = found ? 'waiting' : 'ended';
    return value;
  }
}
