import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';

function faultsOf(curriculum: string): string {
  const source = [
    'models: [{ label: m, simulator: { kind: oracle } }]',
    'suites: [{ suite: random-arithmetic }, { suite: ciphers }]',
    `curriculum: ${curriculum}`,
  ].join('\n');
  try {
    parseConfig(source, 'c.yaml');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

describe('the block curriculum', () => {
  it('may be left out, and has a default for every key', () => {
    const source =
      'models: [{ label: m, simulator: { kind: oracle } }]\nsuites: [{ suite: ciphers }]';
    expect(parseConfig(source, 'c.yaml').curriculum).toBeUndefined();
    expect(parseConfig(`${source}\ncurriculum: {}`, 'c.yaml').curriculum).toEqual({
      kind: 'proactive',
      stages: 'all',
      seed: 1,
      answers: ['direct', 'cot'],
      context_templates: true,
      repeats: { train: 1, evaluation: 1 },
      examples: 100,
      formats: ['trl-prompt-completion'],
    });
  });

  it.each([
    [
      '{ kind: proactiv }',
      'c.yaml:3:21: curriculum.kind: found "proactiv"; did you mean "proactive"?',
    ],
    [
      '{ repeat: 3 }',
      'c.yaml:3:15: curriculum.repeat: unknown key "repeat"; did you mean "repeats"?',
    ],
    ['{ examples: 1001 }', 'c.yaml:3:25: curriculum.examples: expected at most 1000; found 1001'],
    ['{ kind: across-suites }', 'curriculum.across: missing; kind across-suites needs it'],
    [
      '{ kind: single-stage, stages: first }',
      'curriculum.stages: single-stage has one stage: expected all',
    ],
    [
      '{ across: { first: ciphers, second: random-arithmetic } }',
      'curriculum.across: only kind across-suites has it',
    ],
    [
      '{ kind: across-suites, across: { first: grammars, second: ciphers } }',
      'curriculum.across.first: this config has no suite "grammars"; expected random-arithmetic, ciphers',
    ],
    [
      '{ kind: across-suites, across: { first: ciphers, second: ciphers } }',
      'curriculum.across.second: expected another suite than first',
    ],
  ])('refuses %s', (curriculum, message) => {
    expect(faultsOf(curriculum)).toContain(message);
  });
});
