/** What one instruction is worth in execution examples, for a terminal and as Markdown. */
import type { ExchangeComparison, ExchangeGroup } from '../comparison/exchange.js';
import type { Worth } from '../stats/index.js';
import { printable } from '../text/printable.js';
import { type ComparisonColumn, tableMarkdown, textTable } from './comparison.js';
import { markdownText } from './markdown.js';
import { clusterNouns, grouped, percent } from './words.js';

const COLUMNS: readonly ComparisonColumn<ExchangeGroup>[] = [
  { head: 'suite', align: 'left', cell: ({ suite }) => suite },
  { head: 'split', align: 'left', cell: ({ split }) => split },
  { head: 'answer', align: 'left', cell: ({ answer }) => answer },
  {
    head: 'one instruction',
    align: 'right',
    cell: ({ exchange }) => percent(exchange.instruction),
  },
  { head: 'is worth', align: 'right', cell: ({ exchange }) => worthWords(exchange.worth) },
  {
    head: '95% CI',
    align: 'left',
    cell: ({ exchange: { low, high } }) => limitsWords(low, high),
  },
  {
    head: 'examples: accuracy',
    align: 'left',
    cell: ({ exchange: { distilled } }) =>
      distilled
        .map(({ examples, accuracy }) => `${numberWords(examples)}: ${percent(accuracy)}`)
        .join(', '),
  },
];

/** `130`, `fewer than 10`, `more than 1,000`: examples to two digits, since no more are known. */
export function worthWords({ kind, examples }: Worth): string {
  if (kind !== 'about') return `${kind} ${numberWords(examples)}`;
  return numberWords(Number(examples.toPrecision(2)));
}

/** Both beyond the numbers measured, on the same side: said once. */
function limitsWords(low: Worth, high: Worth): string {
  if (low.kind !== 'about' && low.kind === high.kind) return worthWords(low);
  return `${worthWords(low)} to ${worthWords(high)}`;
}

/** Numbers of examples may be fractions, which have no thousands after the point. */
function numberWords(examples: number): string {
  return Number.isInteger(examples) ? grouped(examples) : String(examples);
}

export function renderExchange(comparison: ExchangeComparison): string {
  return [textTable(COLUMNS, comparison.groups), '', ...notes(comparison)].join('\n');
}

export function renderExchangeMarkdown(comparison: ExchangeComparison): string {
  return [
    '### What one instruction is worth in execution examples',
    '',
    ...tableMarkdown(COLUMNS, comparison.groups),
    '',
    ...notes(comparison).map((note) => `- ${markdownText(note)}`),
    '',
  ].join('\n');
}

function notes({
  instruction,
  distilled,
  groups,
  simulated,
  warnings,
}: ExchangeComparison): string[] {
  const [first] = groups;
  return [
    `instruction: ${instruction.label}  ${instruction.directory}`,
    ...distilled.map(
      ({ examples, run }) =>
        `${numberWords(examples)} example${examples === 1 ? '' : 's'}: ${run.label}  ${run.directory}`,
    ),
    'is worth: the number of execution examples with which accuracy, taken as never falling and as straight between the numbers ' +
      'measured on a logarithmic scale, reaches that of the instruction; nothing is said beyond the numbers measured',
    ...(first === undefined
      ? []
      : [
          `95% interval: cluster-bootstrap, ${grouped(first.exchange.draws)} draws of the ${clusterNouns(groups)}, the same for every run (percentiles); it tells of other ${clusterNouns(groups)}, not of other training runs`,
        ]),
    ...(simulated
      ? ['SIMULATED: made-up answers of stated skill from a program, not from a language model']
      : []),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].map(printable);
}
