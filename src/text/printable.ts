/**
 * Characters that harm a line shown to a person: what moves the cursor, changes colours, breaks or reorders a line, or is no
 * character. Text from outside (labels, model names, outputs, files of a run directory) may hold any of them.
 */
import type { Position } from './span.js';

/** Each is one UTF-16 code unit. */
const HARMFUL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** `text` as one line, in which each harmful character is U+FFFD; offsets stay as they are. */
export function printable(text: string): string {
  return text.replaceAll(HARMFUL, '\uFFFD');
}

/** As `printable`, for a text of several lines: tabs and line ends (`\n`, `\r\n`) stay. */
export function printableLines(text: string): string {
  return text.replaceAll(HARMFUL, (found, index: number) =>
    found === '\n' || found === '\t' || endsLine(text, index) ? found : '\uFFFD',
  );
}

/** `text` in which no `##[` commands the runner of GitHub Actions, which obeys it anywhere in a line. */
export function inert(text: string): string {
  return text.replaceAll('##[', '## [');
}

/** A harmful character, and where it stands. */
export interface Harmful {
  readonly character: string;
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly position: Position;
}

/** The harmful characters of a text of several lines, in order; tabs and line ends (`\n`, `\r\n`) do no harm. */
export function* harmfulIn(text: string): Generator<Harmful> {
  let line = 1;
  let lineStart = 0;
  for (const { 0: character, index } of text.matchAll(HARMFUL)) {
    if (character === '\n') {
      line += 1;
      lineStart = index + 1;
    } else if (character !== '\t' && !endsLine(text, index)) {
      yield { character, offset: index, position: { line, column: index - lineStart + 1 } };
    }
  }
}

/** Whether a carriage return at `index` is half of a line end, the rest of which the last line may lack. */
function endsLine(text: string, index: number): boolean {
  return text[index] === '\r' && (index + 1 === text.length || text[index + 1] === '\n');
}

/** How a message shows one character: by its shape, where it has one that harms no line, and by its number. */
export function characterText(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character)
    ? `\`${character}\` (U+${number})`
    : `U+${number}`;
}

/** At most `most` characters of `text` as one printable line, with an ellipsis where it was cut. */
export function shortened(text: string, most = 40): string {
  if (text.length <= most) return printable(text);
  return `${printable(text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, ''))}…`;
}
