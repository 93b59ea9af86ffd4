/**
 * The data files of suites, which are shipped beside the code; those in YAML are checked by a schema. What is wrong with one is
 * told as diagnostics, since people write them.
 */
import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Diagnostic, DiagnosticError } from '../text/diagnostic.js';

/** The text of a file of the package, such as `grammars/typology.yaml`. */
export function readData(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}

/**
 * What the schema makes of a document.
 * @param file the name that diagnostics show
 * @throws DiagnosticError with everything that is wrong with the document, each with its place
 */
export function parseData<T>(source: string, file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Pick<Diagnostic, 'position'> => {
    const { line, col } = lines.linePos(offset);
    return { position: { line, column: col } };
  };
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => ({ file, message, ...place(pos[0]) }));
    throw new DiagnosticError(faults, source);
  }
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => ({
    file,
    path: path.join('.'),
    message,
    ...place(offsetOf(document, path)),
  }));
  throw new DiagnosticError(faults, source);
}

/** Where the value at a path begins, or the nearest that holds it when it is missing. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
