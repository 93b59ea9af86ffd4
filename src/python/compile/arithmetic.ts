/**
 * Binary and unary arithmetic as closures. Every operator has one closure for each kind of operand that occurs often (two
 * variables, a variable and a literal), with the case of small integers in line, and one for the rest. They are written
 * out, one by one, because a closure that is shared between operators cannot be optimised for any of them.
 */
import type { Compiled, Evaluate } from '../machine/code.js';
import type { Site } from '../machine/machine.js';
import type { BinaryOperator } from '../syntax/syntax.js';
import { floorQuotient, floorRemainder, smallPower } from '../values/integers.js';
import {
  add,
  bitwise,
  divide,
  floorDivide,
  invert,
  joinTexts,
  modulo,
  multiply,
  negate,
  positive,
  power,
  shift,
  subtract,
} from '../values/operators.js';
import type { Value } from '../values/value.js';

const SAFE = Number.MAX_SAFE_INTEGER;

/** The code of `left op right`. */
export function binaryCode(
  op: BinaryOperator,
  site: Site,
  left: Compiled,
  right: Compiled,
): Evaluate {
  switch (op) {
    case '+':
      return addition(site, left, right);
    case '-':
      return subtraction(site, left, right);
    case '*':
      return multiplication(site, left, right);
    case '//':
      return division(site, left, right);
    case '%':
      return remainder(site, left, right);
    case '**':
      return exponentiation(site, left, right);
    case '/':
      return otherOperator(left, right, (a, b) => divide(site, a, b));
    case '&':
    case '|':
    case '^':
      return otherOperator(left, right, (a, b) => bitwise(site, op, a, b));
    case '<<':
    case '>>':
      return otherOperator(left, right, (a, b) => shift(site, op, a, b));
  }
}

function otherOperator(
  left: Compiled,
  right: Compiled,
  operate: (a: Value, b: Value) => Value,
): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  return (frame) => operate(first(frame), second(frame));
}

function addition(site: Site, left: Compiled, right: Compiled): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  if (slot !== undefined && right.slot !== undefined) {
    const other = right.slot;
    return (frame) => {
      const a = frame[slot];
      const b = frame[other];
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (sum <= SAFE && sum >= -SAFE) return sum;
      }
      return add(site, first(frame), second(frame));
    };
  }
  if (slot !== undefined && right.constant !== undefined) {
    const b = right.constant;
    return (frame) => {
      const a = frame[slot];
      if (typeof a === 'number') {
        const sum = a + b;
        if (sum <= SAFE && sum >= -SAFE) return sum;
      }
      return add(site, first(frame), b);
    };
  }
  if (slot !== undefined) {
    return (frame) => {
      const a = frame[slot] === undefined ? first(frame) : frame[slot];
      const b = second(frame);
      if (typeof a === 'string' && typeof b === 'string') return joinTexts(site, a, b);
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (sum <= SAFE && sum >= -SAFE) return sum;
      }
      return add(site, a, b);
    };
  }
  if (right.slot !== undefined) {
    const other = right.slot;
    return (frame) => {
      const a = first(frame);
      const b = frame[other];
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (sum <= SAFE && sum >= -SAFE) return sum;
      }
      return add(site, a, second(frame));
    };
  }
  if (right.constant !== undefined) {
    const b = right.constant;
    return (frame) => {
      const a = first(frame);
      if (typeof a === 'number') {
        const sum = a + b;
        if (sum <= SAFE && sum >= -SAFE) return sum;
      }
      return add(site, a, b);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (sum <= SAFE && sum >= -SAFE) return sum;
    }
    return add(site, a, b);
  };
}

