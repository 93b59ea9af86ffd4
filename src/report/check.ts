/** What the regression gate says, for a terminal and as Markdown for a pull request. */
import type { Check } from '../comparison/check.js';
import type { ComparedGroup } from '../comparison/comparison.js';
import { GATE_ALPHA, type GateVerdict } from '../stats/index.js';
import { printable } from '../text/printable.js';
import {
  type ComparisonColumn,
  changeLines,
  changesMarkdown,
  commonNotes,
  SIDES,
  sideBullets,
  sideLines,
  tableMarkdown,
  textTable,
} from './comparison.js';
import { markdownText } from './markdown.js';
import { clusterNouns, grouped, points, pValue } from './words.js';

/** One declared split: what was compared, and what the gate says of it. */
export type CheckRow = ComparedGroup & Check['splits'][number];

export function checkRows({ comparison, splits }: Check): CheckRow[] {
  return splits.flatMap((split, index) => {
    const group = comparison.groups[index];
    return group === undefined ? [] : [{ ...group, ...split }];
  });
}

/** The difference of a row in a sentence, its interval with level and method; undefined where there is none. */
export function differenceWords({ difference, p_loss }: CheckRow): string | undefined {
  if (difference === null) return undefined;
  const { value, low, high, level, method } = difference;
  return (
    `${points(value)} points, ${100 * level}% interval [${points(low)}, ${points(high)}] (${method}), ` +
    `p of a loss ${pValue(p_loss)}`
  );
}

const COLUMNS: readonly ComparisonColumn<CheckRow>[] = [
  ...SIDES,
  { head: 'p of loss', align: 'right', cell: ({ p_loss }) => pValue(p_loss) },
  { head: 'verdict', align: 'left', cell: ({ verdict }) => verdict },
  {
    head: 'drop seen',
    align: 'right',
    cell: ({ smallest_drop }) => (smallest_drop === null ? '–' : (100 * smallest_drop).toFixed(1)),
  },
  {
    head: 'to hold',
    align: 'right',
    cell: ({ clusters_to_hold }) => (clusters_to_hold === null ? '–' : grouped(clusters_to_hold)),
  },
];

export function renderCheck(check: Check): string {
  const { comparison } = check;
  return [
    ...sideLines(comparison).map(
      (line, index) => `${index === 0 ? 'baseline ' : 'candidate '}${line}`,
    ),
    '',
    textTable(COLUMNS, checkRows(check)),
    '',
    ...gateNotes(check),
    ...commonNotes(comparison),
    ...changeLines(comparison.changes),
    '',
    headline(check),
  ].join('\n');
}

export function renderCheckMarkdown(check: Check): string {
  const { comparison } = check;
  return [
    `### pbb-eval check: ${check.verdict}`,
    '',
    headline(check),
    '',
    ...sideBullets(comparison),
    '',
    ...tableMarkdown(COLUMNS, checkRows(check)),
    '',
    ...[...gateNotes(check), ...commonNotes(comparison)].map((note) => `- ${markdownText(note)}`),
    ...changesMarkdown(comparison.changes),
    '',
  ].join('\n');
}

/** The verdict on the whole, in a sentence. */
export function headline({ verdict, passed, rules, comparison }: Check): string {
  const simulated = comparison.simulated ? ' SIMULATED runs.' : '';
  const consequence =
    verdict === 'inconclusive' ? `, which was declared to ${rules.on_inconclusive}` : '';
  return `${passed ? 'passed' : 'FAILED'}: ${verdict}${consequence}. ${MEANING[verdict]}${simulated}`;
}

const MEANING: Readonly<Record<GateVerdict, string>> = {
  regressed: 'The candidate is worse than the baseline on a declared split.',
  inconclusive: 'Neither a loss nor its absence was shown on every declared split.',
  held: 'A loss of the margin is excluded on every declared split.',
  improved: 'The candidate is better than the baseline on every declared split.',
};

function gateNotes(check: Check): string[] {
  const { tolerance, margin, splits } = check.rules;
  const units = clusterNouns(check.comparison.groups);
  return [
    `regressed: p of loss at most ${GATE_ALPHA} (one-sided, exact paired sign-flip test over ${units}, by Holm over the ` +
      `declared rows) and a loss of at least ${(100 * tolerance).toFixed(1)} points`,
    `held: the lower limit of the 90% interval lies above ${points(-margin)} points; improved: held, and a gain is as certain`,
    'drop seen: the smallest loss in points that this comparison finds with 80% power',
    `to hold: ${units} that it takes to be held, were all else to stay as it is`,
    `declared splits: ${splits.join(', ')}`,
    ...checkRows(check).flatMap(({ suite, split, answer, notes }) =>
      notes.map((note) => printable(`${suite} ${split} ${answer}: ${note}`)),
    ),
  ];
}
