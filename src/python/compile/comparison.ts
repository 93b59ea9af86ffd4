/**
 * Comparisons as closures that give a truth, written out for each operator like those of arithmetic. A chain evaluates
 * each operand at most once and stops at the first comparison that fails.
 */
import type { Compiled, Evaluate, Test } from '../machine/code.js';
import type { Site } from '../machine/machine.js';
import type { ComparisonOperator } from '../syntax/syntax.js';
import {
  contains,
  containsNot,
  equal,
  greater,
  greaterOrEqual,
  identical,
  less,
  lessOrEqual,
  notEqual,
  notIdentical,
  type Relation,
} from '../values/relations.js';

/** The code of one comparison, `left op right`. */
export function comparisonCode(
  op: ComparisonOperator,
  site: Site,
  left: Compiled,
  right: Compiled,
): Test {
  switch (op) {
    case '<':
      return lessCode(site, left, right);
    case '<=':
      return lessOrEqualCode(site, left, right);
    case '>':
      return greaterCode(site, left, right);
    case '>=':
      return greaterOrEqualCode(site, left, right);
    case '==':
      return equalCode(site, left, right);
    case '!=':
      return notEqualCode(site, left, right);
    case 'in':
    case 'not in':
    case 'is':
    case 'is not':
      return relationCode(relationOf(op), site, left, right);
  }
}

/** The code of a chain: `ops[i]` stands between operand i and operand i + 1. */
export function chainCode(
  ops: readonly ComparisonOperator[],
  site: Site,
  operands: readonly Evaluate[],
): Test {
  const [first, ...rest] = operands;
  const relations = ops.map(relationOf);
  const links = rest.map((operand, index) => ({ operand, holds: relations[index] ?? equal }));
  if (first === undefined) throw new RangeError('a comparison without operands');
  return (frame) => {
    let left = first(frame);
    for (const { operand, holds } of links) {
      const right = operand(frame);
      if (!holds(site, left, right)) return false;
      left = right;
    }
    return true;
  };
}

function relationOf(op: ComparisonOperator): Relation {
  switch (op) {
    case '<':
      return less;
    case '<=':
      return lessOrEqual;
    case '>':
      return greater;
    case '>=':
      return greaterOrEqual;
    case '==':
      return equal;
    case '!=':
      return notEqual;
    case 'in':
      return contains;
    case 'not in':
      return containsNot;
    case 'is':
      return identical;
    case 'is not':
      return notIdentical;
  }
}

function relationCode(holds: Relation, site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  return (frame) => holds(site, first(frame), second(frame));
}

function lessCode(site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  const { constant } = right;
  if (slot !== undefined && constant !== undefined) {
    return (frame) => {
      const a = frame[slot];
      return typeof a === 'number' ? a < constant : less(site, first(frame), constant);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return typeof a === 'number' && typeof b === 'number' ? a < b : less(site, a, b);
  };
}

function lessOrEqualCode(site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  const { constant } = right;
  if (slot !== undefined && constant !== undefined) {
    return (frame) => {
      const a = frame[slot];
      return typeof a === 'number' ? a <= constant : lessOrEqual(site, first(frame), constant);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return typeof a === 'number' && typeof b === 'number' ? a <= b : lessOrEqual(site, a, b);
  };
}

function greaterCode(site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  const { constant } = right;
  if (slot !== undefined && constant !== undefined) {
    return (frame) => {
      const a = frame[slot];
      return typeof a === 'number' ? a > constant : greater(site, first(frame), constant);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return typeof a === 'number' && typeof b === 'number' ? a > b : greater(site, a, b);
  };
}

function greaterOrEqualCode(site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  const { constant } = right;
  if (slot !== undefined && constant !== undefined) {
    return (frame) => {
      const a = frame[slot];
      return typeof a === 'number' ? a >= constant : greaterOrEqual(site, first(frame), constant);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return typeof a === 'number' && typeof b === 'number' ? a >= b : greaterOrEqual(site, a, b);
  };
}

function equalCode(site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  const { constant } = right;
  if (slot !== undefined && constant !== undefined) {
    return (frame) => {
      const a = frame[slot];
      return typeof a === 'number' ? a === constant : equal(site, first(frame), constant);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return typeof a === 'number' && typeof b === 'number' ? a === b : equal(site, a, b);
  };
}

function notEqualCode(site: Site, left: Compiled, right: Compiled): Test {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  const { constant } = right;
  if (slot !== undefined && constant !== undefined) {
    return (frame) => {
      const a = frame[slot];
      return typeof a === 'number' ? a !== constant : notEqual(site, first(frame), constant);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return typeof a === 'number' && typeof b === 'number' ? a !== b : notEqual(site, a, b);
  };
}
