/** `pbb-eval/cfg`: context-free grammars. */
export { type CompiledGrammar, compileGrammar, terminalOf } from './compile.js';
export type { Grammar, GrammarSymbol, Rule } from './grammar.js';
