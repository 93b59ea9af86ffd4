import { describe, expect, it } from 'vitest';
import { ANSWER_FORMAT, CONTEXTS, REQUESTS } from '../../../src/suites/grammars/templates.js';

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

describe('the requests', () => {
  it('are twenty, no two of the same words', () => {
    expect(REQUESTS.length).toBe(20);
    expect(new Set(REQUESTS.map(bare)).size).toBe(20);
  });

  it.each(REQUESTS)(
    'hold the name and the vocabulary once each and nothing else: %s',
    (template) => {
      expect(occurrences(template, '{name}')).toBe(1);
      expect(occurrences(template, '{vocabulary}')).toBe(1);
      expect(template.match(/[{}]/g)?.length).toBe(4);
    },
  );

  it.each(REQUESTS)('are whole sentences, and ask for a sentence or a line: %s', (template) => {
    expect(template).toMatch(/^[A-Z].*[.?]$/);
    expect(template).toMatch(/\b(?:sentences?|order|something|line|say)\b/i);
    expect(template).not.toMatch(/ {2}|\n|\ban \{name\}/);
  });
});

describe('the context templates', () => {
  it('are twenty, no two of the same words', () => {
    expect(CONTEXTS.length).toBe(20);
    expect(new Set(CONTEXTS.map(bare)).size).toBe(20);
  });

  it.each(CONTEXTS)(
    'hold the name once, and once the grammar, which comes last: %s',
    (template) => {
      expect(occurrences(template, '{name}')).toBe(1);
      expect(occurrences(template, '{grammar}')).toBe(1);
      expect(template.match(/[{}]/g)?.length).toBe(4);
      expect(template).toMatch(/^[A-Z].*[:.]\n\n\{grammar\}$/);
    },
  );
});

describe('the answer format', () => {
  it('asks for exactly one sentence, its words parted by spaces, and nothing else', () => {
    expect(ANSWER_FORMAT).toMatch(/exactly one sentence.*single spaces.*nothing else\.$/);
  });
});
