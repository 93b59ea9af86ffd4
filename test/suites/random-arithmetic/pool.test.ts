import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  countOperations,
  parseProgram,
  printFunction,
} from '../../../src/python/index.js';
import { LARGEST_RESULT, LEAST_TAKEN } from '../../../src/suites/random-arithmetic/behaviour.js';
import { fixedLoopsIn } from '../../../src/suites/random-arithmetic/control-flow.js';
import { INPUTS, runsOf } from '../../../src/suites/random-arithmetic/inputs.js';
import { makePool, type PoolFunction, poolOf } from '../../../src/suites/random-arithmetic/pool.js';

/** The shares of the pool, of functions of each control flow. */
function shares(pool: readonly PoolFunction[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { controlFlow } of pool) counts[controlFlow] = (counts[controlFlow] ?? 0) + 1;
  return counts;
}

describe.each([1, 2, 3])('the pool of seed %i', (seed) => {
  const pool = poolOf(seed);
  const sources = pool.map(({ definition }) => printFunction(definition));

  it('holds 1,000 functions of different names and different behaviour', () => {
    expect(pool.map(({ index }) => index)).toEqual(Array.from({ length: 1000 }, (_, at) => at));
    expect(new Set(pool.map(({ name }) => name.toLowerCase())).size).toBe(1000);
    expect(new Set(pool.map(({ outputs }) => outputs.join())).size).toBe(1000);
  });

  it('holds every number of operators equally often in each ten functions', () => {
    for (let at = 0; at < 1000; at += 10) {
      const lengths = pool.slice(at, at + 10).map(({ operators }) => operators);
      expect(lengths.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
  });

  it('counts operators as the source shows them', () => {
    for (const [at, { operators }] of pool.entries()) {
      const [definition] = parseProgram(sources[at] ?? '').functions;
      expect(definition && countOperations(definition)).toBe(operators);
    }
  });

  it('does as a printed program what it does as a tree, without exceptions and within 10^9', () => {
    for (const [at, { name, outputs }] of pool.entries()) {
      const program = compileProgram(parseProgram(sources[at] ?? ''));
      const values = INPUTS.map((input) => program.call(name, [input]).value);
      expect(values).toEqual([...outputs]);
      expect(Math.max(...outputs.map(Math.abs))).toBeLessThanOrEqual(LARGEST_RESULT);
    }
  });

  it('holds no constant function and none that gives back its input', () => {
    for (const { outputs } of pool) {
      expect(new Set(outputs).size).toBeGreaterThan(1);
      expect([...outputs]).not.toEqual(INPUTS);
    }
  });

  it('takes each branch for at least a tenth of the inputs', () => {
    for (const { name, definition } of pool) {
      const module = { kind: 'Module', functions: [definition] } as const;
      const program = compileProgram(module, { coverage: true });
      const taken = Array.from({ length: program.branchCount }, () => 0);
      for (const input of INPUTS) {
        for (const branch of program.call(name, [input]).branches ?? []) {
          taken[branch] = (taken[branch] ?? 0) + 1;
        }
      }
      const often = taken.filter((times) => times >= LEAST_TAKEN).length;
      expect(often).toBe(program.branchCount - fixedLoopsIn(definition.body));
    }
  });

  it('reads every variable that it assigns', () => {
    for (const source of sources) {
      const assigned = new Set([...source.matchAll(/\b(t\d+) = /g)].map(([, name]) => name));
      for (const name of assigned) {
        const uses = source.match(new RegExp(`\\b${name}\\b(?! = )`, 'g')) ?? [];
        expect(uses.length, `${name} in\n${source}`).toBeGreaterThan(0);
      }
    }
  });

  it("is written with the paper's constructs, and with every one of them", () => {
    const line =
      /^(?:def [A-Z][a-z]+\(x\):|(?: {4})+(?:t\d = .+|if .+ [<>] .+:|else:|for i in range\(.+\):)| {4}return t\d)$/;
    for (const source of sources) {
      expect(
        source
          .trimEnd()
          .split('\n')
          .filter((text) => !line.test(text)),
      ).toEqual([]);
      expect(source).not.toMatch(/(?<!\*)\*\* [01]\b|[+] 0\b|(?<!\*)\* 1\b|\/\/ 1\b|% 1\b/);
    }
    const whole = sources.join('\n');
    for (const construct of [
      'for ',
      'if ',
      'else:',
      ' + ',
      ' - ',
      ' * ',
      ' // ',
      ' % ',
      ' ** ',
      ' < ',
      ' > ',
      'abs(',
    ]) {
      expect(whole.split(construct).length).toBeGreaterThan(50);
    }
  });

  it('is varied: no control flow is rare, and loops use their counter often', () => {
    for (const count of Object.values(shares(pool))) expect(count).toBeGreaterThan(60);
    expect(Object.keys(shares(pool)).length).toBe(4);
    const loops = sources.filter((source) => source.includes('for i '));
    const counting = loops.filter((source) => (source.match(/\bi\b/g)?.length ?? 0) > 1);
    expect(counting.length / loops.length).toBeGreaterThan(0.3);
  });
});

describe('the pool', () => {
  it('on record does as a printed program what it does as a tree, branch by branch and operator by operator', () => {
    for (const known of poolOf(1)) {
      const source = parseProgram(printFunction(known.definition));
      const program = compileProgram(source, { coverage: true, count: true });
      expect(runsOf(program, known.name)).toEqual(known.run?.());
    }
  });

  it('is the same each time it is made', () => {
    const again = makePool(1).map(({ definition }) => printFunction(definition));
    expect(again).toEqual(poolOf(1).map(({ definition }) => printFunction(definition)));
  });
});
