/**
 * What answers get that do not depend on the grammar that was asked: random words, a shuffled sentence, a sentence of
 * another grammar. The first is the paper's baseline (Cook et al., arXiv 2506.18777v2, section 5.3); the others are our
 * choice, worked out from the reference sentences of grammars, which depend on seed and depth alone.
 */
import type { AskedGrammar } from './asked-grammar.js';
import { Compositions, power } from './compositions.js';
import type { LengthShares } from './drawn-lengths.js';
import type { Pattern } from './language.js';
import { vocabularies } from './vocabularies.js';

/** The probability, for each control, that it gives a sentence of the grammar. The same in every vocabulary. */
export interface Chances {
  /** As many random words of the vocabulary as a drawn sentence has: exact. */
  readonly random_words: number;
  /** The words of a reference sentence in random order: exact given these. */
  readonly shuffled: number;
  /** One reference sentence of each other grammar of the pool: the share accepted. */
  readonly other_grammar: number;
}

/** @param pool all grammars of the seed, whichever are used, `asked` among them */
export function chancesOf(asked: AskedGrammar, pool: readonly AskedGrammar[]): Chances {
  const { references, origin } = asked;
  const compositions = new Compositions(origin.language.compiled);
  const others = pool.filter((other) => other.index !== asked.index);
  return {
    random_words: randomWords(compositions, origin.language.drawnLengths(asked.depth)),
    shuffled: mean(references.map((pattern) => shuffled(compositions, pattern))),
    other_grammar: mean(
      others.map(({ references: theirs }) =>
        // Not always the same of their sentences, so that grammars do not share their luck.
        Number(origin.language.accepts(theirs[asked.index % theirs.length] ?? [])),
      ),
    ),
  };
}

/** The probability that random words of a vocabulary are a sentence, as many as `lengths` says. */
function randomWords(compositions: Compositions, lengths: LengthShares): number {
  const [vocabulary] = vocabularies();
  if (vocabulary === undefined) throw new RangeError('there are no vocabularies');
  return lengths.reduce((sum, share, length) => {
    const count = compositions.sentences(length, (each) => vocabulary.wordsFor(each).length);
    return sum + (share * count) / power(vocabulary.all.length, length);
  }, 0);
}

/** The probability that the words of a sentence are a sentence in random order. */
function shuffled(compositions: Compositions, pattern: Pattern): number {
  const counts = new Map<string, number>();
  let orders = 1;
  for (const [index, category] of pattern.entries()) {
    const count = (counts.get(category) ?? 0) + 1;
    counts.set(category, count);
    orders *= (index + 1) / count;
  }
  return compositions.arrangements(pattern) / orders;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
