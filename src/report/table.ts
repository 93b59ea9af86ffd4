/** The table of one or more runs, for a terminal or as Markdown: one row per suite, split and answer. */
import Table from 'cli-table3';
import type { ControlEstimate, GroupSummary, Summary } from '../eval/summary.js';
import { groupedBy } from '../stats/index.js';
import { measuresOf, suites } from '../suites/registry.js';
import type { AnySuite } from '../suites/suite.js';
import { printable } from '../text/printable.js';
import { markdownTable, markdownText } from './markdown.js';
import { grouped, interval, methodWords, percent } from './words.js';

interface Column {
  readonly head: string;
  readonly cell: (group: GroupSummary) => string;
  readonly align: 'left' | 'right';
  /** What the heading means, for the legend; headings that say it themselves have none. */
  readonly legend?: string;
}

const FIXED: readonly Column[] = [
  { head: 'split', align: 'left', cell: (group) => group.split },
  { head: 'answer', align: 'left', cell: (group) => group.answer },
  { head: 'accuracy', align: 'right', cell: ({ estimate }) => percent(estimate.value) },
  {
    head: '95% CI',
    align: 'right',
    cell: ({ estimate }) => interval(estimate.low, estimate.high),
  },
  {
    head: 'lenient',
    align: 'right',
    cell: ({ estimate }) => percent(estimate.lenient),
    legend: 'accuracy when answers outside the requested format count too',
  },
  {
    head: 'malf.',
    align: 'right',
    cell: ({ estimate }) => percent(estimate.malformed),
    legend:
      'malformed: share of samples without an answer in the requested format; they count as wrong',
  },
  {
    head: 'miss.',
    align: 'right',
    cell: ({ estimate }) => String(estimate.missing),
    legend: 'missing: samples that could not be had; never scored',
  },
  {
    head: 'reas.',
    align: 'right',
    cell: ({ estimate }) => percent(estimate.reasoned),
    legend: 'reasoned: share of samples that reasoned outside their answer',
  },
  {
    head: 'instr.',
    align: 'right',
    cell: ({ estimate }) => String(estimate.instructions),
    legend: 'instructions; of items of your own, their clusters',
  },
  { head: 'items', align: 'right', cell: ({ estimate }) => String(estimate.items) },
  { head: 'samples', align: 'right', cell: ({ estimate }) => String(estimate.samples) },
];

const DISTINCT: Column = {
  head: 'distinct',
  align: 'right',
  cell: ({ estimate }) => percent(estimate.distinct_answers),
  legend:
    'different answers to an item, as a share of its answers in the requested format; the mean over items',
};

const BINDING: Column = {
  head: 'binding (chance)',
  align: 'right',
  cell: ({ estimate }) =>
    `${percent(estimate.binding_errors)} (${percent(estimate.binding_errors_by_chance)})`,
  legend:
    'share of the wrong answers that another trained instruction would have given; in brackets, the share that would ' +
    'be so by chance',
};

const STEPS: Column = {
  head: 'steps',
  align: 'right',
  cell: ({ reasoning }) => percent(reasoning?.steps_stated ?? null),
  legend: 'share of the true intermediate values that the reasoning states',
};

const STATED: Column = {
  head: 'stated',
  align: 'right',
  cell: (group) => percent(group.stated_accuracy ?? null),
  legend: 'the accuracy that the simulated model is set to',
};

/** A table with its legend and warnings, as lines to print. `width`: columns of the terminal, when known. */
export function renderTable(summaries: readonly Summary[], width?: number): string {
  const columns = columnsFor(summaries);
  const table = plainTable(columns);
  for (const summary of summaries) {
    for (const [suite, groups] of bySuite(summary)) {
      table.push([{ content: heading(summary, suite), colSpan: columns.length }]);
      for (const group of groups)
        table.push(columns.map((column) => printable(column.cell(group))));
    }
  }
  const text = renderPlain(table);
  const fits =
    width === undefined || Math.max(...text.split('\n').map((line) => line.length)) <= width;
  return [fits ? text : renderRecords(summaries, columns), ...notes(summaries, columns)].join('\n');
}

/** A table without rules: columns parted by two spaces. */
export function plainTable(columns: readonly Pick<Column, 'head' | 'align'>[]): Table.Table {
  return new Table({
    head: columns.map((column) => column.head),
    colAligns: columns.map((column) => column.align),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: PLAIN_RULES,
  });
}

