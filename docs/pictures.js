/** The pictures of docs/statistics-in-pictures.md, from the library's own numbers: `npm run docs` draws them. */
import { readFileSync } from 'node:fs';
import { Random } from '../dist/random/random.js';
import { svgOf } from '../dist/report/figures/draw.js';
import { expectedInterval, gate } from '../dist/stats/index.js';

const COMMON = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 8,
  config: {
    font: 'DejaVu Sans, Arial, sans-serif',
    axis: { gridColor: '#e4e4e4', titleFontWeight: 'normal', labelLimit: 600 },
    legend: { labelLimit: 600 },
  },
};

const BLUE = '#0072b2';
const ORANGE = '#d55e00';

/** File name to SVG. */
export async function pictures() {
  const specs = { coverage: coverage(), width: width(), gate: verdicts() };
  const drawn = Object.entries(specs).map(async ([name, spec]) => [
    `statistics-${name}.svg`,
    `${await svgOf({ ...COMMON, ...spec })}\n`,
  ]);
  return new Map(await Promise.all(drawn));
}

/** The table of docs/statistics.md that `bench/coverage.js` measured. */
function coverage() {
  const page = readFileSync(new URL('statistics.md', import.meta.url), 'utf8');
  const [head, , ...rows] = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cells)
    .filter((_, index, all) => isOfCoverage(all, index));
  const methods = head.slice(1);
  const values = rows.flatMap(([setting, ...covered]) =>
    covered.map((share, index) => ({
      setting: settingWords(setting),
      method: methods[index],
      covered: Number(share),
    })),
  );
  // What is drawn last lies on top.
  const upwards = values.toReversed();
  return {
    title: 'How often a nominal 95% interval holds the truth',
    width: 420,
    height: { step: 34 },
    data: { values: upwards },
    layer: [
      rule(0.95),
      {
        mark: { type: 'point', filled: true, size: 70, opacity: 0.85 },
        encoding: {
          x: {
            field: 'covered',
            type: 'quantitative',
            axis: { format: '%', title: 'intervals that hold it' },
          },
          y: {
            field: 'setting',
            type: 'nominal',
            sort: rows.map(([setting]) => settingWords(setting)),
            title: null,
          },
          color: { field: 'method', type: 'nominal', scale: { domain: methods } },
          shape: { field: 'method', type: 'nominal', scale: { domain: methods } },
        },
      },
    ],
  };
}

/** `5 × 1, accuracy 0.5, correlation 0.5`, of instructions, inputs, accuracy and correlation. */
function settingWords(setting) {
  const [instructions, inputs, accuracy, correlation] = setting.split(', ');
  return `${instructions} × ${inputs}, accuracy ${accuracy}, correlation ${correlation}`;
}

function cells(line) {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

/** Rows from the head that names instructions and inputs to the end of that table. */
function isOfCoverage(rows, index) {
  const begin = rows.findIndex(([first]) => first.startsWith('instructions, inputs'));
  const columns = rows[begin].length;
  return index >= begin && rows.slice(begin, index + 1).every((row) => row.length === columns);
}

function rule(at, strokeDash = [4, 3]) {
  return {
    data: { values: [{ at }] },
    mark: { type: 'rule', strokeDash, color: '#555555' },
    encoding: { x: { field: 'at', type: 'quantitative' } },
  };
}

/** More instructions narrow an interval; more samples hardly do. */
function width() {
  const sizes = [5, 10, 20, 50, 100, 200, 500];
  const values = [1, 4, 16, 64].flatMap((samples) =>
    sizes.map((clusters) => ({
      clusters,
      samples: `${samples}`,
      width: expectedInterval({
        clusters,
        itemsPerCluster: 5,
        samples,
        accuracy: 0.37,
        icc: 0.5,
      }).width,
    })),
  );
  return {
    title: 'Expected width of the default interval: accuracy 0.37, correlation 0.5, 5 inputs each',
    width: 460,
    height: 260,
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: {
        field: 'clusters',
        type: 'quantitative',
        scale: { type: 'log', domain: [4, 600] },
        axis: { values: sizes, title: 'instructions' },
      },
      y: {
        field: 'width',
        type: 'quantitative',
        axis: { format: '%', title: 'width of the interval' },
      },
      color: {
        field: 'samples',
        type: 'nominal',
        sort: ['1', '4', '16', '64'],
        title: 'samples per item',
      },
    },
  };
}

/** True change, instructions. */
const CASES = [
  [-0.1, 100],
  [-0.03, 100],
  [-0.01, 100],
  [0, 100],
  [0.08, 100],
  [-0.03, 30],
  [-0.02, 30],
  [0.1, 12],
];

/** What the gate says of simulated pairs of runs whose true difference is known. */
function verdicts() {
  const values = CASES.map(([change, clusters]) => {
    const random = new Random('pictures', 'gate', String(change), clusters);
    const pairs = Array.from({ length: clusters }, () => pairOf(random, change));
    const [{ verdict, difference }] = gate([pairs]);
    return {
      run: `true change ${Math.round(100 * change)} points, ${clusters} instructions`,
      verdict,
      low: 100 * difference.low,
      value: 100 * difference.value,
      high: 100 * difference.high,
    };
  });
  const y = { field: 'run', type: 'nominal', sort: values.map(({ run }) => run), title: null };
  const color = {
    field: 'verdict',
    type: 'nominal',
    scale: {
      domain: ['regressed', 'inconclusive', 'held', 'improved'],
      range: [ORANGE, '#777777', BLUE, '#009e73'],
    },
  };
  const x = {
    type: 'quantitative',
    axis: { format: '+', title: 'B - A in points, with its 95% interval' },
  };
  return {
    title: 'What the gate says: tolerance 2 points, margin 5 points (dashed)',
    width: 420,
    height: { step: 30 },
    data: { values },
    layer: [
      rule(-5),
      rule(0, []),
      { mark: 'rule', encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color } },
      {
        mark: { type: 'point', filled: true, size: 60 },
        encoding: { x: { field: 'value', ...x }, y, color },
      },
    ],
  };
}

const ITEMS = 5;
const SAMPLES = 16;

/** Instructions from hard to easy, about 40% right; nine in ten are as they were but for the change. */
function pairOf(random, change) {
  const before = random.real() ** 1.5;
  const kept = random.real() < 0.1 ? random.real() ** 1.5 : before;
  const after = Math.min(1, Math.max(0, kept * (1 + change / 0.4)));
  return { a: sampled(random, before), b: sampled(random, after) };
}

function sampled(random, accuracy) {
  return Array.from({ length: ITEMS }, () => {
    const right = Array.from({ length: SAMPLES }, () => random.real() < accuracy);
    return { correct: right.filter(Boolean).length, valid: SAMPLES };
  });
}
