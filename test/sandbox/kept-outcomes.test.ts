import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DEFAULT_LIMITS,
  KeptOutcomes,
  type Outcome,
  type Program,
  runDataSet,
} from '../../src/sandbox/index.js';

const root = mkdtempSync(join(tmpdir(), 'kept-'));
afterAll(() => rmSync(root, { recursive: true }));

const PROGRAM: Program = { source: 'import math\ndef f(x): return x', calls: ['f(1)', 'f(2)'] };
const OUTCOMES: readonly Outcome[] = [
  { kind: 'value', repr: '1' },
  { kind: 'raised', type: 'ValueError', message: 'no' },
];

let count = 0;
let folder = '';
let kept: KeptOutcomes;

beforeEach(() => {
  count += 1;
  folder = join(root, String(count));
  kept = new KeptOutcomes(folder);
});

function entries(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}

describe('kept outcomes', () => {
  it('are given back to the very program, and to no other', () => {
    kept.keep(PROGRAM, DEFAULT_LIMITS, OUTCOMES);
    expect(new KeptOutcomes(folder).of(PROGRAM, DEFAULT_LIMITS)).toEqual(OUTCOMES);
    for (const other of [
      { ...PROGRAM, source: `${PROGRAM.source} ` },
      { ...PROGRAM, calls: ['f(1)', 'f(3)'] },
      { ...PROGRAM, calls: ['f(1)'] },
    ]) {
      expect(kept.of(other, DEFAULT_LIMITS)).toBeNull();
    }
    expect(kept.of(PROGRAM, { ...DEFAULT_LIMITS, memoryMiB: 128 })).toBeNull();
  });

  it('are not believed once a byte of them was changed, or the file was cut', () => {
    kept.keep(PROGRAM, DEFAULT_LIMITS, OUTCOMES);
    const [path = ''] = entries();
    const text = readFileSync(path, 'utf8');
    for (const spoiled of [
      text.replace('"repr":"1"', '"repr":"7"'),
      text.replace('ValueError', 'KeyError'),
      text.slice(0, -2),
      '',
      'null',
      '[]',
      '{"outcomes":[]}',
    ]) {
      expect(spoiled).not.toBe(text);
      writeFileSync(path, spoiled);
      expect(kept.of(PROGRAM, DEFAULT_LIMITS)).toBeNull();
    }
    writeFileSync(path, text);
    expect(kept.of(PROGRAM, DEFAULT_LIMITS)).toEqual(OUTCOMES);
  });

  it('are not believed in the place of those of another program', () => {
    kept.keep(PROGRAM, DEFAULT_LIMITS, OUTCOMES);
    const [foreign = ''] = entries();
    const other = { ...PROGRAM, calls: ['f(3)', 'f(4)'] };
    kept.keep(other, DEFAULT_LIMITS, OUTCOMES);
    const path = entries().find((each) => each !== foreign) ?? '';
    writeFileSync(path, readFileSync(foreign));
    expect(kept.of(other, DEFAULT_LIMITS)).toBeNull();
  });

  it('are none where a clock had a part in them', () => {
    kept.keep(PROGRAM, DEFAULT_LIMITS, [
      OUTCOMES[0] ?? never(),
      { kind: 'stopped', limit: 'time' },
    ]);
    expect(kept.of(PROGRAM, DEFAULT_LIMITS)).toBeNull();
  });

  it('are none, and nothing breaks, where the folder cannot be made', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    const nowhere = new KeptOutcomes(file);
    nowhere.keep(PROGRAM, DEFAULT_LIMITS, OUTCOMES);
    expect(nowhere.of(PROGRAM, DEFAULT_LIMITS)).toBeNull();
  });
});

describe('the programs of a data set', () => {
  const inSubset: Program = { source: 'def f(x):\n    return [x] * 2\n', calls: ["f('a')"] };
  const outside: Program = {
    source: 'import math\ndef f(x):\n    return math.comb(x, 2)\n',
    calls: ['f(5)', 'f("a")'],
  };

  it('are run by the engine that takes them, in order, and again from what is kept', async () => {
    for (const _ of ['first', 'again']) {
      const runs = await runDataSet([outside, inSubset, outside], DEFAULT_LIMITS, kept);
      expect(runs.map(({ engine }) => engine)).toEqual(['sandbox', 'subset', 'sandbox']);
      expect(runs[0]?.outcomes).toEqual([
        { kind: 'value', repr: '10' },
        {
          kind: 'raised',
          type: 'TypeError',
          message: "'str' object cannot be interpreted as an integer",
        },
      ]);
      expect(runs[1]).toEqual({
        engine: 'subset',
        outcomes: [{ kind: 'value', repr: "['a', 'a']" }],
        steps: [expect.any(Number)],
      });
      expect(runs[2]).toEqual(runs[0]);
      expect(entries()).toHaveLength(1);
    }
  });
});

function never(): never {
  throw new Error('unreachable');
}
