/** Every kind accepts its own right answer in both forms, however it is formatted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHost, type HostValue } from '../../src/python/boundary.js';
import { repr } from '../../src/python/index.js';
import { judge } from '../../src/scoring/judge.js';
import type { Answer, Target } from '../../src/scoring/verdict.js';

function verdictsOf(text: string, target: Target, answer: Answer): string {
  const { verdict, lenient } = judge({ text, finishReason: 'stop' }, target, answer);
  return `${verdict} ${lenient}`;
}

const DRESSES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `${text}.`,
  (text) => ` **${text}** `,
  (text) => `***${text}***`,
  (text) => `_${text}_`,
  (text) => `\`${text}\``,
  (text) => `**\`${text}\`**.`,
];

const FRAMES: readonly (readonly [Answer, (text: string) => string])[] = [
  ['direct', (text) => text],
  ['direct', (text) => `\n${text}\n\nThat is all.`],
  ['direct', (text) => `\`\`\`python\n${text}\n\`\`\``],
  ['cot', (text) => `Answer: ${text}`],
  ['cot', (text) => `**Answer:** ${text}\n`],
  ['cot', (text) => `**Answer: ${text}**`],
  ['cot', (text) => `**Answer:**\n\`\`\`\n${text}\n\`\`\``],
  ['cot', (text) => `So it is $\\boxed{${text}}$.`],
];

/** Characters that mean something to Markdown, LaTeX or Python. */
const characters = fc.constantFrom(...Array.from(`*_\`#>$"'.{}[]()<,=- ab1\\\u2019\u2212`));
const strings = fc.string({ unit: characters, maxLength: 6 });
const values = fc.letrec<{ value: HostValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: strings },
    fc.integer(),
    fc.constantFrom(null, true, 0.5, -2.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(strings, { maxLength: 3 }).map((keys) => new Map(keys.map((key) => [key, 1]))),
  ),
})).value;

describe('a right answer', () => {
  it.each(["''", '""', "'*'", "'_'", "' '", "'.'", "'#'", "'**'", '"\'"', "'\"'", "'}'", "'{'"])(
    'that is the literal %s is correct in every form',
    (value) => {
      for (const dress of DRESSES) {
        for (const [answer, frame] of FRAMES) {
          const text = frame(dress(value));
          expect([text, verdictsOf(text, { kind: 'python-literal', value }, answer)]).toEqual([
            text,
            'correct correct',
          ]);
        }
      }
    },
  );

  it('that is the repr of a value is correct in every form', () => {
    fc.assert(
      fc.property(
        values.map((value) => repr(fromHost(value))),
        fc.constantFrom(...DRESSES),
        fc.constantFrom(...FRAMES),
        (value, dress, [answer, frame]) => {
          const target = { kind: 'python-literal', value } as const;
          expect(verdictsOf(frame(dress(value)), target, answer)).toBe('correct correct');
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each(['*', '_', '"', "'", '**', '#', '$$', '>'])('that is the mark %s is correct', (value) => {
    const targets = [
      { kind: 'text', value },
      { kind: 'regex', value: `[${value}]+`, example: value },
    ] as const;
    for (const target of targets) {
      expect(verdictsOf(value, target, 'direct')).toBe('correct correct');
      expect(verdictsOf(`Answer: ${value}`, target, 'cot')).toBe('correct correct');
      expect(verdictsOf(`\\boxed{${value}}`, target, 'cot')).toBe('correct correct');
    }
  });
});
