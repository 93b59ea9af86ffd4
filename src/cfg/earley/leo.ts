/**
 * Continuations: where reading goes on when a nonterminal is complete, named by the nonterminal and the set it began in.
 *
 * Leo (1991): where exactly one item of a set awaits a nonterminal, and with it that item is complete, nothing is to be
 * done there but to complete again. So the continuation of such an item is passed on instead, the topmost one of the whole
 * path at once, as a call in tail position passes on its return address. Right recursion then keeps no more items than
 * left recursion does.
 */
import { type EarleyGrammar, slotOf } from './earley-grammar.js';
import { AT_END, type Items } from './earley-items.js';
import type { EarleySets } from './earley-sets.js';
import { ABSENT, Integers, ListTable, PairTable } from './interning.js';
import { COMPLETE } from './rests.js';

export class Continuations {
  readonly #grammar: EarleyGrammar;
  readonly #items: Items;
  readonly #sets: EarleySets;
  readonly #leo: boolean;
  readonly #numbers: PairTable = new PairTable();
  readonly #begins: Integers = new Integers();
  readonly #nonterminals: Integers = new Integers();
  /** What continuations go on with, by the number of `resumed`. */
  readonly lists: ListTable = new ListTable();
  /** Per continuation, the number of its list, `ABSENT` until it is asked for. */
  readonly #resumed: Integers = new Integers();
  readonly #gathered: Integers = new Integers();
  readonly #awaiting: Integers = new Integers();
  readonly #above: Integers = new Integers();

  /** Without `leo` every completion is kept, as charts need it. */
  constructor(grammar: EarleyGrammar, items: Items, sets: EarleySets, leo: boolean) {
    this.#grammar = grammar;
    this.#items = items;
    this.#sets = sets;
    this.#leo = leo;
    this.#add(ABSENT, ABSENT);
    this.#resumed.values[AT_END] = this.lists.append(new Integers());
  }

  get cells(): number {
    // The three lists by continuation are equally long.
    return this.#numbers.cells + this.lists.cells + 3 * this.#resumed.cells;
  }

  /** The set in which the continuation's nonterminal began. */
  begin(continuation: number): number {
    return this.#begins.at(continuation);
  }

  nonterminal(continuation: number): number {
    return this.#nonterminals.at(continuation);
  }

  /** Where reading goes on behind a nonterminal that begins in a set which predicts it. */
  of(set: number, nonterminal: number): number {
    const known = this.#numbers.get(set, nonterminal);
    if (known !== ABSENT) return known;
    const continuation = this.#leo ? this.#topmost(set, nonterminal) : this.#own(set, nonterminal);
    this.#numbers.set(set, nonterminal, continuation);
    return continuation;
  }

  /** The continuation that is the nonterminal's own, `ABSENT` where there is none yet. */
  find(set: number, nonterminal: number): number {
    return this.#numbers.get(set, nonterminal);
  }

  /** The list in `lists` of the items with which reading goes on, some of them perhaps more than once. */
  resumed(continuation: number): number {
    const known = this.#resumed.at(continuation);
    if (known !== ABSENT) return known;
    const gathered = this.#gathered;
    gathered.length = 0;
    this.advance(this.begin(continuation), this.nonterminal(continuation), gathered);
    const list = this.lists.append(gathered);
    this.#resumed.values[continuation] = list;
    return list;
  }

  /** Whether a sentence can go on with a symbol in a set. */
  awaits(set: number, symbol: number): boolean {
    this.#listAwaiting(set, symbol, this.#awaiting);
    return this.#awaiting.length > 0;
  }

  /** Adds what the items of a set that await a symbol become behind it, nullable nonterminals skipped. */
  advance(set: number, symbol: number, to: Integers): void {
    const { rests, openings } = this.#grammar;
    const awaiting = this.#awaiting;
    this.#listAwaiting(set, symbol, awaiting);
    for (let index = 0; index < awaiting.length; index += 1) {
      const item = awaiting.at(index);
      const rest = item >= 0 ? this.#items.rest(item) : (openings.rests[~item] ?? COMPLETE);
      const continuation =
        item >= 0 ? this.#items.continuation(item) : this.of(set, openings.lefts[~item] ?? 0);
      this.#items.add(rests.tail(rest), continuation, to);
    }
  }

  /** The items of a set that await a symbol: those of the kernel, and of the predicted ones `~opening`. */
  #listAwaiting(set: number, symbol: number, to: Integers): void {
    const { compiled, rests, openings } = this.#grammar;
    to.length = 0;
    const { kernels } = this.#sets;
    for (let at = kernels.first(set); at < kernels.end(set); at += 1) {
      const item = kernels.pool.at(at);
      if (rests.head(this.#items.rest(item)) === symbol) to.push(item);
    }
    const slot = slotOf(compiled, symbol);
    const first = openings.firstOf[slot] ?? 0;
    const end = openings.firstOf[slot + 1] ?? 0;
    if (first < end) this.#sets.addPredicted(set, first, end, to);
  }

  /**
   * Climbs while one item alone awaits the nonterminal and is complete with it. The climb ends: a set predicts a
   * nonterminal because of its kernel, so a circle of predicted items has an item outside it that awaits into it.
   */
  #topmost(set: number, nonterminal: number): number {
    const { rests, openings } = this.#grammar;
    const above = this.#above;
    for (let awaited = nonterminal; ; ) {
      this.#listAwaiting(set, awaited, above);
      const item = above.at(0);
      const rest = item >= 0 ? this.#items.rest(item) : (openings.rests[~item] ?? COMPLETE);
      if (above.length > 1 || rests.tail(rest) !== COMPLETE) return this.#own(set, awaited);
      if (item >= 0) return this.#items.continuation(item);
      awaited = openings.lefts[~item] ?? 0;
    }
  }

  /** The continuation that is the nonterminal's own. */
  #own(set: number, nonterminal: number): number {
    const known = this.#numbers.get(set, nonterminal);
    if (known !== ABSENT) return known;
    this.#numbers.set(set, nonterminal, this.#resumed.length);
    return this.#add(set, nonterminal);
  }

  #add(set: number, nonterminal: number): number {
    this.#begins.push(set);
    this.#nonterminals.push(nonterminal);
    this.#resumed.push(ABSENT);
    return this.#resumed.length - 1;
  }
}
