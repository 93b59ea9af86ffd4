/** What a grammar says of an answer: its tree, or the word at which it fails and what could have stood there. */
import {
  ChartTooLarge,
  Examiner,
  parseGrammar,
  SentenceTooCostly,
  type Tree,
} from '../cfg/index.js';
import type { SentenceView, TreeNode } from './api.js';

/** Longer sentences are shown without a tree. */
const MOST_WORDS = 60;
const MOST_NODES = 400;
const MOST_EXPECTED = 60;
const MOST_GRAMMARS = 32;
/** Of an answer that is read. */
const MOST_CHARACTERS = 20_000;

export class SentenceViews {
  readonly #examiners = new Map<string, Examiner>();

  /** Null where the sentence is given up. `grammar`: in the notation of cfg. */
  of(grammar: string, answer: string): SentenceView | null {
    try {
      return viewOf(this.#examinerOf(grammar), answer.slice(0, MOST_CHARACTERS));
    } catch (error) {
      if (error instanceof ChartTooLarge || error instanceof SentenceTooCostly) return null;
      throw error;
    }
  }

  #examinerOf(grammar: string): Examiner {
    const known = this.#examiners.get(grammar);
    if (known !== undefined) return known;
    if (this.#examiners.size >= MOST_GRAMMARS) this.#examiners.clear();
    const made = new Examiner(parseGrammar(grammar));
    this.#examiners.set(grammar, made);
    return made;
  }
}

function viewOf(examiner: Examiner, answer: string): SentenceView {
  const examination = examiner.examine(answer);
  const { words, recognition } = examination;
  const tree =
    recognition.accepted && words.length <= MOST_WORDS ? examiner.tree(examination) : null;
  return {
    words,
    rejected_at: recognition.accepted ? null : recognition.viablePrefix,
    expected: recognition.accepted ? [] : recognition.expected.slice(0, MOST_EXPECTED),
    may_end: recognition.mayEnd,
    tree: tree === null ? [] : nodesOf(tree),
  };
}

/** Each node before those below it; none where there are too many. A tree may be deep: nothing here recurs. */
function nodesOf(tree: Tree): TreeNode[] {
  const nodes: TreeNode[] = [];
  let word = 0;
  const open: { node: Tree | string; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (nodes.length === MOST_NODES) return [];
    if (typeof node === 'string') {
      nodes.push({ label: node, depth, start: word, end: word + 1, is_word: true });
      word += 1;
      continue;
    }
    const { left, start, end, children } = node;
    nodes.push({ label: left, depth, start, end, is_word: false });
    open.push(...children.toReversed().map((child) => ({ node: child, depth: depth + 1 })));
  }
  return nodes;
}
