import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { compileProgram, parseProgram, printFunction, repr } from '../../../../src/python/index.js';
import type { FunctionDef } from '../../../../src/python/syntax/syntax.js';
import { Random } from '../../../../src/random/random.js';
import { draftFunction } from '../../../../src/suites/random-arithmetic/draft.js';
import { describe } from '../../../../src/suites/random-arithmetic/english/describe.js';
import { phrases } from '../../../../src/suites/random-arithmetic/english/lexicon.js';
import { readDescription } from '../../../../src/suites/random-arithmetic/english/read.js';
import { INPUTS } from '../../../../src/suites/random-arithmetic/inputs.js';
import { poolOf } from '../../../../src/suites/random-arithmetic/pool.js';
import { slippedFunctions } from '../../../../src/suites/random-arithmetic/slips.js';

/** Beyond those that are asked. */
const FAR_INPUTS: readonly number[] = [-100_003, -1000, -100, 100, 1001, 99_991];

function outputsOf(definition: FunctionDef, inputs: readonly number[]): string {
  const program = compileProgram({ kind: 'Module', functions: [definition] });
  const valueFor = (input: number): string => {
    try {
      return repr(program.call(definition.name, [input]).value);
    } catch {
      return 'none';
    }
  };
  return inputs.map(valueFor).join();
}

function textOf(definition: FunctionDef, ...key: readonly (string | number)[]): string {
  return describe(definition, new Random('test', ...key));
}

function functionOf(source: string): FunctionDef {
  const [definition] = parseProgram(source).functions;
  if (definition === undefined) throw new Error('the source has no function');
  return definition;
}

/** With a branch inside a branch. */
const NESTED: FunctionDef = functionOf(`def Blork(x):
    if x < 9:
        if x > 2:
            t0 = x * 3 + 1
        else:
            t0 = 2 ** (x % 4)
    else:
        t0 = 5
    return t0
`);

group.each([1, 2, 3])('the descriptions of the pool of seed %i', (seed) => {
  const pool = poolOf(seed);
  const texts = pool.map(({ definition, index }) => textOf(definition, seed, index));

  it('are read back, each in one way, as functions of the same name and the same behaviour', () => {
    for (const [at, { name, definition, outputs }] of pool.entries()) {
      const read = readDescription(texts[at] ?? '');
      expect(read.name).toBe(name);
      const told = `${texts[at]}\n${printFunction(definition)}${printFunction(read)}`;
      expect(outputsOf(read, INPUTS), told).toBe([...outputs].join());
      expect(outputsOf(read, FAR_INPUTS), told).toBe(outputsOf(definition, FAR_INPUTS));
    }
  });

  it('are all different, names aside', () => {
    const nameless = pool.map(({ name }, at) => texts[at]?.replaceAll(name, 'It'));
    expect(new Set(nameless).size).toBe(1000);
  });

  it('are paragraphs of whole sentences of plain words', () => {
    for (const text of texts) {
      expect(text).toMatch(/^[A-Z][A-Za-z0-9 ,;:.()-]*\.$/);
      expect(text).not.toMatch(/ {2}| [,.;:)]|\( |\.[A-Za-z]|,,/);
      expect(text.length).toBeLessThan(1500);
      for (const part of text.split('. ')) expect(part).toMatch(/^[A-Z]/);
    }
  });
});

