/**
 * Recognition: whether a grammar has a sentence, and if not, how far it could still become one. Words are taken one at a
 * time, and none after the first that cannot stand where it stands.
 */

import { type CompiledGrammar, terminalOf } from '../compile.js';
import { Automaton, DEAD } from './automaton.js';
import { type EarleyGrammar, earleyGrammar } from './earley-grammar.js';

/** Cells that are kept from one sentence to the next, and as many more for each symbol of the rules. */
const KEPT = 2 ** 16;
const KEPT_PER_SYMBOL = 64;

/** What one sentence may cost in the units of `Earley.cost`: half a minute or so, and half a gigabyte at most. */
const MAX_COST = 2 ** 33;

/** What is known of a sentence. A prefix is viable when it begins some sentence of the grammar. */
export interface Recognition {
  readonly accepted: boolean;
  /** Words that were read: all of them, or up to and with the first that cannot stand where it stands. */
  readonly length: number;
  /** Words of the longest viable prefix; 0 also when the grammar has no sentence at all. */
  readonly viablePrefix: number;
  /** Whether that prefix is itself a sentence. */
  readonly mayEnd: boolean;
  /** The terminals that could follow that prefix, in the order of their code units. Found when asked for. */
  readonly expected: readonly string[];
}

/** Thrown for a sentence that would take more time or memory than any sentence may. */
export class SentenceTooCostly extends RangeError {
  override readonly name = 'SentenceTooCostly';

  constructor(words: number) {
    super(`gave up after ${words} words: the sentence is too long or too ambiguous`);
  }
}

/** Reads sentences of one grammar, which is prepared once. What one sentence taught about it serves the next ones. */
export class Recogniser {
  readonly #grammar: EarleyGrammar;
  readonly #mostKept: number;
  #automaton: Automaton;

  constructor(compiled: CompiledGrammar) {
    this.#grammar = earleyGrammar(compiled);
    this.#mostKept = KEPT + KEPT_PER_SYMBOL * compiled.symbols.length;
    this.#automaton = new Automaton(this.#grammar);
  }

  /** What is kept for the next sentence, in cells of four bytes: at most 2^16, and 64 more for each symbol of the rules. */
  get kept(): number {
    return this.#automaton.cells;
  }

  /**
   * Time and memory are linear in the number of words on LR-regular grammars; on others time is cubic and memory quadratic
   * at most. Throws a `SentenceTooCostly`.
   */
  recognise(words: Iterable<string>): Recognition {
    const automaton = this.#automaton;
    const { compiled, classes } = this.#grammar;
    const limit = automaton.cost + MAX_COST;
    let set = automaton.start;
    let length = 0;
    let viablePrefix = 0;
    for (const word of words) {
      length += 1;
      const terminal = terminalOf(compiled, word);
      const next = terminal === -1 ? DEAD : automaton.next(set, classes.classOf[terminal] ?? 0);
      if (next === DEAD) break;
      set = next;
      viablePrefix = length;
      if (automaton.cost > limit) {
        this.#automaton = new Automaton(this.#grammar);
        throw new SentenceTooCostly(length);
      }
    }
    if (automaton.cells > this.#mostKept) this.#automaton = new Automaton(this.#grammar);
    return new Recognised(automaton, set, length, viablePrefix);
  }
}

class Recognised implements Recognition {
  readonly accepted: boolean;
  readonly length: number;
  readonly viablePrefix: number;
  readonly mayEnd: boolean;
  readonly #automaton: Automaton;
  readonly #set: number;

  constructor(automaton: Automaton, set: number, length: number, viablePrefix: number) {
    this.mayEnd = automaton.isFinal(set);
    this.accepted = this.mayEnd && viablePrefix === length;
    this.length = length;
    this.viablePrefix = viablePrefix;
    this.#automaton = automaton;
    this.#set = set;
  }

  get expected(): readonly string[] {
    return this.#automaton.expected(this.#set);
  }
}
