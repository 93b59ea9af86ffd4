/**
 * Judges a grammar by its language: sentences of each of the two grammars are put to the other, and the lesser of the two shares that
 * are accepted counts, so that a grammar that has everything agrees with none. Names of nonterminals, the order of rules and how they
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
  const ours = Language.of(grammar);
  if (typeof ours === 'string') throw new TypeError(`a target that is no grammar: ${ours}`);
  const theirs = Language.of(written, ours);
  if (typeof theirs === 'string') {
    const earlier = blocks.slice(0, -1).map(({ source }) => source);
    const others = blocks.length === 0 ? [rulesAmongProse(text)] : earlier;
    return malformed(theirs, judgeOthers(others, ours), false);
  }
  const { recall, precision, difference } = agreementOf(theirs, ours);
  const verdict = difference === null ? 'correct' : 'incorrect';
  const shares = `accepts ${percent(recall)} of the sentences, and ${percent(precision)} of its own are right`;
  const reason = difference === null ? 'agrees on all sentences' : `${shares}: ${difference}`;
  const measures = { recalled: Math.min(recall, precision) };
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

/** What the last of them that is a grammar is worth. */
function judgeOthers(sources: readonly string[], ours: Language): Verdict {
  for (const source of sources.toReversed().slice(0, MOST_BLOCKS)) {
    const theirs = Language.of(source, ours);
    if (typeof theirs === 'string') continue;
    return agreementOf(theirs, ours).difference === null ? 'correct' : 'incorrect';
  }
  return 'malformed';
}

const MOST_BLOCKS = 8;

/** The lines with an arrow, without numbers and bullets before them. */
function rulesAmongProse(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*\u2022]|\d{1,3}[.)])\s/, ''));
  return lines.filter((line) => /->|\u2192|::=|^\s*\|/.test(line)).join('\n');
}

interface Agreement {
  /** The share of the sentences that are asked for which theirs accepts. */
  readonly recall: number;
  /** The share of the sentences of theirs that are some; 0 where it has none. */
  readonly precision: number;
  /** A sentence that one of them lacks, in words; null where there is none. */
  readonly difference: string | null;
}

function agreementOf(theirs: Language, ours: Language): Agreement {
  const [asked, given] = [ours.sentences(), theirs.sentences()];
  const lacked = asked.filter((sentence) => !theirs.accepts(sentence));
  const strange = given.filter((sentence) => !ours.accepts(sentence));
  return {
    recall: 1 - lacked.length / SENTENCES,
    precision: (given.length - strange.length) / SENTENCES,
    difference: differenceOf(lacked[0], strange[0]),
  };
}

function percent(share: number): string {
  return `${Math.floor(100 * share)}%`;
}

function differenceOf(
  lacked: readonly string[] | undefined,
  strange: readonly string[] | undefined,
): string | null {
  if (lacked !== undefined) return `it lacks "${excerpt(lacked.join(' '), 60)}"`;
  if (strange !== undefined) return `it has "${excerpt(strange.join(' '), 60)}"`;
  return null;
}
