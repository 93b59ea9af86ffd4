/**
 * Calls per second of the Python subset against CPython, native and in Pyodide, on the same programs and inputs. All
 * compile once, warm up, and call in a plain loop inside one process; Python's functions are called directly, ours
 * through `Program.call`, limits on. Pyodide is timed twice: its loop in Python, and called from JavaScript, which is what
 * a program like this one would do. All are timed by processor time and the rounds alternate, so that other work on the
 * machine counts as little as it can.
 */
import { spawnSync } from 'node:child_process';
import { compileProgram, parseProgram } from '../dist/python/index.js';

const ROUNDS = 7;
const SECONDS = 0.25;

/** Programs of the form that Random Arithmetic generates: one function of one integer, 1 to 10 operations. */
const PROGRAMS = [
  'def Blaankle(x):\n    t0 = x + x\n    t1 = 1 * abs(t0)\n    return t1\n',
  'def Trospel(x):\n    t0 = x * 3\n    t1 = t0 - 7\n    t2 = t1 % 11\n    return t2 + x\n',
  'def Quendor(x):\n    if x > 4:\n        t0 = x - 9\n    else:\n        t0 = x * x\n    t1 = t0 // 2\n    return t1\n',
  'def Vimbrel(x):\n    t0 = x\n    for i in range(4):\n        t0 = t0 + i\n    t1 = t0 % 5\n    return t1\n',
  'def Sarnoth(x):\n    t0 = 0\n    for i in range(3):\n        if t0 < x:\n            t0 = t0 + 2\n        else:\n            t0 = t0 - x\n    t1 = t0 ** 2\n    return t1\n',
  'def Plimmer(x):\n    t0 = x ** 3\n    t1 = abs(t0 - 50)\n    if t1 % 2 > 0:\n        t1 = t1 // 3\n    return t1 + 1\n',
];
/** The suite of ciphers: short functions of a text and a shift. */
const CIPHERS = [
  `def Alice(text, shift):
    result = ''
    step = shift
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            result += chr((ord(ch) - base + step) % 26 + base)
            if ch.lower() in 'aeiou':
                step += shift
        else:
            result += ch
    return result
`,
  `def Bob(text, shift):
    result = ''
    step = shift
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            mirrored = 25 - (ord(ch) - base)
            result += chr((mirrored + step) % 26 + base)
            step = 1 - step
        else:
            result += ch
            step = shift
    return result
`,
  `def Kevin(text, shift):
    key = 'quilt'
    stride = 1 + shift % 4
    place = 0
    result = ''
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            step = ord(key[place]) - ord('a') + shift
            result += chr((ord(ch) - base + step) % 26 + base)
            place = (place + stride) % len(key)
        else:
            result += ch
    return result
`,
];
const TEXTS = ['Meet me at noon', 'umbrella', "It's 7 o'clock!", 'well-known', 'a cup of tea'];

const INPUTS = Array.from({ length: 100 }, (_, index) => [index - 50]);
const FAMILIES = [
  { family: 'arithmetic', programs: PROGRAMS, inputs: INPUTS },
  {
    family: 'ciphers',
    programs: CIPHERS,
    inputs: Array.from({ length: 100 }, (_, index) => [TEXTS[index % TEXTS.length], index % 26]),
  },
];

/** Calls per second of each program of a job, by a clock of processor time. */
const MEASURE = `
def measure(job, clock):
    rates = []
    for source in job['programs']:
        names = {}
        exec(source, names)
        f = names[source[4:source.index('(')]]
        inputs = job['inputs']
        for _ in range(20):
            for x in inputs: f(*x)
        calls = 0
        begin = clock()
        end = begin + job['seconds'] / len(job['programs'])
        while clock() < end:
            for _ in range(10):
                for x in inputs: f(*x)
            calls += 10 * len(inputs)
        rates.append(calls / (clock() - begin))
    return rates
`;

const CPYTHON = `
import json, sys, time
${MEASURE}
rates = measure(json.load(sys.stdin), time.process_time)
json.dump({'version': sys.version.split()[0], 'rates': rates}, sys.stdout)
`;

const PYODIDE = `
import json, sys
${MEASURE}
def rates(job, clock):
    return json.dumps({'version': sys.version.split()[0], 'rates': measure(json.loads(job), clock)})
rates
`;

