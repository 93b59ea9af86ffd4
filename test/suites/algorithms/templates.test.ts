import { describe, expect, it } from 'vitest';
import { ANSWER_FORMATS, CONTEXTS, QUESTIONS } from '../../../src/suites/algorithms/templates.js';

/** How often `part` stands in `text`. */
function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('the questions', () => {
  it('are ten different ones', () => {
    expect(new Set(QUESTIONS).size).toBe(10);
  });

  it.each(QUESTIONS)(
    'hold the name and the arguments once each and nothing else: %s',
    (template) => {
      expect(occurrences(template, '{name}')).toBe(1);
      expect(occurrences(template, '{arguments}')).toBe(1);
      expect(template.match(/[{}`]/g)?.length).toBe(4);
      expect(template).toMatch(/^[A-Z].*[?.]$/);
      expect(template).not.toMatch(/\d| {2}|\ban? \{name\}/);
    },
  );
});

describe('the context templates', () => {
  it('are twenty different ones', () => {
    expect(new Set(CONTEXTS).size).toBe(20);
  });

  it.each(CONTEXTS)('hold the name once, and once the source, which comes last: %s', (template) => {
    expect(occurrences(template, '{name}')).toBe(1);
    expect(occurrences(template, '{source}')).toBe(1);
    expect(template.match(/[{}]/g)?.length).toBe(4);
    expect(template).toMatch(/^[A-Z].*[:.]\n\n\{source\}$/);
  });
});

it.each(['integer', 'literal'] as const)(
  'the answer formats ask for the %s alone, or for one of two forms',
  (kind) => {
    expect(ANSWER_FORMATS[kind].direct).not.toMatch(/boxed|Answer:|step/);
    expect(ANSWER_FORMATS[kind].cot).toContain(`\\boxed{${kind}}`);
    expect(ANSWER_FORMATS[kind].cot).toContain(`"Answer: ${kind}"`);
  },
);