function subtraction(site: Site, left: Compiled, right: Compiled): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  if (slot !== undefined && right.slot !== undefined) {
    const other = right.slot;
    return (frame) => {
      const a = frame[slot];
      const b = frame[other];
      if (typeof a === 'number' && typeof b === 'number') {
        const difference = a - b;
        if (difference <= SAFE && difference >= -SAFE) return difference;
      }
      return subtract(site, first(frame), second(frame));
    };
  }
  if (slot !== undefined && right.constant !== undefined) {
    const b = right.constant;
    return (frame) => {
      const a = frame[slot];
      if (typeof a === 'number') {
        const difference = a - b;
        if (difference <= SAFE && difference >= -SAFE) return difference;
      }
      return subtract(site, first(frame), b);
    };
  }
  if (right.slot !== undefined) {
    const other = right.slot;
    return (frame) => {
      const a = first(frame);
      const b = frame[other];
      if (typeof a === 'number' && typeof b === 'number') {
        const difference = a - b;
        if (difference <= SAFE && difference >= -SAFE) return difference;
      }
      return subtract(site, a, second(frame));
    };
  }
  if (right.constant !== undefined) {
    const b = right.constant;
    return (frame) => {
      const a = first(frame);
      if (typeof a === 'number') {
        const difference = a - b;
        if (difference <= SAFE && difference >= -SAFE) return difference;
      }
      return subtract(site, a, b);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (difference <= SAFE && difference >= -SAFE) return difference;
    }
    return subtract(site, a, b);
  };
}

/** A product adds 0, which turns -0 into 0. */
function multiplication(site: Site, left: Compiled, right: Compiled): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  const { slot } = left;
  if (slot !== undefined && right.slot !== undefined) {
    const other = right.slot;
    return (frame) => {
      const a = frame[slot];
      const b = frame[other];
      if (typeof a === 'number' && typeof b === 'number') {
        const product = a * b;
        if (product <= SAFE && product >= -SAFE) return product + 0;
      }
      return multiply(site, first(frame), second(frame));
    };
  }
  if (slot !== undefined && right.constant !== undefined) {
    const b = right.constant;
    return (frame) => {
      const a = frame[slot];
      if (typeof a === 'number') {
        const product = a * b;
        if (product <= SAFE && product >= -SAFE) return product + 0;
      }
      return multiply(site, first(frame), b);
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      if (product <= SAFE && product >= -SAFE) return product + 0;
    }
    return multiply(site, a, b);
  };
}

function division(site: Site, left: Compiled, right: Compiled): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  const b = right.constant;
  if (b !== undefined && b !== 0) {
    return (frame) => {
      const a = first(frame);
      return typeof a === 'number' ? floorQuotient(a, b) : floorDivide(site, a, b);
    };
  }
  return (frame) => {
    const dividend = first(frame);
    const divisor = second(frame);
    if (typeof dividend === 'number' && typeof divisor === 'number' && divisor !== 0) {
      return floorQuotient(dividend, divisor);
    }
    return floorDivide(site, dividend, divisor);
  };
}

function remainder(site: Site, left: Compiled, right: Compiled): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  const b = right.constant;
  if (b !== undefined && b !== 0) {
    return (frame) => {
      const a = first(frame);
      return typeof a === 'number' ? floorRemainder(a, b) : modulo(site, a, b);
    };
  }
  return (frame) => {
    const dividend = first(frame);
    const divisor = second(frame);
    if (typeof dividend === 'number' && typeof divisor === 'number' && divisor !== 0) {
      return floorRemainder(dividend, divisor);
    }
    return modulo(site, dividend, divisor);
  };
}

function exponentiation(site: Site, left: Compiled, right: Compiled): Evaluate {
  const first = left.evaluate;
  const second = right.evaluate;
  if (right.constant === 2) {
    return (frame) => {
      const base = first(frame);
      if (typeof base === 'number') {
        const square = base * base;
        if (square <= SAFE) return square;
      }
      return power(site, base, 2);
    };
  }
  return (frame) => {
    const base = first(frame);
    const exponent = second(frame);
    if (typeof base === 'number' && typeof exponent === 'number' && exponent >= 0) {
      const small = smallPower(base, exponent);
      if (small !== undefined) return small;
    }
    return power(site, base, exponent);
  };
}

/** The code of `-operand`, `+operand` and `~operand`. */
export function signCode(op: '-' | '+' | '~', site: Site, operand: Compiled): Evaluate {
  const { evaluate } = operand;
  if (op === '+') return (frame) => positive(site, evaluate(frame));
  if (op === '~') return (frame) => invert(site, evaluate(frame));
  return (frame) => {
    const value = evaluate(frame);
    return typeof value === 'number' ? 0 - value : negate(site, value);
  };
}
