/**
 * From a grammar's text to the grammar. The notation is that of NLTK's `.cfg` files, read by `nltk.grammar.read_grammar`,
 * and a little more:
 *
 * ```
 * # A comment goes to the end of its line.
 * %start S                      the first rule's left side when this is missing
 * S -> NP VP | VP               or `→`, or `::=`
 * NP ::= <noun phrase>          angle brackets for names with spaces; <S> is S
 * VP -> 'sleeps' | "isn't"      terminals; no escapes, as in NLTK: quote with the mark that the word does not hold
 *   | 'sees' NP                 a line that begins with `|`, or one after a backslash, goes on
 * PP -> | 'here'                an empty alternative
 * N -> 'dog' [0.7] | 'cat' [3]  weights, above 0, for sampling
 * ```
 *
 * What NLTK reads otherwise: `S->NP` is one name to it, a comment after a rule is a fault, of two `%start` the last counts,
 * and an empty terminal `''` is a word that no sentence has. Here the last two are faults.
 */
import { type Diagnostic, DiagnosticError } from '../../text/diagnostic.js';
import { printableLines } from '../../text/printable.js';
import { type CompiledGrammar, compileGrammar } from '../compile.js';
import type { Grammar } from '../grammar.js';
import { definitionFaults, noSentence, warningsOf } from './diagnose.js';
import { type Fault, harmfulCharacters, weightOf } from './notation-faults.js';
import { readRules, type WrittenGrammar } from './notation-rules.js';

/** Largest text that is read, in UTF-16 code units. */
export const MAX_SOURCE_LENGTH = 8 * 1024 * 1024;

/** Most faults, and most warnings, that are told of one text. */
const MAX_TOLD = 100;

/** A grammar and what is odd about its text, in the order of the text. */
export interface ReadGrammar {
  readonly grammar: Grammar;
  /**
   * Nonterminals that are unreachable or unproductive, rules that stand twice, terminals that no word can be.
   * `renderDiagnostic` shows them with the source.
   */
  readonly warnings: readonly Diagnostic[];
}

/**
 * The grammar of `source`, with warnings. `file` is the name that diagnostics show. Names and terminals are in Unicode's
 * composed form (NFC). At most 8 MiB of text, 500,000 rules, and 10,000 tokens in one alternative are read.
 *
 * Throws a `DiagnosticError` with every fault that was found (the first 100 of them): lines that are no rules, symbols
 * without a rule, nonterminals of which only some alternatives have weights, a grammar without rules or without a
 * sentence.
 */
export function readGrammar(source: string, { file = UNNAMED }: Naming = {}): ReadGrammar {
  const { written, compiled } = read(source, file);
  return { grammar: compiled.grammar, warnings: told(warningsOf(compiled, written), file) };
}

/** As `readGrammar`, without looking for anything to warn of. */
export function parseGrammar(source: string, { file = UNNAMED }: Naming = {}): Grammar {
  return read(source, file).compiled.grammar;
}

interface Naming {
  readonly file?: string;
}

const UNNAMED = '<grammar>';

interface Read {
  readonly written: WrittenGrammar;
  readonly compiled: CompiledGrammar;
}

function read(source: string, file: string): Read {
  const refuse = (faults: readonly Fault[]): void => {
    if (faults.length === 0) return;
    throw new DiagnosticError(told(faults, file), printableLines(source));
  };
  if (source.length > MAX_SOURCE_LENGTH) {
    const message = `the grammar has ${source.length} characters; at most ${MAX_SOURCE_LENGTH} are read`;
    throw new DiagnosticError([{ file, message }]);
  }
  refuse(harmfulCharacters(source, MAX_TOLD + 1));
  const written = readRules(source, MAX_TOLD + 1);
  // What is undefined is known only when the text was read to its end.
  const whole = written.faults.length <= MAX_TOLD;
  refuse([...written.faults, ...(whole ? definitionFaults(written, MAX_TOLD) : [])]);
  const compiled = compileGrammar(grammarOf(written));
  refuse(noSentence(compiled, written));
  return { written, compiled };
}

function grammarOf({ rules, start }: WrittenGrammar): Grammar {
  return {
    start: start?.value ?? rules[0]?.left.value ?? '',
    rules: rules.map(({ left, symbols, weight }) => ({
      left: left.value,
      right: symbols.map(({ type, value }) => ({
        kind: type === 'terminal' ? 'terminal' : 'nonterminal',
        name: value,
      })),
      weight: weight === undefined ? 1 : weightOf(weight),
    })),
  };
}

/** The first faults in the order of the text, those without a place last, and that there are more. */
function told(faults: readonly Fault[], file: string): Diagnostic[] {
  const first = faults.toSorted(byPosition).slice(0, MAX_TOLD);
  const message = `only the first ${MAX_TOLD} of at least ${faults.length} are told`;
  return [...first, ...(first.length < faults.length ? [{ message }] : [])].map((fault) => ({
    file,
    ...fault,
  }));
}

function byPosition({ position: a }: Fault, { position: b }: Fault): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.line - b.line || a.column - b.column;
}
