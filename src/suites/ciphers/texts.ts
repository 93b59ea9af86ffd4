/**
 * The texts that ciphers are applied to, read from `ciphers/texts.yaml`: words and short phrases of our own choice. Invariant: no
 * two differ in nothing but case, and none begins or ends with what the scoring of texts takes off.
 */
import { z } from 'zod';
import { parseData, readData } from '../data-file.js';

const FILE = 'ciphers/texts.yaml';

const text = z
  .string()
  .min(3)
  .max(30)
  .regex(/[A-Za-z]/, 'expected a letter')
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 ,'!?-]*[A-Za-z0-9!?]$/,
    "expected letters from a to z, digits, spaces and , ' ! ? -, beginning with a letter or digit, ending with one or with ! or ?",
  );

const schema = z.strictObject({ texts: z.array(text).min(2) }).check(({ value, issues }) => {
  const seen = new Set<string>();
  for (const [index, each] of value.texts.entries()) {
    const key = each.toLowerCase();
    if (seen.has(key)) {
      const message = `the text ${each} stands twice`;
      issues.push({ code: 'custom', input: value, path: ['texts', index], message });
    }
    seen.add(key);
  }
});

/** @throws DiagnosticError with all that is wrong with the source */
export function parseTexts(source: string, file: string): readonly string[] {
  return parseData(source, file, schema).texts;
}

/** How many there are, for what must not wait until the file is read. */
export const TEXTS = 364;

let read: readonly string[] | undefined;

/** The texts of the package in the order of the file, read once. */
export function texts(): readonly string[] {
  read ??= parseTexts(readData(FILE), FILE);
  if (read.length !== TEXTS) throw new Error(`${FILE} holds ${read.length} texts, not ${TEXTS}`);
  return read;
}
