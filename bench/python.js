/**
 * Calls per second of the Python subset against CPython, on the same programs and inputs. Both sides compile once, warm
 * up, and call in a plain loop inside one process; CPython's functions are called directly, ours through
 * `Program.call`, limits on. Both are timed by processor time and the rounds alternate, so that other work on the machine
 * counts as little as it can.
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
/** Ciphers and other work on text: a short function of a text and a shift. */
const CIPHERS = [
  "def Caesar(text, shift):\n    result = ''\n    for ch in text:\n        if 'a' <= ch <= 'z':\n            result += chr((ord(ch) - 97 + shift) % 26 + 97)\n        else:\n            result += ch\n    return result\n",
  "def Alice(text, shift):\n    letters = []\n    for i, ch in enumerate(text):\n        if ch.isupper():\n            letters.append(chr((ord(ch) - ord('A') + shift + i) % 26 + ord('A')))\n        elif ch.islower():\n            letters.append(chr((ord(ch) - ord('a') + shift + i) % 26 + ord('a')))\n        else:\n            letters.append(ch)\n    return ''.join(letters)\n",
  "def Bob(text, shift):\n    alphabet = 'abcdefghijklmnopqrstuvwxyz'\n    return ''.join([alphabet[(25 - alphabet.index(ch) + shift) % 26] if ch in alphabet else ch for ch in text.lower()])\n",
  "def Kevin(text, shift):\n    key = 'lemon'\n    result = ''\n    j = 0\n    for i in range(len(text)):\n        ch = text[i]\n        if ch.isalpha():\n            base = 65 if ch.isupper() else 97\n            step = ord(key[j % len(key)]) - 97 + shift\n            result += chr((ord(ch) - base + step) % 26 + base)\n            j += 1\n        else:\n            result += ch\n    return result\n",
  'def Counted(text, shift):\n    counts = {}\n    for ch in text:\n        counts[ch] = counts.get(ch, 0) + shift\n    return sorted(counts.items())[0][1]\n',
];
const TEXTS = ['The quick brown fox', 'jumps over', 'Hello, World!', 'attack at dawn', 'zebra'];

const INPUTS = Array.from({ length: 100 }, (_, index) => [index - 50]);
const FAMILIES = [
  { family: 'arithmetic', programs: PROGRAMS, inputs: INPUTS },
  {
    family: 'ciphers',
    programs: CIPHERS,
    inputs: Array.from({ length: 100 }, (_, index) => [TEXTS[index % TEXTS.length], index % 26]),
  },
];

const CPYTHON = `
import json, sys, time
job = json.load(sys.stdin)
rates = []
for source in job['programs']:
    names = {}
    exec(compile(source, 'program', 'exec'), names)
    f = names[source[4:source.index('(')]]
    inputs = job['inputs']
    for _ in range(20):
        for x in inputs: f(*x)
    calls = 0
    begin = time.process_time()
    end = begin + job['seconds'] / len(job['programs'])
    while time.process_time() < end:
        for _ in range(10):
            for x in inputs: f(*x)
        calls += 10 * len(inputs)
    rates.append(calls / (time.process_time() - begin))
json.dump({'version': sys.version.split()[0], 'rates': rates}, sys.stdout)
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

/** CPython's version and its calls per second, for each program; undefined where there is none. */
function theirRates(programs, inputs) {
  const input = JSON.stringify({ programs, inputs, seconds: SECONDS });
  const { status, stdout } = spawnSync('python3', ['-c', CPYTHON], { input, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

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

/** Prints ours, CPython's and the ratio for one family of programs. */
function compare({ family, programs: sources, inputs }) {
  const programs = sources.map((source) => ({
    name: source.slice(4, source.indexOf('(')),
    program: compileProgram(parseProgram(source)),
  }));
  for (let warmUp = 0; warmUp < 3; warmUp += 1) ourRates(programs, inputs);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: ourRates(programs, inputs),
    theirs: theirRates(sources, inputs),
  }));
  const title = `python  ${family.padEnd(10)}`;
  const ours = rounds.map((round) => overall(round.ours));
  console.log(
    `${title}  ours     ${millions(median(ours))}  (median of ${ROUNDS} rounds, ${programs.length} programs)`,
  );
  if (rounds.some((round) => round.theirs === undefined)) {
    console.log(`${title}  skipped: there is no python3 here to compare with`);
    return;
  }
  const ratios = rounds.map((round, index) => ours[index] / overall(round.theirs.rates));
  const theirs = rounds.map((round) => overall(round.theirs.rates));
  console.log(
    `${title}  CPython  ${millions(median(theirs))}  (python3 ${rounds[0].theirs.version})`,
  );
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  console.log(
    `${title}  ratio    ${median(ratios).toFixed(2)} times CPython  (rounds ${low} to ${high})`,
  );
  if (process.argv.includes('--each')) {
    programs.forEach(({ name }, index) => {
      const each = median(rounds.map((round) => round.ours[index] / round.theirs.rates[index]));
      console.log(`${title}  ratio    ${each.toFixed(2)}  ${name}`);
    });
  }
}

for (const family of FAMILIES) compare(family);
