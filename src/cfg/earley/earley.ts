/**
 * Earley's algorithm (Earley 1970) from one set to the next: scan, complete, predict. Right recursion is treated as in Leo
 * (1991), nullable nonterminals are skipped where they are predicted as in Aycock and Horspool (2002), so completion needs
 * no second look at a set. Any context-free grammar, in cubic time; time is linear on LR-regular grammars.
 */
import type { EarleyGrammar } from './earley-grammar.js';
import { AT_END, FINISHED, Items } from './earley-items.js';
import { EarleySets } from './earley-sets.js';
import { ABSENT, enlarged, Integers } from './interning.js';
import { Continuations } from './leo.js';
import { COMPLETE } from './rests.js';

/** Looking at an item takes a nanosecond or two; memory is dearer than that. */
const CELL_COST = 128;

export class Earley {
  readonly grammar: EarleyGrammar;
  readonly items: Items;
  readonly sets: EarleySets;
  readonly continuations: Continuations;
  readonly #reached: Integers = new Integers();
  readonly #scanned: Integers = new Integers();
  /** Per item, the last step that reached it. */
  #reachedIn = new Int32Array(16);
  #step = 0;
  #lookedAt = 0;

  /** Without `leo` every completion is kept, as charts need it. */
  constructor(grammar: EarleyGrammar, { leo }: { readonly leo: boolean }) {
    this.grammar = grammar;
    this.items = new Items(grammar.rests);
    this.sets = new EarleySets(grammar, this.items);
    this.continuations = new Continuations(grammar, this.items, this.sets, leo);
  }

  /** Cells of four bytes that are taken. */
  get cells(): number {
    return this.items.cells + this.#reachedIn.length + this.sets.cells + this.continuations.cells;
  }

  /** What it has taken so far: one for each item looked at, and `CELL_COST` for each cell that is taken. */
  get cost(): number {
    return this.#lookedAt + CELL_COST * this.cells;
  }

  /** The kernel before any word; empty when the grammar has no sentence. */
  begin(): Integers {
    const kernel = new Integers();
    if (this.grammar.start !== ABSENT) this.items.add(this.grammar.start, AT_END, kernel);
    return kernel;
  }

  /** All items, complete ones included, behind a terminal of a class that is read in a set; good until the next call. */
  read(set: number, terminalClass: number): Integers {
    this.#step += 1;
    const reached = this.#reached;
    const scanned = this.#scanned;
    const { lists } = this.continuations;
    reached.length = 0;
    scanned.length = 0;
    this.continuations.advance(set, ~terminalClass, scanned);
    this.#reach(scanned, 0, scanned.length);
    for (let next = 0; next < reached.length; next += 1) {
      const item = reached.at(next);
      if (this.items.rest(item) !== COMPLETE) continue;
      const list = this.continuations.resumed(this.items.continuation(item));
      this.#reach(lists.pool, lists.first(list), lists.end(list));
    }
    return reached;
  }

  /** Drops the complete items, in place. */
  kernel(items: Integers): Integers {
    let kept = 0;
    for (let index = 0; index < items.length; index += 1) {
      const item = items.at(index);
      if (item !== FINISHED && this.items.rest(item) === COMPLETE) continue;
      items.values[kept] = item;
      kept += 1;
    }
    items.length = kept;
    return items;
  }

  #reach({ values }: Integers, first: number, end: number): void {
    this.#lookedAt += end - first;
    const reachedIn = this.#stamps();
    const step = this.#step;
    for (let index = first; index < end; index += 1) {
      const item = values[index] ?? 0;
      if (reachedIn[item] === step) continue;
      reachedIn[item] = step;
      this.#reached.push(item);
    }
  }

  #stamps(): Int32Array {
    if (this.#reachedIn.length < this.items.size) {
      this.#reachedIn = enlarged(this.#reachedIn, 2 * this.items.size);
    }
    return this.#reachedIn;
  }
}
