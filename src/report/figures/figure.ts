/**
 * A figure before it is drawn: its rows, the order of its panels and series, and what its caption says. Invariant: two rows never
 * share panel, series and place, and what differs never shares a name; a line joins only what was asked the same questions and
 * sampled in the same way.
 */
import { RefusedError } from '../../eval/refused.js';
import { printable } from '../../text/printable.js';
import type { FinishedRun } from '../leaderboard.js';
import type { Axis, FigureDefinition } from './definition.js';
import { missingWords } from './missing.js';
import { compareValues, nameText, wordOf } from './names.js';
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
/** Of names along an axis. */
const MOST_PLACES = 30;

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
  refuseSameName(points, panelTraits, panelOf);
  refuseSameName(points, seriesTraits, seriesOf);
  const places = placesOf(definition, points);
  const rows = orderedRows(rowsOf(definition, points, { panelOf, seriesOf }), {
    panels,
    series,
    places,
  });
  refuseSamePlace(rows);
  const simulated = points.some(({ run }) => run.summary.simulated);
  return { definition, rows, panels, series, places, caption: captionOf(rows, varying), simulated };
}

function rowsOf(
  { x }: FigureDefinition,
  points: readonly FigurePoint[],
  { panelOf, seriesOf }: Readonly<Record<'panelOf' | 'seriesOf', (point: FigurePoint) => string>>,
): FigureRow[] {
  const joined = joinedNumbers(points);
  return points.map((point, index) => ({
    panel: panelOf(point),
    series: seriesOf(point),
    x: placeOf(x, point),
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
  const has = traits.filter((name) => point.traits.has(name));
  if (point.kind === 'point') {
    return has.length === 0 && points !== undefined ? points : textOf(point, traits);
  }
  return [lines?.words ?? '', textOf(point, has)].filter((text) => text !== '').join(', ');
}

/** What a point has of these traits, in words; which it lacks, where it has none. */
function textOf({ traits: values }: FigurePoint, traits: readonly string[]): string {
  const words = traits.flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [wordOf(name, value)];
  });
  return nameText((words.length === 0 ? traits.map((name) => `no ${name}`) : words).join(', '));
}

function placeOf({ name, scale }: Axis, { x }: FigurePoint): number | string | null {
  if (x === null || (typeof x === 'number' && scale !== 'named')) return x;
  return nameText(wordOf(name, String(x)));
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
  const places = [...new Set(sorted.map((point) => placeOf(x, point)))];
  if (x.scale === 'named' && places.length > MOST_PLACES) {
    throw new RefusedError(
      `these runs would make ${places.length} places of the ${x.from} ${x.name}; at most ${MOST_PLACES} can be read\n` +
        '  choose with --tag name=value',
    );
  }
  return places.filter((place) => place !== null);
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

/** A number for each way to ask and to sample, in the order of the points. */
function joinedNumbers(points: readonly FigurePoint[]): number[] {
  const marks = points.map(({ run, group }) =>
    JSON.stringify([group.fingerprint, run.manifest.settings['sampling'] ?? null]),
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

/** Names are cut, and what harms a line is replaced: what differs in these traits could come to look the same. */
function refuseSameName(
  points: readonly FigurePoint[],
  traits: readonly string[],
  nameOf: (point: FigurePoint) => string,
): void {
  const seen = new Map<string, FigurePoint>();
  for (const point of points) {
    const name = nameOf(point);
    const other = seen.get(name) ?? point;
    const differing = traits.filter((trait) => other.traits.get(trait) !== point.traits.get(trait));
    if (differing.length > 0) {
      throw new RefusedError(
        `two runs that differ would both be named "${name}": ${other.run.run} and ${point.run.run}\n` +
          `  they differ in: ${differing.map(printable).join(', ')}\n` +
          '  tag them apart, or leave a tag out of account with --ignore name',
      );
    }
    seen.set(name, point);
  }
}

function refuseSamePlace(rows: readonly FigureRow[]): void {
  const seen = new Map<string, FigureRow>();
  for (const row of rows) {
    const place = JSON.stringify([row.panel, row.series, row.x]);
    const other = seen.get(place);
    if (other !== undefined) throw new RefusedError(samePlaceWords(other, row));
    seen.set(place, row);
  }
}

function samePlaceWords({ point: a }: FigureRow, { point: b, series }: FigureRow): string {
  const runs = `${a.run.run} and ${b.run.run}`;
  return b.kind === 'control'
    ? `"${series}" is not the same for all runs: ${runs} were asked other questions\n  choose with --tag name=value`
    : `two runs stand at the same place of the figure: ${runs}\n  tag them apart, or choose with --tag name=value`;
}

function captionOf(rows: readonly FigureRow[], varying: readonly string[]): string[] {
  const [first] = rows;
  const common = ['suite', 'split', 'answer'].flatMap((name) => {
    const value = varying.includes(name) ? undefined : first?.point.traits.get(name);
    return value === undefined ? [] : [printable(String(value))];
  });
  const methods = new Set(rows.flatMap(({ point: { methodWords } }) => methodWords ?? []));
  return [
    ...(common.length === 0 ? [] : [common.join(', ')]),
    ...methods,
    ...(rows.some((row) => isParted(row, rows))
      ? ['Points that answered other questions, or were sampled otherwise, are not joined.']
      : []),
    ...(rows.some((row) => isApart(row, rows))
      ? [
          'A horizontal line answered other questions than points beside it, or was sampled otherwise.',
        ]
      : []),
  ];
}

/** Whether a point's series goes on with points that it is not joined to. */
function isParted({ panel, series, x, joined }: FigureRow, rows: readonly FigureRow[]): boolean {
  return rows.some(
    (row) =>
      x !== null &&
      row.x !== null &&
      row.panel === panel &&
      row.series === series &&
      row.joined !== joined,
  );
}

/** Whether a run's horizontal line stands beside points that it cannot be compared with. */
function isApart({ panel, joined, point }: FigureRow, rows: readonly FigureRow[]): boolean {
  return rows.some(
    (row) => point.kind === 'run' && row.x !== null && row.panel === panel && row.joined !== joined,
  );
}
