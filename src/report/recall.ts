/** What runs know of their instructions beside what they do with them, as part of the details; for a terminal and as Markdown. */
import type { RecallSummary } from '../eval/recall.js';
import type { Summary } from '../eval/summary.js';
import type { RecallShare } from '../stats/index.js';
import { printable } from '../text/printable.js';
import { markdownTable, markdownText } from './markdown.js';
import { plainTable, renderPlain } from './table.js';
import { interval, percent } from './words.js';

interface Row extends RecallSummary {
  readonly label: string;
}

interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

const COLUMNS: readonly Column[] = [
  { head: 'run', align: 'left', cell: ({ label }) => label },
  { head: 'suite', align: 'left', cell: ({ suite }) => suite },
  { head: 'does: split', align: 'left', cell: ({ split }) => split },
  { head: 'answer', align: 'left', cell: ({ answer }) => answer },
  { head: 'instr.', align: 'right', cell: ({ instructions }) => String(instructions) },
  { head: 'knows', align: 'right', cell: ({ knows }) => share(knows) },
  { head: 'does', align: 'right', cell: ({ does }) => share(does) },
  { head: 'both', align: 'right', cell: ({ knows_and_does }) => percent(knows_and_does.value) },
  { head: 'knows only', align: 'right', cell: ({ knows_only }) => percent(knows_only.value) },
  { head: 'does only', align: 'right', cell: ({ does_only }) => percent(does_only.value) },
  { head: 'neither', align: 'right', cell: ({ neither }) => percent(neither.value) },
  { head: 'does if known', align: 'right', cell: ({ does_if_known }) => share(does_if_known) },
  { head: 'if unknown', align: 'right', cell: ({ does_if_unknown }) => share(does_if_unknown) },
];

const NOTES = [
  'knows: recalls the instruction (split recall); does: executes it; both … neither: of the pairs of a recall and an execution of one instruction',
  'does if known: accuracy of executions, each instruction weighted by how often it was recalled; if unknown: by how often it was not',
  'intervals: 95%, korn-graubard-shrunken, over instructions',
] as const;

/** Empty where no run asks for instructions. */
export function renderRecall(summaries: readonly Summary[]): string {
  const rows = rowsOf(summaries);
  if (rows.length === 0) return '';
  const table = plainTable(COLUMNS);
  for (const row of rows) table.push(COLUMNS.map(({ cell }) => printable(cell(row))));
  return [renderPlain(table), '', ...NOTES, ...rows.map(wordsOf).map(printable)].join('\n');
}

/** Empty where no run asks for instructions. */
export function renderRecallMarkdown(summaries: readonly Summary[]): string {
  const rows = rowsOf(summaries);
  if (rows.length === 0) return '';
  const cells = rows.map((row) => COLUMNS.map(({ cell }) => markdownText(cell(row))));
  const notes = [...NOTES, ...rows.map((row) => markdownText(wordsOf(row)))];
  return [...markdownTable(COLUMNS, cells), '', ...notes.map((note) => `- ${note}`)].join('\n');
}

function rowsOf(summaries: readonly Summary[]): Row[] {
  return summaries.flatMap(({ label, recall = [] }) => recall.map((row) => ({ ...row, label })));
}

function wordsOf({ label, suite, split, answer, words }: Row): string {
  return `${label}, ${suite} ${split} ${answer}: ${words}`;
}

function share(found: RecallShare | null): string {
  return found === null ? '–' : `${percent(found.value)} ${interval(found.low, found.high)}`;
}
