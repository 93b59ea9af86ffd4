/** Finished runs on disk, made of the verdicts that a test states. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fingerprint, type Group, groupName } from '../../src/eval/plan.js';
import type { Manifest, ResponseRecord, ScoreRecord } from '../../src/store/records.js';
import type { ListedRun } from '../../src/store/run-directory.js';
import type { Item } from '../../src/suites/suite.js';

/** What a run is made of. */
export interface Made {
  readonly label: string;
  readonly tags?: Manifest['tags'];
  /** Per split, clusters parted by blanks, items of a cluster by `/`: a sign per sample, `+` right, `-` wrong, `.` missing. */
  readonly splits: Readonly<Record<string, string>>;
  readonly sampling?: Readonly<Record<string, number>>;
  /** Settings beside the sampling. */
  readonly settings?: Manifest['settings'];
  /** The sampling parameters that the server was sent. */
  readonly sent?: Manifest['sampling_sent'];
  readonly simulated?: boolean;
  /** What every sample says. */
  readonly text?: string;
  /** Random arithmetic when absent. */
  readonly suite?: string;
  /** Another seed: other items. */
  readonly seed?: number;
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-comparison-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a run into `<parent>/<label>`. */
export function writeRun(parent: string, made: Made): ListedRun {
  const directory = join(parent, made.label);
  mkdirSync(directory, { recursive: true });
  const groups = Object.entries(made.splits).map(([split, text]) =>
    groupOf(made.suite ?? 'random-arithmetic', split, text, made.seed ?? 1),
  );
  const manifest = manifestOf(made, groups);
  const signs = Object.values(made.splits).flatMap((text) => text.split(/[ /]/));
  const items = groups.flatMap((group) => group.items);
  const scores = items.flatMap((item, index) => scoresOf(item, signs[index] ?? ''));
  const responses = items.map((item, index) =>
    responseOf(item, signs[index] ?? '', made.text ?? '7'),
  );
  const write = (name: string, records: readonly object[]): void =>
    writeFileSync(
      join(directory, name),
      records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    );
  write('items.jsonl', items);
  write('scores.jsonl', scores);
  write('responses.jsonl', responses);
  writeFileSync(join(directory, 'run.json'), JSON.stringify(manifest));
  return { directory, manifest };
}

function groupOf(suite: string, split: string, text: string, seed: number): Group {
  const items = text
    .split(' ')
    .flatMap((cluster, program) =>
      cluster
        .split('/')
        .map((_, input) =>
          itemOf(suite, split, `s${seed}-${String(program).padStart(3, '0')}`, input),
        ),
    );
  return { suite, split, answer: 'direct', items };
}

function itemOf(suite: string, split: string, instruction: string, input: number): Item {
  return {
    id: `${suite}/${split}/direct/${instruction}/${input}`,
    suite,
    split,
    answer: 'direct',
    instruction,
    cluster: instruction,
    input: String(input),
    messages: [{ role: 'user', content: `${split} ${instruction}(${input})?` }],
    target: { kind: 'integer', value: '7' },
    facets: { ops: 1 },
    controls: {},
  };
}

function manifestOf(made: Made, groups: readonly Group[]): Manifest {
  const samples = Math.max(
    ...Object.values(made.splits).flatMap((text) => text.split(/[ /]/).map(({ length }) => length)),
  );
  return {
    format: 1,
    name: 'test',
    label: made.label,
    state: 'complete',
    simulated: made.simulated ?? false,
    model: `model-of-${made.label}`,
    tags: made.tags ?? {},
    samples,
    settings: {
      sampling: made.sampling ?? { temperature: 0.8 },
      extra_body: {},
      ...made.settings,
    },
    settings_hash: 'f00d',
    config: {},
    fingerprints: Object.fromEntries(groups.map((group) => [groupName(group), fingerprint(group)])),
    sampling_sent: made.sent ?? null,
    versions: { pbb_eval: '0.0.1', node: 'v20' },
    started_at: '2026-01-01T00:00:00.000Z',
    finished_at: null,
  };
}

function scoresOf(item: Item, signs: string): ScoreRecord[] {
  return Array.from(signs, (sign, index) => ({ sign, index }))
    .filter(({ sign }) => sign !== '.')
    .map(({ sign, index }) => ({
      item: item.id,
      index,
      verdict: sign === '+' ? ('correct' as const) : ('incorrect' as const),
      answer: sign === '+' ? '7' : '8',
      reason: '',
      lenient: sign === '+' ? ('correct' as const) : ('incorrect' as const),
      truncated: false,
      reasoned: false,
      binding_error: null,
      steps: null,
      steps_stated: null,
      first_wrong_step: null,
      measures: {},
    }));
}

function responseOf(item: Item, signs: string, text: string): ResponseRecord {
  return {
    item: item.id,
    first: 0,
    n: signs.length,
    seed: 1,
    choices: Array.from(signs, (sign, index) => ({ sign, index }))
      .filter(({ sign }) => sign !== '.')
      .map(({ index }) => ({ index, content: text, reasoning: null, finish_reason: 'stop' })),
    usage: null,
    latency_ms: 1,
    attempts: 1,
    at: '2026-01-01T00:00:00.000Z',
    id: null,
    model: null,
  };
}

/** So many clusters of one item each. */
export function clusters(count: number, signs: string): string {
  return Array.from({ length: count }, () => signs).join(' ');
}
