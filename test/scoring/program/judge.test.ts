import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/sandbox/index.js';
import { PYTHON_EQUALITY } from '../../../src/sandbox/index.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import type { ProgramTarget } from '../../../src/scoring/verdict.js';

const TARGET: ProgramTarget = {
  kind: 'program',
  name: 'f',
  before: '',
  after: '',
  call: '{name}({arguments})',
  probes: [
    { arguments: '1', value: '2' },
    { arguments: '5', value: '6' },
  ],
  comparison: PYTHON_EQUALITY,
};

const CODE = 'def f(x):\n    return x + 1';
const OTHER = 'def g(x):\n    return x + 1';

function fenced(code: string, language = 'python'): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

/** The source that is run, and the first call of it. */
function run(text: string, finishReason = 'stop'): string | null {
  const program = experimentOf({ text, finishReason }, TARGET);
  return program === null ? null : `${program.source}\n# ${program.calls[0]}`;
}

function verdicts(text: string, outcomes: readonly Outcome[], finishReason = 'stop') {
  const { verdict, lenient, reason } = judge({ text, finishReason }, TARGET, 'direct', outcomes);
  return { verdict, lenient, reason };
}

function values(...reprs: string[]): Outcome[] {
  return reprs.map((repr) => ({ kind: 'value', repr }));
}

const RIGHT = values('2', '6');

