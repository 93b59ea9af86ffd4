/**
 * Regular expressions of RE2, whose matching takes time linear in the text whatever the pattern: no backreferences, no looking ahead
 * or behind. A pattern must match the whole of an answer. Compiled once per pattern: a run asks the same ones thousands of times.
 */
import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

const MAX_PATTERN = 1000;
/** Instructions of a compiled pattern: what a text costs per character. */
const MAX_PROGRAM = 2000;
/** A longer text is not matched. */
export const MAX_TEXT = 2000;
/** Patterns that are kept. */
const MAX_KEPT = 4096;

export class Pattern {
  readonly #compiled: RE2JS;

  private constructor(source: string) {
    if (source.length > MAX_PATTERN) {
      throw new SyntaxError(`more than ${MAX_PATTERN} characters`);
    }
    this.#compiled = compiled(source);
    const size = this.#compiled.programSize();
    if (size > MAX_PROGRAM) {
      throw new SyntaxError(`too large: ${size} instructions of at most ${MAX_PROGRAM}`);
    }
  }

  static readonly #kept = new Map<string, Pattern>();

  /** @throws SyntaxError that says why the text is no pattern, or none that is taken */
  static of(source: string): Pattern {
    const kept = Pattern.#kept.get(source);
    if (kept !== undefined) return kept;
    if (Pattern.#kept.size >= MAX_KEPT) Pattern.#kept.clear();
    const pattern = new Pattern(source);
    Pattern.#kept.set(source, pattern);
    return pattern;
  }

  /** Whether the whole text matches. */
  matches(text: string): boolean {
    return text.length <= MAX_TEXT && this.#compiled.matches(text);
  }
}

const require = createRequire(import.meta.url);

/** Read with the first pattern: it is large, and most runs have none. */
function library(): typeof import('re2js') {
  return require('re2js');
}

function compiled(source: string): RE2JS {
  const { RE2JS, RE2JSException } = library();
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new SyntaxError(error.message.replace(/^error parsing regexp: /, ''));
  }
}
