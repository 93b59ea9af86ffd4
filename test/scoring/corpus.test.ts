import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/scoring/judge.js';
import type { Answer, Verdict } from '../../src/scoring/verdict.js';

/** One line of the corpus. `finish_reason` is `stop` where it is left out. */
interface Case {
  readonly output: string;
  readonly finish_reason?: string;
  readonly answer: Answer;
  readonly target: string;
  readonly verdict: Verdict;
  readonly lenient: Verdict;
  readonly note: string;
}

const CASES = readFileSync(new URL('outputs.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

describe('every output of the corpus is judged as a careful reader would', () => {
  it.each(CASES)(
    '$answer: $output ($note)',
    ({ output, finish_reason, answer, target, ...rest }) => {
      const judged = judge(
        { text: output, finishReason: finish_reason ?? 'stop' },
        { kind: 'integer', value: target },
        answer,
      );
      expect({ verdict: judged.verdict, lenient: judged.lenient }).toEqual({
        verdict: rest.verdict,
        lenient: rest.lenient,
      });
      expect(judged.truncated).toBe(finish_reason === 'length' && rest.verdict === 'malformed');
    },
  );

  it('holds at least 200 outputs with all verdicts of both answers, and no output twice', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
    for (const answer of ['direct', 'cot']) {
      const verdicts = CASES.filter((one) => one.answer === answer).map((one) => one.verdict);
      expect(new Set(verdicts)).toEqual(new Set(['correct', 'incorrect', 'malformed']));
    }
    const keys = CASES.map((one) =>
      JSON.stringify([one.output, one.finish_reason, one.answer, one.target]),
    );
    expect(new Set(keys).size).toBe(CASES.length);
  });
});
