/**
 * The runs of a folder as one file that opens from disk: the same pages with the documents that they would ask for beside them, and a
 * choice of items. Invariant: the file asks for nothing (its policy says so, and names its one script and one sheet by their hashes),
 * and no text in it can end the block that it stands in.
 */
import { hash } from 'node:crypto';
import type { FigureLink, ItemPage, ItemsPage, RunPage, RunsPage } from './api.js';
import { readAssets } from './assets.js';
import { clip } from './clip.js';
import { nameOfGroup, OUTCOMES } from './item-query.js';
import { ALL, Pages } from './pages.js';
import { Runs, type ViewedRun } from './runs.js';

/** Items of each outcome that are chosen from a group. */
const ITEMS_EACH = 2;
/** Characters of each text. */
const MOST_TEXT = 4000;
/** A breakdown of more rows is left out. */
const MOST_ROWS = 100;

/** The documents by what asks for them. */
type Documents = Map<string, unknown>;

/** The report as HTML. */
export async function exportedReport(directory: string): Promise<string> {
  const runs = new Runs(directory);
  await runs.look();
  const pages = new Pages(runs);
  const documents: Documents = new Map();
  for (const run of runs.all) await addRun(pages, run, documents);
  const first = await documentOf<RunsPage>(pages, 'runs', {});
  if (first !== null) {
    add(documents, 'runs', {}, { ...first, figures: await embedded(pages, ALL, first.figures) });
  }
  return await page(Object.fromEntries(documents));
}

type Values = Readonly<Record<string, string>>;

// The page of each name has the type that api.ts gives it.
async function documentOf<T>(pages: Pages, name: string, values: Values): Promise<T | null> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (await pages.page(name, new URLSearchParams(values))) as T | null;
}

/** Under the key that the pages look for: see `ask` of web/source.ts. */
function add(documents: Documents, name: string, values: Values, document: unknown): void {
  documents.set(JSON.stringify([name, Object.entries(values)]), document);
}

async function addRun(pages: Pages, viewed: ViewedRun, documents: Documents): Promise<void> {
  const run = viewed.id;
  await viewed.index.refresh();
  const found = await documentOf<RunPage>(pages, 'run', { run });
  if (found === null) return;
  const figures = await embedded(pages, run, found.figures);
  const items: RunPage['items'][number][] = [];
  for (const { group, facets, ...rest } of found.items) {
    const kept: string[] = [];
    for (const facet of facets) {
      const breakdown = await pages.page('breakdown', new URLSearchParams({ run, group, facet }));
      if (breakdown === null || rowsIn(breakdown) > MOST_ROWS) continue;
      add(documents, 'breakdown', { run, group, facet }, breakdown);
      kept.push(facet);
    }
    items.push({ group, facets: kept, ...rest });
  }
  add(documents, 'run', { run }, { ...found, figures, items });
  await addItems(pages, viewed, documents);
}

function rowsIn(breakdown: object): number {
  return 'rows' in breakdown && Array.isArray(breakdown.rows) ? breakdown.rows.length : 0;
}

/** Of every group and outcome the first items. */
async function addItems(pages: Pages, viewed: ViewedRun, documents: Documents): Promise<void> {
  const run = viewed.id;
  const rows = new Map<string, ItemsPage['rows'][number]>();
  for (const group of viewed.index.items.groups.map(nameOfGroup)) {
    for (const outcome of OUTCOMES) {
      const values = { run, group, outcome, count: String(ITEMS_EACH) };
      const found = await documentOf<ItemsPage>(pages, 'items', values);
      for (const row of found?.rows ?? []) rows.set(row.id, row);
    }
  }
  const ids = [...rows.keys()];
  const list: ItemsPage = {
    total: ids.length,
    from: 0,
    rows: [...rows.values()],
    asked: viewed.manifest.samples,
    indexed: true,
  };
  add(documents, 'items', { run }, list);
  for (const [at, item] of ids.entries()) {
    const found = await documentOf<ItemPage>(pages, 'item', { run, item });
    if (found === null) continue;
    const place = { at, total: ids.length };
    const neighbours = { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
    add(documents, 'item', { run, item }, withShortTexts({ ...found, place, ...neighbours }));
  }
}

/** The same with every text that may be cut at most `MOST_TEXT` long. */
function withShortTexts(document: ItemPage): unknown {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    const { text, more } = Object(value);
    if (typeof text !== 'string' || typeof more !== 'number') return value;
    const cut = clip(text, MOST_TEXT);
    return { text: cut.text, more: cut.more + more };
  });
}

/** The figures with their drawings in their addresses. */
async function embedded(
  pages: Pages,
  run: string,
  figures: readonly FigureLink[],
): Promise<FigureLink[]> {
  const drawn: FigureLink[] = [];
  for (const figure of figures) {
    const svg = (await pages.figure(run, figure.name)) ?? '';
    const base64 = Buffer.from(svg).toString('base64');
    drawn.push({ ...figure, url: `data:image/svg+xml;base64,${base64}` });
  }
  return drawn;
}

async function page(documents: Readonly<Record<string, unknown>>): Promise<string> {
  const assets = new Map((await readAssets()).map(({ path, body }) => [path, body]));
  // Within a script, this is the same string.
  const script = (assets.get('/app.js') ?? '').replaceAll('</script', '<\\/script');
  const style = assets.get('/app.css') ?? '';
  const data = JSON.stringify({ documents }).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>pbb-eval report</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript>This report needs JavaScript.</noscript>
<div id="app"></div>
<script type="application/json" id="data">${data}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

/** As a policy names a script or a sheet. */
function hashOf(text: string): string {
  return `sha256-${hash('sha256', text, 'base64')}`;
}
