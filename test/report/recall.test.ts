import { describe, expect, it } from 'vitest';
import type { RecallSummary } from '../../src/eval/recall.js';
import type { Summary } from '../../src/eval/summary.js';
import { renderRecall, renderRecallMarkdown } from '../../src/report/recall.js';

const SHARE = { value: 0.25, low: 0.1, high: 0.4 };

const ROW: RecallSummary = {
  suite: 'algorithms',
  split: 'wo-io',
  answer: 'direct',
  instructions: 36,
  knows: { value: 0.9, low: 0.8, high: 0.95 },
  does: SHARE,
  knows_and_does: { value: 0.225, low: 0.1, high: 0.4 },
  knows_only: { value: 0.675, low: 0.5, high: 0.8 },
  does_only: { value: 0.025, low: 0, high: 0.1 },
  neither: { value: 0.075, low: 0, high: 0.2 },
  does_if_known: SHARE,
  does_if_unknown: null,
  words: 'Most of what it recalls it does not execute: the words were stored without the skill.',
};

function summaryWith(recall?: readonly RecallSummary[]): Summary {
  return {
    format: 1,
    name: 'test',
    label: 'step|7',
    model: 'a-model',
    simulated: false,
    tags: {},
    samples_per_item: 4,
    temperature: 0.8,
    groups: [],
    ...(recall === undefined ? {} : { recall }),
  };
}

describe('what is known beside what is done', () => {
  it('is a table with the words that follow', () => {
    expect(renderRecall([summaryWith([ROW])])).toBe(
      [
        'run     suite       does: split  answer  instr.               knows                does   both  knows only  does only  neither       does if known  if unknown',
        'step|7  algorithms  wo-io        direct      36  90.0% [80.0, 95.0]  25.0% [10.0, 40.0]  22.5%       67.5%       2.5%     7.5%  25.0% [10.0, 40.0]           –',
        '',
        'knows: recalls the instruction (split recall); does: executes it; both … neither: of the pairs of a recall and an execution of one instruction',
        'does if known: accuracy of executions, each instruction weighted by how often it was recalled; if unknown: by how often it was not',
        'intervals: 95%, korn-graubard-shrunken, over instructions',
        'step|7, algorithms wo-io direct: Most of what it recalls it does not execute: the words were stored without the skill.',
      ].join('\n'),
    );
  });

  it('is a table of Markdown', () => {
    const lines = renderRecallMarkdown([summaryWith([ROW])]).split('\n');
    expect(lines[2]).toBe(
      '| step\\|7 | algorithms | wo-io | direct | 36 | 90.0% \\[80.0, 95.0\\] | 25.0% \\[10.0, 40.0\\] | 22.5% | 67.5% | 2.5% | 7.5% | 25.0% \\[10.0, 40.0\\] | – |',
    );
    expect(lines.at(-1)).toBe(
      '- step\\|7, algorithms wo-io direct: Most of what it recalls it does not execute: the words were stored without the skill.',
    );
  });

  it('is nothing for runs that do not ask for instructions', () => {
    expect(renderRecall([summaryWith()])).toBe('');
    expect(renderRecallMarkdown([summaryWith()])).toBe('');
  });
});