describe('what is run', () => {
  it.each([
    ['the last block', `${fenced('old')}\n\nNo:\n${fenced(CODE)}\nDone.`],
    ['a block of any language', fenced(CODE, 'python3')],
    ['a block of tildes', `~~~python\n${CODE}\n~~~`],
    ['a block that is not closed', `\`\`\`python\n${CODE}`],
    [
      'a block in a list',
      `1. Here:\n   \`\`\`python\n   def f(x):\n       return x + 1\n   \`\`\``,
    ],
    ['text without blocks', CODE],
    ['text without blocks, indented', '    def f(x):\n        return x + 1'],
    ['line ends of Windows', fenced(CODE).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${CODE}`],
    ['a byte order mark in a block', fenced(`\ufeff${CODE}`)],
    ['leaked marks of a chat template', `${fenced(CODE)}<|im_end|>\n${fenced('other')}`],
    [
      'what comes before the next question',
      `${fenced(CODE)}\n\nQuestion: and g?\n${fenced(OTHER)}`,
    ],
    [
      'an earlier block, where the last does not define the name',
      `${fenced(CODE)}\nFor example:\n${fenced('f(1) # 2')}`,
    ],
    ['code among prose', `Here it is:\n${CODE}\nIt adds one.`],
  ])('is %s', (_, text) => {
    expect(run(text)).toBe(`${CODE}\n# f(1)`);
  });

  it('is a single function of another name, by that name', () => {
    expect(run(fenced(OTHER))).toBe(`${OTHER}\n# g(1)`);
  });

  it.each([
    ['prose', 'I do not know.'],
    ['nothing', ' \n'],
    ['two functions of other names', fenced(`${OTHER}\n\ndef h(x):\n    return x`)],
    ['a call without a definition', fenced('print(f(1))')],
    ['code beyond the bound', fenced(`${CODE}\n${'#'.repeat(20_001)}`)],
  ])('is nothing of %s', (_, text) => {
    expect(run(text)).toBeNull();
  });

  it('is nothing of code that the token limit cut, and the last block where that had ended', () => {
    expect(run(`\`\`\`python\n${CODE}`, 'length')).toBeNull();
    expect(run(CODE, 'length')).toBeNull();
    expect(run(`${fenced(CODE)}\nThis functi`, 'length')).toBe(`${CODE}\n# f(1)`);
  });

  it('is nothing of a refusal', () => {
    expect(run(fenced(CODE), 'refusal')).toBeNull();
  });

  it.each([
    ['f = lambda x: x + 1'],
    ['class f:\n    def __new__(cls, x):\n        return x + 1'],
    ['async def f(x):\n    return x'],
    ['f: object = abs'],
  ])('takes %j for a definition of f', (code) => {
    expect(run(fenced(code))).toBe(`${code}\n# f(1)`);
  });

  it('holds what the code may use, before it', () => {
    const program = experimentOf(
      { text: CODE, finishReason: 'stop' },
      { ...TARGET, before: 'def g(x):\n    return x' },
    );
    expect(program?.source).toBe(`def g(x):\n    return x\n\n${CODE}`);
  });
});

describe('the verdict', () => {
  it('is correct where every value is right, by the equality of Python', () => {
    const right = { verdict: 'correct', lenient: 'correct', reason: 'right on all 2 probes' };
    expect(verdicts(CODE, RIGHT)).toEqual(right);
    expect(verdicts(CODE, values('2.0', '6'))).toEqual(right);
  });

  it.each<[string, Outcome, string]>([
    ['another value', { kind: 'value', repr: '7' }, 'f(5) gives 7, not 6'],
    ['a value that is no number', { kind: 'value', repr: 'nan' }, 'f(5) gives nan, not 6'],
    ['an exception', { kind: 'raised', type: 'KeyError', message: '5' }, 'f(5) raises KeyError: 5'],
    ['an endless loop', { kind: 'stopped', limit: 'time' }, 'f(5) goes beyond its limit of time'],
    ['an escape', { kind: 'rejected', reason: 'ended its process' }, 'f(5) ended its process'],
  ])('is incorrect with %s', (_, outcome, words) => {
    expect(verdicts(CODE, [...values('2'), outcome])).toEqual({
      verdict: 'incorrect',
      lenient: 'incorrect',
      reason: `right on 1 of 2 probes: ${words}`,
    });
  });

  it('is malformed where the code does not parse', () => {
    const error: Outcome = { kind: 'raised', type: 'SyntaxError', message: "expected ':'" };
    expect(verdicts(CODE, [error, error])).toEqual({
      verdict: 'malformed',
      lenient: 'malformed',
      reason: "does not parse: expected ':'",
    });
  });

  it('is malformed for a function of another name, and lenient by what that does', () => {
    expect(verdicts(fenced(OTHER), RIGHT)).toEqual({
      verdict: 'malformed',
      lenient: 'correct',
      reason: 'no function f, but g',
    });
    expect(verdicts(fenced(OTHER), values('2', '2')).lenient).toBe('incorrect');
  });

  it('is malformed for code that stands elsewhere, and lenient by what it does', () => {
    expect(verdicts(`Here:\n${CODE}`, RIGHT)).toEqual({
      verdict: 'malformed',
      lenient: 'correct',
      reason: 'the code is not in the last block',
    });
  });

  it.each([
    ['I do not know.', 'stop', 'no code'],
    [fenced(`${OTHER}\n\ndef h(x):\n    return x`), 'stop', 'no function f'],
    [`\`\`\`python\n${CODE}`, 'length', 'cut at the token limit within the code'],
    ['', 'stop', 'empty output'],
  ])('is malformed of %j', (text, finishReason, reason) => {
    const malformed = { verdict: 'malformed', lenient: 'malformed', reason };
    expect(verdicts(text, [], finishReason)).toEqual(malformed);
  });

  it('measures the share of probes that are right', () => {
    const judgement = judge(
      { text: CODE, finishReason: 'stop' },
      TARGET,
      'direct',
      values('2', '7'),
    );
    expect(judgement.measures).toEqual({ recalled: 0.5 });
    expect(judgement.answer).toBe(CODE);
  });

  it('cannot be had without what the code did', () => {
    expect(() => judge({ text: CODE, finishReason: 'stop' }, TARGET, 'direct')).toThrow(RangeError);
  });
});

it('reads an output in time that grows with its length', () => {
  const texts = [
    '```\n',
    '```python\ndef f',
    '    ',
    'def f(',
    '~~~~~~~~',
    'f = f = ',
    '\nQuestion: ',
  ];
  const started = performance.now();
  for (const text of texts) run(text.repeat(200_000 / text.length));
  expect(performance.now() - started).toBeLessThan(5000);
});
