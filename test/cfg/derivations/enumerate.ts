/** Derivations by brute force, for small grammars and sentences: from the definitions, over names and not over indices. */
import fc from 'fast-check';
import { type CompiledGrammar, terminalOf } from '../../../src/cfg/compile.js';
import type { Chart } from '../../../src/cfg/earley/chart.js';
import type { Grammar, GrammarSymbol, Rule } from '../../../src/cfg/grammar.js';

/** Small grammars of every kind: ambiguous, nullable, cyclic, with useless, undefined and repeated rules. */
export function smallGrammars(): fc.Arbitrary<Grammar> {
  const nonterminal = fc.constantFrom('S', 'S', 'S', 'A', 'A', 'B');
  const symbol: fc.Arbitrary<GrammarSymbol> = fc.oneof(
    nonterminal.map((name) => ({ kind: 'nonterminal', name }) as const),
    fc.constantFrom('a', 'a', 'a', 'b').map((name) => ({ kind: 'terminal', name }) as const),
  );
  const right = fc.oneof(fc.array(symbol, { maxLength: 3 }), fc.tuple(symbol));
  const rule = fc.record({ left: nonterminal, right, weight: fc.constantFrom(0.1, 1, 1, 50) });
  return fc.array(rule, { minLength: 3, maxLength: 8 }).map((rules) => ({ start: 'S', rules }));
}

export function smallSentences(): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom('a', 'a', 'a', 'b'), { maxLength: 4 });
}

/** All sentences of `length` words over `a` and `b`. */
export function allSentences(length: number): string[][] {
  return Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (__, at) => ((bits >> at) % 2 === 0 ? 'a' : 'b')),
  );
}

/** All trees of one sentence. */
export class BruteForce {
  readonly #grammar: Grammar;
  readonly #words: readonly string[];
  /** `name start end` of what derives that span. */
  readonly #derives = new Set<string>();
  readonly isInfinite: boolean;

  constructor(grammar: Grammar, words: readonly string[]) {
    this.#grammar = grammar;
    this.#words = words;
    this.isInfinite = this.#searchHeights();
  }

