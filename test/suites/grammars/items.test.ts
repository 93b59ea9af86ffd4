import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { Recogniser } from '../../../src/cfg/earley/recognise.js';
import { parseGrammar, readGrammar } from '../../../src/cfg/notation/notation.js';
import { Random } from '../../../src/random/random.js';
import { grammars } from '../../../src/suites/grammars/grammars.js';
import { Grammars, guessAccuracy, SPLITS } from '../../../src/suites/grammars/instance.js';
import { type Options, options } from '../../../src/suites/grammars/options.js';
import { type Vocabulary, vocabularies } from '../../../src/suites/grammars/vocabularies.js';
import type { Execution, Item } from '../../../src/suites/suite.js';

function instanceOf(given: Partial<Options> = {}): Grammars {
  return new Grammars(options.parse(given));
}

function everyItem(instance: Grammars): Item[] {
  return SPLITS.flatMap((split) => [...instance.items(split, 'direct')]);
}

function itemsById(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

/** Executions or items, by instruction. */
function byInstruction<T extends { instruction: string }>(values: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(value.instruction) ?? [];
    groups.set(value.instruction, [...group, value]);
  }
  return groups;
}

/** Which vocabularies a grammar is asked or shown in, sorted. */
function inputsOf(values: readonly { readonly input: string }[]): string[] {
  return [...new Set(values.map(({ input }) => input))].toSorted();
}

function vocabularyNamed(name: string): Vocabulary {
  const found = vocabularies().find((vocabulary) => vocabulary.name === name);
  if (found === undefined) throw new Error(`there is no vocabulary ${name}`);
  return found;
}

/** For the sentences of an item's target. */
function recogniserOf({ target }: Item): Recogniser {
  if (target.kind !== 'sentence') throw new Error('expected a sentence');
  return new Recogniser(compileGrammar(parseGrammar(target.grammar)));
}

function keyOf({ instruction, input, output }: Execution): string {
  return `${instruction} ${input} ${output}`;
}

