/** A run on disk in which everything happens that an export must tell: scored, summarised, and with samples that are not there. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseConfig } from '../../src/config/load.js';
import { fingerprint, type Group, groupName } from '../../src/eval/plan.js';
import { headOf, writeScores } from '../../src/eval/score.js';
import type { Summary } from '../../src/eval/summary.js';
import type { FailureRecord, Manifest, ResponseRecord } from '../../src/store/records.js';
import { runPaths } from '../../src/store/run-directory.js';
import type { Item } from '../../src/suites/suite.js';
import { writeRun } from '../comparison/runs.js';
import { HOSTILE } from '../viewer/hostile.js';

const SURROGATES: string = HOSTILE['surrogates'] ?? '';

export interface MadeRun {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
  readonly items: readonly Item[];
}

/**
 * A cluster of two items and two of one item, three samples each: right and wrong, in one response and in several, malformed, with
 * hostile text, failed, never answered; and an item whose program was not run. `more`: clusters, as `writeRun` takes them.
 */
export async function makeRun(parent: string, more = ''): Promise<MadeRun> {
  const { directory, manifest } = writeRun(parent, {
    label: 'step-200',
    tags: { step: 200 },
    simulated: true,
    splits: { 'wo-io': `+-+/.+. +++ ...${more}`, recall: '-..' },
    settings: { system_prompt: 'Be brief.' },
    sent: { temperature: 0.8, max_tokens: { direct: 64, cot: 1024 }, stop: ['END'], min_p: 0.1 },
  });
  const paths = runPaths(directory);
  const items = readFileSync(paths.items, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): Item => JSON.parse(line))
    .map((item) => (item.split === 'recall' ? { ...item, target: PROGRAM } : item));
  const groups = groupsOf(items);
  const fingerprints = groups.map((group) => [groupName(group), fingerprint(group)] as const);
  const full = {
    ...manifest,
    finished_at: '2026-01-01T00:01:30.500Z',
    fingerprints: Object.fromEntries(fingerprints),
  };
  writeFileSync(paths.manifest, JSON.stringify(full));
  writeFileSync(paths.items, lines(items));
  writeFileSync(paths.responses, lines(responsesTo(items)));
  writeFileSync(paths.failures, lines(failuresOf(items)));
  const { summary } = await writeScores({
    paths,
    groups,
    samples: manifest.samples,
    instances: new Map(),
    head: headOf(full, 0.8),
    statistics: parseConfig(CONFIG, 'made.yaml').statistics,
    simulator: undefined,
    simulated: true,
  });
  return { directory, manifest: full, summary, items };
}

const CONFIG =
  'models: [{ label: m, base_url: "http://localhost:1/v1" }]\nsuites: [{ suite: random-arithmetic }]\n';

const PROGRAM: Item['target'] = {
  kind: 'program',
  name: 'f',
  before: '',
  after: '',
  call: '{name}({arguments})',
  probes: [{ arguments: '1', value: '2' }],
  comparison: { tolerance: 0, sequences: 'exact' },
};

function groupsOf(items: readonly Item[]): Group[] {
  return ['wo-io', 'recall'].map((split) => ({
    suite: 'random-arithmetic',
    split,
    answer: 'direct',
    items: items.filter((item) => item.split === split),
  }));
}

export function lines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Adds a line to a journal. */
export function addLine(path: string, record: object): void {
  appendFileSync(path, lines([record]));
}

const RESPONSE: Omit<ResponseRecord, 'item'> = {
  first: 0,
  n: 1,
  seed: 5,
  choices: [],
  usage: null,
  latency_ms: 250,
  attempts: 1,
  at: '2026-01-01T00:00:02.500Z',
  id: null,
  model: null,
};

function choice(index: number, content: string): ResponseRecord['choices'][number] {
  return { index, content, reasoning: null, finish_reason: 'stop' };
}

function responsesTo(items: readonly Item[]): ResponseRecord[] {
  const [a = '', b = '', c = ''] = items.map(({ id }) => id);
  const program = items.find(({ split }) => split === 'recall')?.id ?? '';
  return [
    {
      ...RESPONSE,
      item: a,
      n: 2,
      choices: [choice(0, '7'), { ...choice(1, '8'), reasoning: 'It is 8.' }],
      usage: { prompt_tokens: 10, completion_tokens: 20, reasoning_tokens: 5 },
    },
    { ...RESPONSE, item: c, n: 3, choices: [0, 1, 2].map((index) => choice(index, '7')) },
    {
      ...RESPONSE,
      item: a,
      first: 2,
      choices: [
        {
          ...choice(2, SURROGATES),
          finish_reason: 'length',
          logprobs: { content: [{ token: '7' }] },
        },
      ],
      usage: { prompt_tokens: 11, completion_tokens: 64 },
      id: 'r-2',
      model: 'served',
      attempts: 2,
    },
    // What came a second time does not count.
    { ...RESPONSE, item: a, choices: [choice(0, '9')] },
    { ...RESPONSE, item: b, first: 1, choices: [choice(1, 'It is 7.')] },
    { ...RESPONSE, item: program, choices: [choice(0, '```python\ndef f(x):\n    return 2\n```')] },
  ];
}

function failuresOf(items: readonly Item[]): FailureRecord[] {
  return [
    {
      item: items[1]?.id ?? '',
      samples: [0, 1],
      kind: 'timeout',
      status: null,
      message: 'no whole answer in time',
      attempts: 3,
      at: '2026-01-01T00:00:01.000Z',
    },
  ];
}
