/** Verdicts as sign, word and colour together, and an item's samples as a strip of cells. */
import type { JSX } from 'preact';
import type { Counts } from '../../run-index/item-counts.js';

export type Shown = 'correct' | 'incorrect' | 'malformed' | 'unjudged' | 'missing';

const SIGNS: Readonly<Record<Shown, string>> = {
  correct: '✓',
  incorrect: '✗',
  malformed: '∅',
  unjudged: '…',
  missing: '–',
};

const WORDS: Readonly<Record<Shown, string>> = {
  correct: 'right',
  incorrect: 'wrong',
  malformed: 'malformed',
  unjudged: 'not judged yet',
  missing: 'missing',
};

export function Verdict({ verdict }: { readonly verdict: Shown }): JSX.Element {
  return (
    <span class={`verdict ${verdict}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {WORDS[verdict]}
    </span>
  );
}

/** More samples than this are drawn as shares. */
const MOST_CELLS = 32;
const CELL = 7;
const HEIGHT = 12;

/** What came of an item's samples, the right ones first. */
export function Strip({
  counts,
  asked,
}: {
  readonly counts: Counts;
  readonly asked: number;
}): JSX.Element {
  const parts = partsOf(counts, asked);
  const words = parts.map(({ kind, count }) => `${count} ${WORDS[kind]}`).join(', ');
  const unit = asked <= MOST_CELLS ? CELL : (CELL * MOST_CELLS) / asked;
  let at = 0;
  const cells = parts.flatMap(({ kind, count }) => {
    const from = at;
    at += count;
    if (asked > MOST_CELLS) {
      return [<rect class={kind} x={from * unit} y={0} width={count * unit} height={HEIGHT} />];
    }
    return Array.from({ length: count }, (_, place) => (
      <rect
        class={kind}
        x={(from + place) * unit}
        y={kind === 'correct' ? 0 : kind === 'incorrect' ? 4 : 6}
        width={unit - 1.5}
        height={kind === 'correct' ? HEIGHT : kind === 'incorrect' ? 8 : 6}
        rx={1}
      />
    ));
  });
  return (
    <svg class="strip" role="img" aria-label={words} width={asked * unit} height={HEIGHT}>
      <title>{words}</title>
      {cells}
    </svg>
  );
}

function partsOf(counts: Counts, asked: number): { kind: Shown; count: number }[] {
  const { scored, correct, malformed, came } = counts;
  const all: readonly (readonly [Shown, number])[] = [
    ['correct', correct],
    ['incorrect', scored - correct - malformed],
    ['malformed', malformed],
    ['unjudged', Math.max(0, Math.min(came, asked) - scored)],
    ['missing', Math.max(0, asked - Math.max(came, scored))],
  ];
  return all.filter(([, count]) => count > 0).map(([kind, count]) => ({ kind, count }));
}
