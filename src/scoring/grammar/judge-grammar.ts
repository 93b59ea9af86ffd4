/**
 * Judges a grammar by its language: sentences of each of the two grammars are put to the other. Names of nonterminals and how the rules
 * are cut make no difference.
 */
import { codeBlocksIn } from '../code-blocks.js';
import { excerpt } from '../excerpt.js';
import type { Judgement, Verdict } from '../verdict.js';
import { Language, SENTENCES } from './language.js';

/** Judges an output that is not blank. `limited`: it was cut at the token limit. */
export function judgeGrammar(output: string, limited: boolean, grammar: string): Judgement {
  const { blocks, text, isCut } = codeBlocksIn(output, limited);
  if (isCut) return malformed('cut at the token limit within the grammar', 'malformed', true);
  const written = blocks.at(-1)?.source ?? text;
  const theirs = Language.of(written);
  if (typeof theirs === 'string') {
    const lenient = judgeEarlier(
      blocks.slice(0, -1).map(({ source }) => source),
      grammar,
    );
    return malformed(theirs, lenient, false);
  }
  const { agreed, difference } = agreementOf(theirs, grammar);
  const verdict = agreed === 1 ? 'correct' : 'incorrect';
  const share = `agrees on ${Math.floor(100 * agreed)}% of the sentences`;
  const reason = difference === null ? 'agrees on all sentences' : `${share}: ${difference}`;
  const measures = { recalled: agreed };
  return { verdict, answer: written, reason, lenient: verdict, truncated: false, measures };
}

function malformed(reason: string, lenient: Verdict, truncated: boolean): Judgement {
  return {
    verdict: 'malformed',
    answer: null,
    reason: excerpt(reason, 120),
    lenient,
    truncated,
  };
}

/** What the last block before that is a grammar is worth. */
function judgeEarlier(sources: readonly string[], grammar: string): Verdict {
  for (const source of sources.toReversed().slice(0, MOST_BLOCKS)) {
    const theirs = Language.of(source);
    if (typeof theirs === 'string') continue;
    return agreementOf(theirs, grammar).agreed === 1 ? 'correct' : 'incorrect';
  }
  return 'malformed';
}

const MOST_BLOCKS = 8;

interface Agreement {
  /** The share of all sentences, those of both grammars, that the other one accepts. */
  readonly agreed: number;
  /** A sentence that it does not, in words; null where there is none. */
  readonly difference: string | null;
}

function agreementOf(theirs: Language, grammar: string): Agreement {
  const ours = Language.of(grammar);
  if (typeof ours === 'string') throw new TypeError(`a target that is no grammar: ${ours}`);
  const ourSentences = ours.sentences();
  const theirSentences = theirs.sentences();
  const lacked = ourSentences.filter((sentence) => !theirs.accepts(sentence));
  const strange = theirSentences.filter((sentence) => !ours.accepts(sentence));
  const wrong = lacked.length + strange.length + (theirSentences.length === 0 ? SENTENCES : 0);
  return {
    agreed: 1 - wrong / (2 * SENTENCES),
    difference: differenceOf(lacked[0], strange[0]),
  };
}

function differenceOf(
  lacked: readonly string[] | undefined,
  strange: readonly string[] | undefined,
): string | null {
  if (lacked !== undefined) return `it lacks "${excerpt(lacked.join(' '), 60)}"`;
  if (strange !== undefined) return `it has "${excerpt(strange.join(' '), 60)}"`;
  return null;
}
