/** Two runs side by side, for a terminal and as Markdown. Text from outside is shown on one line and obeyed by nothing. */
import type { InstructionChange, Sample } from '../comparison/changes.js';
import type { ComparedGroup, Comparison, RunName } from '../comparison/comparison.js';
import type { Difference } from '../stats/index.js';
import { printable, shortened } from '../text/printable.js';
import { markdownCell, markdownCode, markdownTable, markdownText } from './markdown.js';
import { plainTable, renderPlain } from './table.js';
import { clusterNouns, interval, percent, points, pValue } from './words.js';

/** A column of a comparison; a cell is one line of text. */
export interface ComparisonColumn<Row> {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

/** The columns that every comparison begins with. */
export const SIDES: readonly ComparisonColumn<ComparedGroup>[] = [
  { head: 'suite', align: 'left', cell: ({ suite }) => suite },
  { head: 'split', align: 'left', cell: ({ split }) => split },
  { head: 'answer', align: 'left', cell: ({ answer }) => answer },
  { head: 'A', align: 'right', cell: ({ difference }) => percent(difference?.a.value ?? null) },
  { head: 'B', align: 'right', cell: ({ difference }) => percent(difference?.b.value ?? null) },
  { head: 'B - A', align: 'right', cell: ({ difference }) => points(difference?.value ?? null) },
  {
    head: '95% CI',
    align: 'right',
    cell: ({ difference }) => interval(difference?.low ?? null, difference?.high ?? null),
  },
  {
    head: 'changed',
    align: 'right',
    cell: ({ difference }) =>
      difference === null ? '–' : `${difference.changed} of ${difference.clusters}`,
  },
];

const TWO_SIDED: readonly ComparisonColumn<ComparedGroup>[] = [
  ...SIDES,
  { head: 'p', align: 'right', cell: (group) => pValue(group.p_adjusted) },
  { head: 'so', align: 'left', cell: conclusion },
];

/** Below this adjusted p, two runs are told apart. */
const ALPHA = 0.05;

function conclusion({ difference, p_adjusted }: ComparedGroup): string {
  if (difference === null || p_adjusted > ALPHA) return 'not told apart';
  return difference.value > 0 ? 'B is higher' : 'A is higher';
}

export function renderComparison(comparison: Comparison): string {
  return [
    ...sideLines(comparison),
    '',
    textTable(TWO_SIDED, comparison.groups),
    '',
    twoSidedNote(comparison),
    ...commonNotes(comparison),
    ...changeLines(comparison.changes),
  ].join('\n');
}

export function renderComparisonMarkdown(comparison: Comparison): string {
  return [
    '### Comparison',
    '',
    ...sideBullets(comparison),
    '',
    ...tableMarkdown(TWO_SIDED, comparison.groups),
    '',
    ...[twoSidedNote(comparison), ...commonNotes(comparison)].map(
      (note) => `- ${markdownText(note)}`,
    ),
    ...changesMarkdown(comparison.changes),
    '',
  ].join('\n');
}

function twoSidedNote({ groups }: Comparison): string {
  return (
    `p: two-sided, exact paired sign-flip test over ${clusterNouns(groups)}, by Holm over the rows; ` +
    'not told apart is no proof of being alike'
  );
}

export function textTable<Row>(
  columns: readonly ComparisonColumn<Row>[],
  rows: readonly Row[],
): string {
  const table = plainTable(columns);
  for (const row of rows) table.push(columns.map(({ cell }) => printable(cell(row))));
  return renderPlain(table);
}

export function tableMarkdown<Row>(
  columns: readonly ComparisonColumn<Row>[],
  rows: readonly Row[],
): string[] {
  return markdownTable(
    columns,
    rows.map((row) => columns.map(({ cell }) => markdownCell(cell(row)))),
  );
}

/** Which run is A and which is B. */
export function sideLines({ a, b }: Comparison): string[] {
  return [`A: ${runWords(a)}`, `B: ${runWords(b)}`];
}

export function sideBullets({ a, b }: Comparison): string[] {
  return [`- A: ${runMarkdown(a)}`, `- B: ${runMarkdown(b)}`];
}

function runWords({ label, model, directory, simulated }: RunName): string {
  const name = label === model ? label : `${label} (${model})`;
  return printable(`${name}${simulated ? ', SIMULATED' : ''}  ${directory}`);
}

function runMarkdown({ label, model, directory, simulated }: RunName): string {
  const names = label === model ? [label] : [label, model];
  return `${[...names, directory].map((name) => markdownCode(name)).join(' ')}${simulated ? ' **SIMULATED**' : ''}`;
}

/** What every comparison says below its table. */
export function commonNotes({ groups, pooled, simulated, warnings }: Comparison): string[] {
  const drawn = groups.some(({ difference }) => difference?.test.method === 'drawn');
  return [
    `B - A: in points; interval: MOVER of the two korn-graubard-shrunken intervals, over ${clusterNouns(groups)} that both runs have`,
    ...(drawn ? ['p of a row that could not be counted out: from 99,999 drawn sign changes'] : []),
    ...(pooled === null ? [] : [pooledNote(pooled, clusterNouns(groups))]),
    ...(simulated
      ? ['SIMULATED: made-up answers of stated skill from a program, not from a language model']
      : []),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].map(printable);
}

function pooledNote({ value, low, high, test }: Difference, units: string): string {
  return (
    `all rows pooled, ${units} of the same name together: ${points(value)} ${interval(low, high)}, ` +
    `p of a loss ${pValue(test.p_loss)}, two-sided ${pValue(test.p_two_sided)}`
  );
}

/** How much of a text is shown: its beginning, and its end, where answers stand. */
const SHOWN = 160;
const SHOWN_END = 100;

/** A text of many lines as one; line breaks are shown. */
function oneLine(text: string): string {
  const lines = text.split('\n').map((each) => each.trim());
  const line = lines.filter((each) => each !== '').join(' ⏎ ');
  if (line.length <= SHOWN) return printable(line);
  const begin = shortened(line, SHOWN - SHOWN_END);
  return `${begin}${printable(line.slice(-SHOWN_END).replace(/^[\uDC00-\uDFFF]/, ''))}`;
}

export function changeLines(changes: readonly InstructionChange[]): string[] {
  if (changes.length === 0) return ['', 'no instruction changed'];
  return ['', 'instructions that changed most:', ...changes.flatMap(changeText)];
}

function changeText(change: InstructionChange): string[] {
  const { instruction, split, answer, a, b, input, samples } = change;
  return [
    `  instruction ${shortened(instruction, SHOWN)}, ${printable(split)} ${printable(answer)}: ${percent(a)} -> ${percent(b)}; ` +
      `input ${shortened(input, SHOWN)}`,
    ...samples.flatMap(({ index, a: sideA, b: sideB }) => [
      `    sample ${index}  A ${sampleWords(sideA)}`,
      `    ${' '.repeat(`sample ${index}`.length)}  B ${sampleWords(sideB)}`,
    ]),
  ];
}

function sampleWords({ correct, text }: Sample): string {
  return `${correct ? 'right' : 'wrong'}  ${text === null ? 'nothing' : JSON.stringify(oneLine(text))}`;
}

export function changesMarkdown(changes: readonly InstructionChange[]): string[] {
  if (changes.length === 0) return ['', 'No instruction changed.'];
  const columns = ['instruction', 'A → B', 'input', 'A', 'B'].map((head) => ({
    head,
    align: 'left' as const,
  }));
  return [
    '',
    '<details><summary>Instructions that changed most</summary>',
    '',
    ...markdownTable(columns, changes.flatMap(changeRows)),
    '',
    '</details>',
  ];
}

function changeRows(change: InstructionChange): string[][] {
  const { instruction, split, answer, a, b, input, samples } = change;
  return samples.map((sample, row) => [
    ...(row === 0
      ? [
          `${markdownCode(instruction)} ${markdownCell(`${split} ${answer}`)}`,
          `${markdownText(percent(a))} → ${markdownText(percent(b))}`,
          markdownCode(input),
        ]
      : ['', '', '']),
    sampleMarkdown(sample.a),
    sampleMarkdown(sample.b),
  ]);
}

function sampleMarkdown({ correct, text }: Sample): string {
  return `${correct ? 'right' : 'wrong'} ${text === null ? '(nothing)' : markdownCode(oneLine(text))}`;
}
