import { describe, expect, it } from 'vitest';
import { CONTEXTS, WORD_PROBLEMS } from '../../../src/suites/compositions/templates.js';

/** The placeholders of a template, in their order. */
function placeholders(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

describe('the templates of compositions', () => {
  it('are twenty of each kind, all different', () => {
    expect([WORD_PROBLEMS.length, CONTEXTS.length]).toEqual([20, 20]);
    expect(new Set([...WORD_PROBLEMS, ...CONTEXTS]).size).toBe(40);
  });

  it.each(WORD_PROBLEMS)('name the composition and the input once each: %s', (template) => {
    expect(placeholders(template).toSorted()).toEqual(['input', 'name']);
    expect(template).toMatch(/[ (]\{input\}/);
    expect(template).not.toMatch(/\d|\ban \{name\}|compos/);
  });

  it.each(CONTEXTS)('name the composition once, and end in the source: %s', (template) => {
    expect(placeholders(template)).toEqual(['name', 'source']);
    expect(template).toMatch(/[:.]\n\n\{source\}$/);
  });
});
