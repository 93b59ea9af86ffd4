import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram, repr } from '../../../src/python/index.js';
import { Random } from '../../../src/random/random.js';
import { ANSWERS, integerOf } from '../../../src/scoring/verdict.js';
import { Compositions } from '../../../src/suites/compositions/instance.js';
import { type Options, options } from '../../../src/suites/compositions/options.js';
import { SPLITS } from '../../../src/suites/random-arithmetic/function-suite.js';
import { suiteNamed } from '../../../src/suites/registry.js';
import type { Item } from '../../../src/suites/suite.js';

function instanceOf(given: Partial<Options> = {}): Compositions {
  return new Compositions(options.parse(given));
}

function everyItem(instance: Compositions): Item[] {
  return SPLITS.flatMap((split) => ANSWERS.flatMap((answer) => [...instance.items(split, answer)]));
}

function byId(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

/** The program that a prompt shows. */
function shownIn({ messages }: Item): string {
  return /```python\n(.*?)\n```/s.exec(messages[0]?.content ?? '')?.[1] ?? '';
}

const SMALL = { train: 20, evaluation: 20 };

describe('the items of compositions', () => {
  const instance = instanceOf();
  const items = everyItem(instance);
  const names = new Map(instance.instructions.map(({ id, name }) => [id, name]));

  it('are ten of each composition in each split, in both ways of answering', () => {
    expect(items.length).toBe(4 * 2 * 100 * 10);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(items.map(({ messages }) => JSON.stringify(messages))).size).toBe(items.length);
  });

  it('ask in context with all three functions, whose program gives the target', () => {
    for (const item of instance.items('in-context', 'direct')) {
      const program = parseProgram(shownIn(item));
      expect(program.functions.length).toBe(3);
      const result = compileProgram(program).call(names.get(item.instruction) ?? '', [
        Number(item.input),
      ]);
      expect(repr(result.value)).toBe(integerOf(item.target));
    }
  });

  it('ask by name alone in every other split: neither source nor part is named', () => {
    const parts = new Map(
      instance.instructions.map(({ id, source }) => [
        id,
        [...source.matchAll(/([A-Z][a-z]+)\(/g)].map(([, name = '']) => name).slice(1),
      ]),
    );
    for (const item of items.filter(({ split }) => split !== 'in-context')) {
      const text = item.messages[0]?.content ?? '';
      expect(text).toContain(names.get(item.instruction));
      expect(parts.get(item.instruction)?.length).toBe(2);
      for (const part of parts.get(item.instruction) ?? []) expect(text).not.toContain(part);
      expect(text).not.toContain('```');
    }
  });

  it('have the operators of both parts as ops, and the roles of the parts', () => {
    for (const { facets, split } of items) {
      expect(facets['ops']).toBeGreaterThanOrEqual(2);
      expect(facets['ops']).toBeLessThanOrEqual(20);
      expect(facets['parts']).toMatch(
        split.startsWith('w-io')
          ? /^train\+train$/
          : /^(?:train\+train|train\+evaluation|evaluation\+evaluation)$/,
      );
      expect(Object.keys(facets)).toEqual(['ops', 'parts', 'executed_ops']);
    }
  });

  it('carry controls that say whether leaving out a part would be right', () => {
    for (const item of instance.items('in-context', 'direct')) {
      const program = parseProgram(shownIn(item));
      const [inner, outer] = program.functions.map(({ name }) => name);
      const compiled = compileProgram(program);
      const gives = (name = '') =>
        repr(compiled.call(name, [Number(item.input)]).value) === integerOf(item.target) ? 1 : 0;
      expect(item.controls).toMatchObject({
        inner_alone: gives(inner),
        outer_alone: gives(outer),
        repeat_input: item.input === integerOf(item.target) ? 1 : 0,
      });
    }
  });

  it('count as binding errors what a part gives', () => {
    let counted = 0;
    for (const item of instance.items('in-context', 'direct')) {
      const program = parseProgram(shownIn(item));
      const compiled = compileProgram(program);
      for (const { name } of program.functions) {
        const answer = repr(compiled.call(name, [Number(item.input)]).value);
        const wrong = answer !== integerOf(item.target);
        expect(instance.isBindingError(item, answer)).toBe(wrong);
        counted += Number(wrong);
      }
    }
    expect(counted).toBeGreaterThan(1000);
  });

  it('are answered wrongly by plausible errors, often as a part would be', () => {
    let partial = 0;
    for (const item of instance.items('in-context', 'direct')) {
      const error = instance.plausibleError(item, new Random('error', item.id));
      expect(error).not.toBe(integerOf(item.target));
      const program = parseProgram(shownIn(item));
      const [inner] = program.functions;
      const value = compileProgram(program).call(inner?.name ?? '', [Number(item.input)]).value;
      partial += Number(repr(value) === error);
    }
    expect(partial).toBeGreaterThan(100);
  });
});

describe('the executions of compositions', () => {
  it('are of train compositions alone, under their own names', () => {
    const instance = instanceOf(SMALL);
    const train = instance.instructions.filter(({ role }) => role === 'train');
    const executions = [...instance.executions()];
    expect(executions.length).toBe(20 * 30);
    expect(new Set(executions.map(({ name }) => name))).toEqual(
      new Set(train.map(({ name }) => name)),
    );
  });
});

describe('growing an option of compositions', () => {
  const before = byId(everyItem(instanceOf(SMALL)));

  it.each([
    { ...SMALL, train: 250 },
    { ...SMALL, evaluation: 250 },
    { ...SMALL, executions: 60, held_out: 20 },
    { ...SMALL, items_per_composition: 20 },
  ])('keeps every item that was there, whole: %j', (grown) => {
    const after = byId(everyItem(instanceOf({ executions: 30, ...grown })));
    for (const [id, item] of before) expect(after.get(id)).toEqual(item);
  });
});

describe('the options of compositions', () => {
  const { error } = suiteNamed('random-arithmetic-compositions').options.safeParse({
    train: 251,
    executions: 190,
  });

  it('refuse more than a list has and more inputs than there are', () => {
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain('train');
    expect(
      options.safeParse({ executions: 190 }).error?.issues.map(({ message }) => message),
    ).toEqual([
      'executions + held_out must be at most 199 (the inputs there are), found 190 + 10 = 200',
    ]);
  });
});
