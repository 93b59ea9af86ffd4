import { describe, expect, it } from 'vitest';
import { ANSWER_FORMATS, CONTEXTS, WORD_PROBLEMS } from '../../../src/suites/ciphers/templates.js';

/** How often `part` stands in `text`. */
function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** A template's words without placeholders, case and punctuation. */
function bare(template: string): string {
  return template
    .replaceAll(/\{\w+\}/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
}

describe('the word problems', () => {
  it('are twenty, no two of the same words', () => {
    expect(WORD_PROBLEMS.length).toBe(20);
    expect(new Set(WORD_PROBLEMS.map(bare)).size).toBe(20);
  });

  it.each(WORD_PROBLEMS)(
    'hold the name, the text within quotes and the shift once each and nothing else: %s',
    (template) => {
      expect(occurrences(template, '{name}')).toBe(1);
      expect(occurrences(template, '"{text}"')).toBe(1);
      expect(occurrences(template, '{shift}')).toBe(1);
      expect(template.match(/[{}]/g)?.length).toBe(6);
      expect(occurrences(template, '"')).toBe(2);
    },
  );

  it.each(WORD_PROBLEMS)('keep other numbers and letters away from the shift: %s', (template) => {
    expect(template).not.toMatch(/\d/);
    expect(template).toMatch(/ \{shift\}(?:[ ,.?])/);
  });

  it.each(WORD_PROBLEMS)(
    'are whole sentences that end in a question or a request: %s',
    (template) => {
      expect(template).toMatch(/^[A-Z]/);
      expect(template).toMatch(/(?:\?|^(?:Apply|Encipher) .*\.)$/);
      expect(template).not.toMatch(/ {2}|\n|\ban? \{name\}/);
    },
  );
});

describe('the context templates', () => {
  it('are twenty, no two of the same words', () => {
    expect(CONTEXTS.length).toBe(20);
    expect(new Set(CONTEXTS.map(bare)).size).toBe(20);
  });

  it.each(CONTEXTS)('hold the name once, and once the source, which comes last: %s', (template) => {
    expect(occurrences(template, '{name}')).toBe(1);
    expect(occurrences(template, '{source}')).toBe(1);
    expect(template.match(/[{}]/g)?.length).toBe(4);
    expect(template).toMatch(/^[A-Z].*[:.]\n\n\{source\}$/);
  });
});

describe('the answer formats', () => {
  it('ask for the text alone, or for one of the two forms that end a written-out answer', () => {
    expect(ANSWER_FORMATS.direct).not.toMatch(/boxed|Answer:|step/);
    expect(ANSWER_FORMATS.cot).toContain('\\boxed{');
    expect(ANSWER_FORMATS.cot).toContain('"Answer: text"');
  });
});
