import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Observations } from '../../src/observation/observations.js';
import { type Observable, Observer, type Runner } from '../../src/observation/observer.js';
import { type Outcome, type Program, SandboxError } from '../../src/sandbox/index.js';
import { Journal } from '../../src/store/journal.js';

const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-observer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** What the subset does not take, so that the runner is asked. */
function outside(number: number): Observable {
  const program = { source: `class C${number}: pass`, calls: ['C()'] };
  return { item: `item ${number}`, index: number, program };
}

const VALUE: Outcome = { kind: 'value', repr: '1' };

interface Watched {
  readonly observer: Observer<Observable>;
  readonly seen: Observable[];
  readonly failures: string[];
  readonly observations: Observations;
  readonly path: string;
  readonly close: () => Promise<void>;
}

async function watch(run: Runner['run'], workers = 2): Promise<Watched> {
  files += 1;
  const path = join(folder, `${files}.jsonl`);
  const observations = await Observations.read(path);
  const journal = await Journal.open(path);
  const seen: Observable[] = [];
  const failures: string[] = [];
  const observer = new Observer<Observable>({
    observations,
    journal,
    workers,
    onSeen: (sample) => void seen.push(sample),
    onFailure: ({ item }, { message }) => void failures.push(`${item}: ${message}`),
    runner: { run, close: () => undefined },
  });
  return { observer, seen, failures, observations, path, close: () => journal.close() };
}

it('keeps what a program did, and never runs it again', async () => {
  const ran: Program[] = [];
  const first = await watch(async (program) => {
    ran.push(program);
    return [VALUE];
  });
  const sample = outside(1);
  first.observer.offer(sample);
  first.observer.offer({ ...sample, index: 7 });
  await first.observer.idle();
  first.observer.offer({ ...sample, index: 8 });
  await first.observer.idle();
  await first.close();
  expect(ran).toEqual([sample.program]);
  expect(first.seen.map(({ index }) => index)).toEqual([1, 7, 8]);
  expect((await Observations.read(first.path)).of(sample.program)).toEqual([VALUE]);
});

it('takes the subset interpreter where that takes the program', async () => {
  const { observer, observations, close } = await watch(async () => {
    throw new Error('the sandbox was asked');
  });
  const program = {
    source: 'def f(x):\n    return 10 // x\n',
    calls: ['f(3)', 'f(0)', "f('a')", 'f(1, 2)'],
  };
  observer.offer({ item: 'a', index: 0, program });
  await observer.idle();
  await close();
  expect(observations.of(program)?.map((outcome) => outcome.kind)).toEqual([
    'value',
    'raised',
    'raised',
    'raised',
  ]);
});

it.each([
  ['an endless loop', 'def f(x):\n    while True:\n        x += 1\n    return x\n'],
  ['what the subset lacks', 'import math\ndef f(x):\n    return math.floor(x)\n'],
  ['what does not parse', 'def f(x) return x\n'],
  ['long code', `def f(x):\n${'    x += 1\n'.repeat(1000)}    return x\n`],
])('leaves %s to the sandbox', async (_, source) => {
  const ran: Program[] = [];
  const { observer, close } = await watch(async (program) => {
    ran.push(program);
    return [VALUE];
  });
  observer.offer({ item: 'a', index: 0, program: { source, calls: ['f(3)'] } });
  await observer.idle();
  await close();
  expect(ran).toHaveLength(1);
});

it('runs no more programs at a time than there are workers', async () => {
  let now = 0;
  let most = 0;
  const { observer, seen, close } = await watch(async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return [VALUE];
  }, 3);
  for (let number = 0; number < 50; number += 1) observer.offer(outside(number));
  await observer.idle();
  await close();
  expect(most).toBe(3);
  expect(seen).toHaveLength(50);
});

it('never makes an offer wait: what finds no place in the queue is left, and take waits for a place', async () => {
  const gate = new EventTarget();
  const { observer, seen, close } = await watch(async () => {
    await new Promise((resolve) => gate.addEventListener('open', resolve));
    return [VALUE];
  }, 1000);
  for (let number = 0; number < 1500; number += 1) observer.offer(outside(number));
  const taking = observer.take(outside(1400));
  await new Promise((resolve) => setImmediate(resolve));
  expect(await Promise.race([taking, Promise.resolve('it waits')])).toBe('it waits');
  gate.dispatchEvent(new Event('open'));
  await taking;
  await new Promise((resolve) => setImmediate(resolve));
  gate.dispatchEvent(new Event('open'));
  await observer.idle();
  await close();
  expect(seen).toHaveLength(1001);
  expect(seen.at(-1)?.index).toBe(1400);
});

it('tells of a failure of the world, and gives up after three in a row', async () => {
  const { observer, seen, failures, observations, close } = await watch(async () => {
    throw new SandboxError('no worker');
  }, 1);
  for (let number = 0; number < 10; number += 1) observer.offer(outside(number));
  await observer.idle();
  await close();
  expect(failures).toEqual(['item 0: no worker', 'item 1: no worker', 'item 2: no worker']);
  expect(observer.hasEnded).toBe(true);
  expect(seen).toEqual([]);
  expect(observations.of(outside(0).program)).toBeUndefined();
});

it('throws what is no failure of the world once the queue is empty', async () => {
  const { observer, close } = await watch(async () => {
    throw new TypeError('a bug');
  });
  observer.offer(outside(1));
  await expect(observer.idle()).rejects.toThrow('a bug');
  await close();
});
