import { execFileSync, spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../src/eval/estimate.js';
import type { Summary } from '../../src/eval/summary.js';
import {
  type FinishedRun,
  leaderboardCsv,
  leaderboardMarkdown,
  leaderboardRows,
  sortedRows,
} from '../../src/report/leaderboard.js';
import { renderMarkdown, renderTable } from '../../src/report/table.js';
import { clusterNounOf } from '../../src/suites/registry.js';

const estimate: Estimate = {
  value: 0.375,
  low: 0.25,
  high: 0.5,
  method: 'korn-graubard-shrunken',
  level: 0.95,
  std_error: 0.06,
  n_eff: 60,
  design_effect: 2.7,
  clusters: 10,
  items: 10,
  samples: 160,
  cluster_t: null,
  flags: [],
  instructions: 10,
  missing: 3,
  malformed: 0.1,
  truncated: 0,
  tokens: 12.5,
  reasoned: 0,
  lenient: 0.4,
  binding_errors: null,
  binding_errors_by_chance: null,
  distinct_answers: 0.5,
  distinct_outputs: 1,
  measures: {},
};

function finished(
  tags: Summary['tags'],
  label = 'step-1',
  value: number | null = 0.375,
): FinishedRun {
  const summary: Summary = {
    format: 1,
    name: 'test',
    label,
    model: 'm',
    simulated: false,
    tags,
    samples_per_item: 16,
    temperature: 0.8,
    groups: [
      {
        suite: 'random-arithmetic',
        split: 'wo-io',
        answer: 'cot',
        cluster_noun: 'instruction',
        fingerprint: 'f00d',
        estimate: { ...estimate, value },
        pass_at: {},
        majority_at: {},
        variance: null,
        controls: {
          most_common_output: { value: 0.05, low: 0.05, high: 0.05, method: 'exact' },
        },
        facets: {},
        warnings: [],
      },
    ],
  };
  return {
    run: `test/${label}`,
    summary,
    manifest: {
      format: 1,
      name: 'test',
      label,
      state: 'complete',
      simulated: false,
      model: 'm',
      tags,
      samples: 16,
      settings: {},
      settings_hash: 'beef',
      config: {},
      fingerprints: {},
      sampling_sent: null,
      versions: { pbb_eval: '0.0.1', node: 'v20' },
      started_at: '2026-01-01T00:00:00.000Z',
      finished_at: null,
    },
  };
}

function csvOf(runs: readonly FinishedRun[]): string {
  return leaderboardCsv(leaderboardRows(runs));
}

const HOSTILE = {
  step: -100,
  formula: '  =HYPERLINK("http://x","y")',
  plus: '+1+1',
  minus: '-2+3',
  at: '@SUM(A1)',
  tab: '\t=1',
  quoted: 'a "b", c',
  lines: 'one\r\ntwo',
};

describe('the leaderboard', () => {
  it('escapes what a spreadsheet would run, and leaves numbers alone', () => {
    const [row] = parse(csvOf([finished(HOSTILE)]), { columns: true });
    expect(row).toMatchObject({
      accuracy: '0.375',
      step: '-100',
      formula: `'${HOSTILE.formula}`,
      plus: "'+1+1",
      minus: "'-2+3",
      at: "'@SUM(A1)",
      tab: "'\t=1",
      quoted: 'a "b", c',
      lines: 'one\r\ntwo',
    });
  });

  it('has a column per tag of any run, beside the fixed ones', () => {
    const rows = parse(
      csvOf([finished({ stage: 1 }), finished({ model: 'x', ok: true }, 'b', null)]),
      {
        columns: true,
      },
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ model: 'm', stage: '1', tag_model: '', ok: '' });
    expect(rows[1]).toMatchObject({
      model: 'm',
      stage: '',
      tag_model: 'x',
      ok: 'true',
      accuracy: '',
    });
  });

  it('has a column of its own for every tag, whatever they are called', () => {
    const tags = { rank: 1, tag_rank: 2, tag_tag_rank: 3, tag_x: 4 };
    const [header = ''] = csvOf([finished(tags)]).split('\r\n');
    expect(header).toMatch(/,ranked_among,tag_rank,tag_tag_rank,tag_tag_tag_rank,tag_x$/);
    const [row] = parse(csvOf([finished(tags)]), { columns: true });
    expect(row).toMatchObject({
      rank: '',
      tag_rank: '1',
      tag_tag_rank: '2',
      tag_tag_tag_rank: '3',
    });
  });

  it('keeps its order when a tag looks like a number', () => {
    const csv = csvOf([finished({ 2024: 'x' })]);
    expect(csv.startsWith('run,model,label,')).toBe(true);
    expect(csv.split('\r\n')[0]).toMatch(/,ranked_among,2024$/);
  });

  it('of no run is a header', () => {
    expect(csvOf([])).toBe(
      'run,model,label,suite,split,answer,accuracy,ci_low,ci_high,ci_method,std_error,instructions,items,samples,' +
        'malformed,missing,reasoned,distinct,lenient,temperature,simulated,data_fingerprint,config_fingerprint,' +
        'started_at,version,state,tokens,cluster_t_low,cluster_t_high,rank,rank_best,rank_worst,ranked_among\r\n',
    );
  });

  it('is sorted by any column, what is missing last', () => {
    const rows = leaderboardRows([
      finished({ step: 10 }, 'a', 0.3),
      finished({ step: 9 }, 'b', null),
      finished({}, 'c', 0.5),
    ]);
    const labels = (name: string, descending: boolean) =>
      sortedRows(rows, name, descending).map(({ run }) => run.summary.label);
    expect(labels('accuracy', true)).toEqual(['c', 'a', 'b']);
    expect(labels('accuracy', false)).toEqual(['a', 'c', 'b']);
    expect(labels('step', false)).toEqual(['b', 'a', 'c']);
    expect(labels('label', true)).toEqual(['c', 'b', 'a']);
  });

  it('shows a rank with the best and the worst that it may be', () => {
    const rank = { rank: 2, best: 1, worst: 3, among: 4 };
    const rows = leaderboardRows([finished({ stage: 'a|b' })], () => rank);
    expect(leaderboardMarkdown(rows).split('\n').slice(0, 3)).toEqual([
      '| label | suite | split | answer | accuracy | 95% CI | interval | rank | malf. | miss. | simulated | stage |',
      '|---|---|---|---|---:|---:|---|---:|---:|---:|---|---|',
      '| step-1 | random-arithmetic | wo-io | cot | 37.5% | \\[25.0, 50.0\\] | korn-graubard-shrunken | 2 of 4 (1 to 3) | 10.0% | 3 |  | <code>a&#124;b</code> |',
    ]);
    const [row] = parse(leaderboardCsv(rows), { columns: true });
    expect(row).toMatchObject({ rank: '2', rank_best: '1', rank_worst: '3', ranked_among: '4' });
  });

  it('never names a naive method without the word', () => {
    const run = finished({});
    const groups = run.summary.groups.map((group) => ({
      ...group,
      estimate: { ...group.estimate, method: 'passes-t' as const },
    }));
    const naive = { ...run, summary: { ...run.summary, groups } };
    expect(csvOf([naive])).toContain(',passes-t (naive),');
    expect(renderTable([naive.summary])).toContain(
      '95% interval: passes-t (naive), over sample passes',
    );
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  it.skipIf(!python)(
    'is read the same by the csv module of Python (skipped where there is no python3)',
    () => {
      const read = execFileSync(
        'python3',
        [
          '-c',
          'import csv,io,json,sys;print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.read(),newline="")))))',
        ],
        { input: csvOf([finished(HOSTILE)]), encoding: 'utf8' },
      );
      expect(JSON.parse(read)).toEqual(parse(csvOf([finished(HOSTILE)]), { columns: true }));
    },
  );
});

describe('the table', () => {
  it('has a row per split and answer below a heading per run', () => {
    const lines = renderTable([finished({}).summary]).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'split  answer  accuracy        95% CI  lenient  malf.  miss.  reas.  instr.  items  samples  most common output  binding (chance)',
      'step-1 (m) · random-arithmetic · temperature 0.8, 16 samples per item',
      'wo-io  cot        37.5%  [25.0, 50.0]    40.0%  10.0%      3   0.0%      10     10      160                5.0%             – (–)',
    ]);
    expect(lines).toContain('95% interval: korn-graubard-shrunken, over instructions');
  });

  it('says how many different answers there were where many are right', () => {
    const { summary } = finished({});
    const ofSuite = (suite: string) => summary.groups.map((group) => ({ ...group, suite }));
    const text = renderTable([{ ...summary, groups: ofSuite('grammars') }]);
    expect(text).toMatch(/ distinct +binding \(chance\)\n/);
    expect(text).toMatch(/ 50\.0% +– \(–\)\n/);
    expect(text).toContain('\ndistinct: different answers to an item, as a share of its answers');
    expect(renderTable([summary])).not.toContain('distinct');
  });

  it('says over what the intervals are, suite by suite where that differs', () => {
    const { summary } = finished({});
    const ofSuite = (suite: string) =>
      summary.groups.map((group) => ({
        ...group,
        suite,
        cluster_noun: clusterNounOf(suite, 'wo-io'),
      }));
    const linesOf = (groups: Summary['groups']) =>
      renderTable([{ ...summary, groups }])
        .split('\n')
        .filter((line) => line.includes('interval'));
    expect(linesOf(ofSuite('ciphers'))).toEqual([
      '95% interval: korn-graubard-shrunken, over input texts',
    ]);
    expect(linesOf([...summary.groups, ...ofSuite('grammars'), ...ofSuite('ciphers')])).toEqual([
      '95% interval: korn-graubard-shrunken, over instructions (random-arithmetic, grammars)',
      '95% interval: korn-graubard-shrunken, over input texts (ciphers)',
    ]);
  });

  it('marks simulated models and what could not be computed', () => {
    const { summary } = finished({}, 'sim', null);
    const text = renderTable([{ ...summary, simulated: true }]);
    expect(text).toContain('sim (m), SIMULATED · random-arithmetic');
    expect(text).toContain('wo-io  cot            –  [25.0, 50.0]');
  });

  it('gives each warning once, with the rows that it is about', () => {
    const { summary } = finished({});
    const groups = ['wo-io', 'in-context', 'w-io-test'].flatMap((split, index) =>
      summary.groups.map((group) => ({
        ...group,
        split,
        warnings: index < 2 ? ['very few clusters (3)', 'b'] : ['b'],
      })),
    );
    expect(
      renderTable([{ ...summary, groups }])
        .split('\n')
        .slice(-2),
    ).toEqual([
      'warning: step-1: very few clusters (3) (wo-io cot, in-context cot)',
      'warning: step-1: b (all rows)',
    ]);
  });

  it('says of which suite a warning is, and what a column means in each, where there are several', () => {
    const { summary } = finished({});
    const groups = ['random-arithmetic', 'algorithms'].flatMap((suite, index) =>
      ['wo-io', 'in-context'].flatMap((split) =>
        summary.groups.map((group) => ({
          ...group,
          suite,
          split,
          controls: { repeat_input: { value: 0, low: 0, high: 0, method: 'exact' as const } },
          warnings: index === 0 && split === 'wo-io' ? ['b'] : ['b', 'c'],
        })),
      ),
    );
    const lines = renderTable([{ ...summary, groups }]).split('\n');
    expect(lines.slice(-2)).toEqual([
      'warning: step-1: b (random-arithmetic: all rows; algorithms: all rows)',
      'warning: step-1: c (random-arithmetic: in-context cot; algorithms: all rows)',
    ]);
    expect(lines).toContain(
      'repeat input: control: share right for repeating the input (random-arithmetic); ' +
        'share right for repeating the first argument (algorithms)',
    );
  });

  it('becomes blocks of lines where the terminal is narrow', () => {
    const text = renderTable([finished({}).summary], 60);
    expect(text).toContain('  wo-io, cot\n    accuracy 37.5%  95% CI [25.0, 50.0]\n');
  });

  it('lets nothing of a foreign run directory move the cursor or leave its cell', () => {
    const { summary } = finished({});
    const groups = summary.groups.map((group) => ({
      ...group,
      split: 'wo-io\u001b[2J\n| x |',
      suite: 'unknown\u001b]0;x\u0007',
      warnings: ['\u001b[31mred'],
    }));
    for (const text of [
      renderTable([{ ...summary, groups }]),
      renderTable([{ ...summary, groups }], 40),
    ]) {
      expect(text).not.toContain('\u001b');
      expect(text).toContain('wo-io\uFFFD[2J');
    }
    const markdown = renderMarkdown([{ ...summary, groups }]);
    expect(markdown).not.toContain('\u001b');
    expect(markdown).not.toContain('\n\\| x');
  });

  it('shows control characters of a name instead of obeying them, and lets no name become markup', () => {
    const { summary } = finished({}, 'a\u001b[31m<b>|x');
    expect(renderTable([summary])).not.toContain('\u001b');
    expect(renderMarkdown([summary])).toContain('a\uFFFD\\[31m\\<b\\>\\|x');
  });

  it('makes no mention, link or reference of a name', () => {
    const { summary } = finished({}, '@owner #1 GH-2 http://a.example www.b.example c@d.example');
    const [heading] = renderMarkdown([summary]).split('\n');
    const parted = '&#8203;';
    expect(heading).toBe(
      `### @${parted}owner \\#${parted}1 GH-${parted}2 http:${parted}//a.example www${parted}.b.example c@${parted}d.example ` +
        '(m) · random-arithmetic · temperature 0.8, 16 samples per item',
    );
  });
});
