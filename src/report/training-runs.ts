/** Two groups of training runs side by side, for a terminal and as Markdown. */
import type { RunName } from '../comparison/comparison.js';
import type { RunsComparison, RunsGroup } from '../comparison/training-runs.js';
import { mean } from '../stats/index.js';
import { printable } from '../text/printable.js';
import { type ComparisonColumn, tableMarkdown, textTable } from './comparison.js';
import { markdownCode, markdownText } from './markdown.js';
import { counted, interval, percent, points, pValue } from './words.js';

const COLUMNS: readonly ComparisonColumn<RunsGroup>[] = [
  { head: 'suite', align: 'left', cell: ({ suite }) => suite },
  { head: 'split', align: 'left', cell: ({ split }) => split },
  { head: 'answer', align: 'left', cell: ({ answer }) => answer },
  { head: 'A', align: 'right', cell: ({ a }) => percent(mean(a)) },
  { head: 'B', align: 'right', cell: ({ b }) => percent(mean(b)) },
  { head: 'B - A', align: 'right', cell: ({ difference }) => points(difference.value) },
  {
    head: '95% CI',
    align: 'right',
    cell: ({ difference: { limits } }) => interval(limits?.low ?? null, limits?.high ?? null),
  },
  { head: 'p', align: 'right', cell: (group) => pValue(group.p_adjusted) },
];

export function renderTrainingRuns(comparison: RunsComparison): string {
  return [
    ...(['a', 'b'] as const).flatMap((side) => [
      printable(sideWords(side, comparison)),
      ...comparison[side].runs.map((run) => printable(`  ${run.label}  ${run.directory}`)),
    ]),
    '',
    textTable(COLUMNS, comparison.groups),
    '',
    ...notes(comparison),
  ].join('\n');
}

export function renderTrainingRunsMarkdown(comparison: RunsComparison): string {
  return [
    '### Comparison of training runs',
    '',
    ...(['a', 'b'] as const).map(
      (side) =>
        `- ${markdownText(sideWords(side, comparison))}: ${comparison[side].runs.map(runMarkdown).join(', ')}`,
    ),
    '',
    ...tableMarkdown(COLUMNS, comparison.groups),
    '',
    ...notes(comparison).map((note) => `- ${markdownText(note)}`),
    '',
  ].join('\n');
}

function sideWords(side: 'a' | 'b', comparison: RunsComparison): string {
  const { tags, runs } = comparison[side];
  return `${side.toUpperCase()}: ${tags.join(' and ')} (${counted(runs.length, 'training run')})`;
}

function runMarkdown({ label, directory }: RunName): string {
  return `${markdownCode(label)} ${markdownCode(directory)}`;
}

function notes({ groups, simulated, warnings }: RunsComparison): string[] {
  const [first] = groups;
  return [
    'the unit is the training run: the interval (welch-t) says how other training runs of these two kinds would differ on ' +
      'these very items',
    ...(groups.some(({ difference }) => difference.limits === null)
      ? [
          'no interval: it needs two training runs on each side that differ; compare two single runs without --a and --b',
        ]
      : []),
    'p: two-sided, exact permutation of the runs, by Holm over the rows' +
      (first === undefined
        ? ''
        : `; with so few runs none below ${pValue(first.difference.p_smallest)} is possible`),
    ...(simulated
      ? ['SIMULATED: made-up answers of stated skill from a program, not from a language model']
      : []),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].map(printable);
}
