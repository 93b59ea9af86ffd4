/**
 * The runs of a folder as one file that opens from disk: the same pages with the documents that they would ask for beside them, and a
 * choice of items and of pairs of runs. Invariant: the file asks for nothing (its policy says so, and names its one script and one sheet by their hashes),
 * and no text in it can end the block that it stands in.
 */
import { hash } from 'node:crypto';
import type {
  Breakdown,
  FigureLink,
  ItemPage,
  ItemRow,
  ItemsPage,
  PairRow,
  PairsPage,
  RanksPage,
  RunPage,
  RunsPage,
} from './api.js';
import { readAssets } from './assets.js';
import { clip } from './clip.js';
import { nameOfGroup, OUTCOMES } from './item-query.js';
import { ALL, Pages } from './pages.js';
import { Runs, type ViewedRun } from './runs.js';

/** Items of each outcome that are chosen from a group. */
const ITEMS_EACH = 2;
/** Items that are chosen of those that two runs lost most, and of those that they gained. */
const ITEMS_CHANGED = 3;
/** More pairs of runs are left out, those the first that stand closest together. */
const MOST_PAIRS = 15;
/** Characters of each text. */
const MOST_TEXT = 4000;
/** A breakdown of more rows is left out. */
const MOST_ROWS = 100;

/** The documents by what asks for them. */
type Documents = Map<string, unknown>;

/** The items of a run that are shown, by id. */
type Choice = Map<string, ItemRow>;

/** The report as HTML. */
export async function exportedReport(directory: string): Promise<string> {
  const runs = new Runs(directory);
  await runs.look();
  const pages = new Pages(runs);
  const documents: Documents = new Map();
  const choices = new Map<string, Choice>();
  for (const run of runs.all) {
    await run.index.refresh();
    await run.arrivals.judge();
    choices.set(run.id, await choiceOf(pages, run));
  }
  for (const [a, b] of pairsOf(runs.all.map(({ id }) => id))) {
    await addPair(pages, [a, b], documents, choices);
  }
  for (const run of runs.all) await addRun(pages, run, choices.get(run.id) ?? new Map(), documents);
  add(documents, 'ranks', {}, await documentOf<RanksPage>(pages, 'ranks', {}));
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

/** Of every group and outcome the first items. */
async function choiceOf(pages: Pages, { id: run, index }: ViewedRun): Promise<Choice> {
  const rows: Choice = new Map();
  for (const group of index.items.groups.map(nameOfGroup)) {
    for (const outcome of OUTCOMES) {
      const values = { run, group, outcome, count: String(ITEMS_EACH) };
      const found = await documentOf<ItemsPage>(pages, 'items', values);
      for (const row of found?.rows ?? []) rows.set(row.id, row);
    }
  }
  return rows;
}

/** Neighbours first: what follows one another in a training stands side by side. */
function pairsOf(ids: readonly string[]): [string, string][] {
  const pairs = ids.flatMap((_, distance) =>
    ids.slice(distance + 1).map((b, at): [string, string] => [ids[at] ?? '', b]),
  );
  return pairs.slice(0, MOST_PAIRS);
}

/** Two runs side by side; the items that changed most are shown of both. */
async function addPair(
  pages: Pages,
  [a, b]: readonly [string, string],
  documents: Documents,
  choices: ReadonlyMap<string, Choice>,
): Promise<void> {
  const rows = new Map<string, PairRow>();
  for (const direction of ['losses', 'gains']) {
    const values = { a, b, direction, count: String(ITEMS_CHANGED) };
    const found = await documentOf<PairsPage>(pages, 'pairs', values);
    if (found === null || found.groups.length === 0) return;
    for (const row of found.rows) rows.set(row.item.id, row);
    add(documents, 'pairs', { a, b }, { ...found, total: rows.size, rows: [...rows.values()] });
  }
  for (const { item, b: counts } of rows.values()) {
    choices.get(a)?.set(item.id, item);
    choices.get(b)?.set(item.id, { ...item, counts });
  }
}

async function addRun(
  pages: Pages,
  viewed: ViewedRun,
  choice: Choice,
  documents: Documents,
): Promise<void> {
  const run = viewed.id;
  const found = await documentOf<RunPage>(pages, 'run', { run });
  if (found === null) return;
  const figures = await embedded(pages, run, found.figures);
  const items: RunPage['items'][number][] = [];
  for (const { group, facets, ...rest } of found.items) {
    const kept: string[] = [];
    for (const facet of facets) {
      const values = { run, group, facet };
      const breakdown = await documentOf<Breakdown>(pages, 'breakdown', values);
      if (breakdown === null || breakdown.rows.length > MOST_ROWS) continue;
      add(documents, 'breakdown', values, breakdown);
      kept.push(facet);
    }
    items.push({ group, facets: kept, ...rest });
  }
  add(documents, 'run', { run }, { ...found, figures, items });
  await addItems(pages, viewed, choice, documents);
}

async function addItems(
  pages: Pages,
  { id: run, index, manifest }: ViewedRun,
  choice: Choice,
  documents: Documents,
): Promise<void> {
  const numberOf = (id: string): number => index.items.numberOf(id) ?? 0;
  const rows = [...choice.values()].toSorted((a, b) => numberOf(a.id) - numberOf(b.id));
  const list: ItemsPage = {
    total: rows.length,
    from: 0,
    rows,
    asked: manifest.samples,
    indexed: true,
  };
  add(documents, 'items', { run }, list);
  for (const [at, { id: item }] of rows.entries()) {
    const found = await documentOf<ItemPage>(pages, 'item', { run, item });
    if (found === null) continue;
    const place = { at, total: rows.length };
    const neighbours = { previous: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? null };
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
