/**
 * Terminals that no sentence tells apart. Two terminals are of one class when all rules with them are lexical, `A -> t`,
 * and rewrite the same nonterminals: exchanging the two maps the rules to themselves. A vocabulary thereby costs the
 * recogniser no more than its parts of speech do.
 */
import { type CompiledGrammar, rightOf } from '../compile.js';
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
  const lexical = Array.from(compiled.terminals, () => new Set<number>());
  const alone = new Uint8Array(compiled.terminals.length);
  for (const [rule, left] of compiled.left.entries()) {
    const right = rightOf(compiled, rule);
    if (!isProductive(right, productive)) continue;
    for (const symbol of right) {
      if (symbol >= 0) continue;
      if (right.length === 1) lexical[~symbol]?.add(left);
      else alone[~symbol] = 1;
    }
  }
  const classes = new Map<string, number>();
  const classOf = Int32Array.from(lexical, (lefts, terminal) => {
    const key = alone[terminal] === 1 ? `terminal ${terminal}` : [...lefts].join();
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    return known;
  });
  return { count: classes.size, classOf };
}
