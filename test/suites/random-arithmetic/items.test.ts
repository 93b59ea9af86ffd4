import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram, repr } from '../../../src/python/index.js';
import { ANSWERS, integerOf } from '../../../src/scoring/verdict.js';
import { SPLITS } from '../../../src/suites/random-arithmetic/function-suite.js';
import { INPUTS } from '../../../src/suites/random-arithmetic/inputs.js';
import { RandomArithmetic } from '../../../src/suites/random-arithmetic/instance.js';
import { type Options, options } from '../../../src/suites/random-arithmetic/options.js';
import type { Facets, Instruction, Item } from '../../../src/suites/suite.js';

function instanceOf(given: Partial<Options> = {}): RandomArithmetic {
  return new RandomArithmetic(options.parse(given));
}

function everyItem(instance: RandomArithmetic): Item[] {
  return SPLITS.flatMap((split) => ANSWERS.flatMap((answer) => [...instance.items(split, answer)]));
}

function facet(facets: Facets, name: string): string | number | undefined {
  return facets[name];
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

/** How many items a split asks of its functions, each number once. */
function itemsPerFunction(instance: RandomArithmetic, split: string): number[] {
  const groups = byInstruction(instance.items(split, 'direct'));
  return [...new Set([...groups.values()].map((group) => group.length))];
}

/** What the source gives for every input. */
function outputsOf({ name, source }: Instruction): number[] {
  const program = compileProgram(parseProgram(source));
  return INPUTS.map((input) => Number(program.call(name, [input]).value));
}

/** Of the values that are there most often, the smallest. */
function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].toSorted(([a, often], [b, times]) => times - often || a - b);
  return first?.[0] ?? Number.NaN;
}

/** Which of the coverage marks of a program the inputs leave untouched, of those that any input touches. */
function untaken(source: string, name: string, inputs: readonly number[]): number[] {
  const program = compileProgram(parseProgram(source), { coverage: true });
  const taken = (of: readonly number[]) =>
    new Set(of.flatMap((input) => [...(program.call(name, [input]).branches ?? [])]));
  const all = taken(INPUTS);
  const covered = taken(inputs);
  return [...all].filter((branch) => !covered.has(branch));
}

const SMALL = { train: 20, evaluation: 20 };

describe.each([1, 2, 3])('the whole plan of seed %i', (seed) => {
  const instance = instanceOf({ seed });
  const items = everyItem(instance);
  const byId = new Map(instance.instructions.map((instruction) => [instruction.id, instruction]));

  it('asks ten items of each function in each split, in both ways of answering', () => {
    expect(items.length).toBe(4 * 2 * 100 * 10);
  });

  it('never asks two items with the same id or the same messages', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(items.map(({ messages }) => JSON.stringify(messages))).size).toBe(items.length);
  });

  it('gives as target what the source of the instruction gives when it is run', () => {
    const programs = new Map(
      instance.instructions.map(({ id, source }) => [id, compileProgram(parseProgram(source))]),
    );
    for (const { instruction, input, target } of items) {
      const name = byId.get(instruction)?.name ?? '';
      const value = programs.get(instruction)?.call(name, [Number(input)]).value;
      expect(target).toEqual({ kind: 'integer', value: repr(value ?? null) });
    }
  });

  it('names function and input in every prompt, and shows source in context only', () => {
    for (const { instruction, input, messages, split, answer } of items) {
      const { name = '', source = '' } = byId.get(instruction) ?? {};
      expect(messages.length).toBe(1);
      const text = messages[0]?.content ?? '';
      expect(text).toContain(name);
      expect(text).toMatch(new RegExp(`[ (]${input}(?![0-9])`));
      expect(text.includes(source.trimEnd())).toBe(split === 'in-context');
      expect(text.includes('boxed')).toBe(answer === 'cot');
      expect(text).not.toMatch(/\{(?:name|input|source)\}/);
    }
  });

  it('asks train functions in the w-io splits and evaluation functions in the others', () => {
    for (const { instruction, split } of items) {
      const role = split.startsWith('w-io') ? 'train' : 'evaluation';
      expect(byId.get(instruction)?.role).toBe(role);
    }
  });

  it('takes every branch among the executions, the held-out inputs and the asked items', () => {
    const executions = byInstruction(instance.executions());
    expect(executions.size).toBe(100);
    for (const [id, shown] of executions) {
      const { name = '', source = '' } = byId.get(id) ?? {};
      const inputs = shown.map(({ input }) => Number(input));
      expect(untaken(source, name, inputs)).toEqual([]);
    }
    const asked = new Map<string, Item[]>();
    for (const item of items) {
      const key = `${item.split} ${item.instruction}`;
      asked.set(key, [...(asked.get(key) ?? []), item]);
    }
    for (const group of asked.values()) {
      const { name = '', source = '' } = byId.get(group[0]?.instruction ?? '') ?? {};
      expect(
        untaken(
          source,
          name,
          group.map(({ input }) => Number(input)),
        ),
      ).toEqual([]);
    }
  });
});

