/**
 * How the series of a figure are told apart: by colour (Okabe and Ito's, safe for colour-blind readers), dash and shape at once, so
 * that the picture can be read in grey.
 */
import type { Figure } from './figure.js';

/** Okabe, M. and Ito, K., "Color Universal Design", 2008; without the yellow, which is lost on white paper. */
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'];
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 6], [1, 3]];
const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
];
/** How a legend shows a horizontal line. */
const LINE_SHAPE = 'stroke';
const LINE_LENGTH = 34;
/** Of a point in the legend, as an area. */
export const SYMBOL_SIZE = 90;

/** The encodings of the series, each with the scale that all layers share. */
export function seriesChannels(figure: Figure) {
  const { rows, series } = figure;
  const domain = [...series];
  const legend = series.length > 1 ? LEGEND : null;
  const hasLines = rows.some((row) => row.x === null);
  // Legends of one field are drawn as one: what one of them says alone holds for both.
  const colours = legend !== null && hasLines ? { ...LEGEND, ...lineSymbols(figure) } : legend;
  const placed = new Set(rows.flatMap((row) => (row.x === null ? [] : row.series)));
  const bySeries = { field: 'series', type: 'nominal' };
  return {
    color: {
      ...bySeries,
      legend: colours,
      scale: { domain, range: COLOURS.slice(0, domain.length) },
    },
    shape: { ...bySeries, legend, scale: { domain, range: shapesOf(figure) } },
    // Numbers of series, whose legend is apart from that of their names: its shapes are not drawn with dashes.
    strokeDash: {
      field: 'dash',
      type: 'nominal',
      legend: null,
      scale: { domain: series.map((_, index) => index), range: DASHES.slice(0, series.length) },
    },
    xOffset: { ...bySeries, scale: { domain: [...placed], paddingOuter: 0.5 } },
  };
}

const LEGEND = { title: null, orient: 'bottom', columns: 1, symbolOpacity: 1 } as const;

/** Symbols of the legend, where some are of horizontal lines: a stretch of each with its dashes, which tell it apart in grey. */
function lineSymbols(figure: Figure) {
  const isLine = shapesOf(figure).map((shape) => shape === LINE_SHAPE);
  const strokeDash = byIndex(isLine.map((line, index) => (line ? DASHES[index] : [])));
  const size = byIndex(isLine.map((line) => (line ? LINE_LENGTH ** 2 : SYMBOL_SIZE)));
  // Vega makes room by the size of a symbol, but takes it before the index of its entry is known.
  const [middle, text] = [{ value: LINE_LENGTH / 2 }, { value: LINE_LENGTH + 6 }];
  return { encoding: { symbols: { strokeDash, size, x: middle }, labels: { x: text } } };
}

/** What each entry of the legend has of these, in order. */
function byIndex(values: readonly unknown[]) {
  return { value: { signal: `${JSON.stringify(values)}[datum.index]` } };
}

/** A shape for each series of points; those of lines are another. */
function shapesOf({ rows, series }: Figure): string[] {
  const lines = new Set(rows.flatMap((row) => (row.x === null ? row.series : [])));
  return series.map((name, index) =>
    lines.has(name) ? LINE_SHAPE : (SHAPES[index] ?? LINE_SHAPE),
  );
}
