/** The files of the pages, as `bundle.js` makes them. */
import { readFile } from 'node:fs/promises';

export interface Asset {
  /** In a URL. */
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const FILES = [
  { path: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/app.js', file: 'app.js', type: 'text/javascript; charset=utf-8' },
  { path: '/app.css', file: 'app.css', type: 'text/css; charset=utf-8' },
] as const;

export async function readAssets(): Promise<Asset[]> {
  const folder = new URL('../../dist/web/', import.meta.url);
  return await Promise.all(
    FILES.map(async ({ path, file, type }) => ({
      path,
      type,
      body: await readFile(new URL(file, folder), 'utf8'),
    })),
  );
}
