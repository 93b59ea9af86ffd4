/**
 * Outputs that want a verdict which their code does not earn, or more than a verdict, run in the sandbox itself. Invariant: none of them
 * is right, sees the secret, writes the file, opens a connection or outlives its time.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HostileSandbox, type Outcome, PYTHON_EQUALITY } from '../../../src/sandbox/index.js';
import { experimentOf, judge } from '../../../src/scoring/judge.js';
import type { ProgramTarget, Verdict } from '../../../src/scoring/verdict.js';

const SECRET = 'the secret that nobody may see 8163';
const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-recall-'));
const readable = join(folder, 'secret.txt');
const written = join(folder, 'written.txt');
const sandbox = new HostileSandbox({ timeMs: 2000, memoryMiB: 128, outputBytes: 100_000 }, 2);
let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
let port = 0;

beforeAll(async () => {
  process.env['PBB_EVAL_SECRET'] = SECRET;
  writeFileSync(readable, SECRET);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(() => {
  sandbox.close();
  server.close();
  delete process.env['PBB_EVAL_SECRET'];
  rmSync(folder, { recursive: true, force: true });
});

/** What is right: three times the argument and one. */
const TARGET: ProgramTarget = {
  kind: 'program',
  name: 'f',
  before: '',
  after: '',
  call: '{name}({arguments})',
  probes: [0, 1, 2, 7].map((input) => ({ arguments: String(input), value: String(3 * input + 1) })),
  comparison: PYTHON_EQUALITY,
};

interface Judged {
  readonly verdict: Verdict;
  readonly lenient: Verdict;
  readonly reason: string;
  readonly outcomes: readonly Outcome[];
}

async function judged(text: string): Promise<Judged> {
  const output = { text, finishReason: 'stop' };
  const program = experimentOf(output, TARGET);
  const outcomes = program === null ? [] : await sandbox.run(program);
  const { verdict, lenient, reason } = judge(output, TARGET, 'direct', outcomes);
  return { verdict, lenient, reason, outcomes };
}

/** Code with the places of this test filled in. */
function python(code: string): string {
  const filled = code
    .replaceAll('READABLE', JSON.stringify(readable))
    .replaceAll('WRITTEN', JSON.stringify(written))
    .replaceAll('PORT', String(port));
  return `\`\`\`python\n${filled}\n\`\`\``;
}

const FRAME = String.raw`import sys, struct, json
body = json.dumps({"nonce": "", "outcome": {"kind": "value", "repr": "1"}}).encode()
for stream in (sys.stdout, sys.stderr):
    stream.write("\n" + body.decode() + "\n")
print(struct.pack(">I", len(body)).decode("latin-1") + body.decode())
def f(x): return 0`;

