import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledGrammar, compileGrammar } from '../../../src/cfg/compile.js';
import { wordsOf } from '../../../src/cfg/derivations/derivations.js';
import { firstDerivation } from '../../../src/cfg/derivations/first-derivation.js';
import { deriveTree, printTree, type Tree, treeOf } from '../../../src/cfg/derivations/tree.js';
import { chartOf } from '../../../src/cfg/earley/chart.js';
import type { Grammar } from '../../../src/cfg/grammar.js';
import { grammarOf } from '../build.js';
import { compiledRules, smallGrammars, smallSentences } from './enumerate.js';

function printed(grammar: Grammar, ...words: readonly string[]): string | null {
  const compiled = compileGrammar(grammar);
  const chart = chartOf(compiled, words);
  return chart === null ? null : printTree(deriveTree(compiled, chart));
}

/** What is wrong with a tree as a tree of the grammar over `words`; recursive, for small trees. */
function faultsOf(tree: Tree, compiled: CompiledGrammar, words: readonly string[]): string[] {
  const rule = compiledRules(compiled)[tree.rule];
  const names = tree.children.map((child) => (typeof child === 'string' ? child : child.left));
  const faults: string[] = [];
  if (rule?.left !== tree.left) faults.push(`${tree.left} is not what rule ${tree.rule} rewrites`);
  if (rule?.right.map(({ name }) => name).join(' ') !== names.join(' ')) {
    faults.push(`${names.join(' ')} is not what rule ${tree.rule} gives`);
  }
  let at = tree.start;
  for (const child of tree.children) {
    if (typeof child === 'string') {
      if (words[at] !== child) faults.push(`word ${at} is not ${child}`);
      at += 1;
    } else {
      if (child.start !== at) faults.push(`${child.left} begins at ${child.start}, not at ${at}`);
      faults.push(...faultsOf(child, compiled, words));
      at = child.end;
    }
  }
  if (tree.end !== at) faults.push(`${tree.left} ends at ${tree.end}, not at ${at}`);
  return faults;
}

/** Whether a nonterminal stands below itself on the same span. */
function goesRound(tree: Tree, above: readonly string[] = []): boolean {
  const span = `${tree.left} ${tree.start} ${tree.end}`;
  if (above.includes(span)) return true;
  return tree.children.some(
    (child) => typeof child !== 'string' && goesRound(child, [...above, span]),
  );
}

