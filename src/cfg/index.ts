/**
 * `pbb-eval/cfg`: context-free grammars. Read one with `parseGrammar`, compile it once with `compileGrammar`, split texts into
 * its words with `Words`, and ask a `Recogniser` whether it has them.
 */

export { type CompiledGrammar, compileGrammar, terminalOf } from './compile.js';
export { isAmbiguous } from './derivations/ambiguity.js';
export { type Count, countDerivations } from './derivations/derivation-counts.js';
export { type Derivation, wordsOf } from './derivations/derivations.js';
export { LengthCounts } from './derivations/lengths.js';
export { type Bounds, DerivationTooLarge, SentenceSampler } from './derivations/sentences.js';
export { deriveTree, printTree, type Tree, treeOf } from './derivations/tree.js';
export { type Chart, ChartTooLarge, chartOf } from './earley/chart.js';
export { Recogniser, type Recognition, SentenceTooCostly } from './earley/recognise.js';
export { type Examination, Examiner } from './examine.js';
export type { Grammar, GrammarSymbol, Rule } from './grammar.js';
export { parseGrammar, type ReadGrammar, readGrammar } from './notation/notation.js';
export { printGrammar } from './notation/print.js';
export { Preterminals } from './words/preterminals.js';
export { explainRejection, type Rejection } from './words/rejection.js';
export { STOPS, type Word, Words } from './words/words.js';
