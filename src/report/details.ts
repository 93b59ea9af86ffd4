/** What stands beside an accuracy: several tries, tokens, where the variance lies, and what is known; for a terminal and as Markdown. */
import type { GroupSummary, Summary, TriesEstimate } from '../eval/summary.js';
import { printable } from '../text/printable.js';
import { markdownTable, markdownText } from './markdown.js';
import { renderRecall, renderRecallMarkdown } from './recall.js';
import { plainTable, renderPlain } from './table.js';
import { clusterNouns, interval, percent } from './words.js';

interface Row {
  readonly label: string;
  readonly group: GroupSummary;
}

interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

const BEFORE: readonly Column[] = [
  { head: 'run', align: 'left', cell: ({ label }) => label },
  { head: 'suite', align: 'left', cell: ({ group }) => group.suite },
  { head: 'split', align: 'left', cell: ({ group }) => group.split },
  { head: 'answer', align: 'left', cell: ({ group }) => group.answer },
];

const AFTER: readonly Column[] = [
  {
    head: 'distinct',
    align: 'right',
    cell: ({ group }) => percent(group.estimate.distinct_answers),
  },
  { head: 'trunc.', align: 'right', cell: ({ group }) => percent(group.estimate.truncated) },
  { head: 'tokens', align: 'right', cell: ({ group }) => group.estimate.tokens?.toFixed(1) ?? '–' },
  {
    head: 'what would narrow it',
    align: 'left',
    cell: ({ group }) => group.variance?.advice ?? '–',
  },
];

function notesOn(rows: readonly Row[]): string[] {
  return [
    'pass@k: one of k samples is right (unbiased); maj@k: the most frequent answer of k samples is right; intervals: ' +
      `korn-graubard-shrunken, over ${clusterNouns(rows.map(({ group }) => group))}`,
    'distinct: different answers of an item per answer; tokens: per sample, as the server counts them',
  ];
}

export function renderDetails(summaries: readonly Summary[]): string {
  const rows = rowsOf(summaries);
  const columns = columnsOf(rows);
  const table = plainTable(columns);
  for (const row of rows) table.push(columns.map(({ cell }) => printable(cell(row))));
  const recall = renderRecall(summaries);
  const after = recall === '' ? [] : ['', recall];
  return [renderPlain(table), '', ...notesOn(rows), ...after].join('\n');
}

export function renderDetailsMarkdown(summaries: readonly Summary[]): string {
  const rows = rowsOf(summaries);
  const columns = columnsOf(rows);
  const cells = rows.map((row) => columns.map(({ cell }) => markdownText(cell(row))));
  const notes = notesOn(rows).map((note) => `- ${note}`);
  const recall = renderRecallMarkdown(summaries);
  const after = recall === '' ? [] : ['', recall];
  return [...markdownTable(columns, cells), '', ...notes, ...after].join('\n');
}

function rowsOf(summaries: readonly Summary[]): Row[] {
  return summaries.flatMap(({ label, groups }) => groups.map((group) => ({ label, group })));
}

/** A column for every k that a row has. */
function columnsOf(rows: readonly Row[]): Column[] {
  const ks = (of: 'pass_at' | 'majority_at'): string[] =>
    [...new Set(rows.flatMap(({ group }) => Object.keys(group[of])))].toSorted(
      (a, b) => Number(a) - Number(b),
    );
  const column = (head: string, of: 'pass_at' | 'majority_at', k: string): Column => ({
    head: printable(`${head}${k}`),
    align: 'right',
    cell: ({ group }) => triesCell(group[of][k]),
  });
  return [
    ...BEFORE,
    ...ks('pass_at').map((k) => column('pass@', 'pass_at', k)),
    ...ks('majority_at').map((k) => column('maj@', 'majority_at', k)),
    ...AFTER,
  ];
}

function triesCell(tries: TriesEstimate | undefined): string {
  if (tries === undefined) return '–';
  return `${percent(tries.value)} ${interval(tries.low, tries.high)}`;
}
