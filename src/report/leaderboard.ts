/**
 * The leaderboard: every run below a folder, one row per run, suite, split and answer. New columns are only ever added
 * after the fixed ones and before the tags.
 */
import { stringify } from 'csv-stringify/sync';
import type { Summary } from '../eval/summary.js';
import type { Manifest } from '../store/records.js';

/** A run with what the leaderboard shows of it. */
export interface FinishedRun {
  /** Folder of the run, from the folder that was searched. */
  readonly run: string;
  readonly manifest: Manifest;
  readonly summary: Summary;
}

type Cell = string | number | boolean | null;

/**
 * Rows in the order of runs, then of their groups; last a column per tag that any run has, named by the tag (by
 * `tag_<tag>` where a fixed column has that name).
 */
export function leaderboardRows(runs: readonly FinishedRun[]): Record<string, Cell>[] {
  const tags = tagsOf(runs);
  return runs.flatMap(({ run, manifest, summary }) =>
    summary.groups.map((group) => ({
      run,
      model: summary.model,
      label: summary.label,
      suite: group.suite,
      split: group.split,
      answer: group.answer,
      accuracy: group.estimate.value,
      ci_low: group.estimate.low,
      ci_high: group.estimate.high,
      ci_method: group.estimate.method,
      std_error: group.estimate.std_error,
      instructions: group.estimate.instructions,
      items: group.estimate.items,
      samples: group.estimate.samples,
      malformed: group.estimate.malformed,
      missing: group.estimate.missing,
      reasoned: group.estimate.reasoned,
      lenient: group.estimate.lenient,
      temperature: summary.temperature,
      simulated: summary.simulated,
      data_fingerprint: group.fingerprint,
      config_fingerprint: manifest.settings_hash,
      state: manifest.state,
      started_at: manifest.started_at,
      version: manifest.versions.pbb_eval,
      ...Object.fromEntries(tags.map((tag) => [tagColumn(tag), summary.tags[tag] ?? null])),
    })),
  );
}

function tagsOf(runs: readonly FinishedRun[]): string[] {
  return [...new Set(runs.flatMap(({ summary }) => Object.keys(summary.tags)))].toSorted();
}

function tagColumn(tag: string): string {
  return FIXED_COLUMNS.includes(tag) ? `tag_${tag}` : tag;
}

/** RFC 4180. Text that a spreadsheet would run as a formula is escaped by an apostrophe; numbers are left alone. */
export function leaderboardCsv(runs: readonly FinishedRun[]): string {
  const rows = leaderboardRows(runs);
  const columns = [...FIXED_COLUMNS, ...tagsOf(runs).map(tagColumn)];
  return stringify(
    rows.map((row) => columns.map((column) => csvCell(row[column] ?? null))),
    { header: true, columns: columns.map(escapeFormula), record_delimiter: '\r\n' },
  );
}

const FIXED_COLUMNS = [
  'run',
  'model',
  'label',
  'suite',
  'split',
  'answer',
  'accuracy',
  'ci_low',
  'ci_high',
  'ci_method',
  'std_error',
  'instructions',
  'items',
  'samples',
  'malformed',
  'missing',
  'reasoned',
  'lenient',
  'temperature',
  'simulated',
  'data_fingerprint',
  'config_fingerprint',
  'state',
  'started_at',
  'version',
];

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? escapeFormula(cell) : String(cell);
}

/** The beginnings that spreadsheets take for a formula, by OWASP's list, after spaces that some of them drop. */
function escapeFormula(text: string): string {
  return /^ *[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
