import { describe, expect, it } from 'vitest';
import { parseLiteral, repr } from '../../../src/python/index.js';
import { Random } from '../../../src/random/random.js';
import { judge } from '../../../src/scoring/judge.js';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { algorithms as suite } from '../../../src/suites/algorithms/algorithms.js';
import { Algorithms } from '../../../src/suites/algorithms/instance.js';
import { type Options, options } from '../../../src/suites/algorithms/options.js';
import { algorithms } from '../../../src/suites/algorithms/problems.js';
import type { Item } from '../../../src/suites/suite.js';

function instanceOf(given: Partial<Options> = {}): Algorithms {
  return new Algorithms(options.parse(given));
}

function everyItem(instance: Algorithms): Item[] {
  return instance.splits.flatMap((split) =>
    ANSWERS.flatMap((answer) => [...instance.items(split, answer)]),
  );
}

function promptOf({ messages }: Item): string {
  return messages.map(({ content }) => content).join('\n');
}

function targetOf({ target }: Item): string {
  if (target.kind !== 'integer' && target.kind !== 'python-literal') throw new Error(target.kind);
  return target.value;
}

const instance = instanceOf();
const items = everyItem(instance);
const byName = new Map(algorithms().map((algorithm) => [algorithm.name, algorithm]));
const byId = new Map(instance.instructions.map((instruction) => [instruction.id, instruction]));

