/**
 * The documents of the viewer's pages, each from the parameters of its URL: what the server sends, and what an export keeps. Null where
 * the parameters name no run or item that there is.
 */
import { differencesToKnow } from '../comparison/comparable.js';
import { RefusedError } from '../eval/refused.js';
import { version } from '../eval/version.js';
import type {
  Breakdown,
  FigureLink,
  ItemPage,
  ItemsPage,
  PairRow,
  PairsPage,
  RunPage,
  RunsPage,
} from './api.js';
import { breakdownOf, facetsOf } from './breakdown.js';
import { clip } from './clip.js';
import { directionOf } from './direction.js';
import { expectedOf } from './expected.js';
import { RunFigures } from './figures.js';
import { instructedOf } from './instructed.js';
import { isPlain, itemQueryOf, nameOfGroup } from './item-query.js';
import { type ItemContext, readFailures, readItem, readRows, readSamples } from './item-reader.js';
import { Ranks } from './ranks.js';
import { rowOf } from './run-rows.js';
import type { Runs, ViewedRun } from './runs.js';
import { SentenceViews } from './sentence-view.js';
import { SideBySide } from './side-by-side.js';
import { SuiteInstances } from './suite-instances.js';

/** Rows that one request may ask for. */
const MOST_ROWS = 200;
/** Pairs of runs whose differences are kept. */
const MOST_PAIRS = 8;
/** The name of all runs together where one of them could stand. */
export const ALL = 'all';

/** Makes the document that a path of the API names. */
type Page = (parameters: URLSearchParams) => Promise<object | null>;

export class Pages {
  readonly runs: Runs;
  readonly #instances = new SuiteInstances();
  readonly #sentences = new SentenceViews();
  readonly #ranks = new Ranks();
  /** By their ids. */
  readonly #pairs = new Map<string, SideBySide>();
  /** By run, and of all runs. */
  readonly #figures = new Map<string, RunFigures>();
  readonly #pages: ReadonlyMap<string, Page> = new Map<string, Page>([
    ['runs', async () => this.#runsPage()],
    ['ranks', () => this.#ranks.of(this.runs.summarised)],
    ['run', async (parameters) => this.#runPage(parameters)],
    ['breakdown', (parameters) => this.#breakdown(parameters)],
    ['items', (parameters) => this.#items(parameters)],
    ['item', (parameters) => this.#item(parameters)],
    ['pairs', (parameters) => this.#pairsPage(parameters)],
  ]);

  constructor(runs: Runs) {
    this.runs = runs;
  }

  /** The document of this name; null where there is none. */
  async page(name: string, parameters: URLSearchParams): Promise<object | null> {
    return (await this.#pages.get(name)?.(parameters)) ?? null;
  }

  /** A figure of a run, or of all, as SVG. */
  async figure(id: string, name: string): Promise<string | null> {
    return (await this.#figuresOf(id)?.draw(name)) ?? null;
  }

  /** Undefined where there is no such run, or it is not summarised. */
  #figuresOf(id: string): RunFigures | undefined {
    const runs = this.runs.summarised.filter((run) => id === ALL || run.id === id);
    if (runs.length === 0) return undefined;
    const known = this.#figures.get(id);
    const found = known?.isOf(runs) === true ? known : new RunFigures(runs);
    this.#figures.set(id, found);
    return found;
  }

  #figureLinks(id: string): FigureLink[] {
    const definitions = (this.#figuresOf(id)?.figures ?? []).map(({ definition }) => definition);
    // A run alone is one place along the axis of a tag.
    const shown = definitions.filter(({ x }) => id === ALL || x.from === 'facet');
    return shown.map(({ name, title, paper }) => ({
      name,
      title,
      paper,
      url: `figures/${id}/${name}.svg`,
    }));
  }

  #runsPage(): RunsPage {
    return {
      folder: this.runs.directory,
      version: version(),
      runs: this.runs.all.map(rowOf),
      figures: this.#figureLinks(ALL),
      warnings: this.runs.warnings,
    };
  }

  #runPage(parameters: URLSearchParams): RunPage | null {
    const viewed = this.#opened(parameters.get('run'));
    if (viewed === undefined) return null;
    const { index, manifest, summary, directory } = viewed;
    return {
      row: rowOf(viewed),
      samples: manifest.samples,
      groups: (summary?.groups ?? []).map(({ facets: _facets, ...group }) => group),
      recall: summary?.recall ?? [],
      figures: this.#figureLinks(viewed.id),
      items: index.items.groups.map((group, place) => ({
        group: nameOfGroup(group),
        items: index.items.sizes[place] ?? 0,
        facets: facetsOf(index, nameOfGroup(group)),
      })),
      indexed: index.isComplete,
      provenance: {
        directory,
        settings_hash: manifest.settings_hash,
        fingerprints: manifest.fingerprints,
        versions: manifest.versions,
        started_at: manifest.started_at,
        finished_at: manifest.finished_at,
        sampling_sent: manifest.sampling_sent,
        audit: manifest.audit ?? null,
        config: manifest.config,
      },
    };
  }

  #sideBySide(a: ViewedRun, b: ViewedRun): SideBySide {
    const key = `${a.id} ${b.id}`;
    const known = this.#pairs.get(key);
    if (known?.isOf(a, b) === true) return known;
    const [oldest] = this.#pairs.keys();
    if (this.#pairs.size >= MOST_PAIRS && oldest !== undefined) this.#pairs.delete(oldest);
    const made = new SideBySide(a, b);
    this.#pairs.set(key, made);
    return made;
  }

  #opened(id: string | null): ViewedRun | undefined {
    const viewed = this.runs.get(id ?? '');
    if (viewed !== undefined) this.runs.open(viewed);
    return viewed;
  }

  async #breakdown(parameters: URLSearchParams): Promise<Breakdown | null> {
    const viewed = this.#opened(parameters.get('run'));
    const group = parameters.get('group') ?? '';
    if (viewed === undefined) return null;
    await viewed.index.complete();
    const summary = viewed.summary?.groups.find((each) => nameOfGroup(each) === group);
    const method = summary?.estimate.method ?? 'korn-graubard-shrunken';
    return breakdownOf(viewed.index, group, parameters.get('facet') ?? '', method);
  }

  async #items(parameters: URLSearchParams): Promise<ItemsPage | null> {
    const viewed = this.#opened(parameters.get('run'));
    if (viewed === undefined) return null;
    const { index, lists, manifest } = viewed;
    const query = itemQueryOf(parameters);
    await (isPlain(query) ? index.begun() : index.ready());
    const numbers = await lists.of(query);
    const { from, count } = rangeOf(parameters);
    return {
      total: numbers.length,
      from,
      rows: await readRows(index, numbers.subarray(from, from + count)),
      asked: manifest.samples,
      indexed: index.isComplete,
    };
  }

  async #item(parameters: URLSearchParams): Promise<ItemPage | null> {
    const viewed = this.#opened(parameters.get('run'));
    if (viewed === undefined) return null;
    const { index, lists, manifest } = viewed;
    await index.ready();
    const number = index.items.numberOf(parameters.get('item') ?? '');
    if (number === undefined) return null;
    const item = await readItem(index, number);
    const instance = await this.#instances.of(manifest, item);
    const context: ItemContext = {
      index,
      samples: manifest.samples,
      instance,
      sentences: this.#sentences,
    };
    const list = await lists.of(itemQueryOf(parameters));
    const at = list.indexOf(number);
    const neighbour = (place: number): string | null => {
      const other = at === -1 ? undefined : list[place];
      return other === undefined ? null : index.items.idOf(other);
    };
    return {
      id: item.id,
      group: nameOfGroup(item),
      instruction: item.instruction,
      cluster: item.cluster,
      input: clip(item.input),
      facets: item.facets,
      messages: item.messages.map(({ role, content }) => ({ role, content: clip(content) })),
      expected: expectedOf(item.target),
      asked: manifest.samples,
      samples: await readSamples(item, number, context),
      failures: await readFailures(index, number),
      instructed: instructedOf(item, instance),
      place: { at: at === -1 ? null : at, total: list.length },
      previous: neighbour(at - 1),
      next: neighbour(at + 1),
      indexed: index.isComplete,
    };
  }

