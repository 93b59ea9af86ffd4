/**
 * Where the reader is: `#/items?run=…&text=…`. It stands behind the hash, so that an export that opens from disk has the same
 * addresses.
 */
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  readonly page: string;
  readonly parameters: URLSearchParams;
}

export function currentRoute(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return { page: path === '' ? 'runs' : path, parameters: new URLSearchParams(query) };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const update = (): void => setRoute(currentRoute());
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return route;
}

/** What a link says; parameters without a value are left out. */
export type Values = Readonly<Record<string, string | null | undefined>>;

export function linkTo(page: string, values: Values | URLSearchParams = {}): string {
  const parameters =
    values instanceof URLSearchParams ? values : withValues(new URLSearchParams(), values);
  const query = String(parameters);
  return `#/${page}${query === '' ? '' : `?${query}`}`;
}

/** The parameters with other values. */
export function withValues(parameters: URLSearchParams, values: Values): URLSearchParams {
  const changed = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') changed.delete(name);
    else changed.set(name, value);
  }
  return changed;
}

/** Goes there. `replace`: in the place of where the reader is, for what is typed letter by letter. */
export function go(link: string, replace = false): void {
  if (!replace) location.hash = link;
  else {
    history.replaceState(null, '', link);
    dispatchEvent(new HashChangeEvent('hashchange'));
  }
}
