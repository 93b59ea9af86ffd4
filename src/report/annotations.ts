/**
 * Workflow commands of GitHub Actions: a verdict becomes an annotation, and text from outside becomes no command. The
 * runner obeys lines that begin with `::`, and `##[` anywhere.
 */
import type { Check } from '../comparison/check.js';
import { inert, printable } from '../text/printable.js';
import { type CheckRow, checkRows, differenceWords, headline } from './check.js';

/** One annotation per declared split that did not hold, or one notice for the whole. */
export function annotations(check: Check): string {
  const rows = checkRows(check).filter(
    ({ verdict }) => verdict === 'regressed' || verdict === 'inconclusive',
  );
  if (rows.length === 0) return `${command('notice', 'pbb-eval check', headline(check))}\n`;
  return rows
    .map(
      (row) =>
        `${command(level(row, check), titleOf(row), differenceWords(row) ?? row.notes.join('; '))}\n`,
    )
    .join('');
}

function level({ verdict }: CheckRow, { rules }: Check): 'error' | 'warning' {
  return verdict === 'regressed' || rules.on_inconclusive === 'fail' ? 'error' : 'warning';
}

function titleOf({ suite, split, answer, verdict }: CheckRow): string {
  return `pbb-eval check: ${suite} ${split} ${answer} ${verdict}`;
}

/** A workflow command; its parts may hold anything. */
export function command(
  kind: 'error' | 'warning' | 'notice',
  title: string,
  message: string,
): string {
  return `::${kind} title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return inert(printable(text).replaceAll('%', '%25'));
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** `text` between commands that switch the runner's obedience off and on again; `token` cannot be guessed. */
export function quieted(text: string, token: string): string {
  return `::stop-commands::${token}\n${text}\n::${token}::\n`;
}