group('a description', () => {
  const pool = poolOf(1);

  it('means the same whatever the words that are drawn', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(1_000_000), (index, key) => {
        const origin = pool[index];
        if (origin === undefined) return;
        const read = readDescription(textOf(origin.definition, 'words', key));
        expect(outputsOf(read, INPUTS)).toBe([...origin.outputs].join());
      }),
      { numRuns: 1000 },
    );
  });

  it('gives back any draft of a function, those included that no pool takes', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 10 }), (key, operators) => {
        const definition = draftFunction(new Random('draft', key), 'Blork', operators);
        const read = readDescription(textOf(definition, 'drafts', key));
        expect(outputsOf(read, INPUTS)).toBe(outputsOf(definition, INPUTS));
      }),
      { numRuns: 1000 },
    );
  });

  it('is another for a function that does something else, and does what that does', () => {
    let compared = 0;
    for (const { definition, outputs, index } of pool.slice(0, 200)) {
      const text = textOf(definition, 'slips', index);
      for (const slip of slippedFunctions(definition)) {
        const slipped = outputsOf(slip, INPUTS);
        if (slipped === outputs.join() || !isTold(slip)) continue;
        const other = textOf(slip, 'slips', index);
        expect(other).not.toBe(text);
        expect(outputsOf(readDescription(other), INPUTS)).toBe(slipped);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('is drawn by its key alone, and from many', () => {
    const definition = pool.find(({ operators }) => operators === 6)?.definition;
    if (definition === undefined) throw new Error('there is no function of six operators');
    expect(textOf(definition, 5)).toBe(textOf(definition, 5));
    const texts = Array.from({ length: 200 }, (_, key) => textOf(definition, key));
    expect(new Set(texts).size).toBeGreaterThan(190);
  });

  it('uses every phrase there is', () => {
    const told = [...poolOf(1), ...poolOf(2)].flatMap(({ definition, name }, at) =>
      [definition, composition(name), NESTED].map((of) => textOf(of, 'phrases', at)),
    );
    const all = told.join('\n').toLowerCase();
    expect(phrases().filter((phrase) => !all.includes(phrase.toLowerCase()))).toEqual([]);
  });

  it('says what is done first where operations are nested, and how division rounds', () => {
    const source =
      'def Blork(x):\n    t0 = x - (7 - x // 3)\n    t1 = (t0 - 2) % 5 * (x - t0)\n    return t1\n';
    expect(textOf(functionOf(source), 'golden', 3)).toMatchInlineSnapshot(
      `"Blork takes one integer, n. First, to get p, divide n by 3 and round down, subtract the result from 7, and subtract it from n. After that, take the result of subtracting 2 from p, take the remainder, from 0 to 4, of dividing the result by 5, multiply by (the result of subtracting p from n), then name the result q. Blork returns q. Rounding down always goes towards minus infinity."`,
    );
  });

  it('says which arm is taken in a loop, and where the loop ends', () => {
    const source =
      'def Blork(x):\n    t0 = x\n    for i in range(x % 4):\n        if t0 < i:\n            t0 = t0 + 9\n        else:\n            t0 = i - t0\n    t1 = abs(t0)\n    return t1\n';
    expect(textOf(functionOf(source), 'golden', 1)).toMatchInlineSnapshot(
      `"Blork is a function of one integer, the input. Set the first value to the input. Now do the following a number of times equal to the remainder, from 0 to 3, of dividing the input by 4 (not at all if that is 0 or less), with the counter equal to 0 the first time and 1 higher each time after that: if the counter is greater than the first value, the first value becomes the sum of the first value and 9; else, set the first value to the counter minus the first value. Once that is done, define the second value as the magnitude of the first value. Finally, the answer is the second value."`,
    );
  });

  it('says by what a branch inside a branch is reached', () => {
    expect(textOf(NESTED, 'golden', 2)).toMatchInlineSnapshot(
      `"A Blork is a function that takes an integer, n. If n is at least 9, set p to 5; else, if n is less than 9 and also n is at most 2, to get p, take the remainder, from 0 to 3, when n is divided by 4, and then raise 2 to the power of the result; in all other cases, set p to the sum of 1 and the product of n and 3. The answer is p."`,
    );
  });

  it('says in which order two functions are applied', () => {
    expect(textOf(composition('Blork'), 'golden', 0)).toMatchInlineSnapshot(
      `"A Blork is a process that takes an integer, x, applies Blant to that, runs Blint on the result, and gives back the result."`,
    );
  });

  it.each([
    ['while x < 3:\n        x = x + 1\n    return x', 'While'],
    ['return x // (x + 1)', 'a division by anything but a positive integer'],
    ['return -x', 'UnaryOp'],
    ['return max(x, 3)', 'a call of max with 2 arguments'],
    ['if x == 3:\n        x = 1\n    else:\n        x = 2\n    return x', 'the comparison =='],
    ['for i in range(2, x):\n        x = x + i\n    return x', 'a loop over anything but a number'],
  ])('is refused for what Random Arithmetic does not have: %s', (body, what) => {
    const definition = functionOf(`def Blork(x):\n    ${body}\n`);
    expect(() => textOf(definition)).toThrow(`our English has no words for ${what}`);
  });
});

/** `Blint` after `Blant`. */
function composition(name: string): FunctionDef {
  return functionOf(`def ${name}(x):\n    return Blint(Blant(x))\n`);
}

/** A misread function may have constructs that the pool does not. */
function isTold(definition: FunctionDef): boolean {
  try {
    textOf(definition);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
