/** An estimate with its interval, drawn small: the numbers stand beside it. */
import type { JSX } from 'preact';

const WIDTH = 132;
const HEIGHT = 16;
const INSET = 4;

interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** From 0 to 1; of a difference from `-span` to `span`, with a mark at 0. */
export function IntervalBar({
  of: { value, low, high },
  span,
}: {
  readonly of: Interval;
  readonly span?: number;
}): JSX.Element {
  const [from, to] = span === undefined ? [0, 1] : [-span, span];
  const x = (at: number): number => INSET + ((at - from) / (to - from)) * (WIDTH - 2 * INSET);
  const middle = HEIGHT / 2;
  return (
    <svg class="interval" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line class="axis" x1={INSET} x2={WIDTH - INSET} y1={middle} y2={middle} />
      {(span === undefined ? [0, 0.5, 1] : [0]).map((at) => (
        <line key={at} class="axis" x1={x(at)} x2={x(at)} y1={middle - 3} y2={middle + 3} />
      ))}
      {low !== null && high !== null && (
        <rect
          class="range"
          x={x(low)}
          y={middle - 3}
          width={Math.max(1, x(high) - x(low))}
          height={6}
          rx={3}
        />
      )}
      {value !== null && (
        <rect class="point" x={x(value) - 1.25} y={middle - 6} width={2.5} height={12} rx={1} />
      )}
    </svg>
  );
}
