/** Derivation trees, and their bracketed form. Nothing here recurs: a tree may be as deep as a sentence is long. */

import type { CompiledGrammar } from '../compile.js';
import type { Chart } from '../earley/chart.js';
import { type Derivation, ruleAt } from './derivations.js';
import { firstDerivation } from './first-derivation.js';

/** A nonterminal as it is derived. */
export interface Tree {
  /** Its name. */
  readonly left: string;
  /** Index of the rule that rewrites it, in the compiled grammar. */
  readonly rule: number;
  /** The words it covers: from `start` up to and without `end`. */
  readonly start: number;
  readonly end: number;
  /** One per symbol of the rule; a terminal stands as its name. */
  readonly children: readonly (Tree | string)[];
}

/** One tree of a sentence, even of infinitely many: that of its `firstDerivation`. */
export function deriveTree(compiled: CompiledGrammar, chart: Chart): Tree {
  return treeOf(compiled, firstDerivation(compiled, chart));
}

interface OpenNode {
  readonly tree: Tree & { end: number; readonly children: (Tree | string)[] };
  /** Position of the symbol whose child comes next. */
  next: number;
}

/** The tree of a derivation. A RangeError when the rules are not a derivation. */
export function treeOf(compiled: CompiledGrammar, derivation: Derivation): Tree {
  const { nonterminals, terminals, rightStart, symbols } = compiled;
  const open: OpenNode[] = [];
  let words = 0;
  let step = 0;
  const expand = (nonterminal: number): Tree => {
    const rule = ruleAt(compiled, derivation, step, nonterminal);
    const left = nonterminals[nonterminal] ?? '';
    const tree = { left, rule, start: words, end: words, children: [] };
    open.push({ tree, next: rightStart[rule] ?? 0 });
    step += 1;
    return tree;
  };
  const root = expand(compiled.start);
  for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
    if (node.next === rightStart[node.tree.rule + 1]) {
      node.tree.end = words;
      open.pop();
      continue;
    }
    const symbol = symbols[node.next] ?? 0;
    node.next += 1;
    node.tree.children.push(symbol < 0 ? (terminals[~symbol] ?? '') : expand(symbol));
    if (symbol < 0) words += 1;
  }
  return root;
}

/** `(S (NP (Det the) (N dog)) (VP (V barks)))`; names with spaces, parentheses or double quotes are quoted as in JSON. */
export function printTree(tree: Tree): string {
  const printed: string[] = [];
  const pending: (Tree | string)[] = [tree];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') {
      printed.push(next);
      continue;
    }
    printed.push('(', quotedName(next.left));
    pending.push(')');
    for (const child of next.children.toReversed()) {
      pending.push(typeof child === 'string' ? quotedName(child) : child, ' ');
    }
  }
  return printed.join('');
}

function quotedName(name: string): string {
  return name === '' || /[\s()"]/.test(name) ? JSON.stringify(name) : name;
}
