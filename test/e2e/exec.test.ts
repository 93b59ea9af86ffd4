import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/pages.js';
import { emptyFolder, ROOT, run } from './cli.js';

/** The program of docs/reasoning.md. */
const [PROGRAM = ''] = blocksOf('docs/reasoning.md', 'python');

function folder(): string {
  const path = emptyFolder();
  writeFileSync(join(path, 'f.py'), PROGRAM);
  return path;
}

describe('pbb-eval exec', () => {
  it('prints the repr of what a call gives', async () => {
    const { code, stdout, stderr } = await run(['exec', 'f.py', '--call', 'f(8)'], folder());
    expect([code, stdout, stderr]).toEqual([0, '-2\n', '']);
  });

  it('prints the steps before it', async () => {
    const { stdout } = await run(['exec', 'f.py', '--call', 'f(8)', '--trace'], folder());
    const page = readFileSync(join(ROOT, 'docs/reasoning.md'), 'utf8');
    expect(stdout).toContain('   6  t = half(x) + y → half(8) + 1 → 5\n');
    expect(page).toContain(`\n\`\`\`\n${stdout}\`\`\`\n`);
  });

  it('gives one JSON document', async () => {
    const { stdout } = await run(['exec', 'f.py', '--call', 'half(5)', '--json'], folder());
    expect(JSON.parse(stdout)).toEqual({ call: 'half(5)', value: '2', error: null });
  });

  it('names the exception and its line, and exits with 1', async () => {
    const raised = await run(['exec', 'f.py', '--call', 'f(0, 0)'], folder());
    expect([raised.code, raised.stdout, raised.stderr]).toEqual([
      1,
      '',
      'f.py:9: ZeroDivisionError: integer division or modulo by zero\n',
    ]);
    const json = await run(['exec', 'f.py', '--call', 'f(0, 0)', '--json'], folder());
    expect(JSON.parse(json.stdout)).toEqual({
      call: 'f(0, 0)',
      value: null,
      error: {
        type: 'ZeroDivisionError',
        message: 'integer division or modulo by zero',
        line: 9,
      },
    });
  });

  it('exits with 2 for a call that is none, a function that is not there and a file that cannot be read', async () => {
    const subset = ['--engine', 'subset'];
    const unfinished = await run(['exec', 'f.py', '--call', 'f(8', ...subset], folder());
    expect(unfinished.code).toBe(2);
    expect(unfinished.stderr).toContain('<literal>:1:4: expected `,` or `)`');
    const unknown = await run(['exec', 'f.py', '--call', 'g(8)'], folder());
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      'f.py has no function g; its functions: half, f\n',
    ]);
    expect((await run(['exec', 'none.py', '--call', 'g(8)'], folder())).code).toBe(2);
  });

  it('exits with 2 for a run that leaves the subset', async () => {
    const path = emptyFolder();
    writeFileSync(join(path, 's.py'), 'def pair():\n    return {1, 2}\n');
    for (const kept of [['--engine', 'subset'], ['--trace']]) {
      const asked = await run(['exec', 's.py', '--call', 'pair()', ...kept], path);
      expect([asked.code, asked.stderr]).toEqual([
        2,
        'outside the subset: the order of a set is not part of the subset: `sorted(…)` gives one\n',
      ]);
    }
    const { code, stdout } = await run(['exec', 's.py', '--call', 'pair()'], path);
    expect([code, stdout]).toEqual([0, '{1, 2}\n']);
  });

  it('takes no argument of a call for a bug of its own', async () => {
    const path = emptyFolder();
    writeFileSync(join(path, 's.py'), 'def same(x):\n    return x\n');
    const subset = ['--engine', 'subset'];
    const unhashable = await run(['exec', 's.py', '--call', 'same({[1]: 2})', ...subset], path);
    expect(unhashable.code).toBe(2);
    expect(unhashable.stderr).toContain("<literal>:1:10: unhashable type: 'list'");
    const long = await run(['exec', 's.py', '--call', `same(0x${'f'.repeat(5000)})`], path);
    expect([long.code, long.stderr]).toEqual([
      1,
      'ValueError: Exceeds the limit (4300 digits) for integer string conversion\n',
    ]);
  });

  it('runs all of Python in the sandbox where it is asked to', async () => {
    const path = emptyFolder();
    writeFileSync(
      join(path, 'c.py'),
      'import math\nclass C:\n    def area(self, r):\n        return math.pi * r ** 2\n',
    );
    const ask = (call: string, ...rest: string[]) =>
      run(['exec', 'c.py', '--call', call, ...rest], path);
    const value = await ask('C().area(2)', '--engine', 'sandbox');
    expect([value.code, value.stdout]).toEqual([0, '12.566370614359172\n']);
    const raised = await ask('C().area("a")', '--engine', 'auto', '--json');
    expect([raised.code, JSON.parse(raised.stdout)]).toEqual([
      1,
      {
        call: 'C().area("a")',
        value: null,
        error: {
          type: 'TypeError',
          message: "unsupported operand type(s) for ** or pow(): 'str' and 'int'",
          line: null,
        },
      },
    ]);
    const rejected = await ask('__import__("os")._exit(0)', '--engine', 'sandbox');
    expect([rejected.code, rejected.stderr.split('\n').at(-2)]).toEqual([
      1,
      'rejected: reached for what the sandbox does not give: proc_exit',
    ]);
    const traced = await ask('C()', '--engine', 'sandbox', '--trace');
    expect([traced.code, traced.stderr]).toEqual([
      2,
      '--trace shows the steps of the subset; the sandbox has none to show\n',
    ]);
  });

  it('takes the subset for what it accepts when nothing is said', async () => {
    const { stderr } = await run(['exec', 'f.py', '--call', 'f(0, 0)'], folder());
    // The sandbox knows no lines.
    expect(stderr).toMatch(/^f\.py:9: /);
  });

  it('leaves the subset for what goes beyond its limits, too, when it may choose', async () => {
    const path = emptyFolder();
    writeFileSync(
      join(path, 'long.py'),
      'def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n',
    );
    const ask = (engine: string) =>
      run(['exec', 'long.py', '--call', 'f(2000000)', '--engine', engine], path);
    expect(await ask('subset')).toMatchObject({ code: 1, stdout: '' });
    expect(await ask('auto')).toMatchObject({ code: 0, stdout: '1999999000000\n' });
  });
});
