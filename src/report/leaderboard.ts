/**
 * The leaderboard: every run below a folder, one row per run, suite, split and answer. Columns are append-only: new ones
 * come after all others and before the tags, so that who reads a column by its place goes on reading it.
 */
import type { Rank } from '../comparison/ranking.js';
import type { GroupSummary, Summary } from '../eval/summary.js';
import type { Manifest } from '../store/records.js';
import { type Cell, csvText } from './csv.js';
import { markdownCell, markdownTable, markdownText } from './markdown.js';
import { clusterNouns, interval, methodName, percent, rankWords } from './words.js';

/** A run with what the leaderboard shows of it. */
export interface FinishedRun {
  /** Folder of the run, from the folder that was searched. */
  readonly run: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
}

/** One row, before it is written as text. */
export interface LeaderboardRow {
  readonly run: FinishedRun;
  readonly group: GroupSummary;
  /** Undefined where it has none. */
  readonly rank?: Rank | undefined;
}

/** A column: its name and what stands in it. */
interface Column {
  readonly name: string;
  readonly cell: (row: LeaderboardRow) => Cell;
}

const FIXED: readonly Column[] = [
  { name: 'run', cell: ({ run }) => run.run },
  { name: 'model', cell: ({ run }) => run.summary.model },
  { name: 'label', cell: ({ run }) => run.summary.label },
  { name: 'suite', cell: ({ group }) => group.suite },
  { name: 'split', cell: ({ group }) => group.split },
  { name: 'answer', cell: ({ group }) => group.answer },
  { name: 'accuracy', cell: ({ group }) => group.estimate.value },
  { name: 'ci_low', cell: ({ group }) => group.estimate.low },
  { name: 'ci_high', cell: ({ group }) => group.estimate.high },
  { name: 'ci_method', cell: ({ group }) => methodName(group.estimate.method) },
  { name: 'std_error', cell: ({ group }) => group.estimate.std_error },
  { name: 'instructions', cell: ({ group }) => group.estimate.instructions },
  { name: 'items', cell: ({ group }) => group.estimate.items },
  { name: 'samples', cell: ({ group }) => group.estimate.samples },
  { name: 'malformed', cell: ({ group }) => group.estimate.malformed },
  { name: 'missing', cell: ({ group }) => group.estimate.missing },
  { name: 'reasoned', cell: ({ group }) => group.estimate.reasoned },
  { name: 'distinct', cell: ({ group }) => group.estimate.distinct_answers },
  { name: 'lenient', cell: ({ group }) => group.estimate.lenient },
  { name: 'temperature', cell: ({ run }) => run.summary.temperature },
  { name: 'simulated', cell: ({ run }) => run.summary.simulated },
  { name: 'data_fingerprint', cell: ({ group }) => group.fingerprint },
  { name: 'config_fingerprint', cell: ({ run }) => run.manifest.settings_hash },
  { name: 'started_at', cell: ({ run }) => run.manifest.started_at },
  { name: 'version', cell: ({ run }) => run.manifest.versions.pbb_eval },
  { name: 'state', cell: ({ run }) => run.manifest.state },
  { name: 'tokens', cell: ({ group }) => group.estimate.tokens },
  { name: 'cluster_t_low', cell: ({ group }) => group.estimate.cluster_t?.low ?? null },
  { name: 'cluster_t_high', cell: ({ group }) => group.estimate.cluster_t?.high ?? null },
  { name: 'rank', cell: ({ rank }) => rank?.rank ?? null },
  { name: 'rank_best', cell: ({ rank }) => rank?.best ?? null },
  { name: 'rank_worst', cell: ({ rank }) => rank?.worst ?? null },
  { name: 'ranked_among', cell: ({ rank }) => rank?.among ?? null },
];

const FIXED_NAMES: ReadonlySet<string> = new Set(FIXED.map(({ name }) => name));

/** The rows of runs, in their order and in that of their groups. */
export function leaderboardRows(
  runs: readonly FinishedRun[],
  rankOf: (run: FinishedRun, group: GroupSummary) => Rank | undefined = () => undefined,
): LeaderboardRow[] {
  return runs.flatMap((run) =>
    run.summary.groups.map((group) => ({ run, group, rank: rankOf(run, group) })),
  );
}

