/** Where documents come from: the server, which also tells what has changed; or the file itself, when it is an export. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ItemsPage, PairsPage } from '../api.js';
import { directionOf, weightOf } from '../direction.js';

/** What an export holds. */
interface Embedded {
  readonly documents: Readonly<Record<string, unknown>>;
}

const block = document.querySelector('#data')?.textContent ?? null;
const embedded: Embedded | null = block === null ? null : JSON.parse(block);

/** The page is a file: it shows what was chosen when it was made. */
export const isExport = embedded !== null;

/** By which parameters an export tells documents apart; lists in it are whole. */
const TOLD_APART: Readonly<Record<string, readonly string[]>> = {
  run: ['run'],
  breakdown: ['run', 'group', 'facet'],
  items: ['run'],
  item: ['run', 'item'],
  pairs: ['a', 'b'],
};

function keyOf(name: string, parameters: URLSearchParams): string {
  const said = (TOLD_APART[name] ?? []).map((each) => [each, parameters.get(each)]);
  return JSON.stringify([name, said]);
}

// The document of each name has the type that api.ts gives it: the server of this very version made it.
/* oxlint-disable typescript/no-unsafe-type-assertion */

/** A document of the export; of a list the rows that are asked for. */
function documentIn({ documents }: Embedded, name: string, parameters: URLSearchParams): unknown {
  const found = documents[keyOf(name, parameters)];
  if (found === undefined) return undefined;
  const group = parameters.get('group');
  if (name === 'items') {
    const list = found as ItemsPage;
    return pageOf(
      list,
      list.rows.filter((row) => group === null || row.group === group),
      parameters,
    );
  }
  if (name !== 'pairs') return found;
  const list = found as PairsPage;
  const direction = directionOf(parameters.get('direction'));
  const rows = list.rows
    .filter(({ item }) => group === null || item.group === group)
    .toSorted((a, b) => weightOf(b.change, direction) - weightOf(a.change, direction));
  return pageOf(list, rows, parameters);
}

/** A list with those of these rows that are asked for. */
function pageOf<List extends { readonly rows: readonly unknown[] }>(
  list: List,
  rows: List['rows'],
  parameters: URLSearchParams,
): List {
  const from = Number(parameters.get('from') ?? 0);
  const count = Number(parameters.get('count') ?? rows.length);
  return { ...list, total: rows.length, from, rows: rows.slice(from, from + count) };
}

/** A document of the server; an Error in words where it cannot be had. */
export async function ask<T>(name: string, parameters = new URLSearchParams()): Promise<T> {
  if (embedded !== null) {
    const found = documentIn(embedded, name, parameters);
    if (found === undefined) throw new Error('This is not part of the exported report.');
    return found as T;
  }
  const response = await fetch(`api/${name}?${parameters}`);
  const document: unknown = await response.json();
  if (response.ok) return document as T;
  throw new Error(errorOf(document));
}

function errorOf(document: unknown): string {
  if (typeof document === 'object' && document !== null && 'error' in document) {
    return document.error === 'not found'
      ? 'There is no such run or item.'
      : String(document.error);
  }
  return 'The server gave no answer that can be read.';
}

type Listener = (runs: readonly string[]) => void;
const listeners = new Set<Listener>();
const states = new Set<(isLive: boolean) => void>();

/** Begins to listen for changes. */
export function listen(): void {
  if (isExport) return;
  const source = new EventSource('api/events');
  source.addEventListener('changed', ({ data }) => {
    for (const listener of listeners) listener(JSON.parse(data));
  });
  source.addEventListener('hello', () => tellStates(true));
  source.addEventListener('error', () => tellStates(false));
}

function tellStates(isLive: boolean): void {
  for (const tell of states) tell(isLive);
}

/** Whether the server can be heard. */
export function useLive(): boolean {
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    states.add(setLive);
    return () => void states.delete(setLive);
  }, []);
  return isLive;
}

/** Calls `listener` when any of these runs changes; when any does, where none is named. */
export function useChanges(runs: readonly (string | null)[], listener: () => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  const key = runs.join(' ');
  useEffect(() => {
    const heard: Listener = (changed) => {
      if (runs.length === 0 || runs.some((run) => run !== null && changed.includes(run)))
        latest.current();
    };
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }, [key]);
}

export interface Asked<T> {
  readonly document: T | null;
  readonly error: string | null;
}

/** A document that is asked for again when one of the runs changes; what was shown stays until the new one is there. */
export function useDocument<T>(
  name: string,
  parameters: URLSearchParams,
  runs: readonly (string | null)[] = [],
): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { readonly key: string }>({
    document: null,
    error: null,
    key: '',
  });
  const [version, setVersion] = useState(0);
  useChanges(runs, () => setVersion((before) => before + 1));
  const key = `${name}?${parameters}`;
  useEffect(() => {
    let isCurrent = true;
    ask<T>(name, parameters).then(
      (document) => isCurrent && setAsked({ document, error: null, key }),
      (error: unknown) => isCurrent && setAsked({ document: null, error: wordsOf(error), key }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, version]);
  return asked;
}

/** What went wrong, for a reader. */
export function wordsOf(error: unknown): string {
  return error instanceof TypeError
    ? 'The viewer cannot be reached: is pbb-eval view still running?'
    : error instanceof Error
      ? error.message
      : String(error);
}
