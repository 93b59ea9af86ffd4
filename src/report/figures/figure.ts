/**
 * A figure before it is drawn: its rows, the order of its panels and series, and what its caption says. Invariant: two rows never
 * share panel, series and place; a line joins only what was asked the same questions and sampled in the same way.
 */
import { RefusedError } from '../../eval/refused.js';
import { printable, shortened } from '../../text/printable.js';
import type { FinishedRun } from '../leaderboard.js';
import { ORDERS } from './catalogue.js';
import type { FigureDefinition } from './definition.js';
import { missingWords } from './missing.js';
import { type FigurePoint, pointsOf, type Trait } from './points.js';

/** One row of a figure's data. Text in it is one printable line. */
export interface FigureRow {
  readonly panel: string;
  readonly series: string;
  /** Null where it holds for the whole axis: a horizontal line. */
  readonly x: number | string | null;
  /** Rows of a series with the same number are joined by a line. */
  readonly joined: number;
  readonly point: FigurePoint;
}

export interface Figure {
  readonly definition: FigureDefinition;
  readonly rows: readonly FigureRow[];
  readonly panels: readonly string[];
  readonly series: readonly string[];
  /** The places of an axis of names, in order. */
  readonly places: readonly (number | string)[];
  /** What all rows have in common, how the intervals were taken, what is not joined. */
  readonly caption: readonly string[];
  readonly simulated: boolean;
}

/** As many as can be told apart in print by colour, dash and shape. */
const MOST_SERIES = 7;
const MOST_PANELS = 12;
const LONGEST_NAME = 60;

/** The figure of these runs. `ignored`: tags that tell nothing. A RefusedError says what is missing, or too much. */
export function figureOf(
  definition: FigureDefinition,
  runs: readonly FinishedRun[],
  ignored: readonly string[] = [],
): Figure {
  const points = labelledWhereNeeded(definition, pointsOf(definition, runs), ignored);
  if (!points.some(({ kind, value }) => kind === 'point' && value !== null)) {
    throw new RefusedError(missingWords(definition, runs));
  }
  const varying = varyingTraits(points, ignored);
  const panelTraits = definition.panels.filter((name) => varying.includes(name));
  const seriesTraits = varying.filter((name) => !panelTraits.includes(name));
  const namesIn = (traits: readonly string[], nameOf: (point: FigurePoint) => string) => [
    ...new Set(inOrder(points, traits).map(nameOf)),
  ];
  const panelOf = (point: FigurePoint) => textOf(point, panelTraits);
  const seriesOf = (point: FigurePoint) => seriesText(definition, point, seriesTraits);
  const panels = namesIn(panelTraits, panelOf);
  const series = namesIn(seriesTraits, seriesOf);
  refuseTooMany(panels, series, varying);
  const places = placesOf(definition, points);
  const rows = orderedRows(rowsOf(points, panelOf, seriesOf), { panels, series, places });
  refuseSamePlace(rows);
  const simulated = points.some(({ run }) => run.summary.simulated);
  return { definition, rows, panels, series, places, caption: captionOf(rows, varying), simulated };
}

function rowsOf(
  points: readonly FigurePoint[],
  panelOf: (point: FigurePoint) => string,
  seriesOf: (point: FigurePoint) => string,
): FigureRow[] {
  const joined = joinedNumbers(points);
  return points.map((point, index) => ({
    panel: panelOf(point),
    series: seriesOf(point),
    x: placeOf(point),
    joined: joined[index] ?? 0,
    point,
  }));
}

/** Along a facet, runs that nothing else tells apart are told apart by their labels. */
function labelledWhereNeeded(
  { x, measure }: FigureDefinition,
  points: readonly FigurePoint[],
  ignored: readonly string[],
): readonly FigurePoint[] {
  if (x.from === 'tag' || measure === 'share of items') return points;
  const varying = varyingTraits(points, ignored);
  const places = points.map((point) => JSON.stringify([point.x, valuesOf(point, varying)]));
  if (new Set(places).size === points.length) return points;
  return points.map((point) => ({
    ...point,
    traits: new Map([...point.traits, ['label', point.run.summary.label]]),
  }));
}

/** The traits that points of one kind differ in, but for those ignored. */
function varyingTraits(points: readonly FigurePoint[], ignored: readonly string[]): string[] {
  const names = new Set(points.flatMap(({ traits }) => [...traits.keys()]));
  return [...names].filter(
    (name) =>
      !ignored.includes(name) &&
      (['point', 'run', 'control'] as const).some((kind) => {
        const values = points.filter((point) => point.kind === kind).map((p) => p.traits.get(name));
        return new Set(values).size > 1;
      }),
  );
}

function valuesOf({ traits }: FigurePoint, names: readonly string[]): (Trait | null)[] {
  return names.map((name) => traits.get(name) ?? null);
}

function seriesText(
  { lines, points }: FigureDefinition,
  point: FigurePoint,
  traits: readonly string[],
): string {
  const told = textOf(point, traits);
  if (point.kind === 'point') return told === '' ? (points ?? '') : told;
  return [lines?.words ?? '', told].filter((text) => text !== '').join(', ');
}

