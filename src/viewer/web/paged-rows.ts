/** Rows of a long list, of which only those in sight are asked for, a page at a time. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Sight, sightOf, topFor } from './row-sight.js';
import { ask, useChanges, wordsOf } from './source.js';

const PAGE = 100;
const MOST_PAGES = 30;
/** Pages that are scrolled past quickly are not asked for. */
const SETTLING_MS = 40;
/** Before the list is there to be measured. */
const FIRST_VIEW = 600;

interface Page<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

export interface PagedRows<Document, Row> extends Sight {
  /** The document that came last: what it says beside its rows. */
  readonly latest: Document | null;
  readonly error: string | null;
  readonly total: number;
  /** The rows that are drawn; undefined for those that are still to come. */
  readonly rows: readonly (Row | undefined)[];
  readonly scroller: { current: HTMLElement | null };
  readonly onScroll: () => void;
  /** Brings a row into sight. */
  readonly reveal: (row: number) => void;
}

/** `name` and `parameters` ask for pages by `from` and `count`; `rowHeight` in pixels, that of the heading, too. */
export function usePagedRows<Row, Document extends Page<Row>>(
  name: string,
  parameters: URLSearchParams,
  runs: readonly (string | null)[],
  rowHeight: number,
): PagedRows<Document, Row> {
  const key = `${name}?${parameters}`;
  const scroller = useRef<HTMLElement | null>(null);
  const [top, setTop] = useState(0);
  const [total, setTotal] = useState(0);
  const viewHeight = Math.max(
    rowHeight,
    (scroller.current?.clientHeight ?? FIRST_VIEW) - rowHeight,
  );
  const scrolled = { total, rowHeight, viewHeight, top };
  const sight = sightOf(scrolled);
  const { latest, error, rowAt } = usePages<Row, Document>(name, parameters, runs, sight);
  useEffect(() => setTotal(latest?.total ?? 0), [latest]);
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
    setTop(0);
  }, [key]);
  return {
    ...sight,
    latest,
    error,
    total,
    rows: Array.from({ length: sight.end - sight.first }, (_, place) => rowAt(sight.first + place)),
    scroller,
    onScroll: () => setTop(scroller.current?.scrollTop ?? 0),
    reveal: (row) => scroller.current?.scrollTo(0, topFor(row, scrolled)),
  };
}

interface Pages<Document, Row> {
  readonly latest: Document | null;
  readonly error: string | null;
  readonly rowAt: (row: number) => Row | undefined;
}

/** The pages of the rows in sight. When a run changes they are asked for again; what was there stays until they come. */
function usePages<Row, Document extends Page<Row>>(
  name: string,
  parameters: URLSearchParams,
  runs: readonly (string | null)[],
  { first, end }: Sight,
): Pages<Document, Row> {
  const [latest, setLatest] = useState<Document | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [version, setVersion] = useState(0);
  const kept = useRef({ of: '', pages: new Map<number, readonly Row[]>() });
  useChanges(runs, () => setVersion((before) => before + 1));
  const of = `${version} ${name}?${parameters}`;
  const [from, to] = [Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)];
  useEffect(() => {
    const leaving = new AbortController();
    const load = async (page: number): Promise<void> => {
      const range = { from: String(page * PAGE), count: String(PAGE) };
      const asked = new URLSearchParams([...parameters, ...Object.entries(range)]);
      const document = await ask<Document>(name, asked);
      if (leaving.signal.aborted) return;
      const isFull = kept.current.pages.size >= MOST_PAGES;
      if (isFull || kept.current.of !== of) kept.current = { of, pages: new Map() };
      kept.current.pages.set(page, document.rows);
      setLatest(document);
      setError(null);
    };
    const loadMissing = async (): Promise<void> => {
      for (let page = from; page <= to && !leaving.signal.aborted; page += 1) {
        if (kept.current.of !== of || !kept.current.pages.has(page)) await load(page);
      }
    };
    const timer = setTimeout(
      () =>
        void loadMissing().catch(
          (found: unknown) => leaving.signal.aborted || setError(wordsOf(found)),
        ),
      kept.current.of === of ? SETTLING_MS : 0,
    );
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [of, from, to]);
  return {
    latest,
    error,
    rowAt: (row) => kept.current.pages.get(Math.floor(row / PAGE))?.[row % PAGE],
  };
}
