/**
 * The text that a tree was read from, and the making of diagnostics about it. Offsets become lines and columns here
 * alone.
 */
import { DiagnosticError } from '../../text/diagnostic.js';
import { type Position, positionAt, type Span } from '../../text/span.js';

/** A program's text under the name that the reader knows it by. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Where something is in a source. */
export interface Place {
  readonly file: string;
  readonly position: Position;
}

/** A fault in a program's text, before it is known where that text came from. */
export interface Fault {
  readonly message: string;
  /** Absent for a tree that was built, not read. */
  readonly span?: Span | undefined;
  readonly help?: string | undefined;
}

/** The message for a construct of Python that this subset leaves out, given with its verb: `classes are`. */
export function outside(constructIs: string): Fault {
  return { message: `${constructIs} not part of the subset` };
}

/** The file, line and column of `span`; undefined for a tree that was built, not read. */
export function placeOf(source: Source | undefined, span: Span | undefined): Place | undefined {
  if (source === undefined || span === undefined) return undefined;
  return { file: source.file, position: positionAt(source.text, span.start) };
}

/** One error that carries every fault, with the line and a caret under each that has a span. */
export function faultError(source: Source | undefined, faults: readonly Fault[]): DiagnosticError {
  const diagnostics = faults.map(({ message, span, help }) => {
    const place = placeOf(source, span);
    return {
      file: source?.file ?? '<tree>',
      message,
      ...(place !== undefined && { position: place.position }),
      ...(span !== undefined && { length: span.end - span.start }),
      ...(help !== undefined && { help }),
    };
  });
  return new DiagnosticError(diagnostics, source?.text);
}