/** What a point has of these traits, in words: a number or a yes or no comes with its name. */
function textOf(point: FigurePoint, traits: readonly string[]): string {
  const words = traits.flatMap((name) => {
    const value = point.traits.get(name);
    if (value === undefined) return [];
    return [typeof value === 'string' ? value : `${name} ${value}`];
  });
  return shortened(words.join(', '), LONGEST_NAME);
}

function placeOf({ x }: FigurePoint): number | string | null {
  if (x === null || typeof x === 'number') return x;
  return shortened(String(x), LONGEST_NAME);
}

/** By panel, series and place: a line is drawn from row to row. */
function orderedRows(
  rows: readonly FigureRow[],
  { panels, series, places }: Pick<Figure, 'panels' | 'series' | 'places'>,
): FigureRow[] {
  const placeAt = ({ x }: FigureRow) => (x === null ? -1 : places.indexOf(x));
  return rows.toSorted(
    (a, b) =>
      panels.indexOf(a.panel) - panels.indexOf(b.panel) ||
      series.indexOf(a.series) - series.indexOf(b.series) ||
      placeAt(a) - placeAt(b),
  );
}

function placesOf({ x }: FigureDefinition, points: readonly FigurePoint[]): (number | string)[] {
  const placed = points.filter((point) => point.x !== null);
  const sorted = placed.toSorted((a, b) => compareValues(x.name, a.x, b.x));
  return [...new Set(sorted.map(placeOf))].filter((place) => place !== null);
}

/** Lines after points, then by these traits in turn. */
function inOrder(points: readonly FigurePoint[], traits: readonly string[]): FigurePoint[] {
  return points.toSorted((a, b) => {
    const lines = Number(a.kind !== 'point') - Number(b.kind !== 'point');
    const differing = traits.find((name) => a.traits.get(name) !== b.traits.get(name));
    if (lines !== 0 || differing === undefined) return lines;
    return compareValues(differing, a.traits.get(differing), b.traits.get(differing));
  });
}

/** What is missing first, then numbers by size, then names: in their own order where they have one. */
function compareValues(name: string, a: Trait | null = null, b: Trait | null = null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const order = ORDERS[name] ?? [];
  const [left, right] = [order.indexOf(String(a)), order.indexOf(String(b))];
  if (left !== right) return (left < 0 ? order.length : left) - (right < 0 ? order.length : right);
  return String(a) < String(b) ? -1 : 1;
}

/** A number for each way to ask and to sample, in the order of the points. */
function joinedNumbers(points: readonly FigurePoint[]): number[] {
  const marks = points.map(({ run, group, x }) =>
    JSON.stringify([group.fingerprint, run.manifest.settings['sampling'] ?? null, x === null]),
  );
  const distinct = [...new Set(marks)];
  return marks.map((mark) => distinct.indexOf(mark));
}

function refuseTooMany(
  panels: readonly string[],
  series: readonly string[],
  varying: readonly string[],
): void {
  if (panels.length <= MOST_PANELS && series.length <= MOST_SERIES) return;
  throw new RefusedError(
    `these runs would make ${panels.length} panels of ${series.length} series; at most ${MOST_PANELS} of ${MOST_SERIES} can be read\n` +
      `  they differ in: ${varying.map(printable).join(', ')}\n` +
      '  choose with --tag name=value, --suite, --split and --answer, or leave a tag out of account with --ignore name',
  );
}

function refuseSamePlace(rows: readonly FigureRow[]): void {
  const seen = new Map<string, FigureRow>();
  for (const row of rows) {
    const place = JSON.stringify([row.panel, row.series, row.x]);
    const other = seen.get(place);
    if (other !== undefined) {
      throw new RefusedError(
        `two runs stand at the same place of the figure: ${other.point.run.run} and ${row.point.run.run}\n` +
          '  tag them apart, or choose with --tag name=value',
      );
    }
    seen.set(place, row);
  }
}

function captionOf(rows: readonly FigureRow[], varying: readonly string[]): string[] {
  const [first] = rows;
  const common = ['suite', 'split', 'answer'].flatMap((name) => {
    const value = varying.includes(name) ? undefined : first?.point.traits.get(name);
    return value === undefined ? [] : [printable(String(value))];
  });
  const methods = new Set(rows.flatMap(({ point: { methodWords } }) => methodWords ?? []));
  const lines = new Map<string, Set<number>>();
  for (const { panel, series, x, joined } of rows) {
    if (x === null) continue;
    const name = JSON.stringify([panel, series]);
    lines.set(name, (lines.get(name) ?? new Set()).add(joined));
  }
  const parted = [...lines.values()].some((marks) => marks.size > 1);
  return [
    ...(common.length === 0 ? [] : [common.join(', ')]),
    ...methods,
    ...(parted
      ? ['Points that answered other questions, or were sampled otherwise, are not joined.']
      : []),
  ];
}