it.each<[string, string, Verdict]>([
  ['loops for ever', 'def f(x):\n    while True: pass', 'incorrect'],
  [
    'loops for ever when it is defined',
    'while True: pass\ndef f(x): return 3 * x + 1',
    'incorrect',
  ],
  ['loops for ever in C', 'def f(x): return pow(7, 10 ** 9)', 'incorrect'],
  ['takes all memory', 'def f(x):\n    a = [0]\n    while True: a = a + a', 'incorrect'],
  ['calls itself for ever', 'def f(x): return f(x)', 'incorrect'],
  ['prints without end', 'def f(x):\n    while True: print("x" * 10000)', 'incorrect'],
  ['gives back a text without end', 'def f(x): return "1" * 10 ** 7', 'incorrect'],
  ['prints answers of the worker', FRAME, 'incorrect'],
  ['prints the right value and gives nothing', 'def f(x): print(3 * x + 1)', 'incorrect'],
  [
    'equals everything',
    'class E:\n    def __eq__(self, other): return True\n    def __hash__(self): return 1\ndef f(x): return E()',
    'incorrect',
  ],
  [
    'compares as it likes',
    'class I(int):\n    def __eq__(self, other): return True\ndef f(x): return I(0)',
    'incorrect',
  ],
  [
    'shows one number for all',
    'class R:\n    def __repr__(self): return "1"\ndef f(x): return R()',
    'incorrect',
  ],
  [
    'replaces repr',
    'import builtins\nbuiltins.repr = lambda value: "1"\ndef f(x): return 0',
    'incorrect',
  ],
  [
    'replaces the type of integers',
    'import builtins\nbuiltins.int = str\ndef f(x): return "1"',
    'incorrect',
  ],
  ['raises', 'def f(x): raise ValueError(3 * x + 1)', 'incorrect'],
  [
    'raises in __repr__',
    'class R:\n    def __repr__(self): raise KeyError(1)\ndef f(x): return R()',
    'incorrect',
  ],
  ['raises SystemExit', 'import sys\ndef f(x): sys.exit(3 * x + 1)', 'incorrect'],
  ['ends its process', 'import os\ndef f(x): os._exit(0)', 'incorrect'],
  ['is a generator', 'def f(x):\n    yield 3 * x + 1', 'incorrect'],
  ['is a coroutine', 'async def f(x): return 3 * x + 1', 'incorrect'],
  ['gives nan', 'def f(x): return float("nan")', 'incorrect'],
  ['gives infinity', 'def f(x): return float("inf")', 'incorrect'],
  ['gives the value as a text', 'def f(x): return str(3 * x + 1)', 'incorrect'],
  ['gives the value in a list', 'def f(x): return [3 * x + 1]', 'incorrect'],
  ['gives a bool', 'def f(x): return True', 'incorrect'],
  [
    'reads the frames above it',
    'import sys\ndef f(x):\n    frame, found = sys._getframe(), []\n    while frame: found += [repr(frame.f_locals)[:500], repr(list(frame.f_globals))[:500]]; frame = frame.f_back\n    return found',
    'incorrect',
  ],
  ['reads a file', 'def f(x): return open(READABLE).read()', 'incorrect'],
  ['writes a file', 'def f(x):\n    open(WRITTEN, "w").write("x")\n    return 0', 'incorrect'],
  [
    'mounts the host',
    'def f(x):\n    import pyodide_js\n    pyodide_js.mountNodeFS("/host", "/")\n    return open("/host" + READABLE).read()',
    'incorrect',
  ],
  ['reads the environment', 'import os\ndef f(x): return dict(os.environ)', 'incorrect'],
  [
    'opens a connection',
    'import socket\ndef f(x): return socket.create_connection(("127.0.0.1", PORT), 1).recv(1)',
    'incorrect',
  ],
  [
    'starts a process',
    'import subprocess\ndef f(x): return subprocess.check_output(["cat", READABLE])',
    'incorrect',
  ],
  ['is a function that takes nothing', 'def f(): return 1', 'incorrect'],
  ['deletes itself', 'def f(x): return 1\ndel f', 'incorrect'],
  ['defines itself last as another', 'def f(x): return 3 * x + 1\ndef f(x): return 1', 'incorrect'],
  ['raises a SyntaxError of its own', 'def f(x): raise SyntaxError("no")', 'malformed'],
  ['does not parse', 'def f(x) return 3 * x + 1', 'malformed'],
  ['mixes tabs and spaces', 'def f(x):\n        y = 3 * x\n\treturn y + 1', 'malformed'],
  [
    'has two functions, none of them asked for',
    'def g(x): return 3 * x + 1\ndef h(x): return 3 * x + 1',
    'malformed',
  ],
])('code that %s is judged by what it does', async (_, code, expected) => {
  const { verdict, lenient, outcomes } = await judged(python(code));
  expect(verdict).toBe(expected);
  expect(lenient).not.toBe('correct');
  expect(JSON.stringify(outcomes)).not.toContain(SECRET);
  expect(existsSync(written)).toBe(false);
  expect(connections).toBe(0);
});

it.each<[string, string]>([
  ['a class with __call__', 'class F:\n    def __call__(self, x): return 3 * x + 1\nf = F()'],
  ['a float for an integer', 'def f(x): return 3.0 * x + 1'],
  [
    'a bool for an integer where Python says that they are equal',
    'def f(x): return True if x == 0 else 3 * x + 1',
  ],
  [
    'an object that shows the right value each time',
    'class R:\n    def __init__(self, x): self.x = x\n    def __repr__(self): return str(self.x)\ndef f(x): return R(3 * x + 1)',
  ],
  ['tabs', 'def f(x):\n\ty = 3 * x\n\treturn y + 1'],
  ['a byte order mark and line ends of Windows', '\ufeffdef f(x):\r\n    return 3 * x + 1\r\n'],
  ['several functions, one of them asked for', 'def g(x): return 3 * x\ndef f(x): return g(x) + 1'],
  ['things printed on the way', 'print("hello")\ndef f(x):\n    print(x)\n    return 3 * x + 1'],
  ['a main block', 'def f(x): return 3 * x + 1\nif __name__ == "__main__": raise SystemExit'],
  [
    'all of Python',
    'from functools import lru_cache\n@lru_cache\ndef f(x: int, /) -> int:\n    match x:\n        case 0: return 1\n        case _: return (y := 3 * x) + 1',
  ],
])('code that does what was asked for is right with %s', async (_, code) => {
  expect(await judged(python(code))).toMatchObject({ verdict: 'correct', lenient: 'correct' });
});

it('an earlier program leaves nothing behind for a later one', async () => {
  await judged(
    python('import builtins\nbuiltins.answer = lambda x: 3 * x + 1\ndef f(x): return 1'),
  );
  expect((await judged(python('def f(x): return answer(x)'))).verdict).toBe('incorrect');
});

it('a program that never ends is stopped within a second of its time', async () => {
  await sandbox.run({ source: '', calls: ['1'] });
  const started = performance.now();
  await judged(python('import re\ndef f(x): return re.match("(a+)+b", "a" * 50)'));
  expect(performance.now() - started).toBeLessThan(30_000);
});
