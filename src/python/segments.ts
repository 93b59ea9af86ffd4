/**
 * Segments as closures: statements that follow each other without a jump between them, and what ends them. The steps of
 * all of them are charged at once. Written out for the lengths that occur most, because a loop over closures costs more
 * than the statements in it.
 */
import { type Evaluate, type Execute, type Frame, NORMAL } from './code.js';
import { overLimit, type Site } from './machine.js';

type Effect = (frame: Frame) => void;

/** Some statements, then the value that the function returns. */
export function valueSegment(
  effects: readonly Effect[],
  value: Evaluate,
  steps: number,
  site: Site,
): Evaluate {
  const { machine } = site;
  const effect = sequence(effects);
  if (effect === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      return value(frame);
    };
  }
  return (frame) => {
    machine.stepsLeft -= steps;
    if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
    effect(frame);
    return value(frame);
  };
}

/** Some statements, then one that may jump. */
export function jumpSegment(
  effects: readonly Effect[],
  ending: Execute,
  steps: number,
  site: Site,
): Execute {
  const { machine } = site;
  const effect = sequence(effects);
  if (effect === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      return ending(frame);
    };
  }
  return (frame) => {
    machine.stepsLeft -= steps;
    if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
    effect(frame);
    return ending(frame);
  };
}

/** Some statements and nothing more. */
export function effectSegment(effects: readonly Effect[], steps: number, site: Site): Execute {
  const { machine } = site;
  const effect = sequence(effects);
  return (frame) => {
    machine.stepsLeft -= steps;
    if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
    effect?.(frame);
    return NORMAL;
  };
}

function sequence(effects: readonly Effect[]): Effect | undefined {
  const [a, b, c, d] = effects;
  if (a === undefined || b === undefined) return a;
  if (c === undefined) {
    return (frame) => {
      a(frame);
      b(frame);
    };
  }
  if (d === undefined) {
    return (frame) => {
      a(frame);
      b(frame);
      c(frame);
    };
  }
  const rest = sequence(effects.slice(4));
  return (frame) => {
    a(frame);
    b(frame);
    c(frame);
    d(frame);
    rest?.(frame);
  };
}
