/** Grammars for tests, in a notation of one line per nonterminal: lower case and punctuation are terminals. */
import type { Grammar } from '../../src/cfg/grammar.js';

/** `S: S S, a, ` is `S -> S S | "a" | ε`: alternatives part at commas; a name that starts in upper case is a nonterminal. */
export function grammarOf(...lines: readonly string[]): Grammar {
  const rules = lines.flatMap((line) => {
    const [left = '', rest = ''] = line.split(':', 2);
    return rest.split(',').map((alternative) => ({
      left: left.trim(),
      right: alternative
        .trim()
        .split(/\s+/)
        .filter((name) => name !== '')
        .map((name) => ({
          kind: /^[A-Z]/.test(name) ? ('nonterminal' as const) : ('terminal' as const),
          name,
        })),
      weight: 1,
    }));
  });
  return { start: rules[0]?.left ?? 'S', rules };
}
