/** What is read of an output that was asked for one sentence: what is stripped, what is malformed, what leniency finds. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/scoring/judge.js';
import type { Judgement } from '../../../src/scoring/verdict.js';

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

describe('a right sentence', () => {
  it.each([
    RIGHT,
    `${RIGHT}\n`,
    `\n\n  ${RIGHT}  `,
    `${RIGHT}.`,
    `${RIGHT} .`,
    `${RIGHT}!`,
    'Fov slelu wefu.',
    'FOV SLELU WEFU',
    'fov  slelu\twefu',
    'fov, slelu, wefu',
    `"${RIGHT}"`,
    `"${RIGHT}."`,
    `\u201c${RIGHT}\u201d`,
    `'${RIGHT}'`,
    `\`${RIGHT}\``,
    `**${RIGHT}**`,
    `*${RIGHT}.*`,
    `_${RIGHT}_`,
    `**"${RIGHT}"**`,
    `(${RIGHT})`,
    `[${RIGHT}]`,
    `> ${RIGHT}`,
    `- ${RIGHT}`,
    `1. ${RIGHT}`,
    `1) ${RIGHT}`,
    `\`\`\`\n${RIGHT}\n\`\`\``,
    `\`\`\`text\n${RIGHT}\n\`\`\``,
    `Sentence: ${RIGHT}`,
    `Answer: ${RIGHT}.`,
    `**Sentence:** ${RIGHT}`,
    `**Sentence: ${RIGHT}**`,
    `Output: "${RIGHT}"`,
    `Sentence 1: ${RIGHT}`,
    `${RIGHT}\nfov juzop wefu`,
    `${RIGHT}\n\nThis fits because a determiner comes first.`,
    `${RIGHT}<|im_end|>\nmore`,
    `<|im_start|>assistant\n${RIGHT}<|im_end|>`,
    `${RIGHT}</s>`,
    'fov toza vegex toza slelu gemra ruft juzop',
  ])('is read in %j', (text) => {
    expect(judged(text)).toMatchObject({
      verdict: 'correct',
      lenient: 'correct',
      truncated: false,
    });
  });

  it('is given as its words', () => {
    expect(judged('**Fov, slelu WEFU.**').answer).toBe(RIGHT);
  });

  it('counts although the output was cut after its line', () => {
    expect(judged(`${RIGHT}\nfov jus`, 'length').verdict).toBe('correct');
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
    ['...', 'no words', 'malformed'],
    ['**', 'no words', 'malformed'],
    ["I'm sorry, but I can't help with that.", 'no sentence of the vocabulary', 'malformed'],
    ['42', 'no sentence of the vocabulary', 'malformed'],
    [`Here is a sentence that fits: ${RIGHT}`, 'no sentence of the vocabulary', 'correct'],
    [`Sure! Here is a sentence:\n\n${RIGHT}`, 'no sentence of the vocabulary', 'correct'],
    ['Sure! Here is a sentence:\n\nfov wefu', 'no sentence of the vocabulary', 'incorrect'],
    [`The sentence "${RIGHT}" follows the rules.`, 'no sentence of the vocabulary', 'correct'],
    [`I would say **${RIGHT}** here, as asked.`, 'no sentence of the vocabulary', 'correct'],
    [`${RIGHT}. ruft juzop gemra.`, 'more than one sentence', 'correct'],
    [`${RIGHT}! fov`, 'more than one sentence', 'correct'],
    ['fov wefu. ruft juzop gemra.', 'more than one sentence', 'incorrect'],
    ['S -> NP VP', 'no sentence of the vocabulary', 'malformed'],
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
        reason: 'cut at the token limit within its sentence',
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
