/** Which nonterminals the start symbol leads to. Linear in the grammar. */
import { type CompiledGrammar, rightOf } from './compile.js';

/** 1 for each nonterminal that stands in some string which the start symbol derives. */
export function reachableOf(compiled: CompiledGrammar): Uint8Array {
  const reached = new Uint8Array(compiled.nonterminals.length);
  const found = [compiled.start];
  for (let next = found.pop(); next !== undefined; next = found.pop()) {
    if (reached[next] === 1) continue;
    reached[next] = 1;
    const end = compiled.firstRule[next + 1] ?? 0;
    for (let rule = compiled.firstRule[next] ?? 0; rule < end; rule += 1) {
      for (const symbol of rightOf(compiled, rule)) if (symbol >= 0) found.push(symbol);
    }
  }
  return reached;
}
