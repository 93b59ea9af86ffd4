/** What is read of an output that was asked for one sentence: what is stripped, what is malformed, what leniency finds. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judge } from '../../../src/scoring/judge.js';
import type { Judgement } from '../../../src/scoring/verdict.js';

const verdicts = z.enum(['correct', 'incorrect', 'malformed']);

/** One line of the corpus, for the grammar below. `finish_reason` is `stop` where it is left out. */
const caseSchema = z.strictObject({
  output: z.string(),
  finish_reason: z.string().default('stop'),
  verdict: verdicts,
  lenient: verdicts,
  note: z.string().min(1),
});

const CASES = readFileSync(new URL('outputs.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => caseSchema.parse(JSON.parse(line)));

const GRAMMAR = `
S -> NP Verb | NP Verb NP
NP -> Det Noun | Det Adj NP2
NP2 -> Noun | Adj NP2
Det -> "fov" | "ruft"
Noun -> "slelu" | "juzop" | "wodax"
Adj -> "toza" | "vegex"
Verb -> "wefu" | "gemra"
`;

function judged(text: string, finishReason = 'stop'): Judgement {
  return judge({ text, finishReason }, { kind: 'sentence', grammar: GRAMMAR }, 'direct');
}

const RIGHT = 'fov slelu wefu';

describe('every output of the corpus is judged as a careful reader would', () => {
  it.each(CASES)('$output ($note)', (one) => {
    const { verdict, lenient, truncated } = judged(one.output, one.finish_reason);
    expect({ verdict, lenient }).toEqual({ verdict: one.verdict, lenient: one.lenient });
    expect(truncated).toBe(one.finish_reason === 'length' && one.verdict === 'malformed');
  });

  it('holds at least 150 outputs, all verdicts, and no case twice', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(150);
    expect(new Set(CASES.map((one) => one.verdict))).toEqual(new Set(verdicts.options));
    const keys = CASES.map((one) => JSON.stringify([one.output, one.finish_reason]));
    expect(new Set(keys).size).toBe(CASES.length);
  });
});

describe('a right sentence', () => {
  it('is given as its words', () => {
    expect(judged('**Fov, slelu WEFU.**').answer).toBe(RIGHT);
  });

  it('may have marks of the grammar at its ends, within other marks', () => {
    const grammar = 'S -> "(" S ")" | "dog" "?"';
    for (const text of ['( dog ? )', '(dog?)', '**(dog?)**', '`(dog?)`.', 'Answer: ((dog?))']) {
      const target = { kind: 'sentence', grammar } as const;
      expect(judge({ text, finishReason: 'stop' }, target, 'direct').verdict).toBe('correct');
    }
  });
});

describe('a wrong sentence', () => {
  it.each([
    ['slelu fov wefu', 'token 1 "slelu": expected a det'],
    ['fov slelu', 'the sentence ends after token 2 "slelu": expected a verb'],
    ['fov slelu wefu wefu', 'token 4 "wefu": expected a det or the end of the sentence'],
    ['fov blick wefu', 'token 2 "blick" is no word of this grammar: expected a noun or an adj'],
    [
      'fov sleluwefu gemra',
      'token 2 "sleluwefu" is no word of this grammar: expected a noun or an adj',
    ],
    ['fov fov', 'token 2 "fov": expected a noun or an adj'],
    ['toza', 'token 1 "toza": expected a det'],
    [`${RIGHT} fov`, 'the sentence ends after token 4 "fov": expected a noun or an adj'],
  ])('%j: %s', (text, reason) => {
    expect(judged(text)).toMatchObject({ verdict: 'incorrect', lenient: 'incorrect', reason });
  });
});

describe('malformed is', () => {
  it.each([
    ['', 'empty output', 'malformed'],
    [' \n\t', 'empty output', 'malformed'],
    ['...', 'no text', 'malformed'],
    ['**', 'no text', 'malformed'],
    ['---', 'no words', 'malformed'],
    [
      "I'm sorry, but I can't help with that.",
      'fewer than half of its words are words of the grammar',
      'malformed',
    ],
    ['42', 'fewer than half of its words are words of the grammar', 'malformed'],
    [
      `Here is a sentence that fits: ${RIGHT}`,
      'fewer than half of its words are words of the grammar',
      'correct',
    ],
    [
      `Sure! Here is a sentence:\n\n${RIGHT}`,
      'fewer than half of its words are words of the grammar',
      'correct',
    ],
    [
      'Sure! Here is a sentence:\n\nfov wefu',
      'fewer than half of its words are words of the grammar',
      'incorrect',
    ],
    [
      `The sentence "${RIGHT}" follows the rules.`,
      'fewer than half of its words are words of the grammar',
      'correct',
    ],
    [
      `I would say **${RIGHT}** here, as asked.`,
      'fewer than half of its words are words of the grammar',
      'correct',
    ],
    [`${RIGHT}. ruft juzop gemra.`, 'more than one sentence', 'correct'],
    [`${RIGHT}! fov`, 'more than one sentence', 'correct'],
    ['fov wefu. ruft juzop gemra.', 'more than one sentence', 'incorrect'],
    ['S -> NP VP', 'fewer than half of its words are words of the grammar', 'malformed'],
  ] as const)('%j: %s, leniently %s', (text, reason, lenient) => {
    expect(judged(text)).toEqual({
      verdict: 'malformed',
      answer: null,
      reason,
      lenient,
      truncated: false,
    });
  });

  it('a sentence that was cut at the token limit, whatever stands there', () => {
    for (const text of [RIGHT, 'fov slelu', `Let me think. ${RIGHT}`, `"${RIGHT}."`]) {
      expect(judged(text, 'length')).toEqual({
        verdict: 'malformed',
        answer: null,
        reason: 'cut at the token limit within its answer',
        lenient: 'malformed',
        truncated: true,
      });
    }
  });

  it('a refusal by the finish reason', () => {
    expect(judged(RIGHT, 'content_filter')).toMatchObject({
      verdict: 'malformed',
      reason: 'refused',
    });
  });
});

describe('a hostile output of a megabyte', () => {
  it.each([
    ['one sentence again and again', `${RIGHT}. `.repeat(70_000)],
    ['words without end', 'fov '.repeat(250_000)],
    ['one word', 'f'.repeat(1_000_000)],
    ['adjectives', `fov ${'toza '.repeat(200_000)}`],
    ['emphasis', '*'.repeat(1_000_000)],
    ['quotes and words', '"fov" '.repeat(170_000)],
    ['lines', 'fov\n'.repeat(250_000)],
    ['labels', 'Sentence: '.repeat(100_000)],
    ['colons', ': '.repeat(500_000)],
    ['blank lines', '\n'.repeat(1_000_000)],
    ['lone surrogates', '\ud800'.repeat(1_000_000)],
    ['joined words', 'fov-'.repeat(250_000)],
  ])('%s is judged within seconds', (_, text) => {
    const began = performance.now();
    expect(judged(text).verdict).not.toBe('correct');
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
