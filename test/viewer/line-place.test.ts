/** The line that is marked as wrong is that very line. */
import { describe, expect, it } from 'vitest';
import { placeOfLine } from '../../src/viewer/web/line-place.js';

describe('the place of a line', () => {
  it.each([
    ['t0 = 3\nt1 = 4\nt2 = 5', 't1 = 4', 7],
    ['t1 = 42\nso t1 = 4\nt1 = 4', 't1 = 4', 18],
    ['t1 = \u22124\nt2 = 5', 't1 = -4', 0],
    ['t1 = 4', 't1 = 4', 0],
    ['t1 = 42\nt1 = 4.', 't1 = 4', -1],
    ['', 't1 = 4', -1],
  ])('in %j of %j is %i', (text, line, place) => {
    expect(placeOfLine(text, line)).toBe(place);
  });
});
