/**
 * What the nonterminals of a grammar derive: the empty string, anything at all, anything but the empty string. Linear in the
 * grammar.
 */
import type { FlatRules } from './compile.js';

/** More than a rule can miss. */
const NEVER = 0x7fff_ffff;

/** 1 for each nonterminal that derives the empty string. */
export function nullableOf(rules: FlatRules): Uint8Array {
  const { left, rightStart } = rules;
  return derived(
    rules,
    left.map((_, rule) => (rightStart[rule + 1] ?? 0) - (rightStart[rule] ?? 0)),
  );
}

/** 1 for each nonterminal that derives a string of terminals, the empty one included. */
export function productiveOf(rules: FlatRules): Uint8Array {
  const { left, rightStart, symbols } = rules;
  const missing = left.map((_, rule) => {
    let nonterminals = 0;
    for (let at = rightStart[rule] ?? 0; at < (rightStart[rule + 1] ?? 0); at += 1) {
      if ((symbols[at] ?? 0) >= 0) nonterminals += 1;
    }
    return nonterminals;
  });
  return derived(rules, missing);
}

/** 1 for each nonterminal that derives a string of one terminal or more. */
export function nonEmptyOf(rules: FlatRules, productive: Uint8Array): Uint8Array {
  const { left, rightStart, symbols } = rules;
  const missing = left.map((_, rule) => {
    if (!isProductive(rules, rule, productive)) return NEVER;
    for (let at = rightStart[rule] ?? 0; at < (rightStart[rule + 1] ?? 0); at += 1) {
      if ((symbols[at] ?? 0) < 0) return 0;
    }
    return 1;
  });
  return derived(rules, missing);
}

/** Whether all of the right side of a rule derives something. */
export function isProductive(
  { rightStart, symbols }: FlatRules,
  rule: number,
  productive: Uint8Array,
): boolean {
  for (let at = rightStart[rule] ?? 0; at < (rightStart[rule + 1] ?? 0); at += 1) {
    const symbol = symbols[at] ?? 0;
    if (symbol >= 0 && productive[symbol] !== 1) return false;
  }
  return true;
}

/** Marks a nonterminal once a rule of it misses no more, where each mark is one less to miss for every use of it. */
function derived(
  { firstRule, left, rightStart, symbols }: FlatRules,
  missing: Int32Array,
): Uint8Array {
  const marked = new Uint8Array(firstRule.length - 1);
  const uses = Array.from(marked, (): number[] => []);
  const found: number[] = [];
  for (let rule = 0; rule < left.length; rule += 1) {
    for (let at = rightStart[rule] ?? 0; at < (rightStart[rule + 1] ?? 0); at += 1) {
      const symbol = symbols[at] ?? 0;
      if (symbol >= 0) uses[symbol]?.push(rule);
    }
    if (missing[rule] === 0) found.push(left[rule] ?? 0);
  }
  for (let next = found.pop(); next !== undefined; next = found.pop()) {
    if (marked[next] === 1) continue;
    marked[next] = 1;
    for (const rule of uses[next] ?? []) {
      missing[rule] = (missing[rule] ?? 0) - 1;
      if (missing[rule] === 0) found.push(left[rule] ?? 0);
    }
  }
  return marked;
}