/** Its text, without blanks at the ends of lines. */
export function renderPlain(table: Table.Table): string {
  return table.toString().replaceAll(/[ \t]+$/gm, '');
}

const PLAIN_RULES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** For narrow terminals: a block of lines per row of the table. */
function renderRecords(summaries: readonly Summary[], columns: readonly Column[]): string {
  const lines: string[] = [];
  for (const summary of summaries) {
    for (const [suite, groups] of bySuite(summary)) {
      lines.push(heading(summary, suite));
      for (const group of groups) {
        lines.push(`  ${printable(group.split)}, ${group.answer}`);
        const cells = columns.slice(2).map((column) => `${column.head} ${column.cell(group)}`);
        lines.push(`    ${cells.slice(0, 2).join('  ')}`, `    ${cells.slice(2).join(', ')}`);
      }
    }
  }
  return lines.join('\n');
}

/** The same as Markdown; text from outside cannot become markup. */
export function renderMarkdown(summaries: readonly Summary[]): string {
  const columns = columnsFor(summaries);
  const lines: string[] = [];
  for (const summary of summaries) {
    for (const [suite, groups] of bySuite(summary)) {
      lines.push(`### ${markdownText(heading(summary, suite))}`, '');
      const rows = groups.map((group) => columns.map(({ cell }) => markdownText(cell(group))));
      lines.push(...markdownTable(columns, rows), '');
    }
  }
  lines.push(
    ...notes(summaries, columns).map((note) => (note === '' ? '' : `- ${markdownText(note)}`)),
  );
  return lines.join('\n');
}

function columnsFor(summaries: readonly Summary[]): Column[] {
  const groups = summaries.flatMap((summary) => summary.groups);
  const controls = meanings(groups, ({ suite, controls: found }) =>
    Object.keys(found).map((name) => [name, suiteOf(suite)?.controls[name]?.legend ?? name]),
  );
  const measures = meanings(groups, ({ suite, split, estimate }) =>
    Object.keys(estimate.measures).map((name) => [name, measuresOf(suite, split)[name] ?? name]),
  );
  return [
    ...FIXED,
    ...[...controls].map(
      ([name, legend]): Column => ({
        head: printable(name.replaceAll('_', ' ')),
        align: 'right',
        cell: (group) => controlCell(group.controls[name]),
        legend: `control: ${legend}`,
      }),
    ),
    ...[...measures].map(
      ([name, legend]): Column => ({
        head: printable(name.replaceAll('_', ' ')),
        align: 'right',
        cell: ({ estimate }) => percent(estimate.measures[name] ?? null),
        legend,
      }),
    ),
    ...(groups.some(({ suite }) => suiteOf(suite)?.manyRight) ? [DISTINCT] : []),
    // Of a user's own items no other instruction is known.
    ...(groups.every(({ suite }) => suiteOf(suite)?.userData) ? [] : [BINDING]),
    ...(groups.some(({ reasoning }) => reasoning !== undefined) ? [STEPS] : []),
    ...(groups.some((group) => group.stated_accuracy !== undefined) ? [STATED] : []),
  ];
}

/** What each name means; with the suites where it means another thing in another suite. */
function meanings(
  groups: readonly GroupSummary[],
  of: (group: GroupSummary) => readonly (readonly [name: string, meaning: string])[],
): Map<string, string> {
  const suitesOf = new Map<string, Map<string, Set<string>>>();
  for (const group of groups) {
    for (const [name, meaning] of of(group)) {
      const found = suitesOf.get(name) ?? new Map<string, Set<string>>();
      suitesOf.set(name, found.set(meaning, (found.get(meaning) ?? new Set()).add(group.suite)));
    }
  }
  return new Map([...suitesOf].map(([name, found]) => [name, bySuites(found).join('; ')]));
}

/** Words that hold of suites: alone where they are the only ones, else each with its suites. */
function bySuites(found: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  if (found.size <= 1) return [...found.keys()];
  return [...found].map(([words, names]) => `${words} (${[...names].map(printable).join(', ')})`);
}

