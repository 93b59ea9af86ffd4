/**
 * Which rows of a long list are in sight. A browser holds no element taller than some millions of pixels: a longer list is drawn to
 * scale, so that its scroll bar still reaches every row.
 */

const MOST_PIXELS = 8_000_000;
/** Rows drawn beyond those in sight, on either side. */
const MARGIN = 8;

/** All but the number of rows in pixels. */
export interface Scrolled {
  /** Rows of the list. */
  readonly total: number;
  readonly rowHeight: number;
  /** What is seen of the list at a time. */
  readonly viewHeight: number;
  /** How far the list is scrolled. */
  readonly top: number;
}

export interface Sight {
  /** The first row that is drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Pixels above and below them. */
  readonly above: number;
  readonly below: number;
}

/** Rows of the whole list that go by with a pixel of the scroll bar, by their height: 1 unless the list is drawn to scale. */
function scaleOf({ total, rowHeight, viewHeight }: Omit<Scrolled, 'top'>): number {
  const whole = total * rowHeight;
  const room = Math.min(whole, MOST_PIXELS) - viewHeight;
  return room > 0 ? (whole - viewHeight) / room : 1;
}

export function sightOf(scrolled: Scrolled): Sight {
  const { total, rowHeight, viewHeight } = scrolled;
  const pixels = Math.min(total * rowHeight, MOST_PIXELS);
  const top = Math.min(scrolled.top, Math.max(0, pixels - viewHeight));
  // Where the view begins in the list as it would be without scale.
  const offset = top * scaleOf(scrolled);
  const inSight = Math.floor(offset / rowHeight);
  // Near the top no more rows are drawn above than there are pixels for; the row in sight is, whatever there is.
  const room = Math.ceil((offset - top) / rowHeight);
  const first = Math.max(0, inSight - MARGIN, Math.min(inSight, room));
  const above = Math.max(0, top + first * rowHeight - offset);
  const last = inSight + Math.ceil(viewHeight / rowHeight) + MARGIN;
  const fitting = first + Math.ceil((pixels - above) / rowHeight);
  const end = Math.max(first, Math.min(total, last, fitting));
  return { first, end, above, below: Math.max(0, pixels - above - (end - first) * rowHeight) };
}

/** How far to scroll so that a row is in sight; as far as now where it is. */
export function topFor(row: number, scrolled: Scrolled): number {
  const { rowHeight, viewHeight, top } = scrolled;
  const scale = scaleOf(scrolled);
  const latest = row * rowHeight;
  const earliest = latest + rowHeight - viewHeight;
  const offset = Math.max(earliest, Math.min(latest, top * scale));
  return offset / scale;
}