/** Seconds of processor time that this process has used, its compiler's and collector's threads included. */
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Calls per second of ours, for each program. */
function ourRates(programs, inputs) {
  return programs.map(({ name, program }) => {
    let calls = 0;
    const begin = cpuSeconds();
    const end = begin + SECONDS / programs.length;
    while (cpuSeconds() < end) {
      for (let turn = 0; turn < 10; turn += 1) for (const args of inputs) program.call(name, args);
      calls += 10 * inputs.length;
    }
    return calls / (cpuSeconds() - begin);
  });
}

/** Undefined where it is not installed. */
async function startPyodide() {
  try {
    const { loadPyodide } = await import('pyodide');
    return await loadPyodide();
  } catch {
    return undefined;
  }
}

const pyodide = await startPyodide();
const pyodideRates = pyodide?.runPython(PYODIDE);

/** Calls per second of each program of a job, called through Pyodide's proxies. */
function ratesFromJavaScript({ programs, inputs, seconds }) {
  const version = pyodide.runPython('import sys; sys.version.split()[0]');
  const rates = programs.map((source) => {
    pyodide.runPython(source);
    const call = pyodide.globals.get(source.slice(4, source.indexOf('(')));
    for (const args of inputs) call(...args);
    let calls = 0;
    const begin = cpuSeconds();
    const end = begin + seconds / programs.length;
    while (cpuSeconds() < end) {
      for (const args of inputs) call(...args);
      calls += inputs.length;
    }
    call.destroy();
    return calls / (cpuSeconds() - begin);
  });
  return { version, rates };
}

/** Version and calls per second of each program, by peer; undefined where the peer is missing. */
const PEERS = {
  CPython: (job) => {
    const { status, stdout } = spawnSync('python3', ['-c', CPYTHON], {
      input: JSON.stringify(job),
      encoding: 'utf8',
    });
    return status === 0 ? JSON.parse(stdout) : undefined;
  },
  Pyodide: (job) =>
    pyodideRates === undefined
      ? undefined
      : JSON.parse(pyodideRates(JSON.stringify(job), cpuSeconds)),
  'Pyodide called from JavaScript': (job) =>
    pyodide === undefined ? undefined : ratesFromJavaScript(job),
};

/** One rate for all programs, each called equally often. */
function overall(rates) {
  return rates.length / rates.reduce((sum, rate) => sum + 1 / rate, 0);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function millions(rate) {
  return `${(rate / 1e6).toFixed(2)} M calls/s`;
}

/** Prints ours, the peers' and the ratios for one family of programs. */
function compare({ family, programs: sources, inputs }) {
  const programs = sources.map((source) => ({
    name: source.slice(4, source.indexOf('(')),
    program: compileProgram(parseProgram(source)),
  }));
  const job = { programs: sources, inputs, seconds: SECONDS };
  for (let warmUp = 0; warmUp < 3; warmUp += 1) ourRates(programs, inputs);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: ourRates(programs, inputs),
    ...Object.fromEntries(Object.entries(PEERS).map(([peer, ratesOf]) => [peer, ratesOf(job)])),
  }));
  const title = `python  ${family.padEnd(10)}`;
  const ours = median(rounds.map((round) => overall(round.ours)));
  console.log(
    `${title}  ours     ${millions(ours)}  (median of ${ROUNDS} rounds, ${programs.length} programs)`,
  );
  for (const peer of Object.keys(PEERS)) {
    if (rounds.some((round) => round[peer] === undefined)) {
      console.log(`${title}  ${peer}  skipped: it is not installed here`);
    } else report(title, peer, rounds, programs);
  }
}

function report(title, peer, rounds, programs) {
  const ratios = rounds.map((round) => overall(round.ours) / overall(round[peer].rates));
  const theirs = rounds.map((round) => overall(round[peer].rates));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  console.log(
    `${title}  ${peer}  ${millions(median(theirs))}  (Python ${rounds[0][peer].version})`,
  );
  console.log(
    `${title}  ratio    ${median(ratios).toFixed(2)} times ${peer}  (rounds ${low} to ${high})`,
  );
  if (process.argv.includes('--each')) {
    programs.forEach(({ name }, index) => {
      const each = median(rounds.map((round) => round.ours[index] / round[peer].rates[index]));
      console.log(`${title}  ratio    ${each.toFixed(2)} times ${peer}  ${name}`);
    });
  }
}

for (const family of FAMILIES) compare(family);
