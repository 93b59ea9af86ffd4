/** Truth: `not`, `and`, `or` and the conditional expression, in value and in test position. */
import type { Compiled, Evaluate, Test } from '../machine/code.js';
import { truthy } from '../values/value.js';

/** The truth of an expression, by the shortest way it offers. */
export function testCode({ evaluate, test }: Compiled): Test {
  return test ?? ((frame) => truthy(evaluate(frame)));
}

/** An expression whose value is its truth. */
export function truthExpression(test: Test): Compiled {
  return { evaluate: test, test };
}

export function notExpression(operand: Compiled): Compiled {
  const test = testCode(operand);
  return truthExpression((frame) => !test(frame));
}

/** `and` and `or` give the last value that was evaluated, as it is. */
export function boolExpression(op: 'and' | 'or', values: readonly Compiled[]): Compiled {
  const evaluators = values.map((value) => value.evaluate);
  const tests = values.map(testCode);
  return op === 'and'
    ? { evaluate: decisive(false, evaluators), test: allOf(tests) }
    : { evaluate: decisive(true, evaluators), test: anyOf(tests) };
}

/** The first value whose truth is `stop`, else the last one. */
function decisive(stop: boolean, evaluators: readonly Evaluate[]): Evaluate {
  const last = evaluators.at(-1);
  const others = evaluators.slice(0, -1);
  if (last === undefined) throw new RangeError('`and` or `or` without values');
  return (frame) => {
    for (const evaluate of others) {
      const value = evaluate(frame);
      if (truthy(value) === stop) return value;
    }
    return last(frame);
  };
}

function allOf(tests: readonly Test[]): Test {
  return (frame) => {
    for (const test of tests) if (!test(frame)) return false;
    return true;
  };
}

function anyOf(tests: readonly Test[]): Test {
  return (frame) => {
    for (const test of tests) if (test(frame)) return true;
    return false;
  };
}

export function conditionalExpression(
  condition: Compiled,
  body: Compiled,
  orelse: Compiled,
): Compiled {
  const test = testCode(condition);
  const first = body.evaluate;
  const second = orelse.evaluate;
  return { evaluate: (frame) => (test(frame) ? first(frame) : second(frame)) };
}
