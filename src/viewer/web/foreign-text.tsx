/**
 * Text that may come from anywhere, shown as text: what would move the cursor, reorder a line or is no character stands as its number
 * in a box. Nothing here makes markup of text.
 */
import type { ComponentChildren, JSX } from 'preact';
import { harmfulIn, printableLines } from '../../text/printable.js';
import type { Clip } from '../api.js';
import { placeOfLine } from './line-place.js';
import { Scroller } from './scroller.js';

/** A text with more of them is shown with the sign for what is no character. */
const MOST_BOXES = 500;

export function Foreign({ text }: { readonly text: string }): JSX.Element {
  return <bdi>{partsOf(text)}</bdi>;
}

function partsOf(text: string): ComponentChildren {
  const found = [...harmfulIn(text)];
  if (found.length === 0) return text;
  if (found.length > MOST_BOXES) return printableLines(text);
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const { character, offset } of found) {
    parts.push(text.slice(from, offset), <span class="control">{numberOf(character)}</span>);
    from = offset + character.length;
  }
  return [...parts, text.slice(from)];
}

function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A text of several lines with what was left out of it; `mark`: a line of it that is marked, with what is said of it. */
export function Block({
  clip,
  label,
  mark,
}: {
  readonly clip: Clip;
  readonly label: string;
  readonly mark?: { readonly line: string; readonly words: string } | null;
}): JSX.Element {
  const at = mark ? placeOfLine(clip.text, mark.line) : -1;
  return (
    <Scroller kind="block" label={label}>
      <pre>
        {mark && at !== -1 ? (
          <>
            <Foreign text={clip.text.slice(0, at)} />
            <mark title={mark.words}>
              <Foreign text={clip.text.slice(at, at + mark.line.length)} />
              <span class="mark-words"> ← {mark.words}</span>
            </mark>
            <Foreign text={clip.text.slice(at + mark.line.length)} />
          </>
        ) : (
          <Foreign text={clip.text} />
        )}
        {clip.more > 0 && (
          <span class="more">… {clip.more.toLocaleString('en')} more characters</span>
        )}
      </pre>
    </Scroller>
  );
}
