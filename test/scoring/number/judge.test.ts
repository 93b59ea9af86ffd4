import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import { isWithin, readDecimal, writeDecimal } from '../../../src/scoring/number/decimal.js';
import type { Answer, Judgement } from '../../../src/scoring/verdict.js';

function judged(text: string, value: string, answer: Answer, tolerance = '0'): Judgement {
  return judge({ text, finishReason: 'stop' }, { kind: 'number', value, tolerance }, answer);
}

describe('a number', () => {
  it.each<[string, string, Answer]>([
    ['3.5', '3.5', 'direct'],
    ['3.50', '3.5', 'direct'],
    ['**3.5**.', '3.5', 'direct'],
    ['$-3.5$', '-3.5', 'direct'],
    ['\u22123.5', '-3.5', 'direct'],
    ['```\n.25\n```', '0.25', 'direct'],
    ['1,234.5', '1234.5', 'direct'],
    ['2e-3', '0.002', 'direct'],
    ['1e300', '1e300', 'direct'],
    ['So \\boxed{3.0 \\times 10^{8}}', '300000000', 'cot'],
    ['\\boxed{x = 0.1}', '0.1', 'cot'],
    ['\\boxed{1{,}234.5}', '1234.5', 'cot'],
    ['Answer: 42', '42.0', 'cot'],
    ['**Answer:** 1.234', '1.234', 'cot'],
    ['Answer: 0.30\n\nThe answer is 0.3.', '0.3', 'cot'],
  ])('is read as it is written: %j is %s', (text, value, answer) => {
    expect(judged(text, value, answer)).toMatchObject({ verdict: 'correct', lenient: 'correct' });
  });

  it.each<[string, string, Answer, string]>([
    ['I think it is 3.5', '3.5', 'direct', 'correct'],
    ['Answer: 3.5', '3.5', 'direct', 'correct'],
    ['3.5 kg', '3.5', 'direct', 'malformed'],
    ['3.5 or 4', '3.5', 'direct', 'malformed'],
    ['50%', '0.5', 'direct', 'malformed'],
    ['\\boxed{\\frac{7}{2}}', '3.5', 'cot', 'malformed'],
    ['The result is 3.5', '3.5', 'cot', 'correct'],
    ['Answer: 3.5\nNo, the answer is 4.5.', '3.5', 'cot', 'correct'],
    ['3,5', '3.5', 'direct', 'malformed'],
    ['nan', '3.5', 'direct', 'malformed'],
    [`1e${'9'.repeat(30)}`, '3.5', 'direct', 'malformed'],
    ['9'.repeat(100_000), '3.5', 'direct', 'malformed'],
  ])('is not read from %j', (text, value, answer, lenient) => {
    expect(judged(text, value, answer)).toMatchObject({ verdict: 'malformed', lenient });
  });

  it('is right within the tolerance, the limits included, and compared without rounding', () => {
    expect(judged('0.3', '0.2', 'direct', '0.1').verdict).toBe('correct');
    expect(judged('0.30000000000000000000001', '0.2', 'direct', '0.1').verdict).toBe('incorrect');
    expect(judged('0.29', '0.2', 'direct', '0.05')).toEqual({
      verdict: 'incorrect',
      answer: '0.29',
      reason: 'found 0.29, expected 0.2, at most 0.05 away',
      lenient: 'incorrect',
      truncated: false,
    });
  });

  it('is refused as a target when it is none', () => {
    expect(() => judged('3', 'three', 'direct')).toThrow(new TypeError('not a number: three'));
  });
});

describe('a decimal', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

  it('is read back from its text', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 40n), 10n ** 40n),
        fc.integer({ min: -60, max: 60 }),
        (digits, exponent) => {
          const number = readDecimal(`${digits}e${exponent}`);
          expect(number).not.toBeNull();
          if (number !== null) expect(readDecimal(writeDecimal(number))).toEqual(number);
        },
      ),
    );
  });

  it('is what the host reads, and as near to another as the host says', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const number = readDecimal(String(value));
        expect(number === null ? null : Number(writeDecimal(number)) + 0).toBe(value + 0);
      }),
    );
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(whole, whole, fc.nat(100), (a, b, tolerance) => {
        const [left, right, most] = [a, b, tolerance].map((each) => readDecimal(`${each}e-2`));
        if (!left || !right || !most) throw new Error('not read');
        expect(isWithin(left, right, most)).toBe(Math.abs(a - b) <= tolerance);
      }),
    );
  });
});
