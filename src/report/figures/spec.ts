/** A figure as a vega-lite specification with its data inside. */
import type { Figure, FigureRow } from './figure.js';
import { SYMBOL_SIZE, seriesChannels } from './series.js';

/** A specification of vega-lite, or a part of one. */
export type Spec = Readonly<Record<string, unknown>>;

/** Wide enough for the longest title of an axis, by vega's generous estimate of its width. */
const PANEL = { width: 330, height: 210 };
/** Of a name along an axis, so that its words can be read. */
const NARROWEST_PLACE = 62;
/** Above so many numbers, a logarithmic axis has marks of its own instead of one for each. */
const MOST_MARKS = 12;
/** Text is cut before it comes here; vega estimates its width, generously. */
const LABEL_LIMIT = 600;

const SIMULATED_WORDS = 'SIMULATED: made-up answers of stated skill, not of a language model';

export function specOf(figure: Figure): Spec {
  const { rows, panels } = figure;
  const spec = { width: widthOf(figure), height: PANEL.height, layer: layersOf(figure) };
  const common = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: headingOf(figure),
    background: 'white',
    padding: 8,
    title: titleOf(figure),
    data: { values: rows.map((row) => valuesOf(row, figure)) },
    config: CONFIG,
  };
  if (panels.length < 2) return { ...common, ...spec };
  return {
    ...common,
    // Three stand in a row, more in two columns.
    columns: panels.length === 3 ? 3 : 2,
    facet: {
      field: 'panel',
      type: 'nominal',
      sort: [...panels],
      header: { title: null, labelFontSize: 12, labelLimit: LABEL_LIMIT },
    },
    spec,
    resolve: { axis: { x: 'independent' } },
  };
}

function widthOf({ definition, places }: Figure): number {
  if (definition.x.scale !== 'named') return PANEL.width;
  return Math.max(PANEL.width, NARROWEST_PLACE * places.length);
}