  get isAccepted(): boolean {
    return this.derives(this.#grammar.start, 0, this.#words.length);
  }

  derives(nonterminal: string, start: number, end: number): boolean {
    return this.#derives.has(`${nonterminal} ${start} ${end}`);
  }

  count(): bigint | 'infinite' {
    if (this.isInfinite) return 'infinite';
    return this.#trees(
      [{ kind: 'nonterminal', name: this.#grammar.start }],
      0,
      this.#words.length,
      new Map(),
    );
  }

  /** Every leftmost derivation as indices of rules, by rewriting sentential forms; finite where the count is. */
  *leftmost(
    form: readonly GrammarSymbol[] = [{ kind: 'nonterminal', name: this.#grammar.start }],
    at = 0,
  ): Generator<number[]> {
    if (!this.#fits(form, at, this.#words.length, this.#derives)) return;
    const [first, ...rest] = form;
    if (first === undefined) {
      yield [];
    } else if (first.kind === 'terminal') {
      yield* this.leftmost(rest, at + 1);
    } else {
      for (const [index, { left, right }] of this.#grammar.rules.entries()) {
        if (left !== first.name) continue;
        for (const steps of this.leftmost([...right, ...rest], at)) yield [index, ...steps];
      }
    }
  }

  /**
   * Finds what derives what, by the height of trees, and whether there are infinitely many trees. Without a cycle no tree
   * is higher than `limit`: on a path a span narrows at most once per word and carries each nonterminal once. With a
   * cycle there is a tree above the limit, and the smallest of these is above it by the length of a cycle at most.
   */
  #searchHeights(): boolean {
    const { rules, start } = this.#grammar;
    const whole = `${start} 0 ${this.#words.length}`;
    const names = new Set(rules.map(({ left }) => left));
    const limit = names.size * (this.#words.length + 1);
    let latest = new Set<string>();
    for (let height = 1; height <= limit + names.size; height += 1) {
      const found = this.#treesOfHeight(height, latest);
      if (height > limit && found.has(whole)) return true;
      if (found.size === 0) return false;
      for (const span of found) this.#derives.add(span);
      latest = found;
    }
    return false;
  }

  /** What has a tree exactly so high: of lower trees, one of which is in `latest`, just one rule lower. */
  #treesOfHeight(height: number, latest: ReadonlySet<string>): Set<string> {
    const found = new Set<string>();
    for (const { left, right } of this.#grammar.rules) {
      for (const [start, end] of this.#spans()) {
        const fits =
          height === 1
            ? right.every(({ kind }) => kind === 'terminal') &&
              this.#fits(right, start, end, latest)
            : this.#fits(right, start, end, this.#derives, latest);
        if (fits) found.add(`${left} ${start} ${end}`);
      }
    }
    return found;
  }

  *#spans(): Generator<[number, number]> {
    for (let start = 0; start <= this.#words.length; start += 1) {
      for (let end = start; end <= this.#words.length; end += 1) yield [start, end];
    }
  }

  /** Whether symbols can share a span, given what covers what; with `needed`, one of them from there. */
  #fits(
    symbols: readonly GrammarSymbol[],
    start: number,
    end: number,
    covers: ReadonlySet<string>,
    needed?: ReadonlySet<string>,
  ): boolean {
    const [first, ...rest] = symbols;
    if (first === undefined) return start === end && needed === undefined;
    if (first.kind === 'terminal') {
      const isHere = start < end && this.#words[start] === first.name;
      return isHere && this.#fits(rest, start + 1, end, covers, needed);
    }
    for (let middle = start; middle <= end; middle += 1) {
      const span = `${first.name} ${start} ${middle}`;
      if (!covers.has(span)) continue;
      const missing = needed?.has(span) === true ? undefined : needed;
      if (this.#fits(rest, middle, end, covers, missing)) return true;
    }
    return false;
  }

  #trees(
    symbols: readonly GrammarSymbol[],
    start: number,
    end: number,
    known: Map<string, bigint>,
  ): bigint {
    if (!this.#fits(symbols, start, end, this.#derives)) return 0n;
    const [first, ...rest] = symbols;
    if (first === undefined) return 1n;
    if (first.kind === 'terminal') return this.#trees(rest, start + 1, end, known);
    let sum = 0n;
    for (let middle = start; middle <= end; middle += 1) {
      if (!this.derives(first.name, start, middle)) continue;
      const after = this.#trees(rest, middle, end, known);
      if (after > 0n) sum += after * this.#treesOf(first.name, start, middle, known);
    }
    return sum;
  }

  #treesOf(left: string, start: number, end: number, known: Map<string, bigint>): bigint {
    const span = `${left} ${start} ${end}`;
    const count =
      known.get(span) ??
      this.#grammar.rules
        .filter((rule) => rule.left === left)
        .reduce((sum, { right }) => sum + this.#trees(right, start, end, known), 0n);
    known.set(span, count);
    return count;
  }
}

/** The chart of all spans, useful or not; null when the sentence is not accepted. */
export function plainChart(compiled: CompiledGrammar, words: readonly string[]): Chart | null {
  const all = new BruteForce(compiled.grammar, words);
  if (!all.isAccepted) return null;
  return {
    length: words.length,
    words: words.map((word) => terminalOf(compiled, word)),
    completions(nonterminal, start) {
      const name = compiled.nonterminals[nonterminal] ?? '';
      const ends = Array.from({ length: words.length - start + 1 }, (_, index) => start + index);
      return ends.filter((end) => all.derives(name, start, end));
    },
  };
}

/** The rules of the grammar in the order in which a compiled grammar numbers them. */
export function compiledRules({ grammar, nonterminals }: CompiledGrammar): Rule[] {
  return nonterminals.flatMap((name) => grammar.rules.filter(({ left }) => left === name));
}
