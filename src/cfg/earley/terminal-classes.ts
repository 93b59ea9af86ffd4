/**
 * Terminals that no sentence tells apart. Two terminals are of one class when all rules with them are lexical, `A -> t`,
 * and rewrite the same nonterminals: exchanging the two maps the rules to themselves. A vocabulary thereby costs the
 * recogniser no more than its parts of speech do.
 */
import type { CompiledGrammar } from '../compile.js';
import { isProductive } from '../productive.js';

export interface TerminalClasses {
  readonly count: number;
  /** Class of each terminal. */
  readonly classOf: Int32Array;
}

/** `productive` has a 1 for each nonterminal that derives something: the other rules do not count. */
export function terminalClasses(
  compiled: CompiledGrammar,
  productive: Uint8Array,
): TerminalClasses {
  const { left, rightStart, symbols } = compiled;
  const lexical = Array.from(compiled.terminals, (): number[] => []);
  const alone = new Uint8Array(compiled.terminals.length);
  for (let rule = 0; rule < left.length; rule += 1) {
    if (!isProductive(compiled, rule, productive)) continue;
    const first = rightStart[rule] ?? 0;
    const end = rightStart[rule + 1] ?? 0;
    for (let at = first; at < end; at += 1) {
      const terminal = ~(symbols[at] ?? 0);
      if (terminal < 0) continue;
      if (end - first > 1) alone[terminal] = 1;
      else addLeft(lexical[terminal], left[rule] ?? 0);
    }
  }
  const classes = new Map<string, number>();
  const classOf = new Int32Array(compiled.terminals.length);
  for (const [terminal, lefts] of lexical.entries()) {
    const key = alone[terminal] === 1 ? `terminal ${terminal}` : lefts.join();
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    classOf[terminal] = known;
  }
  return { count: classes.size, classOf };
}

/** Adds a nonterminal to those that a terminal is a word of. Rules of one nonterminal stand together. */
function addLeft(lefts: number[] | undefined, left: number): void {
  if (lefts?.at(-1) !== left) lefts?.push(left);
}
