/** The intermediate values of a run: what worked-out reasoning has to get right, in order. */
import type { Step } from '../python/index.js';

/** A variable gets an integer, or a function returns one. */
export interface Fact {
  /** The variable; null for what a function returns. */
  readonly name: string | null;
  /** In decimal. */
  readonly value: string;
}

const INTEGER = /^-?\d+$/;
const NAME = /^\w+$/;

/** The facts among the steps of a run. Values that are no integers are not among them. */
export function factsOf(steps: readonly Step[]): Fact[] {
  return steps.flatMap(({ kind, target, value }): Fact[] => {
    if (value === null || !INTEGER.test(value)) return [];
    if (kind === 'return') return [{ name: null, value }];
    const binds = kind === 'assign' || kind === 'turn';
    return binds && NAME.test(target) ? [{ name: target, value }] : [];
  });
}
