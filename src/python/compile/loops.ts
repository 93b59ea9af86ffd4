/** Loops as closures over their compiled parts. Every turn is charged before it begins. */
import {
  BREAK,
  type Evaluate,
  type Execute,
  type Frame,
  NORMAL,
  RETURN,
  type Test,
} from '../machine/code.js';
import { overLimit, pythonError, type Site } from '../machine/machine.js';
import { iterate } from '../values/iteration.js';
import { type Integer, toInteger, typeName } from '../values/value.js';
import type { Store } from './targets.js';

/** What both loops are made of. */
export interface LoopParts {
  readonly site: Site;
  readonly body: Execute;
  readonly orelse: Execute;
  /** Marks a loop whose body was never begun, where coverage is kept. */
  readonly skipped: (() => void) | undefined;
}

/** A `while` loop: each evaluation of its test costs `testSteps`. */
export function whileCode(
  test: Test,
  testSteps: number,
  { site, body, orelse, skipped }: LoopParts,
): Execute {
  const { machine } = site;
  return (frame) => {
    for (let turn = 0; ; turn += 1) {
      machine.stepsLeft -= testSteps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      if (!test(frame)) {
        if (turn === 0) skipped?.();
        return orelse(frame);
      }
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
  };
}

/** A `for` loop over anything that can be iterated; a list is read as it is at each turn. */
export function forEachCode(
  store: Store,
  slot: number | undefined,
  iterable: Evaluate,
  parts: LoopParts,
): Execute {
  const { site, body, orelse, skipped } = parts;
  const { machine } = site;
  const overText = slot === undefined ? textTurns(store, parts) : slotTextTurns(slot, parts);
  return (frame) => {
    const value = iterable(frame);
    if (typeof value === 'string' && value !== '') return overText(frame, value);
    const items = iterate(site, value);
    for (let turn = 0; ; turn += 1) {
      const item = items.next();
      if (item === undefined) {
        if (turn === 0) skipped?.();
        return orelse(frame);
      }
      machine.stepsLeft -= 1;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      store(frame, item);
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
  };
}

type TextTurns = (frame: Frame, text: string) => ReturnType<Execute>;

/** `textTurns` for a variable in `slot`. */
function slotTextTurns(slot: number, { site, body, orelse }: LoopParts): TextTurns {
  const { machine } = site;
  return (frame, text) => {
    for (let index = 0; index < text.length; index += 1) {
      machine.stepsLeft -= 1;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      frame[slot] = text.charAt(index);
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return orelse(frame);
  };
}

function textTurns(store: Store, { site, body, orelse }: LoopParts): TextTurns {
  const { machine } = site;
  return (frame, text) => {
    for (let index = 0; index < text.length; index += 1) {
      machine.stepsLeft -= 1;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      store(frame, text.charAt(index));
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return orelse(frame);
  };
}

/** The integers that a `for` loop runs over. */
interface Range {
  readonly start: Integer;
  readonly stop: Integer;
  readonly step: Integer;
}

/** A `for` loop over `range` of `args`, whose variable is in `slot`. */
export function forCode(slot: number, args: readonly Evaluate[], parts: LoopParts): Execute {
  const { site, orelse, skipped } = parts;
  const small = smallTurns(slot, parts);
  const large = largeTurns(slot, parts);
  const rangeOf = rangeCode(args, site);
  return (frame) => {
    const { start, stop, step } = rangeOf(frame);
    if (step > 0 ? start >= stop : start <= stop) {
      skipped?.();
      return orelse(frame);
    }
    if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
      return small(frame, start, stop, step);
    }
    return large(frame, BigInt(start), BigInt(stop), BigInt(step));
  };
}

type Turns<Bound> = (frame: Frame, start: Bound, stop: Bound, step: Bound) => ReturnType<Execute>;

/** A sum beyond the safe integers is beyond `stop` however it is rounded. */
function smallTurns(slot: number, { site, body, orelse }: LoopParts): Turns<number> {
  const { machine } = site;
  return (frame, start, stop, step) => {
    for (let index = start; step > 0 ? index < stop : index > stop; index += step) {
      machine.stepsLeft -= 1;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      frame[slot] = index;
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return orelse(frame);
  };
}

function largeTurns(slot: number, { site, body, orelse }: LoopParts): Turns<bigint> {
  const { machine } = site;
  return (frame, start, stop, step) => {
    for (let index = start; step > 0n ? index < stop : index > stop; index += step) {
      machine.charge(1, site);
      frame[slot] = machine.keep(index, site);
      const completion = body(frame);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
    }
    return orelse(frame);
  };
}

/** Evaluates the arguments of `range` in order, then checks them in order, as CPython does. */
function rangeCode(args: readonly Evaluate[], site: Site): (frame: Frame) => Range {
  const [first, second, third] = args;
  if (first === undefined || args.length > 3) return failingRange(args, site);
  if (second === undefined) {
    return (frame) => ({ start: 0, stop: indexOf(first(frame), site), step: 1 });
  }
  return (frame) => {
    const from = first(frame);
    const to = second(frame);
    const by = third === undefined ? 1 : third(frame);
    const start = indexOf(from, site);
    const stop = indexOf(to, site);
    const step = indexOf(by, site);
    if (step === 0) throw pythonError(site, 'ValueError', 'range() arg 3 must not be zero');
    return { start, stop, step };
  };
}

function failingRange(args: readonly Evaluate[], site: Site): (frame: Frame) => Range {
  const message =
    args.length === 0
      ? 'range expected at least 1 argument, got 0'
      : `range expected at most 3 arguments, got ${args.length}`;
  return (frame) => {
    for (const evaluate of args) evaluate(frame);
    throw pythonError(site, 'TypeError', message);
  };
}

function indexOf(value: ReturnType<Evaluate>, site: Site): Integer {
  if (typeof value === 'number') return value;
  const index = toInteger(value);
  if (index !== undefined) return index;
  throw pythonError(
    site,
    'TypeError',
    `'${typeName(value)}' object cannot be interpreted as an integer`,
  );
}
