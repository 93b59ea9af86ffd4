/** What the nonterminals of a grammar derive: anything at all, and anything but the empty string. Linear in the grammar. */
import { type CompiledGrammar, rightOf } from './compile.js';

/** More than a rule can miss. */
const NEVER = 0x7fff_ffff;

/** 1 for each nonterminal that derives a string of terminals, the empty one included. */
export function productiveOf(compiled: CompiledGrammar): Uint8Array {
  const missing = Int32Array.from(
    compiled.left,
    (_, rule) => rightOf(compiled, rule).filter((symbol) => symbol >= 0).length,
  );
  return derived(compiled, missing);
}

/** 1 for each nonterminal that derives a string of one terminal or more. */
export function nonEmptyOf(compiled: CompiledGrammar, productive: Uint8Array): Uint8Array {
  const missing = Int32Array.from(compiled.left, (_, rule) => {
    const right = rightOf(compiled, rule);
    if (!isProductive(right, productive)) return NEVER;
    return right.some((symbol) => symbol < 0) ? 0 : 1;
  });
  return derived(compiled, missing);
}

/** Whether all of a right side derives something. */
export function isProductive(right: Int32Array, productive: Uint8Array): boolean {
  return right.every((symbol) => symbol < 0 || productive[symbol] === 1);
}

/** Marks a nonterminal once a rule of it misses no more, where each mark is one less to miss for every use of it. */
function derived(compiled: CompiledGrammar, missing: Int32Array): Uint8Array {
  const marked = new Uint8Array(compiled.nonterminals.length);
  const uses = Array.from(compiled.nonterminals, (): number[] => []);
  const found: number[] = [];
  for (const [rule, left] of compiled.left.entries()) {
    for (const symbol of rightOf(compiled, rule)) uses[symbol]?.push(rule);
    if (missing[rule] === 0) found.push(left);
  }
  for (let next = found.pop(); next !== undefined; next = found.pop()) {
    if (marked[next] === 1) continue;
    marked[next] = 1;
    for (const rule of uses[next] ?? []) {
      missing[rule] = (missing[rule] ?? 0) - 1;
      if (missing[rule] === 0) found.push(compiled.left[rule] ?? 0);
    }
  }
  return marked;
}
