/** The local variables of a function: what it assigns anywhere is local to all of it, as in CPython. */
import type { FunctionDef } from './syntax.js';
import { statementsOf } from './walk.js';

/** Each local variable with its slot: parameters from 1 in order, then the others as the source first assigns them. */
export function localSlots(def: FunctionDef): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const declare = (name: string): void => {
    if (!slots.has(name)) slots.set(name, slots.size + 1);
  };
  for (const parameter of def.parameters) declare(parameter);
  for (const statement of statementsOf(def.body))
    if ('target' in statement) declare(statement.target);
  return slots;
}
