/** Splits a description into the phrases of our English. */
import moo from 'moo';
import { lexerOf } from '../../../text/lexer.js';
import { meanings } from './lexicon.js';
import { LONG_NAMES, SHORT_NAME } from './naming.js';

const lex = lexerOf(() => {
  const known = meanings();
  return {
    space: { match: /[ \n]+/, lineBreaks: true },
    longName: { match: anyOf(LONG_NAMES), type: () => 'variable', value: identifier },
    phrase: {
      match: anyOf([...known.keys()]),
      type: (text) => known.get(uncapitalised(text)) ?? 'unknown',
    },
    number: /[0-9]+(?![A-Za-z0-9])/,
    shortName: { match: new RegExp(`${SHORT_NAME.source}(?![A-Za-z0-9])`), type: () => 'variable' },
    functionName: /[A-Z][a-z]+(?![A-Za-z0-9])/,
    unknown: moo.error,
  };
});

/** Whole phrases, the longest first, of which the first letter may be a capital. */
function anyOf(phrases: readonly string[]): RegExp {
  const longestFirst = phrases.toSorted((a, b) => b.length - a.length);
  const patterns = longestFirst.map((phrase) => {
    const pattern = phrase.replaceAll(/[.()]/g, String.raw`\$&`).replace(/^[a-z]/, capitalOrNot);
    return /[a-z0-9]$/.test(phrase) ? `${pattern}(?![A-Za-z0-9])` : pattern;
  });
  return new RegExp(patterns.join('|'));
}

function capitalOrNot(letter: string): string {
  return `[${letter.toUpperCase()}${letter}]`;
}

function uncapitalised(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** A long name as a variable of a program. */
function identifier(text: string): string {
  return uncapitalised(text).replaceAll(' ', '_');
}

/** A phrase and its place. */
export interface Word {
  /** What it means, or `unknown`. */
  readonly type: string;
  readonly value: string;
  readonly offset: number;
}

/** The phrases of a text, without the spaces between them; where none fits, the last is the rest of the text. */
export function wordsOf(text: string): Word[] {
  return [...lex(text)]
    .map(({ type = 'unknown', value, offset }) => ({ type, value, offset }))
    .filter(({ type }) => type !== 'space');
}