/** The fixed columns, then one per tag that any row's run has. */
function columnsOf(rows: readonly LeaderboardRow[]): Column[] {
  const tags = new Set(rows.flatMap(({ run }) => Object.keys(run.summary.tags)));
  return [
    ...FIXED,
    ...[...tags].toSorted().map(
      (tag): Column => ({
        name: tagColumn(tag),
        cell: ({ run }) =>
          Object.hasOwn(run.summary.tags, tag) ? (run.summary.tags[tag] ?? null) : null,
      }),
    ),
  ];
}

/** `tag_<tag>` where a fixed column has that name; and so a tag that is called like that has one more `tag_`. */
function tagColumn(tag: string): string {
  return FIXED_NAMES.has(tag.replace(/^(?:tag_)+/, '')) ? `tag_${tag}` : tag;
}

/** The names of the columns of these rows. */
export function columnNames(rows: readonly LeaderboardRow[]): string[] {
  return columnsOf(rows).map(({ name }) => name);
}

/** The rows in the order of one column, numbers by size, what is missing last; rows that are alike keep their order. */
export function sortedRows(
  rows: readonly LeaderboardRow[],
  name: string,
  descending: boolean,
): LeaderboardRow[] {
  const column = columnsOf(rows).find((each) => each.name === name);
  if (column === undefined) return [...rows];
  return rows.toSorted((first, second) => {
    const [a, b] = [column.cell(first), column.cell(second)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (descending ? -1 : 1) * compareCells(a, b);
  });
}

function compareCells(a: Exclude<Cell, null>, b: Exclude<Cell, null>): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : Number(left > right);
}

/** As `csvText` writes it. */
export function leaderboardCsv(rows: readonly LeaderboardRow[]): string {
  const columns = columnsOf(rows);
  return csvText(
    columns.map(({ name }) => name),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
  );
}

/** Rows as objects, column by column. */
export function leaderboardDocument(rows: readonly LeaderboardRow[]): unknown {
  const columns = columnsOf(rows);
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ name, cell }) => [name, cell(row)]))),
  };
}

/** What a reader compares, as a table; ranks stand with the best and the worst that the data allow. */
export function leaderboardMarkdown(rows: readonly LeaderboardRow[]): string {
  const tags = columnsOf(rows).slice(FIXED.length);
  const columns = [
    { head: 'label', align: 'left', cell: ({ run }) => run.summary.label },
    { head: 'suite', align: 'left', cell: ({ group }) => group.suite },
    { head: 'split', align: 'left', cell: ({ group }) => group.split },
    { head: 'answer', align: 'left', cell: ({ group }) => group.answer },
    { head: 'accuracy', align: 'right', cell: ({ group }) => percent(group.estimate.value) },
    {
      head: '95% CI',
      align: 'right',
      cell: ({ group: { estimate } }) => interval(estimate.low, estimate.high),
    },
    { head: 'interval', align: 'left', cell: ({ group }) => methodName(group.estimate.method) },
    { head: 'rank', align: 'right', cell: ({ rank }) => rankWords(rank) },
    { head: 'malf.', align: 'right', cell: ({ group }) => percent(group.estimate.malformed) },
    { head: 'miss.', align: 'right', cell: ({ group }) => String(group.estimate.missing) },
    {
      head: 'simulated',
      align: 'left',
      cell: ({ run }) => (run.summary.simulated ? 'SIMULATED' : ''),
    },
    ...tags.map(({ name, cell }) => ({
      head: markdownText(name),
      align: 'left' as const,
      cell: (row: LeaderboardRow) => String(cell(row) ?? ''),
    })),
  ] satisfies MarkdownColumn[];
  const table = markdownTable(
    columns,
    rows.map((row) => columns.map(({ cell }) => markdownCell(cell(row)))),
  );
  return [...table, '', rankNote(rows.map(({ group }) => group)), ''].join('\n');
}

interface MarkdownColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: LeaderboardRow) => string;
}

/** What the ranks of these groups are, for whoever reads them. */
export function rankNote(groups: readonly GroupSummary[]): string {
  const units = clusterNouns(groups);
  return (
    'Rank: among runs that answered the same items, sampled in the same way, simulated and real ones apart; in brackets the best ' +
    `and the worst rank that all paired comparisons allow (two-sided sign-flip tests over ${units}, by Holm).`
  );
}
