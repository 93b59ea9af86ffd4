import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judge } from '../../src/scoring/judge.js';
import { ANSWERS } from '../../src/scoring/verdict.js';

const verdict = z.enum(['correct', 'incorrect', 'malformed']);

/** One line of the corpus. `finish_reason` is `stop` where it is left out. */
const caseSchema = z.strictObject({
  output: z.string(),
  finish_reason: z.string().default('stop'),
  answer: z.enum(ANSWERS),
  target: z.string(),
  verdict,
  lenient: verdict,
  note: z.string().min(1),
});

/** The corpora: outputs that are judged as integers, and as texts. */
const CORPORA = [
  { kind: 'integer', file: 'outputs.jsonl', least: 400 },
  { kind: 'text', file: 'text/outputs.jsonl', least: 200 },
] as const;

function casesIn(file: string): z.output<typeof caseSchema>[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => caseSchema.parse(JSON.parse(line)));
}

describe.each(CORPORA)(
  'every output of $file is judged as a careful reader would',
  ({ kind, file, least }) => {
    const cases = casesIn(file);

    it.each(cases)('$answer: $output ($note)', (one) => {
      const judged = judge(
        { text: one.output, finishReason: one.finish_reason },
        { kind, value: one.target },
        one.answer,
      );
      expect({ verdict: judged.verdict, lenient: judged.lenient }).toEqual({
        verdict: one.verdict,
        lenient: one.lenient,
      });
      expect(judged.truncated).toBe(one.finish_reason === 'length' && one.verdict === 'malformed');
    });

    it(`holds at least ${least} outputs, all verdicts of both answers, and no case twice`, () => {
      expect(cases.length).toBeGreaterThanOrEqual(least);
      for (const answer of ANSWERS) {
        const verdicts = cases.filter((one) => one.answer === answer).map((one) => one.verdict);
        expect(new Set(verdicts)).toEqual(new Set(verdict.options));
      }
      const keys = cases.map((one) =>
        JSON.stringify([one.output, one.finish_reason, one.answer, one.target]),
      );
      expect(new Set(keys).size).toBe(cases.length);
    });
  },
);
