/** Rows in sight, for lists of any length: what is drawn covers the view, and every row can be reached. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sightOf, topFor } from '../../src/viewer/web/row-sight.js';

const ROW = 34;
const list = fc.record({
  total: fc.oneof(fc.nat(1000), fc.nat(5_000_000)),
  viewHeight: fc.integer({ min: ROW, max: 2000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** A list that is scrolled to this share of all that it can be. */
function scrolledTo({
  total,
  viewHeight,
  share,
}: {
  total: number;
  viewHeight: number;
  share: number;
}) {
  const pixels = Math.min(total * ROW, 8_000_000);
  const top = Math.floor(share * Math.max(0, pixels - viewHeight));
  return { pixels, scrolled: { total, viewHeight, rowHeight: ROW, top } };
}

describe('the rows in sight', () => {
  it('cover the view, are few, and leave the height of the list as it is', () => {
    fc.assert(
      fc.property(list, (drawn) => {
        const { pixels, scrolled } = scrolledTo(drawn);
        const { first, end, above, below } = sightOf(scrolled);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(drawn.total);
        expect(end - first).toBeLessThanOrEqual(drawn.viewHeight / ROW + 20);
        expect(above).toBeGreaterThanOrEqual(0);
        expect(above).toBeLessThanOrEqual(scrolled.top);
        const bottom = Math.min(pixels, scrolled.top + drawn.viewHeight);
        expect(above + (end - first) * ROW).toBeGreaterThan(bottom - 1);
        expect(Math.abs(above + (end - first) * ROW + below - pixels)).toBeLessThanOrEqual(ROW);
      }),
      // One pixel down a list that is hardly drawn to scale.
      { examples: [[{ total: 235_295, viewHeight: ROW, share: 1.250_005_312_522_578e-7 }]] },
    );
  });

  it('begin with the first row and end with the last', () => {
    fc.assert(
      fc.property(list, (drawn) => {
        expect(sightOf(scrolledTo({ ...drawn, share: 0 }).scrolled).first).toBe(0);
        expect(sightOf(scrolledTo({ ...drawn, share: 1 }).scrolled).end).toBe(drawn.total);
      }),
    );
  });

  it('hold any row that is brought into sight, without scrolling where it is', () => {
    fc.assert(
      fc.property(list, fc.nat(), (drawn, number) => {
        fc.pre(drawn.total > 0);
        const { scrolled } = scrolledTo(drawn);
        const row = number % drawn.total;
        const top = topFor(row, scrolled);
        const { first, end } = sightOf({ ...scrolled, top });
        expect(first).toBeLessThanOrEqual(row);
        expect(end).toBeGreaterThan(row);
        expect(Math.abs(topFor(row, { ...scrolled, top }) - top)).toBeLessThan(1e-6);
      }),
    );
  });
});
