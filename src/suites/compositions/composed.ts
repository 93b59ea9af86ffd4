/** One function after another, as a function of its own: its definition, its program, and what it does. */
import type { FunctionDef } from '../../python/syntax/syntax.js';
import { behaviourIn, compile, type Rejection, resultOf } from '../random-arithmetic/behaviour.js';
import { fixedLoopsIn } from '../random-arithmetic/control-flow.js';
import { INPUTS } from '../random-arithmetic/inputs.js';
import { call, variable } from '../random-arithmetic/tree.js';

/** `def name(x): return outer(inner(x))` */
export function composed(name: string, inner: FunctionDef, outer: FunctionDef): FunctionDef {
  const value = call(outer.name, call(inner.name, variable('x')));
  return { kind: 'FunctionDef', name, parameters: ['x'], body: [{ kind: 'Return', value }] };
}

/** A name that no function has. */
const UNNAMED = 'composition';

/** What `outer` after `inner` gives for each input; or why it is refused, as a single function would be. */
export function behaviourOf(inner: FunctionDef, outer: FunctionDef): Int32Array | Rejection {
  const program = compile([inner, outer, composed(UNNAMED, inner, outer)], true);
  return behaviourIn(program, UNNAMED, fixedLoopsIn([...inner.body, ...outer.body]));
}

/**
 * What `outer` after `inner` gives for one input.
 * @returns what is wrong where it gives no integer within bounds
 */
export function compositionOf(
  inner: FunctionDef,
  outer: FunctionDef,
): (input: number) => number | 'exception' | 'too large' {
  const program = compile([inner, outer, composed(UNNAMED, inner, outer)], false);
  return (input) => {
    const result = resultOf(program, UNNAMED, input);
    return typeof result === 'string' ? result : result.value;
  };
}

/** Whether `inner` after `outer` gives these outputs too. */
export function isSameInOtherOrder(
  inner: FunctionDef,
  outer: FunctionDef,
  outputs: Int32Array,
): boolean {
  const swapped = compositionOf(outer, inner);
  return INPUTS.every((input, place) => swapped(input) === outputs[place]);
}
