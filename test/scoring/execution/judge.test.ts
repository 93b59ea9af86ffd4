import { describe, expect, it } from 'vitest';
import { HostileSandbox, runInSubset } from '../../../src/sandbox/index.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import type { Answer, ExecutionTarget, Judgement } from '../../../src/scoring/verdict.js';

const TARGET: ExecutionTarget = {
  kind: 'execution',
  source: 'def f(nums, word):\n    return len(nums) + len(word)\n',
  name: 'f',
  value: '3',
  example: "[1, 2], 'a'",
};

function judged(text: string, answer: Answer = 'direct', target = TARGET): Judgement {
  const output = { text, finishReason: 'stop' };
  const program = experimentOf(output, target);
  const outcomes = program === null ? [] : (runInSubset(program)?.outcomes ?? []);
  return judge(output, target, answer, outcomes);
}

function verdicts({ verdict, lenient }: Judgement): string {
  return `${verdict} ${lenient}`;
}

describe('arguments judged by execution', () => {
  it.each([
    ["f([1, 2], 'a')", 'correct correct'],
    ["f([], 'abc')", 'correct correct'],
    ['f((1,), "xy")', 'correct correct'],
    ["[1, 2], 'a'", 'correct correct'],
    ["`f([1, 2], 'a')`", 'correct correct'],
    ["```python\nf([1, 2], 'a')\n```", 'correct correct'],
    ["assert f([1, 2], 'a') == 3", 'correct correct'],
    ["f([1, 2], '==')", 'incorrect incorrect'],
    ["f([1, 2], 'ab')", 'incorrect incorrect'],
    ['f()', 'incorrect incorrect'],
    ['f(1, 2)', 'incorrect incorrect'],
    ["f([1, 2], 'a', 3)", 'incorrect incorrect'],
    ["g([1, 2], 'a')", 'malformed malformed'],
    ["f([1] * 2, 'a')", 'malformed malformed'],
    ["f(__import__('os').system('x'), 'a')", 'malformed malformed'],
    ['f(range(2), "a")', 'malformed malformed'],
    ["f(nums=[1, 2], word='a', word='b')", 'malformed malformed'],
    ["f(nums=[1, 2], 'a')", 'malformed malformed'],
    ['f(nums=len)', 'malformed malformed'],
    ["f([1, 2], 'a'); import os", 'malformed malformed'],
    ['I do not know', 'malformed malformed'],
    ['3', 'incorrect incorrect'],
  ])('%s, at once, is %s', (text, expected) => {
    expect(verdicts(judged(text))).toBe(expected);
  });

  it.each([
    ["It is long.\nAnswer: f([1, 2], 'a')", 'correct correct'],
    ["So \\boxed{f([1, 2], 'a')}.", 'correct correct'],
    ["So f([1, 2], 'a')", 'malformed malformed'],
    ["f([1, 2], 'a')", 'malformed correct'],
    ["Answer: f([1, 2], 'abc')", 'incorrect incorrect'],
  ])('%s, after steps, is %s', (text, expected) => {
    expect(verdicts(judged(text, 'cot'))).toBe(expected);
  });

  it('say what came out, and what should have', () => {
    expect(judged("f([1, 2], 'ab')").reason).toBe("f([1, 2], 'ab') gives 4, not 3");
    expect(judged('f()').reason).toBe('f() raises TypeError');
    expect(judged("f([1, 2], 'a')")).toMatchObject({ answer: "f([1, 2], 'a')", truncated: false });
  });

  it('may be given by name', async () => {
    const sandbox = new HostileSandbox();
    for (const [text, verdict] of [
      ["f(nums=[1, 2], word='a')", 'correct'],
      ["f([1, 2], word = 'a',)", 'correct'],
      ["f(word='a', nums=[1, 2, 3])", 'incorrect'],
      ["f([1, 2], letters='a')", 'incorrect'],
    ] as const) {
      const output = { text, finishReason: 'stop' };
      const program = experimentOf(output, TARGET);
      const outcomes = program === null ? [] : await sandbox.run(program);
      expect([text, judge(output, TARGET, 'direct', outcomes).verdict]).toEqual([text, verdict]);
    }
    sandbox.close();
  });

  it('run nothing but the function, with values alone, and never see what is expected', () => {
    const output = { text: "f([1,2],   'a')\n\nAnswer: f([0x1], 'b')", finishReason: 'stop' };
    expect(experimentOf(output, TARGET)).toEqual({
      source: TARGET.source,
      calls: ["f([1, 2], 'a')", "f([1], 'b')"],
    });
    expect(experimentOf({ text: 'no', finishReason: 'stop' }, TARGET)).toBeNull();
    expect(experimentOf({ text: 'f()', finishReason: 'content_filter' }, TARGET)).toBeNull();
  });

  it('compare as Python does', () => {
    const same = { ...TARGET, source: 'def f(x):\n    return x\n', value: '[1, {2: (3,)}]' };
    expect(judged('f([1.0, {2: (3,)}])', 'direct', same).verdict).toBe('correct');
    expect(judged('f([1, {2: [3]}])', 'direct', same).verdict).toBe('incorrect');
  });

  it('take sets, which have no order', () => {
    const counted = { ...TARGET, source: 'def f(x):\n    return len(x)\n', value: '2' };
    expect(judged("f({'b', (1,)})", 'direct', counted)).toMatchObject({
      verdict: 'correct',
      answer: "f({'b', (1,)})",
    });
  });

  it('end within the limits of the sandbox', async () => {
    const loop = { ...TARGET, source: 'import math\ndef f(x):\n    while x: pass\n    return 3\n' };
    const output = { text: 'f(1)', finishReason: 'stop' };
    const program = experimentOf(output, loop);
    const sandbox = new HostileSandbox({ timeMs: 500, memoryMiB: 256, outputBytes: 1000 }, 0);
    const outcomes = await sandbox.run(program ?? { source: '', calls: [] });
    expect(judge(output, loop, 'direct', outcomes)).toMatchObject({
      verdict: 'incorrect',
      reason: 'f(1) goes beyond its limit of time',
    });
  });
});