describe('the items', () => {
  it('are ten of each of 36 algorithms in every split and answer', () => {
    expect(items.length).toBe(4 * 2 * 36 * 10);
  });

  it('have different ids and messages', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(items.map(promptOf)).size).toBe(items.length);
  });

  it('have ids that say suite, split, answer, seed, algorithm and input', () => {
    for (const { id, split, answer, instruction, cluster, input } of items) {
      const found = /^algorithms\/([\w-]+)\/(\w+)\/s1-(\w+)\/n\d{3}$/.exec(id);
      expect(found?.slice(1, 3)).toEqual([split, answer]);
      expect(instruction).toBe(`algorithms/${found?.[3]}`);
      expect(cluster).toBe(instruction);
      expect(input.startsWith(`${found?.[3]}(`)).toBe(true);
    }
  });

  it('ask the word problem with the name and the arguments, and show the source in context alone', () => {
    for (const item of items) {
      const { name = '', source = '', description = '' } = byId.get(item.instruction) ?? {};
      const prompt = promptOf(item);
      expect(prompt).toContain(`${description}\n\n`);
      expect(prompt.replace(description, '')).toContain(name);
      for (const parameter of byName.get(name)?.parameters ?? ['?']) {
        expect(prompt).toContain(`\`${parameter} = `);
      }
      expect(prompt.includes(source.trimEnd())).toBe(item.split === 'in-context');
      expect(prompt.includes('def ')).toBe(item.split === 'in-context');
      expect(prompt.includes('boxed')).toBe(item.answer === 'cot');
    }
  });

  it('have the arguments of their input in the prompt, as Python writes them', () => {
    for (const item of items) {
      const given = [...promptOf(item).matchAll(/`(\w+) = ([^`]*)`/g)].map(([, , value = '']) =>
        repr(parseLiteral(value)),
      );
      expect(item.input).toContain(`(${given.join(', ')})`);
    }
  });

  it('have integers for targets where the value is one, else Python literals', () => {
    const kinds = new Set(items.map(({ target }) => target.kind));
    expect(kinds).toEqual(new Set(['integer', 'python-literal']));
    for (const item of items) {
      const isInteger = /^-?\d+$/.test(targetOf(item));
      expect(item.target.kind).toBe(isInteger ? 'integer' : 'python-literal');
      expect(promptOf(item).includes('resulting integer')).toBe(isInteger);
    }
  });

  it('have the facets and controls that the suite names, and the keys in one order', () => {
    for (const { facets, controls } of items) {
      expect(Object.keys(facets).toSorted()).toEqual(suite.summaryFacets().toSorted());
      expect(Object.keys(controls)).toEqual(Object.keys(suite.controls));
      expect(Number(facets['length']) % 5).toBe(0);
      expect(Number.isInteger(Math.log2(Number(facets['steps'])))).toBe(true);
    }
    expect([...new Set(items.map((item) => Object.keys(item).join()))]).toEqual([
      'id,suite,split,answer,instruction,cluster,input,messages,target,facets,controls',
    ]);
  });

  it('are seldom right by a control', () => {
    for (const control of Object.keys(suite.controls)) {
      const sum = items.reduce((total, { controls }) => total + (controls[control] ?? 0), 0);
      expect(sum / items.length).toBeGreaterThan(0);
      expect(sum / items.length).toBeLessThan(0.15);
    }
  });

  it('are none for a split that the suite does not have', () => {
    expect(() => [...instance.items('wo', 'direct')]).toThrow('algorithms has no split wo');
  });
});

describe('answers of simulated models', () => {
  const random = new Random('test');

  it('are right where they should be and wrong in the requested format where not', () => {
    for (const item of items) {
      const verdictOf = (text: string) =>
        judge({ text, finishReason: 'stop' }, item.target, 'direct').verdict;
      expect(verdictOf(instance.rightAnswer(item))).toBe('correct');
      expect(verdictOf(instance.plausibleError(item, random))).toBe('incorrect');
      expect(verdictOf(instance.guess(item, random))).not.toBe('malformed');
    }
  });
});

describe('the splits', () => {
  const inputsOf = (split: string) =>
    Array.from(instance.items(split, 'direct'), ({ input }) => input);

  it('ask what training showed, what it held out, and evaluation algorithms with and without source', () => {
    const shown = new Map([...instance.executions()].map(({ input, output }) => [input, output]));
    expect(shown.size).toBe(36 * 30);
    for (const item of instance.items('w-io-train', 'cot')) {
      expect(shown.get(item.input)).toBe(targetOf(item));
    }
    for (const input of inputsOf('w-io-test')) expect(shown.has(input)).toBe(false);
    expect(inputsOf('wo-io')).toEqual(inputsOf('in-context'));
    const roleOf = ({ instruction }: Item) => byId.get(instruction)?.role;
    expect(new Set(Array.from(instance.items('w-io-test', 'cot'), roleOf))).toEqual(
      new Set(['train']),
    );
    expect(new Set(Array.from(instance.items('wo-io', 'cot'), roleOf))).toEqual(
      new Set(['evaluation']),
    );
  });

  it('ask the same words in wo-io and in-context, but for the source before them', () => {
    const shown = [...instance.items('in-context', 'cot')];
    for (const [at, item] of [...instance.items('wo-io', 'cot')].entries()) {
      expect(promptOf(shown[at] ?? item).endsWith(`\n\n${promptOf(item)}`)).toBe(true);
    }
  });

  it('have train and evaluation algorithms of every field, about half of each', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const counts = new Map<unknown, number>();
      for (const { role, facets } of instanceOf({ seed }).instructions) {
        const change = role === 'train' ? 1 : -1;
        counts.set(facets['field'], (counts.get(facets['field']) ?? 0) + change);
      }
      expect(counts.size).toBe(9);
      for (const difference of counts.values()) expect(Math.abs(difference)).toBeLessThanOrEqual(1);
    }
  });
});

describe('growing', () => {
  const small = instanceOf({
    train: 5,
    evaluation: 6,
    executions: 4,
    held_out: 2,
    items_per_algorithm: 3,
  });
  const before = everyItem(small);

  it('any number keeps the items and executions that were there', () => {
    const after = new Map(items.map((item) => [item.id, item]));
    expect(before.length).toBe(2 * (5 * 3 + 5 * 2 + 6 * 3 + 6 * 3));
    for (const item of before) expect(after.get(item.id)).toEqual(item);
    const executions = new Set(Array.from(instance.executions(), (each) => JSON.stringify(each)));
    for (const execution of small.executions()) {
      expect(executions).toContain(JSON.stringify(execution));
    }
  });
});

describe('binding errors', () => {
  const item = items.find(
    ({ instruction, split }) =>
      instruction === 'algorithms/binomial_coefficient' && split !== 'w-io-train',
  );
  if (item === undefined) throw new Error('no item');
  const args = [...item.input.matchAll(/\d+/g)].map(Number);
  const given = (name: string) => byName.get(name)?.run(args).output ?? '?';

  it('are what another algorithm gives for the arguments', () => {
    const [n = 0, k = 0] = args;
    expect(k).toBeGreaterThan(0);
    expect(targetOf(item)).toBe(given('binomial_coefficient'));
    expect(instance.isBindingError(item, given('bounded_partitions'))).toBe(true);
    expect(instance.isBindingError(item, targetOf(item))).toBe(false);
    expect(instance.isBindingError(item, String(n * 10_007))).toBe(false);
  });

  it('happen by chance as often as other inputs have them', () => {
    expect(instance.bindingErrorChance(item, '1234567')).toBe(0);
    const chance = instance.bindingErrorChance(item, '1');
    expect(chance).toBeGreaterThan(0);
    expect(chance).toBeLessThanOrEqual(1);
  });
});

describe('traces', () => {
  it('end with the value, and there are none of long runs', () => {
    const traces = [...instance.items('wo-io', 'cot')].map((item) => ({
      item,
      steps: instance.trace(item),
    }));
    for (const { item, steps } of traces) {
      if (steps === null) continue;
      expect(steps.length).toBeLessThanOrEqual(100);
      expect(steps.at(-1)).toMatchObject({ kind: 'return', value: targetOf(item) });
    }
    const share = traces.filter(({ steps }) => steps !== null).length / traces.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(1);
  });
});
