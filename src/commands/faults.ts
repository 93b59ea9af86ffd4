/** How a fault that reaches the command line is explained, and the exit code that it ends with. */
import { EndpointError } from '../endpoint/errors.js';
import { RefusedError } from '../eval/refused.js';
import { SandboxError } from '../sandbox/sandbox-error.js';
import { StoreError } from '../store/store-error.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { printableLines } from '../text/printable.js';

/** The exit codes of every command; the first that applies wins, in this order. */
export const EXIT = {
  bug: 70,
  interrupted: 130,
  failed: 1,
  wrong: 2,
  incomplete: 3,
  done: 0,
} as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof DiagnosticError) return EXIT.wrong;
  if (error instanceof RefusedError) return EXIT[error.kind];
  if (error instanceof StoreError) return error.kind === 'full' ? EXIT.incomplete : EXIT.wrong;
  if (error instanceof EndpointError || error instanceof SandboxError) return EXIT.incomplete;
  return EXIT.bug;
}

/** Text from outside that a message quotes cannot move the cursor, nor command the runner of GitHub Actions by `##[`. */
export function explain(error: unknown): string {
  return wordsOf(error).replaceAll('##[', '## [');
}

function wordsOf(error: unknown): string {
  if (exitCodeOf(error) !== EXIT.bug && error instanceof Error)
    return printableLines(error.message);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return printableLines(
    `This is a bug of pbb-eval, not of your config. Please report it with the lines below.\n${stack}`,
  );
}
