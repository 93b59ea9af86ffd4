/**
 * Diagnostics about text that a person wrote: a config, a grammar, a program. They are data, made where the fault is
 * seen and rendered here alone.
 */
import { lineAt, type Position } from './span.js';

/** One fault: what was found, where, what is allowed, and what to do next. */
export interface Diagnostic {
  /** The file or a name for the text, as the reader knows it. */
  readonly file: string;
  /** Where, when the fault has a place. */
  readonly position?: Position;
  /** How many characters the caret line underlines; 1 when unknown. */
  readonly length?: number;
  /** Path inside a document, such as `models[0].base_url`. */
  readonly path?: string;
  /** What is wrong, with the value that was found. */
  readonly message: string;
  /** What is allowed, or what to do: shown on a line of its own. */
  readonly help?: string;
  /** The line may hold a secret, so it is not shown. */
  readonly quiet?: boolean;
}

/** Thrown when text that a person wrote cannot be used: carries every diagnostic of that text, rendered as message. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], source?: string) {
    super(diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, source)).join('\n'));
    this.diagnostics = diagnostics;
  }
}

const MAX_LINE_SHOWN = 160;

/** `file:line:column: path: message`, then the source line with a caret when `source` is given, then the help. */
export function renderDiagnostic(diagnostic: Diagnostic, source?: string): string {
  const { file, position, path, message, help } = diagnostic;
  const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const lines = [
    [place, path, message].filter((part) => part !== undefined && part !== '').join(': '),
  ];
  if (position !== undefined && source !== undefined && diagnostic.quiet !== true) {
    lines.push(...excerpt(source, position, diagnostic.length ?? 1));
  }
  if (help !== undefined) lines.push(`  ${help}`);
  return lines.join('\n');
}

function excerpt(source: string, position: Position, length: number): string[] {
  const text = lineAt(source, position.line);
  if (text.length > MAX_LINE_SHOWN) return [];
  const gutter = `${position.line} | `;
  // Tabs stay tabs under the source line, so that the caret stands below its character.
  const indent = text.slice(0, position.column - 1).replace(/[^\t]/g, ' ');
  const room = Math.max(1, text.length - position.column + 1);
  const caret = '^'.repeat(Math.max(1, Math.min(length, room)));
  return [`  ${gutter}${text}`, `  ${' '.repeat(gutter.length - 2)}| ${indent}${caret}`];
}