describe('the tree of a sentence', () => {
  it('is a tree of the grammar over the sentence, and goes round no cycle', () => {
    let trees = 0;
    fc.assert(
      fc.property(
        smallGrammars(),
        fc.array(smallSentences(), { minLength: 3, maxLength: 3 }),
        (grammar, sentences) => {
          const compiled = compileGrammar(grammar);
          for (const words of sentences) {
            const chart = chartOf(compiled, words);
            if (chart === null) continue;
            const tree = deriveTree(compiled, chart);
            expect([tree.left, tree.start, tree.end]).toEqual(['S', 0, words.length]);
            expect(faultsOf(tree, compiled, words)).toEqual([]);
            expect(goesRound(tree)).toBe(false);
            expect(wordsOf(compiled, firstDerivation(compiled, chart))).toEqual(words);
            trees += 1;
          }
        },
      ),
      { numRuns: 10_000 },
    );
    expect(trees).toBeGreaterThan(3000);
  });

  it('is printed in brackets', () => {
    const grammar = grammarOf(
      'S: NP VP',
      'NP: Det N',
      'Det: the',
      'N: dog',
      'VP: V Adv',
      'V: barks',
      'Adv: ',
    );
    expect(printed(grammar, 'the', 'dog', 'barks')).toBe(
      '(S (NP (Det the) (N dog)) (VP (V barks) (Adv)))',
    );
  });

  it('is printed so that it can be read back: names that hold brackets, spaces or quotes are quoted', () => {
    const right = ['(', 'ice cream', 'say"', '\\', '-'].map(
      (name) => ({ kind: 'terminal', name }) as const,
    );
    const compiled = compileGrammar({ start: 'S', rules: [{ left: 'S', right, weight: 1 }] });
    expect(printTree(treeOf(compiled, [0]))).toBe('(S "(" "ice cream" "say\\"" \\ -)');
  });

  it('is the one with the fewest steps that keep the whole span', () => {
    expect(printed(grammarOf('S: A, a', 'A: a'), 'a')).toBe('(S a)');
    expect(printed(grammarOf('S: S, A, B', 'A: B', 'B: S, a'), 'a')).toBe('(S (B a))');
    expect(printed(grammarOf('S: E S E, A', 'A: a b', 'E: '), 'a', 'b')).toBe('(S (A a b))');
    expect(printed(grammarOf('S: E A E', 'A: S, a', 'E: '), 'a')).toBe('(S (E) (A a) (E))');
  });

  it('takes the rule that was written first, then the longer first part', () => {
    expect(printed(grammarOf('S: B a, A a', 'A: a', 'B: a'), 'a', 'a')).toBe('(S (B a) a)');
    expect(printed(grammarOf('S: S S, a'), 'a', 'a', 'a')).toBe('(S (S (S a) (S a)) (S a))');
    expect(printed(grammarOf('S: A A', 'A: a, a a, '), 'a', 'a')).toBe('(S (A a) (A a))');
    expect(printed(grammarOf('S: A B', 'A: a, a a, ', 'B: a, a a, '), 'a', 'a', 'a')).toBe(
      '(S (A a a) (B a))',
    );
  });

  it('derives the empty string as low as possible', () => {
    expect(printed(grammarOf('S: S S, A, ', 'A: '))).toBe('(S)');
    expect(printed(grammarOf('S: A B, C', 'A: S, ', 'B: A, ', 'C: A'))).toBe('(S (A) (B))');
  });

  it('may be as deep as a sentence is long', () => {
    const words = Array<string>(5000).fill('a');
    const tree = `${'(S a '.repeat(4999)}(S a${')'.repeat(5000)}`;
    expect(printed(grammarOf('S: a S, a'), ...words)).toBe(tree);
    const compiled = compileGrammar(grammarOf('S: a S, '));
    const derivation = [...Array<number>(200_000).fill(0), 1];
    expect(printTree(treeOf(compiled, derivation))).toHaveLength(200_000 * 6 + 3);
  });

  it('runs along a chain of ten thousand nonterminals', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `N${index}: N${index + 1}`);
    const compiled = compileGrammar(grammarOf(...lines, 'N10000: a'));
    const chart = chartOf(compiled, ['a']);
    if (chart === null) throw new Error('not accepted');
    const rules = Array.from({ length: 10_001 }, (_, rule) => rule);
    expect(firstDerivation(compiled, chart)).toEqual(rules);
  });
});

describe('a derivation', () => {
  it('gives its words and its tree', () => {
    const compiled = compileGrammar(grammarOf('S: A S b, ', 'A: a'));
    const derivation = [0, 2, 0, 2, 1];
    expect(wordsOf(compiled, derivation)).toEqual(['a', 'a', 'b', 'b']);
    expect(printTree(treeOf(compiled, derivation))).toBe('(S (A a) (S (A a) (S) b) b)');
  });

  it('is refused when its rules do not follow from each other', () => {
    const compiled = compileGrammar(grammarOf('S: A b', 'A: a'));
    const fault = 'step 2 of the derivation does not rewrite A';
    expect(() => wordsOf(compiled, [0])).toThrow(new RangeError(fault));
    expect(() => treeOf(compiled, [0, 0])).toThrow(new RangeError(fault));
    expect(() => treeOf(compiled, [7])).toThrow('step 1 of the derivation does not rewrite S');
  });
});
