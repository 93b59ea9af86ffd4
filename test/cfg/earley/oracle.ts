/**
 * What a grammar's sentences are, by the definitions and over names: tables that are filled until nothing changes. And
 * nearley, an independent engine, on the grammars that it terminates on.
 */
import fc from 'fast-check';
import nearley from 'nearley';
import type { Grammar, GrammarSymbol, Rule } from '../../../src/cfg/grammar.js';

/** Small grammars of every kind: ambiguous, nullable, cyclic, useless and repeated rules; nothing ever rewrites `U`. */
export function smallGrammars(): fc.Arbitrary<Grammar> {
  const symbol = fc
    .constantFrom('S', 'S', 'A', 'A', 'B', 'B', 'C', 'U', 'a', 'a', 'a', 'a', 'b', 'b', 'c')
    .map((name): GrammarSymbol => ({ kind: name < 'a' ? 'nonterminal' : 'terminal', name }));
  const rule = fc.record({
    left: fc.constantFrom('S', 'S', 'A', 'B', 'C'),
    right: fc.oneof(fc.array(symbol, { maxLength: 4 }), fc.tuple(symbol), fc.constant([])),
    weight: fc.constant(1),
  });
  return fc.array(rule, { minLength: 2, maxLength: 10 }).map((rules) => ({ start: 'S', rules }));
}

/** Short sentences, `z` being no terminal of `smallGrammars`. */
export function smallSentences(): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom('a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'z'), {
    maxLength: 6,
  });
}

/** A table of truths that are added until a turn adds none. */
class Truths {
  readonly #truths = new Set<string>();

  has(...key: (string | number)[]): boolean {
    return this.#truths.has(key.join(' '));
  }

  /** Adds what `claims` yields, over and over. */
  fill(claims: () => Iterable<(string | number)[]>): void {
    for (let size = -1; size !== this.#truths.size; ) {
      size = this.#truths.size;
      for (const key of claims()) this.#truths.add(key.join(' '));
    }
  }
}

/** What the nonterminals of a grammar derive of some words. */
export class BruteForce {
  readonly #grammar: Grammar;
  readonly #words: readonly string[];
  readonly #productive = new Truths();
  readonly #derives = new Truths();
  readonly #begins = new Truths();

  constructor(grammar: Grammar, words: readonly string[]) {
    this.#grammar = grammar;
    this.#words = words;
    this.#productive.fill(() => this.#productiveNames());
    this.#derives.fill(() => this.#derivedSpans());
    this.#begins.fill(() => this.#begunSuffixes());
  }

