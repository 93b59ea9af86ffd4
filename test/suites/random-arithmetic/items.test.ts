import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram } from '../../../src/python/index.js';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { RandomArithmetic, SPLITS } from '../../../src/suites/random-arithmetic/instance.js';
import { type Options, options } from '../../../src/suites/random-arithmetic/options.js';
import type { Facets, Item } from '../../../src/suites/suite.js';

function instanceOf(given: Partial<Options> = {}): RandomArithmetic {
  return new RandomArithmetic(options.parse(given));
}

function everyItem(instance: RandomArithmetic): Item[] {
  return SPLITS.flatMap((split) => ANSWERS.flatMap((answer) => [...instance.items(split, answer)]));
}

function facet(facets: Facets, name: string): string | number | undefined {
  return facets[name];
}

/** Items by id, less what may depend on other options: the controls. */
function lasting(items: readonly Item[]): Map<string, unknown> {
  return new Map(items.map((item) => [item.id, { ...item, controls: null }]));
}

/** Which of the coverage marks of a program the inputs leave untouched, of those that any input touches. */
function untaken(source: string, name: string, inputs: readonly number[]): number[] {
  const program = compileProgram(parseProgram(source), { coverage: true });
  const taken = (of: readonly number[]) =>
    new Set(of.flatMap((input) => [...(program.call(name, [input]).branches ?? [])]));
  const all = taken(Array.from({ length: 199 }, (_, at) => at - 99));
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
      expect(target).toEqual({ kind: 'integer', value: String(value) });
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
    for (const { id, name, source } of instance.instructions) {
      const shown = instance.executions(id).map(({ input }) => input);
      expect(untaken(source, name, shown)).toEqual([]);
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

  it('of w-io-train are executions of training, and those of w-io-test are not', () => {
    for (const { id } of instance.instructions.filter(({ role }) => role === 'train')) {
      const shown = new Map(
        instance.executions(id).map(({ input, output }) => [String(input), String(output)]),
      );
      expect(shown.size).toBe(30);
      for (const item of items.filter(({ instruction }) => instruction === id)) {
        const value = shown.get(item.input);
        expect(value).toBe(item.split === 'w-io-train' ? item.target.value : undefined);
      }
    }
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
    for (const { instruction, input, target, controls } of items) {
      const counts = new Map<string, number>();
      for (const { output } of instance.executions(instruction)) {
        counts.set(String(output), (counts.get(String(output)) ?? 0) + 1);
      }
      const most = Math.max(...counts.values());
      const usual = [...counts]
        .filter(([, count]) => count === most)
        .map(([value]) => Number(value));
      expect(controls).toEqual({
        most_common_output: Number(target.value) === Math.min(...usual) ? 1 : 0,
        repeat_input: target.value === input ? 1 : 0,
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

  it('have no executions for an instruction of another seed', () => {
    expect(() => instance.executions('random-arithmetic/s2-0000')).toThrow('no instruction');
  });
});

describe('growing an option', () => {
  const before = lasting(everyItem(instanceOf(SMALL)));

  it.each([
    { ...SMALL, train: 50 },
    { ...SMALL, evaluation: 50 },
    { ...SMALL, executions: 60 },
    { ...SMALL, held_out: 100 },
    { ...SMALL, held_out: 20, items_per_function: 20 },
  ])('keeps every item that was there: %j', (grown) => {
    const after = lasting(everyItem(instanceOf(grown)));
    for (const [id, item] of before) expect(after.get(id)).toEqual(item);
  });

  it('keeps the executions that were there', () => {
    const [few, more] = [instanceOf(SMALL), instanceOf({ ...SMALL, executions: 90 })];
    for (const { id } of few.instructions) {
      expect(more.executions(id).slice(0, 30)).toEqual(few.executions(id));
    }
  });

  it('changes every id when it is the seed', () => {
    for (const { id } of everyItem(instanceOf({ ...SMALL, seed: 2 }))) {
      expect(before.has(id)).toBe(false);
    }
  });
});
