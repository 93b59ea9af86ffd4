/** The data behind a figure as CSV: one row per point or line, with the run and the group that it comes from. */
import { type Cell, csvText } from '../csv.js';
import type { Figure, FigureRow } from './figure.js';

interface Column {
  readonly name: string;
  readonly cell: (row: FigureRow, figure: Figure) => Cell;
}

const COLUMNS: readonly Column[] = [
  { name: 'figure', cell: (_, { definition }) => definition.name },
  { name: 'panel', cell: ({ panel }) => panel },
  { name: 'series', cell: ({ series }) => series },
  { name: 'x', cell: ({ x }) => x },
  { name: 'measure', cell: (_, { definition }) => definition.measure },
  { name: 'value', cell: ({ point }) => point.value },
  { name: 'ci_low', cell: ({ point }) => point.low },
  { name: 'ci_high', cell: ({ point }) => point.high },
  { name: 'ci_method', cell: ({ point }) => point.method },
  { name: 'clusters', cell: ({ point }) => point.clusters },
  { name: 'items', cell: ({ point }) => point.items },
  { name: 'samples', cell: ({ point }) => point.samples },
  { name: 'kind', cell: ({ point }) => point.kind },
  { name: 'run', cell: ({ point }) => point.run.run },
  { name: 'label', cell: ({ point }) => point.run.summary.label },
  { name: 'suite', cell: ({ point }) => point.group.suite },
  { name: 'split', cell: ({ point }) => point.group.split },
  { name: 'answer', cell: ({ point }) => point.group.answer },
  { name: 'simulated', cell: ({ point }) => point.run.summary.simulated },
  { name: 'data_fingerprint', cell: ({ point }) => point.group.fingerprint },
];

export function figureCsv(figure: Figure): string {
  return csvText(
    COLUMNS.map(({ name }) => name),
    figure.rows.map((row) => COLUMNS.map(({ cell }) => cell(row, figure))),
  );
}