describe('the items', () => {
  const instance = instanceOf(SMALL);
  const items = everyItem(instance);
  const [train] = instance.instructions;
  if (train === undefined) throw new Error('there is no train function');

  it('have ids that say suite, split, answer, seed, function and input', () => {
    const [item] = instance.items('wo-io', 'direct');
    expect(item?.id).toMatch(/^random-arithmetic\/wo-io\/direct\/s1-0999\/x-?\d+$/);
    expect(item?.instruction).toBe('random-arithmetic/s1-0999');
    expect(item?.cluster).toBe(item?.instruction);
  });

  it('have their keys in one order', () => {
    const orders = new Set(items.map((item) => Object.keys(item).join()));
    expect([...orders]).toEqual([
      'id,suite,split,answer,instruction,cluster,input,messages,target,facets,controls',
    ]);
  });

  it('come of evaluation functions from the back of the pool', () => {
    const asked = [...byInstruction(instance.items('wo-io', 'direct')).keys()];
    expect(asked.slice(0, 2)).toEqual(['random-arithmetic/s1-0999', 'random-arithmetic/s1-0998']);
    expect(asked.at(-1)).toBe('random-arithmetic/s1-0980');
  });

  it('count the operators that ran: all of a straight program, at most all of a branch', () => {
    const straight = items.filter(({ facets }) => facet(facets, 'control_flow') === 'straight');
    const branch = items.filter(({ facets }) => facet(facets, 'control_flow') === 'branch');
    for (const { facets } of straight)
      expect(facet(facets, 'executed_ops')).toBe(facet(facets, 'ops'));
    for (const { facets } of branch) {
      expect(Number(facet(facets, 'executed_ops'))).toBeLessThanOrEqual(
        Number(facet(facets, 'ops')),
      );
    }
    expect(straight.length * branch.length).toBeGreaterThan(0);
  });

  it('ask the same words in wo-io and in-context, but for the source before them', () => {
    const named = [...instance.items('wo-io', 'cot')];
    const shown = [...instance.items('in-context', 'cot')];
    for (const [at, item] of named.entries()) {
      const text = item.messages[0]?.content ?? '';
      expect(shown[at]?.input).toBe(item.input);
      expect(shown[at]?.messages[0]?.content.endsWith(`\`\`\`\n\n${text}`)).toBe(true);
    }
  });

  it('carry controls that say whether a fixed answer would be right', () => {
    const usual = new Map(instance.instructions.map((of) => [of.id, mode(outputsOf(of))]));
    for (const { instruction, input, target, controls } of items) {
      expect(controls).toEqual({
        most_common_output: Number(integerOf(target)) === usual.get(instruction) ? 1 : 0,
        repeat_input: integerOf(target) === input ? 1 : 0,
      });
    }
  });

  it('are made as they are asked for', () => {
    const all = instance.items('w-io-test', 'direct')[Symbol.iterator]();
    expect(all.next().value?.split).toBe('w-io-test');
  });

  it('are none of a split that the suite does not have', () => {
    expect(() => [...instance.items('w-io', 'direct')]).toThrow('has no split w-io');
  });
});

