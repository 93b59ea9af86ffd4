/** What to say about a line of a grammar that the notation has no place for. */
import type { Diagnostic } from '../../text/diagnostic.js';
import { characterText, harmfulIn, shortened } from '../../text/printable.js';
import type { Token } from './tokens.js';

/** A fault in a grammar's text, before it is known which file the text came from. */
export type Fault = Omit<Diagnostic, 'file'>;

/** Longest name of a symbol, in UTF-16 code units: names are compared with each other, letter by letter. */
export const MAX_NAME_LENGTH = 200;

const ARROWS = 'A rule is written S -> NP VP; the arrow is `->`, `→` or `::=`.';
/** What to say where the empty string was meant. */
export const EMPTY_ALTERNATIVE = "An empty alternative is written as nothing: A -> | 'x'.";

/** A fault of `token`, which the caret underlines. */
export function faultAt({ position, text }: Token, message: string, help?: string): Fault {
  return { position, length: text.length, message, ...(help !== undefined && { help }) };
}

/** The faults of characters that no grammar may hold, in comments neither; the first `most` of them. */
export function harmfulCharacters(text: string, most: number): Fault[] {
  const faults: Fault[] = [];
  for (const { character, position } of harmfulIn(text)) {
    const help =
      character === '\r'
        ? 'Lines end with a line feed.'
        : 'Control characters and marks of writing direction are not read.';
    faults.push({ position, message: `unexpected character ${characterText(character)}`, help });
    if (faults.length === most) break;
  }
  return faults;
}

/** The fault of token `index` of `line`, the first that cannot stand where it stands; past the last for an early end. */
export function unexpected(line: readonly Token[], index: number): Fault {
  const token = line[index];
  if (token === undefined) return earlyEnd(line);
  return strange(token) ?? misplaced(token, line, index);
}

/** The fault of a token that can stand nowhere. */
function strange(token: Token): Fault | undefined {
  switch (token.type) {
    case 'unclosed':
      return faultAt(
        token,
        'the quote has no end in its line',
        'A terminal ends at the next quote of the kind that it begins with: "isn\'t" holds the other kind.',
      );
    case 'brackets':
      return faultAt(
        token,
        `${quoted(token)} is no weight`,
        'Square brackets hold the weight of an alternative, such as [0.7]; feature structures are not read.',
      );
    case 'directive':
      return faultAt(
        token,
        `unknown directive ${quoted(token)}`,
        'The only directive is `%start`, with the start symbol after it.',
      );
    case 'other':
      return faultAt(
        token,
        `unexpected character ${characterText(token.text)}`,
        HELP_BY_CHARACTER.get(token.text),
      );
    case 'name':
    case 'terminal':
    case 'arrow':
    case 'bar':
    case 'weight':
    case 'start':
      return undefined;
  }
}

const NO_OPERATORS =
  'The notation has no groups, options or repetition: give them rules of their own.';
/** What was probably meant by a character that is no part of the notation. */
const HELP_BY_CHARACTER: ReadonlyMap<string, string> = new Map([
  ...Array.from('(){}*+?', (character) => [character, NO_OPERATORS] as const),
  ...Array.from(':=-–—⟶⇒', (character) => [character, ARROWS] as const),
  ...Array.from(';.', (character) => [character, 'A rule ends where its line ends.'] as const),
  [',', 'Symbols are parted by spaces.'],
  ['<', 'Angle brackets hold a name: <noun phrase>.'],
  ['\\', 'A backslash is the last of its line, and the next line continues it.'],
  ...Array.from('“”‘’`´', (character) => [character, 'Terminals stand in \' or ".'] as const),
]);

/** The fault of a token that can stand elsewhere. */
function misplaced(token: Token, line: readonly Token[], index: number): Fault {
  const first = line[0];
  if (first === undefined || index === 0) {
    const help = 'A rule begins with the nonterminal that it rewrites: S -> NP VP.';
    return faultAt(token, `unexpected ${quoted(token)} where a rule begins`, help);
  }
  if (first.type === 'start') {
    return index === 1
      ? faultAt(token, `expected a nonterminal after \`%start\`, found ${quoted(token)}`)
      : faultAt(token, `left-over ${quoted(token)} after the start symbol`);
  }
  if (first.type === 'name' && index === 1) {
    return faultAt(
      token,
      `expected an arrow after ${quoted(first)}, found ${quoted(token)}`,
      ARROWS,
    );
  }
  if (line[index - 1]?.type === 'weight') {
    const help = 'The weight is the last of an alternative: NP VP [0.7] | VP [0.3].';
    return faultAt(token, `left-over ${quoted(token)} after the weight`, help);
  }
  const help =
    token.type === 'arrow'
      ? 'Each rule begins on a line of its own.'
      : 'A directive stands on a line of its own.';
  return faultAt(token, `unexpected ${quoted(token)} in a rule`, help);
}

/** The line ends where the notation wants more: after a lone name, or after `%start`. */
function earlyEnd(line: readonly Token[]): Fault {
  const last = line.at(-1);
  if (last === undefined) throw new Error('a line without tokens');
  const end = { line: last.position.line, column: last.position.column + last.text.length };
  return last.type === 'start'
    ? { position: end, message: 'expected a nonterminal after `%start`' }
    : { position: end, message: `expected an arrow after ${quoted(last)}`, help: ARROWS };
}

/** The fault of a bar without a rule before it. */
export function strayBar(bar: Token): Fault {
  const help = 'A line that begins with `|` continues the rule above it.';
  return faultAt(bar, 'there is no rule before this `|`', help);
}

/** The fault of a name, terminal or weight that stands where it may but cannot be used; undefined when it can. */
export function unusable(token: Token): Fault | undefined {
  const { type, value } = token;
  if (type === 'weight') {
    if (isWeight(weightOf(token))) return undefined;
    return faultAt(
      token,
      `the weight ${quoted(token)} is out of range`,
      'A weight is a number above 0.',
    );
  }
  if (value === '') return faultAt(token, 'a terminal cannot be empty', EMPTY_ALTERNATIVE);
  if (value.length <= MAX_NAME_LENGTH) return undefined;
  const message = `the ${type} has ${value.length} characters; at most ${MAX_NAME_LENGTH} are read`;
  return faultAt(token, message);
}

export function isWeight(value: number): boolean {
  return value > 0 && value < Infinity;
}

/** The number in a weight's brackets. */
export function weightOf(token: Token): number {
  return Number(token.text.slice(1, -1));
}

/** A token as a message shows it. */
export function quoted(token: Token): string {
  return `\`${shortened(token.text)}\``;
}