  async #pairsPage(parameters: URLSearchParams): Promise<PairsPage | null> {
    const a = this.#opened(parameters.get('a'));
    const b = this.#opened(parameters.get('b'));
    if (a === undefined || b === undefined) return null;
    if (a === b) throw new RefusedError('This is one run: a comparison takes two.');
    await Promise.all([a.index.complete(), b.index.complete()]);
    const both = this.#sideBySide(a, b);
    const pairs = both.items(
      parameters.get('group') ?? undefined,
      directionOf(parameters.get('direction')),
    );
    const { from, count } = rangeOf(parameters);
    const shown = pairs.slice(from, from + count);
    const items = await readRows(
      a.index,
      shown.map((pair) => pair.a),
    );
    return {
      a: rowOf(a),
      b: rowOf(b),
      ...(await both.differences()),
      warnings: differencesToKnow(a, b),
      total: pairs.length,
      from,
      rows: items.flatMap((item, place): PairRow[] => {
        const pair = shown[place];
        return pair === undefined
          ? []
          : [{ item, b: b.index.counts.of(pair.b), change: pair.change }];
      }),
    };
  }
}

/** Which rows a request asks for: at most `MOST_ROWS`, the first ones where it does not say. */
function rangeOf(parameters: URLSearchParams): { from: number; count: number } {
  const from = Number(parameters.get('from') ?? 0);
  const count = Number(parameters.get('count') ?? MOST_ROWS);
  return {
    from: Number.isSafeInteger(from) && from > 0 ? from : 0,
    count: Number.isSafeInteger(count) && count > 0 ? Math.min(count, MOST_ROWS) : MOST_ROWS,
  };
}