  /** Whether the words are a sentence. */
  isSentence(): boolean {
    return this.derives(this.#grammar.start, 0, this.#words.length);
  }

  /** Whether the words begin a sentence. */
  isViable(): boolean {
    return this.#begins.has(this.#grammar.start, 0);
  }

  /** Whether a nonterminal derives the words from `start` up to and without `end`. */
  derives(nonterminal: string, start: number, end: number): boolean {
    return this.#derives.has(nonterminal, start, end);
  }

  /** The `name start end` of every node in a derivation of all the words. */
  usedSpans(): Set<string> {
    const used = new Set<string>();
    const pending: [string, number, number][] = [];
    if (this.isSentence()) pending.push([this.#grammar.start, 0, this.#words.length]);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (used.has(node.join(' '))) continue;
      used.add(node.join(' '));
      const [name, start, end] = node;
      for (const { left, right } of this.#grammar.rules) {
        if (left === name) pending.push(...this.#childrenOf(right, start, end));
      }
    }
    return used;
  }

  *#productiveNames(): Iterable<[string]> {
    for (const { left, right } of this.#grammar.rules) {
      if (this.#isProductive(right)) yield [left];
    }
  }

  *#derivedSpans(): Iterable<[string, number, number]> {
    for (const { left, right } of this.#grammar.rules) {
      for (let start = 0; start <= this.#words.length; start += 1) {
        for (const end of this.#ends(right, start)) yield [left, start, end];
      }
    }
  }

  /** A rule begins all the words from `start` when its first symbols derive some of them, and the next begins the others. */
  *#begunSuffixes(): Iterable<[string, number]> {
    for (const { left, right } of this.#grammar.rules) {
      if (!this.#isProductive(right)) continue;
      for (let start = 0; start <= this.#words.length; start += 1) {
        const begun = right.some((symbol, index) =>
          [...this.#ends(right.slice(0, index), start)].some((end) => this.#beginsAt(symbol, end)),
        );
        const all = this.#ends(right, start).has(this.#words.length);
        if (begun || all) yield [left, start];
      }
    }
  }

  /** Whether some string of the symbol begins with all the words from `start`. */
  #beginsAt({ kind, name }: GrammarSymbol, start: number): boolean {
    if (start === this.#words.length) return true;
    if (kind === 'nonterminal') return this.#begins.has(name, start);
    return start === this.#words.length - 1 && this.#words[start] === name;
  }

  /** Where strings of the symbols that begin at `start` can end. */
  #ends(symbols: readonly GrammarSymbol[], start: number): Set<number> {
    let ends = new Set([start]);
    for (const symbol of symbols) {
      ends = new Set([...ends].flatMap((middle) => this.#endsOfOne(symbol, middle)));
    }
    return ends;
  }

  #endsOfOne({ kind, name }: GrammarSymbol, start: number): number[] {
    if (kind === 'terminal') return this.#words[start] === name ? [start + 1] : [];
    return this.#words
      .map((_, index) => index + 1)
      .concat(0)
      .filter((end) => end >= start && this.derives(name, start, end));
  }

  #isProductive(right: readonly GrammarSymbol[]): boolean {
    return right.every(({ kind, name }) => kind === 'terminal' || this.#productive.has(name));
  }

  /** The nonterminals of a right side with every span that they can have when all of it spans `start` to `end`. */
  #childrenOf(right: Rule['right'], start: number, end: number): [string, number, number][] {
    return right.flatMap((symbol, index) => {
      if (symbol.kind === 'terminal') return [];
      return [...this.#ends(right.slice(0, index), start)].flatMap((from) =>
        this.#endsOfOne(symbol, from)
          .filter((to) => this.#ends(right.slice(index + 1), to).has(end))
          .map((to): [string, number, number] => [symbol.name, from, to]),
      );
    });
  }
}

/** Everything that a recogniser says, by brute force. */
export function recognisedByBruteForce(grammar: Grammar, words: readonly string[]) {
  const isViable = (prefix: readonly string[]) => new BruteForce(grammar, prefix).isViable();
  let viablePrefix = 0;
  while (viablePrefix < words.length && isViable(words.slice(0, viablePrefix + 1))) {
    viablePrefix += 1;
  }
  const prefix = words.slice(0, viablePrefix);
  const mayEnd = new BruteForce(grammar, prefix).isSentence();
  return {
    accepted: mayEnd && viablePrefix === words.length,
    length: Math.min(words.length, viablePrefix + 1),
    viablePrefix,
    mayEnd,
    expected: terminalsOf(grammar).filter((terminal) => isViable([...prefix, terminal])),
  };
}

function terminalsOf({ rules }: Grammar): string[] {
  const symbols = rules.flatMap(({ right }) => right);
  const names = symbols.filter(({ kind }) => kind === 'terminal').map(({ name }) => name);
  return [...new Set(names)].toSorted();
}

/** Whether a nonterminal derives itself alone, which nearley never comes to an end with. */
export function isCyclic(grammar: Grammar): boolean {
  const nullable = new BruteForce(grammar, []);
  const isEmpty = ({ kind, name }: GrammarSymbol): boolean =>
    kind === 'nonterminal' && nullable.derives(name, 0, 0);
  const becomes = new Truths();
  becomes.fill(function* () {
    for (const { left, right } of grammar.rules) {
      for (const [index, { kind, name }] of right.entries()) {
        if (kind === 'terminal' || !right.every((other, at) => at === index || isEmpty(other)))
          continue;
        yield [left, name];
        for (const { left: last } of grammar.rules) if (becomes.has(name, last)) yield [left, last];
      }
    }
  });
  return grammar.rules.some(({ left }) => becomes.has(left, left));
}

/** Nearley's report of a failure prints its whole parse table. */
class Parser extends nearley.Parser {
  reportError(): string {
    return 'unexpected word';
  }
}

/**
 * Nearley's word on a sentence of one-letter words. It enumerates all derivations: the grammar must not be cyclic, and of
 * equal rules, which multiply them, it is given one.
 */
export function nearleyAccepts(grammar: Grammar, words: readonly string[]): boolean {
  const distinct = new Map(grammar.rules.map((rule) => [JSON.stringify(rule), rule]));
  const ParserRules = [...distinct.values()].map(({ left: name, right }) => ({
    name,
    symbols: right.map((symbol) =>
      symbol.kind === 'terminal' ? { literal: symbol.name } : symbol.name,
    ),
  }));
  const prepared = nearley.Grammar.fromCompiled({ ParserStart: grammar.start, ParserRules });
  try {
    return new Parser(prepared).feed(words.join('')).results.length > 0;
  } catch (error) {
    if (error instanceof Error && 'offset' in error) return false;
    throw error;
  }
}
