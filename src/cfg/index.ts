/**
 * `pbb-eval/cfg`: context-free grammars. Read one with `parseGrammar`, compile it once with `compileGrammar`, split texts into
 * its words with `Words`, and ask a `Recogniser` whether it has them.
 */
export { type Chart, ChartTooLarge, chartOf } from './chart.js';
export { type CompiledGrammar, compileGrammar, terminalOf } from './compile.js';
export { type Count, countDerivations } from './derivation-counts.js';
export { type Derivation, wordsOf } from './derivations.js';
export { type Examination, Examiner } from './examine.js';
export type { Grammar, GrammarSymbol, Rule } from './grammar.js';
export { LengthCounts } from './lengths.js';
export { parseGrammar, type ReadGrammar, readGrammar } from './notation.js';
export { Preterminals } from './preterminals.js';
export { printGrammar } from './print.js';
export { Recogniser, type Recognition, SentenceTooCostly } from './recognise.js';
export { explainRejection, type Rejection } from './rejection.js';
export { type Bounds, SentenceSampler } from './sentences.js';
export { deriveTree, printTree, type Tree, treeOf } from './tree.js';
export { type Word, Words } from './words.js';