/** Items as if `w-io-test` were `w-io-train`, by id. */
function withoutSplit(items: readonly Item[]) {
  return items
    .map(({ id, split: _split, ...rest }) => ({
      ...rest,
      id: id.replace('/w-io-test/', '/w-io-train/'),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function withoutControls(items: readonly Item[]) {
  return items.map(({ controls: _controls, ...rest }) => rest);
}

const ALL = ['Vocab-A', 'Vocab-B', 'Vocab-C', 'Vocab-D', 'Vocab-E'];

describe.each([1, 2, 3])('the whole plan of seed %i', (seed) => {
  const instance = instanceOf({ seed, held_out: 1 });
  const items = everyItem(instance);
  const byId = new Map(instance.instructions.map((instruction) => [instruction.id, instruction]));

  it('asks each grammar in five vocabularies, train grammars in the one that is held out apart', () => {
    expect(items.length).toBe(3 * 100 * 5);
    for (const group of byInstruction(items).values()) {
      const names = ['wo-io', 'in-context'].includes(group[0]?.split ?? '')
        ? [...ALL, ...ALL]
        : ALL;
      expect(group.map(({ input }) => input).toSorted()).toEqual(names.toSorted());
    }
  });

  it('never asks two items with the same id or the same messages', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(items.map(({ messages }) => JSON.stringify(messages))).size).toBe(items.length);
  });

  it('names grammar and vocabulary in every prompt, and shows rules and words in context only', () => {
    for (const { instruction, input, messages, split, target } of items) {
      const { name = '', source = '' } = byId.get(instruction) ?? {};
      expect(messages.length).toBe(1);
      const text = messages[0]?.content ?? '';
      expect(text).toContain(name);
      expect(text).toContain(input);
      expect(text).toContain('exactly one sentence');
      expect(text.includes(source.trimEnd())).toBe(split === 'in-context');
      const words = target.kind === 'sentence' ? target.grammar.slice(source.length).trimEnd() : '';
      expect(text.includes(words)).toBe(split === 'in-context');
      expect(text).not.toMatch(/\{\w+\}/);
    }
  });

  it('has as target the rules of the instruction and the words of the vocabulary, without a warning', () => {
    for (const { instruction, input, target } of items) {
      if (target.kind !== 'sentence') throw new Error('expected a sentence');
      expect(target.grammar.startsWith(byId.get(instruction)?.source ?? '?')).toBe(true);
      const { grammar, warnings } = readGrammar(target.grammar);
      expect(warnings).toEqual([]);
      const { all } = vocabularyNamed(input);
      expect(all).toEqual(expect.arrayContaining([...compileGrammar(grammar).terminals]));
    }
  });

  it('asks train grammars in the w-io splits and evaluation grammars in the others', () => {
    for (const { instruction, split } of items) {
      const role = split.startsWith('w-io') ? 'train' : 'evaluation';
      expect(byId.get(instruction)?.role).toBe(role);
    }
  });

  it('shows thirty different sentences of each train grammar, each of its language', () => {
    const recognisers = new Map(
      items
        .filter(({ split }) => split.startsWith('w-io'))
        .map((item) => [`${item.instruction} ${item.input}`, recogniserOf(item)]),
    );
    const shown = byInstruction(instance.executions());
    expect(shown.size).toBe(100);
    for (const executions of shown.values()) {
      expect(new Set(executions.map(({ output }) => output)).size).toBe(30);
      for (const { instruction, input, output } of executions) {
        const recogniser = recognisers.get(`${instruction} ${input}`);
        expect(recogniser?.recognise(output.split(' ')).accepted).toBe(true);
      }
    }
  });

  it('shows every rule of every train grammar: without it, a sentence that is shown is none', () => {
    const shown = byInstruction(instance.executions());
    for (const { key, origin } of instance.trainGrammars) {
      const patterns = (shown.get(`grammars/${key}`) ?? []).map(({ input, output }) =>
        vocabularyNamed(input).patternOf(output),
      );
      const { start, rules } = origin.language.compiled.grammar;
      for (const rule of rules) {
        const others = { start, rules: rules.filter((other) => other !== rule) };
        const recogniser = new Recogniser(compileGrammar(others));
        expect(patterns.every((each) => recogniser.recognise(each).accepted)).toBe(false);
      }
    }
  });
});

describe('the items', () => {
  const instance = instanceOf({ train: 12, evaluation: 12 });
  const items = everyItem(instance);

  it('have ids that say suite, split, answer, seed, grammar and vocabulary', () => {
    const [item] = instance.items('wo-io', 'direct');
    expect(item?.id).toBe('grammars/wo-io/direct/s1-0199/vocab-a');
    expect(item?.instruction).toBe('grammars/s1-0199');
    expect(item?.cluster).toBe(item?.instruction);
  });

  it('have their keys in one order', () => {
    const orders = new Set(items.map((item) => Object.keys(item).join()));
    expect([...orders]).toEqual([
      'id,suite,split,answer,instruction,cluster,input,messages,target,facets,controls',
    ]);
  });

  it('have the facets and controls that the suite names', () => {
    for (const { facets, controls } of items) {
      expect(Object.keys(facets).toSorted()).toEqual(grammars.summaryFacets().toSorted());
      expect(Object.keys(controls)).toEqual(Object.keys(grammars.controls));
    }
  });

  it('say as length how many rules are shown', () => {
    const byId = new Map(instance.instructions.map(({ id, source }) => [id, source]));
    for (const { instruction, facets } of items) {
      const lines = (byId.get(instruction) ?? '').trimEnd().split('\n');
      const rules = lines.reduce((sum, line) => sum + line.split(' | ').length, 0);
      expect(facets['length']).toBe(rules);
    }
  });

  it('come of evaluation grammars from the back of the pool', () => {
    const asked = [...byInstruction(instance.items('wo-io', 'direct')).keys()];
    expect(asked.slice(0, 2)).toEqual(['grammars/s1-0199', 'grammars/s1-0198']);
    expect(asked.at(-1)).toBe('grammars/s1-0188');
  });

  it('ask the same words in wo-io and in-context, but for what is shown before them', () => {
    const named = [...instance.items('wo-io', 'direct')];
    const shown = [...instance.items('in-context', 'direct')];
    for (const [at, item] of named.entries()) {
      const text = item.messages[0]?.content ?? '';
      expect(shown[at]?.messages[0]?.content.endsWith(`\n\n${text}`)).toBe(true);
    }
  });

  it('are none for a split that the suite does not have', () => {
    expect(() => [...instance.items('wo', 'direct')]).toThrow('grammars has no split wo');
  });
});

describe('the splits', () => {
  it('are all but w-io-test, which has no items, when no vocabulary is held out', () => {
    const instance = instanceOf({ train: 6, evaluation: 6 });
    expect(instance.splits).toEqual(['w-io-train', 'wo-io', 'in-context']);
    expect([...instance.items('w-io-test', 'direct')]).toEqual([]);
    expect(instanceOf({ train: 6, evaluation: 6, held_out: 2 }).splits).toEqual([
      'w-io-train',
      'w-io-test',
      'wo-io',
      'in-context',
    ]);
  });

  it('show a train grammar in all vocabularies but those that w-io-test asks', () => {
    const instance = instanceOf({ train: 60, evaluation: 6, held_out: 2 });
    const shown = byInstruction(instance.executions());
    const heldOut = byInstruction(instance.items('w-io-test', 'direct'));
    const asked = byInstruction(instance.items('w-io-train', 'direct'));
    for (const [instruction, executions] of shown) {
      const inputs = inputsOf(executions);
      expect(inputs.length).toBe(3);
      expect(inputsOf(asked.get(instruction) ?? [])).toEqual(inputs);
      expect([...inputs, ...inputsOf(heldOut.get(instruction) ?? [])].toSorted()).toEqual(ALL);
    }
    // Each vocabulary is held out for some grammars and shown of others.
    expect(inputsOf([...heldOut.values()].flat())).toEqual(ALL);
    expect(inputsOf([...shown.values()].flat())).toEqual(ALL);
  });

  it('ask no more vocabularies of a train grammar than training shows', () => {
    const instance = instanceOf({ train: 6, evaluation: 6, executions: 2 });
    const shown = byInstruction(instance.executions());
    for (const [instruction, items] of byInstruction(instance.items('w-io-train', 'direct'))) {
      expect(inputsOf(items)).toEqual(inputsOf(shown.get(instruction) ?? []));
      expect(items.length).toBe(2);
    }
  });
});

describe('growing', () => {
  const small = instanceOf({ train: 12, evaluation: 12 });
  const before = everyItem(small);

  it.each([
    ['train', { train: 30, evaluation: 12 }],
    ['evaluation', { train: 12, evaluation: 30 }],
    ['executions', { train: 12, evaluation: 12, executions: 60 }],
  ])('%s changes no item', (_, given) => {
    const after = itemsById(everyItem(instanceOf(given)));
    for (const item of before) expect(after.get(item.id)).toEqual(item);
  });

  it('held_out moves items of train grammars to another split and changes nothing else of them', () => {
    const after = everyItem(instanceOf({ train: 12, evaluation: 12, held_out: 2 }));
    expect(withoutSplit(after)).toEqual(withoutSplit(before));
  });

  it('executions keeps those that were there, and train those of the first grammars', () => {
    const few = byInstruction(instanceOf({ train: 6, evaluation: 6, executions: 7 }).executions());
    const many = byInstruction(
      instanceOf({ train: 9, evaluation: 6, executions: 40 }).executions(),
    );
    for (const [instruction, executions] of few) {
      expect(many.get(instruction)?.slice(0, 7).map(keyOf)).toEqual(executions.map(keyOf));
    }
    expect(many.size).toBe(9);
  });

  it('depth changes sentences and chances, and no grammar and no prompt', () => {
    const deep = instanceOf({ train: 12, evaluation: 12, depth: 4 });
    expect(deep.instructions).toEqual(small.instructions);
    const after = everyItem(deep);
    expect(withoutControls(after)).toEqual(withoutControls(before));
    expect(after).not.toEqual(before);
    expect([...deep.executions()]).not.toEqual([...small.executions()]);
  });
});

describe('a guess', () => {
  const instance = instanceOf({ train: 6, evaluation: 6 });
  const items = [...instance.items('wo-io', 'direct')];

  it('is random words of the vocabulary, as long as sentences are', () => {
    for (const item of items) {
      const { all } = vocabularyNamed(item.input);
      const shares = instance.evaluationGrammars
        .find(({ key }) => item.instruction.endsWith(key))
        ?.origin.language.drawnLengths(instance.options.depth);
      const seen = new Set<string>();
      for (let draw = 0; draw < 200; draw += 1) {
        const words = instance.guess(item, new Random('guess', item.id, draw)).split(' ');
        expect(shares?.[words.length]).toBeGreaterThan(0);
        for (const word of words) seen.add(word);
      }
      expect([...seen].toSorted()).toEqual(all.toSorted());
    }
  });

  it('is right as often as the control of random words says', () => {
    for (const item of items) expect(guessAccuracy(item)).toBe(item.controls['random_words']);
  });
});

describe('the measures of an answer', () => {
  const instance = instanceOf({ train: 12, evaluation: 12 });
  const [execution] = instance.executions();
  const item = [...instance.items('w-io-train', 'direct')].find(
    ({ instruction, input }) => instruction === execution?.instruction && input === execution.input,
  );
  if (item === undefined || execution === undefined) throw new Error('there is no item');

  it('say whether training showed it, and how far it is right', () => {
    const words = execution.output.split(' ');
    expect(instance.measure(item, execution.output)).toEqual({ viable_prefix: 1, shown: 1 });
    expect(instance.measure(item, `${execution.output} xyzzy`)).toEqual({
      viable_prefix: words.length / (words.length + 1),
      shown: 0,
    });
    expect(instance.measure(item, words.slice(0, -1).join(' '))).toEqual({
      viable_prefix: 1,
      shown: 0,
    });
    expect(instance.measure(item, 'xyzzy')).toEqual({ viable_prefix: 0, shown: 0 });
  });

  it('count what training showed of any grammar', () => {
    const last = [...instance.executions()].at(-1);
    expect(last?.instruction).not.toBe(item.instruction);
    expect(instance.measure(item, last?.output ?? '').shown).toBe(1);
  });

  it('are those that the suite names', () => {
    expect(Object.keys(instance.measure(item, 'x'))).toEqual(Object.keys(grammars.measures));
  });
});