const CONFIG = {
  font: 'DejaVu Sans, Arial, sans-serif',
  axis: { gridColor: '#e4e4e4', labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal' },
  legend: {
    labelFontSize: 11,
    labelLimit: LABEL_LIMIT,
    symbolSize: SYMBOL_SIZE,
    symbolStrokeWidth: 2,
  },
  view: { stroke: '#bbbbbb' },
} as const;

function valuesOf(row: FigureRow, figure: Figure) {
  const { panel, series, x, joined, point } = row;
  const { value, low, high } = point;
  const named = x !== null && figure.definition.x.scale === 'named';
  const at = named ? brokenName(String(x), figure) : x;
  const dash = figure.series.indexOf(series);
  return { panel, series, dash, x: at, joined, alone: isAlone(row, figure), value, low, high };
}

/** Whether a point is joined to no other, so that a band would show nothing of its interval. */
function isAlone({ panel, series, x, joined, point }: FigureRow, { rows }: Figure): boolean {
  if (x === null || point.value === null) return false;
  return !rows.some(
    (row) =>
      row.panel === panel &&
      row.series === series &&
      row.joined === joined &&
      row.x !== x &&
      row.point.value !== null,
  );
}

function headingOf({ definition: { title }, simulated }: Figure): string {
  return simulated ? `${title} (SIMULATED)` : title;
}

function titleOf(figure: Figure) {
  const { definition, caption, simulated, rows } = figure;
  const intervals = rows.some(({ point }) => point.low !== null);
  const shape = definition.x.scale === 'named' ? 'Bars' : 'Bands and bars';
  return {
    text: headingOf(figure),
    subtitle: [
      ...(simulated ? [SIMULATED_WORDS] : []),
      ...caption.map((line) => (intervals ? line.replace(/^95% intervals/, `${shape}: $&`) : line)),
    ],
    anchor: 'start',
    fontSize: 14,
    subtitleFontSize: 11,
    subtitleColor: '#444444',
    offset: 10,
  };
}

const IS_POINT = { filter: 'isValid(datum.x) && isValid(datum.value)' };
const IS_LINE = { filter: '!isValid(datum.x) && isValid(datum.value)' };

/** The encodings of a figure, each with the scale that all its layers share. */
function channelsOf(figure: Figure) {
  // Without a domain of its own, an axis on which all is 0 has 0 in its middle.
  const scale: Spec = isNothing(figure) ? { domain: [0, 1] } : { zero: true };
  const y = { field: 'value', type: 'quantitative', title: figure.definition.measure, scale };
  return {
    x: axisOf(figure),
    y: { ...y, axis: { format: '%', tickCount: 6 } },
    ...seriesChannels(figure),
    detail: { field: 'joined', type: 'nominal' },
  };
}

function isNothing({ rows }: Figure): boolean {
  return rows.every(({ point: { value, high } }) => (high ?? value ?? 0) === 0);
}

/** `1,000`, `0.5`. */
const NUMBER = ',.6~r';

/** A name in lines that fit side by side with those of the other places, as far as it has hyphens, signs or blanks. */
function brokenName(name: string, figure: Figure): string {
  const most = Math.floor(widthOf(figure) / figure.places.length / LETTER);
  const lines: string[] = [];
  for (const part of name.split(/(?<=[-+_ ])/)) {
    const line = `${lines.at(-1) ?? ''}${part}`;
    if (lines.length > 0 && line.trimEnd().length <= most) lines[lines.length - 1] = line;
    else lines.push(part);
  }
  return lines.map((line) => line.trimEnd()).join(BREAK);
}

/** The mean width of a letter of an axis's labels. */
const LETTER = 7;
/** No printable line holds it. */
const BREAK = '\n';

function axisOf(figure: Figure): Spec {
  const { definition, places } = figure;
  const { title, scale, domain } = definition.x;
  if (scale === 'named') {
    const names = places.map((place) => brokenName(String(place), figure));
    const axis = {
      labelAngle: 0,
      labelExpr: `split(datum.label, ${JSON.stringify(BREAK)})`,
      // Measured generously, see PANEL.
      labelLimit: (1.4 * widthOf(figure)) / places.length,
    };
    return { field: 'x', type: 'nominal', title, sort: names, axis };
  }
  return {
    field: 'x',
    type: 'quantitative',
    title,
    scale:
      scale === 'log'
        ? { type: 'log', nice: false, padding: 8 }
        : {
            type: 'linear',
            zero: false,
            nice: false,
            padding: 8,
            ...(domain && { domain: [...domain] }),
          },
    axis:
      scale === 'log'
        ? { ...(places.length <= MOST_MARKS && { values: places.map(Number) }), format: NUMBER }
        : { tickCount: 8, tickMinStep: 1, format: NUMBER },
  };
}

function layersOf(figure: Figure) {
  const { measure, x } = figure.definition;
  const layers =
    measure === 'share of items'
      ? shareLayers(figure)
      : x.scale === 'named'
        ? namedLayers(figure)
        : numberLayers(figure);
  return figure.rows.some((row) => row.x === null) ? [...lineLayers(figure), ...layers] : layers;
}

/** Along numbers: a band, or a bar where a point stands alone, a line through the points, and the points. */
function numberLayers(figure: Figure): Spec[] {
  const { x, y, color, shape, strokeDash, detail } = channelsOf(figure);
  const bar = {
    transform: [IS_POINT, { filter: 'datum.alone' }],
    mark: { type: 'rule', strokeWidth: 1.6 },
    encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
  };
  return [
    {
      transform: [IS_POINT],
      mark: { type: 'area', opacity: 0.15 },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color, detail },
    },
    ...(figure.rows.some((row) => isAlone(row, figure)) ? [bar] : []),
    {
      transform: [IS_POINT],
      mark: { type: 'line', strokeWidth: 1.8 },
      encoding: { x, y, color, strokeDash, detail },
    },
    {
      transform: [IS_POINT],
      mark: { type: 'point', filled: true, size: 45, opacity: 1 },
      encoding: { x, y, color, shape },
    },
  ];
}

/** Along names: a point with a bar for its interval, those of one place side by side. */
function namedLayers(figure: Figure): Spec[] {
  const { x, y, color, shape, xOffset } = channelsOf(figure);
  return [
    {
      transform: [IS_POINT],
      mark: { type: 'rule', strokeWidth: 1.6 },
      encoding: { x, xOffset, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
    },
    {
      transform: [IS_POINT],
      mark: { type: 'point', filled: true, size: 70, opacity: 1 },
      encoding: { x, xOffset, y, color, shape },
    },
  ];
}

/** Shares have no interval: plain bars. */
function shareLayers(figure: Figure): Spec[] {
  const { x, y, color } = channelsOf(figure);
  return [{ transform: [IS_POINT], mark: { type: 'bar', size: 8 }, encoding: { x, y, color } }];
}

/** What holds for the whole axis: a band and a line from side to side. */
function lineLayers(figure: Figure): Spec[] {
  const { y, color, strokeDash } = channelsOf(figure);
  const band = {
    transform: [IS_LINE],
    mark: { type: 'rect', opacity: 0.15 },
    encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
  };
  const hasBand = figure.rows.some(({ x, point }) => x === null && point.low !== null);
  return [
    ...(hasBand ? [band] : []),
    {
      transform: [IS_LINE],
      mark: { type: 'rule', strokeWidth: 1.8 },
      encoding: { y, color, strokeDash },
    },
  ];
}