function controlCell(control: ControlEstimate | undefined): string {
  if (control === undefined) return percent(null);
  const { value, low, high, method } = control;
  return method === 'exact' ? percent(value) : `${percent(value)} ${interval(low, high)}`;
}

function bySuite(summary: Summary): Map<string, GroupSummary[]> {
  return groupedBy(summary.groups, ({ suite }) => suite);
}

function heading(summary: Summary, suite: string): string {
  const model = printable(
    summary.model === summary.label ? summary.label : `${summary.label} (${summary.model})`,
  );
  const marked = summary.simulated ? `${model}, SIMULATED` : model;
  return `${marked} · ${printable(suite)} · temperature ${summary.temperature}, ${summary.samples_per_item} samples per item`;
}

function notes(summaries: readonly Summary[], columns: readonly Column[]): string[] {
  const lines = ['', ...intervalLines(summaries.flatMap(({ groups }) => groups))];
  for (const { head, legend } of columns)
    if (legend !== undefined) lines.push(`${head}: ${legend}`);
  if (summaries.some((summary) => summary.simulated)) {
    lines.push(
      'SIMULATED: made-up answers of stated skill from a program, not from a language model',
    );
  }
  return [...lines, ...summaries.flatMap(firstWrongLines), ...summaries.flatMap(warningLines)];
}

/** Steps that are shown one by one. */
const SHOWN_STEPS = 5;

/** For each row with written-out reasoning, at which step it first goes wrong. */
function firstWrongLines({ label, groups }: Summary): string[] {
  return groups.flatMap(({ suite, split, answer, reasoning }) => {
    const counts = Object.entries(reasoning?.first_wrong_step ?? {});
    const total = counts.reduce((sum, [, samples]) => sum + samples, 0);
    if (total === 0) return [];
    const early = counts.filter(([step]) => Number(step) <= SHOWN_STEPS);
    const shown = early.map(([step, samples]) => `step ${step} ${percent(samples / total)}`);
    const late = total - early.reduce((sum, [, samples]) => sum + samples, 0);
    if (late > 0) shown.push(`later ${percent(late / total)}`);
    const told = `${grouped(total)} samples where it can be told`;
    return [
      printable(
        `${label}: first wrong step (${suite}, ${split} ${answer}, ${told}): ${shown.join(', ')}`,
      ),
    ];
  });
}

/** How intervals were taken and over what; with the names of the suites where these differ. */
function intervalLines(groups: readonly GroupSummary[]): string[] {
  const suitesOf = new Map<string, Set<string>>();
  for (const { suite, estimate, cluster_noun } of groups) {
    const line = `${100 * estimate.level}% interval: ${methodWords(estimate.method, cluster_noun)}`;
    suitesOf.set(line, (suitesOf.get(line) ?? new Set()).add(suite));
  }
  if (new Set(groups.map(({ cluster_noun }) => cluster_noun)).size <= 1)
    return [...suitesOf.keys()];
  return bySuites(suitesOf);
}

/** Undefined where the suite is not of this version. */
function suiteOf(name: string): AnySuite | undefined {
  return suites.find((suite) => suite.name === name);
}

/** Each warning of a run once, with the rows that it is about; of a run of several suites, by suite. */
function warningLines(summary: Summary): string[] {
  const suitesOf = bySuite(summary);
  const about = new Map<string, string[]>();
  for (const [suite, groups] of suitesOf) {
    for (const [warning, rows] of rowsByWarning(groups)) {
      const named = suitesOf.size > 1 ? `${suite}: ${rows}` : rows;
      about.set(warning, [...(about.get(warning) ?? []), named]);
    }
  }
  return [...about].map(([warning, rows]) =>
    printable(`warning: ${summary.label}: ${warning} (${rows.join('; ')})`),
  );
}

/** `wo-io cot, in-context cot`, or `all rows`, for each warning of these rows of a table. */
function rowsByWarning(groups: readonly GroupSummary[]): Map<string, string> {
  const about = new Map<string, string[]>();
  for (const { split, answer, warnings } of groups) {
    for (const warning of warnings)
      about.set(warning, [...(about.get(warning) ?? []), `${split} ${answer}`]);
  }
  return new Map(
    [...about].map(([warning, rows]) => [
      warning,
      rows.length === groups.length && rows.length > 1 ? 'all rows' : rows.join(', '),
    ]),
  );
}
