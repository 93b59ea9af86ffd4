import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Limits,
  type Outcome,
  type Program,
  runTrusted,
  sameValue,
} from '../../src/sandbox/index.js';

const LIMITS: Limits = { timeMs: 30_000, memoryMiB: 256, outputBytes: 100_000 };
/** Of programs that run without end, on a machine with other work. */
const SHORT: Limits = { ...LIMITS, timeMs: 4000 };

async function outcomes(
  programs: AsyncIterable<Program> | Iterable<Program>,
  limits = LIMITS,
  workers = 2,
): Promise<Outcome[][]> {
  const all: Outcome[][] = [];
  for await (const each of runTrusted(programs, limits, workers)) all.push(each);
  return all;
}

/** What the one call of every program gives, in one worker, one after the other. */
async function inTurn(...programs: readonly (readonly [string, string])[]): Promise<Outcome[]> {
  const asked = programs.map(([source, call]) => ({ source, calls: [call] }));
  return (await outcomes(asked, SHORT, 1)).flat();
}

const value = (repr: string): Outcome => ({ kind: 'value', repr });
const raised = (type: string, message: string): Outcome => ({ kind: 'raised', type, message });

describe('trusted programs', () => {
  it('give one outcome per call, in the namespace that the source and earlier calls left', async () => {
    const source = 'x = []\ndef f(y):\n  x.append(y)\n  return x\n';
    const calls = ['f(1)', '  f("a")', 'f()', 'x is f(None)', '1 +'];
    expect(await outcomes([{ source, calls }])).toEqual([
      [
        value('[1]'),
        value("[1, 'a']"),
        raised('TypeError', "f() missing 1 required positional argument: 'y'"),
        value('True'),
        raised('SyntaxError', 'invalid syntax (<program>, line 1)'),
      ],
    ]);
  });

  it('end every call as their source does when it raises, and run nothing without calls', async () => {
    const source = 'def f(): return 1\nraise ValueError("no")';
    expect(
      await outcomes([
        { source, calls: ['f()', '1'] },
        { source, calls: [] },
      ]),
    ).toEqual([[raised('ValueError', 'no'), raised('ValueError', 'no')], []]);
  });

  it('keep their order, from a source that is read as it is needed', async () => {
    let read = 0;
    async function* programs(): AsyncGenerator<Program> {
      for (; read < 300; read += 1) yield { source: `x = ${read}`, calls: ['x'] };
    }
    let next = 0;
    for await (const [outcome] of runTrusted(programs(), LIMITS)) {
      expect(outcome).toEqual(value(`${next}`));
      expect(read - next).toBeLessThan(50);
      next += 1;
    }
    expect(next).toBe(300);
  });

  it('cost no other its outcome when they run without end or are rejected', async () => {
    const good = { source: 'def f(x): return x * 2', calls: ['f(21)'] };
    const endless = { source: 'while True: pass', calls: ['1'] };
    const denied = { source: 'import os', calls: ['1', 'os._exit(0)', '2'] };
    const gone = 'reached for what the sandbox does not give: proc_exit';
    expect(await outcomes([good, endless, good, denied, good], SHORT)).toEqual([
      [value('42')],
      [{ kind: 'stopped', limit: 'time' }],
      [value('42')],
      [value('1'), { kind: 'rejected', reason: gone }, { kind: 'rejected', reason: gone }],
      [value('42')],
    ]);
  });

  it('keep what their calls gave before one that was stopped', async () => {
    const calls = ['1', '2', '[0] * 10 ** 9', '3'];
    const memory: Outcome = { kind: 'stopped', limit: 'memory' };
    expect(await outcomes([{ source: '', calls }])).toEqual([
      [value('1'), value('2'), memory, memory],
    ]);
  });

  it('cost no other its outcome when what they leave behind runs without end', async () => {
    const source = 'class C:\n  def __del__(self):\n    while True: pass\nc = C()';
    expect(await inTurn([source, '1'], ['', '2'])).toEqual([value('1'), value('2')]);
  });

  it('have their memory for themselves, whatever others left in the worker', async () => {
    const cycle = ['x = bytearray(40_000_000)\ndef f(): return len(x)', 'f()'] as const;
    const eight = await inTurn(...Array.from({ length: 8 }, () => cycle));
    expect(eight).toEqual(Array.from({ length: 8 }, () => value('40000000')));

    const kept = 'import json\njson.JSONDecoder.kept = bytearray(150_000_000)';
    expect(await inTurn([kept, '1'], ['', 'len(bytearray(150_000_000))'])).toEqual([
      value('1'),
      value('150000000'),
    ]);
  });

  it.each([
    ['names', 'leaked = 1', '"leaked" in globals()', 'False'],
    [
      'built-ins',
      'import builtins\nbuiltins.len = lambda it: 7\nbuiltins.leaked = 1',
      '(len([]), "leaked" in vars(__builtins__))',
      '(0, False)',
    ],
    ['functions of modules', 'import math\nmath.sqrt = abs', '__import__("math").sqrt(4)', '2.0'],
    [
      'modules',
      'import sys\nsys.modules["leaked"] = sys',
      '"leaked" in __import__("sys").modules',
      'False',
    ],
    [
      'the limit of recursion',
      'import sys\nsys.setrecursionlimit(50000)',
      '__import__("sys").getrecursionlimit()',
      '1000',
    ],
    [
      'the limit of digits',
      'import sys\nsys.set_int_max_str_digits(0)',
      '__import__("sys").get_int_max_str_digits()',
      '4300',
    ],
    [
      'the state of random',
      'import random\nrandom.seed(5)\nrandom.random()',
      '__import__("random").random()',
      '0.8444218515250481',
    ],
    [
      'the context of decimal',
      'import decimal\ndecimal.getcontext().prec = 3',
      '__import__("decimal").getcontext().prec',
      '28',
    ],
    [
      'standard output',
      'import sys\nsys.stdout = None',
      '__import__("sys").stdout is not None',
      'True',
    ],
    ['a trace', 'import sys\nsys.settrace(lambda *it: 1 / 0)', '1', '1'],
    [
      'places to import from',
      'import sys\nsys.path.clear()',
      'len(__import__("sys").path) > 0',
      'True',
    ],
    [
      'finders',
      'import sys\nsys.meta_path.clear()',
      '__import__("colorsys").__name__',
      "'colorsys'",
    ],
    [
      'other default of decimal',
      'import decimal\ndecimal.DefaultContext.prec = 3',
      '(__import__("decimal").Context().prec, __import__("decimal").getcontext().prec)',
      '(28, 28)',
    ],
    ['closed standard output', 'import sys\nsys.stdout.close()', 'print(1)', 'None'],
    [
      'warnings that are errors',
      'import warnings\nwarnings.simplefilter("error")',
      '"\\d" + eval("\'\\\\d\'")',
      "'\\\\d\\\\d'",
    ],
    ['variables', 'import os\nos.environ["X"] = "1"', '"X" in __import__("os").environ', 'False'],
    [
      'watchers of the collector',
      'import gc\ngc.callbacks.append(print)',
      '__import__("gc").callbacks',
      '[]',
    ],
    [
      'change that a destructor makes',
      'import sys\nclass C:\n  def __del__(self): sys.setrecursionlimit(99)\nc = C()\nc.c = c',
      '(__import__("gc").collect() >= 0, __import__("sys").getrecursionlimit())',
      '(True, 1000)',
    ],
    ['a collector that is off', 'import gc\ngc.disable()', '__import__("gc").isenabled()', 'True'],
  ])('leave the next program no %s', async (_, source, call, repr) => {
    const [, second] = await inTurn([source, '1'], ['', call]);
    expect(second).toEqual(value(repr));
  });

  it('are given the same random bytes, whatever ran before', async () => {
    const bytes = '__import__("os").urandom(8).hex()';
    expect(await inTurn(['', bytes], ['', bytes])).toEqual([
      value("'8913158e806fb2a1'"),
      value("'8913158e806fb2a1'"),
    ]);
  });

  it('find modules that need a __main__', async () => {
    const source =
      'from dataclasses import dataclass\n@dataclass\nclass Point:\n  x: int\n  y: "int" = 2';
    expect(await outcomes([{ source, calls: ['Point(1)', '__name__'] }])).toEqual([
      [value('Point(x=1, y=2)'), value("'__main__'")],
    ]);
  });

  it('show text with lone surrogates escaped, and messages too', async () => {
    const calls = ['"\\ud800é"', 'int("\\ud800")', 'exec("raise KeyError(1)")'];
    expect(await outcomes([{ source: '', calls }])).toEqual([
      [
        value("'\\ud800é'"),
        raised('ValueError', "invalid literal for int() with base 10: '\\ud800'"),
        raised('KeyError', '1'),
      ],
    ]);
  });

  it('hear of what their source throws', async () => {
    await expect(outcomes(broken())).rejects.toThrow('no more programs');
  });
});

function* broken(): Generator<Program> {
  yield { source: '', calls: ['1'] };
  throw new TypeError('no more programs');
}

const FOLDER = process.env['PBB_EVAL_SHARED'] ?? '../shared';
const FILE = join(FOLDER, 'data', 'cruxeval-dev.jsonl');
const isHere = existsSync(FILE);

interface CruxRecord {
  readonly id: string;
  readonly code: string;
  readonly input: string;
  readonly output: string;
}

describe('functions of CRUXEval', () => {
  it.skipIf(!isHere)(
    isHere ? 'give their output, every one' : `skipped: no ${FILE} here`,
    async () => {
      const records = readFileSync(FILE, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): CruxRecord => JSON.parse(line));
      const ended = await outcomes(
        records.map(({ code, input }) => ({ source: code, calls: [`f(${input})`] })),
      );
      const wrong = records.filter(({ output }, at) => {
        const outcome = ended[at]?.[0];
        return outcome?.kind !== 'value' || !sameValue(outcome.repr, output);
      });
      expect(wrong.map(({ id }) => id)).toEqual([]);
      expect(ended).toHaveLength(records.length);
    },
  );
});
