/**
 * Seconds that an audit of a gigabyte of training text takes (MEGABYTES=…), beside reading the same file and counting its lines. The text
 * is chat JSONL: prose, prose in other scripts, and a fifth of records with code, a third of which is functions of the Python subset,
 * no two alike; one record in a hundred has an execution of a train instruction. One leak is planted, and must be found.
 */

import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audit } from '../dist/audit/audit.js';
import { heldOutOf } from '../dist/audit/held-out.js';
import { parseConfig } from '../dist/config/load.js';
import { planOf } from '../dist/eval/plan.js';
import { Random } from '../dist/random/random.js';

const MEGABYTES = Number(process.env.MEGABYTES ?? 1000);
const SUITES = ['random-arithmetic', 'random-arithmetic-compositions', 'grammars', 'algorithms'];

const random = new Random('bench', 'audit');
const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-bench-'));
const file = join(folder, 'train.jsonl');
const config = parseConfig(
  JSON.stringify({
    models: [{ label: 'm', simulator: { kind: 'oracle' } }],
    suites: SUITES.map((suite) => ({ suite })),
  }),
  'audit.yaml',
);
const plan = await planOf(config);

const SYLLABLES = 'ta re mi no sol va ke du pli gra to ven shi ra lo qu en ter ist on'.split(' ');
const word = () =>
  Array.from({ length: random.integer(1, 4) }, () => random.pick(SYLLABLES)).join('');
const vocabulary = Array.from({ length: 20_000 }, word);
const letters = Array.from('的一是不了人我在有他这为之大来以个中上们абвгдежзиклмноп');
const sentence = (from, glue) =>
  `${Array.from({ length: random.integer(6, 25) }, () => random.pick(from)).join(glue)}. `;
const paragraphs = Array.from({ length: 3000 }, (_, place) =>
  Array.from({ length: random.integer(2, 9) }, () =>
    place % 20 === 0 ? sentence(letters, '') : sentence(vocabulary, ' '),
  ).join(''),
);
const executions = plan.instances.get('random-arithmetic').executions();
const shown = [...executions].map(({ name, input, output }) => [
  `What does ${name} give for ${input}?`,
  output,
]);

/** A function of the subset, with its own constants. */
function plainFunction(number) {
  const [a, b, c] = [0, 0, 0].map(() => random.integer(2, 9999));
  return `def step_${number}(x):\n    total = 0\n    for k in range(${(a % 7) + 2}):\n        total += x * ${a} - k\n    if total > ${b}:\n        return total % ${c}\n    return total + ${b}\n`;
}

function otherFunction(number) {
  return `import os\n\nclass Job${number}:\n    def run(self, path):\n        with open(os.path.join(self.root, path)) as handle:\n            return [line.strip() for line in handle if line]\n`;
}

function record(number) {
  if (number % 100 === 7) {
    const [prompt, completion] = random.pick(shown);
    return { prompt, completion };
  }
  const prose = random.pick(paragraphs) + random.pick(paragraphs);
  const code = number % 5 === 0 ? (number % 15 === 0 ? plainFunction : otherFunction)(number) : '';
  return {
    messages: [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: prose },
      {
        role: 'assistant',
        content: code === '' ? random.pick(paragraphs) : `\`\`\`python\n${code}\`\`\``,
      },
    ],
  };
}

async function generate() {
  const stream = createWriteStream(file);
  const [leak] = plan.groups.find(({ split }) => split === 'wo-io').items;
  let bytes = 0;
  for (let number = 0; bytes < MEGABYTES * 1e6; number += 1) {
    const value = number === 5000 ? { text: leak.messages[0].content } : record(number);
    const line = `${JSON.stringify(value)}\n`;
    bytes += line.length;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

async function timed(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function countLines() {
  let lines = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}

try {
  await generate();
  const megabytes = statSync(file).size / 1e6;
  const reading = await timed(countLines);
  const preparing = performance.now();
  const audit = new Audit(heldOutOf(plan));
  const prepared = (performance.now() - preparing) / 1000;
  const before = process.cpuUsage();
  const auditing = await timed(() => audit.read(file));
  const { user, system } = process.cpuUsage(before);
  const { leaks, programs } = audit.result;
  if (leaks !== 1) throw new Error(`one leak was planted, ${leaks} were found`);
  console.log(
    `${megabytes.toFixed(0)} MB audited in ${auditing.toFixed(1)} s (${(megabytes / auditing).toFixed(1)} MB/s; ` +
      `${((user + system) / 1e6).toFixed(1)} s of processor time), after ` +
      `${prepared.toFixed(1)} s of preparation; ${programs.found} functions met, ${programs.run} run; at most ` +
      `${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB resident`,
  );
  console.log(
    `reading it and counting lines: ${reading.toFixed(1)} s; ratio ${(auditing / reading).toFixed(0)}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