describe('the executions', () => {
  const instance = instanceOf({ ...SMALL, executions: 40, items_per_function: 30 });
  const executions = [...instance.executions()];
  const train = instance.instructions.filter(({ role }) => role === 'train');
  const shown = new Map(
    executions.map(({ instruction, input, output }) => [`${instruction} ${input}`, output]),
  );

  it('are as many as asked for of each train function, in its place, and none of another', () => {
    const groups = byInstruction(executions);
    expect([...groups.keys()]).toEqual(train.map(({ id }) => id));
    expect(executions.map(({ instruction }) => instruction)).toEqual(
      train.flatMap(({ id }) => Array.from({ length: 40 }, () => id)),
    );
    expect(shown.size).toBe(20 * 40);
  });

  it('name the function and say in decimal what its source gives', () => {
    const outputs = new Map(train.map((of) => [of.id, outputsOf(of)]));
    const names = new Map(train.map(({ id, name }) => [id, name]));
    for (const { instruction, name, input, output } of executions) {
      expect(name).toBe(names.get(instruction));
      expect(input).toMatch(/^(?:0|-?[1-9]\d*)$/);
      expect(output).toBe(String(outputs.get(instruction)?.[INPUTS.indexOf(Number(input))]));
    }
  });

  it('have their keys in one order', () => {
    const orders = new Set(executions.map((execution) => Object.keys(execution).join()));
    expect([...orders]).toEqual(['instruction,name,input,output']);
  });

  it.each([
    { executions: 40, items_per_function: 30 },
    { executions: 5 },
    { executions: 189, held_out: 10, items_per_function: 198 },
  ])('are what w-io-train asks, and what no other split does: %j', (given) => {
    const asking = instanceOf({ ...SMALL, ...given });
    const known = new Map(
      [...asking.executions()].map((of) => [`${of.instruction} ${of.input}`, of.output]),
    );
    for (const { split, instruction, input, target } of everyItem(asking)) {
      const output = known.get(`${instruction} ${input}`);
      expect(output).toBe(split === 'w-io-train' ? integerOf(target) : undefined);
    }
  });

  it('are asked in the order in which training shows them', () => {
    const asked = byInstruction(instance.items('w-io-train', 'direct'));
    for (const [id, group] of byInstruction(executions)) {
      const inputs = group.map(({ input }) => input);
      expect(asked.get(id)?.map(({ input }) => input)).toEqual(inputs.slice(0, 30));
    }
  });
});

describe('fewer executions or held-out inputs than items', () => {
  it('are all asked, while the other splits ask as many items as ever', () => {
    const instance = instanceOf({ ...SMALL, executions: 5, held_out: 3 });
    expect(SPLITS.map((split) => [split, itemsPerFunction(instance, split)])).toEqual([
      ['w-io-train', [5]],
      ['w-io-test', [3]],
      ['wo-io', [10]],
      ['in-context', [10]],
    ]);
  });
});

describe('growing an option', () => {
  const few = { ...SMALL, executions: 5, held_out: 5 };
  const before = itemsById(everyItem(instanceOf(few)));

  it.each([
    { ...few, train: 50 },
    { ...few, train: 980 },
    { ...few, evaluation: 50 },
    { ...few, executions: 30 },
    { ...few, executions: 40 },
    { ...few, executions: 194 },
    { ...few, held_out: 10 },
    { ...few, held_out: 194 },
    { ...few, items_per_function: 40 },
    { train: 50, evaluation: 50, executions: 60, held_out: 20, items_per_function: 20 },
  ])('keeps every item that was there, whole: %j', (grown) => {
    const after = itemsById(everyItem(instanceOf(grown)));
    for (const [id, item] of before) expect(after.get(id)).toEqual(item);
  });

  it('changes no item at all when only more is shown and held out than is asked', () => {
    const items = everyItem(instanceOf(SMALL));
    expect(everyItem(instanceOf({ ...SMALL, executions: 40 }))).toEqual(items);
    expect(everyItem(instanceOf({ ...SMALL, held_out: 100 }))).toEqual(items);
  });

  it('keeps the executions that were there', () => {
    const more = byInstruction(instanceOf({ ...SMALL, train: 30, executions: 90 }).executions());
    for (const [id, executions] of byInstruction(instanceOf(SMALL).executions())) {
      expect(more.get(id)?.slice(0, 30)).toEqual(executions);
    }
  });

  it('changes every id when it is the seed', () => {
    for (const { id } of everyItem(instanceOf({ ...SMALL, seed: 2 }))) {
      expect(before.has(id)).toBe(false);
    }
  });
});
