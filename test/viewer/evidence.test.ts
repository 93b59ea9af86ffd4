/** What is shown beside a sample: trees and rejections, true runs, what code gave. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/reasoning/facts.js';
import { suiteNamed } from '../../src/suites/registry.js';
import type { Item, SuiteInstance } from '../../src/suites/suite.js';
import { callViews } from '../../src/viewer/call-views.js';
import { instructedOf } from '../../src/viewer/instructed.js';
import { SentenceViews } from '../../src/viewer/sentence-view.js';

const GRAMMAR = "S -> NP V | NP V NP\nNP -> 'the' N\nN -> 'cat' | 'dog'\nV -> 'sees'";
const LEFT = "S -> S 'a' | 'a'";

describe('a sentence', () => {
  it('that the grammar has is shown with its tree, each node before those below it', () => {
    const view = new SentenceViews().of(GRAMMAR, 'the cat sees');
    expect(view?.rejected_at).toBeNull();
    expect(view?.tree.map(({ label, depth, start, end }) => [label, depth, start, end])).toEqual([
      ['S', 0, 0, 3],
      ['NP', 1, 0, 2],
      ['the', 2, 0, 1],
      ['N', 2, 1, 2],
      ['cat', 3, 1, 2],
      ['V', 1, 2, 3],
      ['sees', 2, 2, 3],
    ]);
  });

  it('that it does not have is shown up to the word that cannot stand there, with what could', () => {
    const view = new SentenceViews().of(GRAMMAR, 'the cat dog sees');
    expect(view).toMatchObject({
      rejected_at: 2,
      words: ['the', 'cat', 'dog'],
      expected: ['sees'],
      may_end: false,
      tree: [],
    });
    expect(new SentenceViews().of(GRAMMAR, 'the cat sees the')).toMatchObject({
      rejected_at: 4,
      expected: ['cat', 'dog'],
    });
    expect(new SentenceViews().of(GRAMMAR, 'the cat sees sees')).toMatchObject({
      rejected_at: 3,
      may_end: true,
    });
  });

  it('of any length ends: long ones have no tree', () => {
    const view = new SentenceViews().of(LEFT, 'a '.repeat(5000));
    expect(view).toMatchObject({ rejected_at: null, tree: [] });
  });
});

async function firstItem(suite: string, split: string): Promise<[Item, SuiteInstance]> {
  const instance = await suiteNamed(suite).instantiate({});
  const [item] = instance.items(split, 'cot');
  if (item === undefined) throw new Error('no items');
  return [item, instance];
}

describe('the instruction of an item', () => {
  it.each(['random-arithmetic', 'algorithms'])(
    'is shown with the true run, values numbered as reasoning is checked: %s',
    async (suite) => {
      const [item, instance] = await firstItem(suite, 'wo-io');
      const shown = instructedOf(item, instance);
      const found = instance.instructions.find(({ id }) => id === item.instruction);
      expect(shown).toMatchObject({ source: { text: found?.source, more: 0 } });
      const facts = shown?.trace.filter(({ fact }) => fact !== null) ?? [];
      expect(facts.map(({ fact }) => fact)).toEqual(facts.map((_, place) => place + 1));
      expect(facts).toHaveLength(factsOf(instance.trace(item) ?? []).length);
      expect(facts.length).toBeGreaterThan(0);
    },
  );

  it('is not known where the suite is not there, or has other instructions', async () => {
    const [item, instance] = await firstItem('random-arithmetic', 'wo-io');
    expect(instructedOf(item, undefined)).toBeNull();
    expect(instructedOf({ ...item, instruction: 'another' }, instance)).toBeNull();
  });
});

describe('code in an answer', () => {
  it('is shown by what each call gave, beside what the instruction gives', () => {
    const probes = [
      { arguments: '1', value: '2' },
      { arguments: '2', value: '4' },
    ];
    const target = {
      kind: 'program',
      name: 'f',
      before: '',
      after: '',
      call: '{name}({arguments})',
      probes,
      comparison: { tolerance: 0, sequences: 'exact' },
    } as const;
    const program = { source: '', calls: ['f(1)', 'f(2)'] };
    const outcomes = [
      { kind: 'value', repr: '2' },
      { kind: 'raised', type: 'ValueError', message: 'no' },
    ] as const;
    expect(callViews(program, outcomes, target)).toEqual([
      { call: 'f(1)', outcome: '2', expected: '2', right: true },
      { call: 'f(2)', outcome: 'ValueError: no', expected: '4', right: false },
    ]);
  });
});
