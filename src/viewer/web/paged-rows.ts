/**
 * Rows of a long list, of which only those in sight are asked for and drawn. A browser holds no element taller than some millions of
 * pixels: the list of a million rows is drawn to scale, so that its scroll bar still reaches everything.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, useChanges } from './source.js';

const PAGE = 100;
const MOST_PIXELS = 8_000_000;
/** Rows drawn beyond those in sight, on either side. */
const MARGIN = 8;
const MOST_PAGES = 30;
/** Pages that are scrolled past quickly are not asked for. */
const SETTLING_MS = 40;

interface Page<Row> {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Row[];
  readonly indexed: boolean;
}

export interface PagedRows<Document, Row> {
  /** The document that came last: what it says beside its rows. */
  readonly latest: Document | null;
  readonly error: string | null;
  readonly total: number;
  /** Of the first row that is drawn. */
  readonly first: number;
  /** The rows that are drawn; undefined for those that are still to come. */
  readonly rows: readonly (Row | undefined)[];
  /** Pixels above and below them. */
  readonly above: number;
  readonly below: number;
  readonly scroller: { current: HTMLElement | null };
  readonly onScroll: () => void;
  /** Brings a row into sight. */
  readonly reveal: (row: number) => void;
}

/** `name` and `parameters` ask for pages `from` and `count`; `height`: of a row in pixels. */
export function usePagedRows<Row, Document extends Page<Row>>(
  name: string,
  parameters: URLSearchParams,
  runs: readonly (string | null)[],
  height: number,
): PagedRows<Document, Row> {
  const key = `${name}?${parameters}`;
  const pages = useRef(new Map<number, readonly Row[]>());
  const [latest, setLatest] = useState<Document | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [version, setVersion] = useState(0);
  const [top, setTop] = useState(0);
  const scroller = useRef<HTMLElement | null>(null);
  useChanges(runs, () => setVersion((before) => before + 1));

  const total = latest?.total ?? 0;
  const inSight = Math.ceil((scroller.current?.clientHeight ?? 600) / height) + 1;
  const whole = total * height;
  const pixels = Math.min(whole, MOST_PIXELS);
  const view = inSight * height;
  const scale = pixels > view ? Math.max(1, (whole - view) / (pixels - view)) : 1;
  const firstInSight = Math.min(Math.floor((top * scale) / height), Math.max(0, total - inSight));
  const first = Math.max(0, firstInSight - MARGIN);
  const end = Math.min(total, firstInSight + inSight + MARGIN);
  const above = Math.max(
    0,
    Math.min(top - ((top * scale) % height) - (firstInSight - first) * height, pixels),
  );
  const below = Math.max(0, pixels - above - (end - first) * height);

  useEffect(() => {
    pages.current = new Map();
    if (scroller.current !== null) scroller.current.scrollTop = 0;
    setTop(0);
  }, [key]);
  useEffect(() => {
    let isCurrent = true;
    const wanted = pagesFrom(first, Math.max(end, first + 1));
    const isNew = version !== seen.current.version || key !== seen.current.key;
    const missing = isNew ? wanted : wanted.filter((page) => !pages.current.has(page));
    if (missing.length === 0) return undefined;
    const load = async (): Promise<void> => {
      for (const page of missing) {
        const asked = new URLSearchParams(parameters);
        asked.set('from', String(page * PAGE));
        asked.set('count', String(PAGE));
        try {
          const document = await ask<Document>(name, asked);
          if (!isCurrent) return;
          if (isNew && page === missing[0]) pages.current = new Map();
          if (pages.current.size >= MOST_PAGES) pages.current.clear();
          pages.current.set(page, document.rows);
          seen.current = { version, key };
          setLatest(document);
          setError(null);
        } catch (found) {
          if (isCurrent) setError(found instanceof Error ? found.message : String(found));
          return;
        }
      }
    };
    const timer = setTimeout(() => void load(), isNew ? 0 : SETTLING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, version, Math.floor(first / PAGE), Math.floor(end / PAGE)]);
  const seen = useRef({ version: -1, key: '' });

  const rows = Array.from({ length: Math.max(0, end - first) }, (_, place) => {
    const row = first + place;
    return pages.current.get(Math.floor(row / PAGE))?.[row % PAGE];
  });
  return {
    latest,
    error,
    total,
    first,
    rows,
    above,
    below,
    scroller,
    onScroll: () => setTop(scroller.current?.scrollTop ?? 0),
    reveal: (row) => revealRow(scroller.current, row, height, scale),
  };
}

function pagesFrom(first: number, end: number): number[] {
  const from = Math.floor(first / PAGE);
  return Array.from(
    { length: Math.floor((end - 1) / PAGE) - from + 1 },
    (_, place) => from + place,
  );
}

function revealRow(scroller: HTMLElement | null, row: number, height: number, scale: number): void {
  if (scroller === null) return;
  const at = (row * height) / scale;
  const head = 2 * height;
  if (at < scroller.scrollTop) scroller.scrollTop = at;
  else if (at + head > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = at + head - scroller.clientHeight;
  }
}
