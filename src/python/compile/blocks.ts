/**
 * Blocks as closures: statements one after another until one jumps. A block charges the steps of all of its own
 * statements when it is entered. Written out for the lengths that occur most, because a loop over closures costs more
 * than the statements in it.
 */
import { type Evaluate, type Execute, NORMAL, RESULT, RETURN } from '../machine/code.js';
import { overLimit, type Site } from '../machine/machine.js';

/** The block of a compound statement; one without statements does nothing. */
export function blockCode(statements: readonly Execute[], steps: number, site: Site): Execute {
  const { machine } = site;
  const [first, second, third] = statements;
  if (first === undefined) return () => NORMAL;
  if (second === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      return first(frame);
    };
  }
  if (third === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      const completion = first(frame);
      return completion === NORMAL ? second(frame) : completion;
    };
  }
  return (frame) => {
    machine.stepsLeft -= steps;
    if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
    for (const statement of statements) {
      const completion = statement(frame);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

/** The body of a function: the value of the first `return` among `statements`, else of `last`. */
export function bodyCode(
  statements: readonly Execute[],
  last: Evaluate,
  steps: number,
  site: Site,
): Evaluate {
  const { machine } = site;
  const [first, second, third] = statements;
  if (first === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      return last(frame);
    };
  }
  if (second === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      return first(frame) === RETURN ? (frame[RESULT] ?? null) : last(frame);
    };
  }
  if (third === undefined) {
    return (frame) => {
      machine.stepsLeft -= steps;
      if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
      if (first(frame) === RETURN || second(frame) === RETURN) return frame[RESULT] ?? null;
      return last(frame);
    };
  }
  const others = statements.slice(3);
  return (frame) => {
    machine.stepsLeft -= steps;
    if (machine.stepsLeft < 0) throw overLimit(site, 'steps');
    if (first(frame) === RETURN || second(frame) === RETURN || third(frame) === RETURN) {
      return frame[RESULT] ?? null;
    }
    for (const statement of others) if (statement(frame) === RETURN) return frame[RESULT] ?? null;
    return last(frame);
  };
}
