import { describe, expect, it } from 'vitest';
import { figures } from '../../../src/report/figures/catalogue.js';
import { type FigureDefinition, facetKey } from '../../../src/report/figures/definition.js';
import { svgOf } from '../../../src/report/figures/draw.js';
import { figureOf } from '../../../src/report/figures/figure.js';
import { specOf } from '../../../src/report/figures/spec.js';
import type { FinishedRun } from '../../../src/report/leaderboard.js';
import { printableLines } from '../../../src/text/printable.js';
import { estimateAt, groupAt, runOf } from './runs.js';

/** Two runs with all that a figure needs, and one for its lines. */
function runsFor(definition: FigureDefinition, simulated: boolean): FinishedRun[] {
  const { x, panelFacet, suite, splits, lines } = definition;
  const named = (place: number) => (x.scale === 'named' ? `name ${place}` : String(place));
  const facets =
    x.from === 'tag'
      ? {}
      : {
          [facetKey(definition)]: Object.fromEntries(
            [1, 3, 8].flatMap((place) =>
              (panelFacet === undefined ? [''] : ['A × ', 'B × ']).map((panel) => [
                `${panel}${named(place)}`,
                estimateAt(place / 10),
              ]),
            ),
          ),
        };
  const controls =
    lines?.from === 'control'
      ? { [lines.name]: { value: 0.1, low: 0.05, high: 0.15, method: 'simulated' as const } }
      : {};
  const groups = (splits ?? ['wo-io']).map((split) =>
    groupAt(0.5, { suite: suite ?? 'random-arithmetic', split, facets, controls }),
  );
  const tagged = [1, 100].map((place) =>
    x.from === 'tag' ? { [x.name]: x.scale === 'named' ? named(place) : place } : { size: place },
  );
  const untagged = lines?.from === 'untagged' ? [{}] : [];
  return [...tagged, ...untagged].map((tags, index) =>
    runOf(`run-${index}`, tags, groups, { simulated }),
  );
}

/** The marks of vega's SVG carry the name of their kind. */
function marksOf(svg: string, kind: string): number {
  const groups = svg.split(`class="mark-${kind} role-mark`).slice(1);
  return groups.reduce(
    (sum, group) => sum + (group.split('</g>')[0]?.match(/<(path|line)\b/g)?.length ?? 0),
    0,
  );
}

describe.each(figures.map((definition) => [definition.name, definition] as const))(
  'the figure %s',
  (_, definition) => {
    it('is drawn without a warning, with its marks, titles and the word SIMULATED', async () => {
      const figure = figureOf(definition, runsFor(definition, true));
      const svg = await svgOf(specOf(figure));
      const placed = figure.rows.filter(({ x }) => x !== null).length;
      const kind = definition.measure === 'share of items' ? 'rect' : 'symbol';
      expect(marksOf(svg, kind)).toBeGreaterThanOrEqual(placed);
      if (definition.lines !== undefined) expect(marksOf(svg, 'rule')).toBeGreaterThanOrEqual(1);
      expect(svg).toContain(`>${definition.title} (SIMULATED)<`);
      expect(svg).toContain(
        '>SIMULATED: made-up answers of stated skill, not of a language model<',
      );
      expect(svg).toContain(`>${definition.x.title}<`);
      for (const name of [...figure.panels, ...figure.series]) expect(svg).toContain(name);
    });

    it('does not say SIMULATED of real runs', async () => {
      const svg = await svgOf(specOf(figureOf(definition, runsFor(definition, false))));
      expect(svg).not.toContain('SIMULATED');
    });
  },
);

describe('a point that is joined to no other', () => {
  it('has a bar for its interval, for it has no band', async () => {
    const definition = figures.find(({ name }) => name === 'steps');
    if (definition === undefined) throw new Error('no figure steps');
    const runs = ['a', 'b', 'b'].map((fingerprint, index) =>
      runOf(`r${index}`, { step: index }, [groupAt(0.5, { fingerprint })]),
    );
    expect(marksOf(await svgOf(specOf(figureOf(definition, runs))), 'rule')).toBe(1);
    expect(marksOf(await svgOf(specOf(figureOf(definition, runs.slice(1)))), 'rule')).toBe(0);
  });
});

function drawnAs(name: string, runs: readonly FinishedRun[]): Promise<string> {
  const definition = figures.find((figure) => figure.name === name);
  if (definition === undefined) throw new Error(`no figure ${name}`);
  return svgOf(specOf(figureOf(definition, runs)));
}

describe('what can be read of a picture', () => {
  it('are the dashes of horizontal lines in the legend, each its own', async () => {
    const lines = ['1B', '8B'].map((size) => runOf(size, { size }, [groupAt(0.4)]));
    const svg = await drawnAs('exchange', [runOf('a', { examples: 10 }, [groupAt(0.1)]), ...lines]);
    const legend = svg.split('role-legend-symbol').slice(1);
    const dashes = legend.map(
      (entry) => /stroke-dasharray="([^"]*)"/.exec(entry.split('</g>')[0] ?? '')?.[1],
    );
    expect(dashes).toEqual(['', '6,3', '2,2']);
  });

  it('is an axis up from nothing where all is nothing', async () => {
    const nothing = { ...estimateAt(0), high: 0 };
    const runs = [1, 2].map((step) => runOf('r', { step }, [groupAt(0, { estimate: nothing })]));
    const svg = await drawnAs('steps', runs);
    expect(svg).toContain('>0%<');
    expect(svg).toContain('>100%<');
  });

  it('are few marks along an axis of many numbers', async () => {
    const runs = Array.from({ length: 100 }, (_, index) =>
      runOf('r', { repeats: 1000 + index }, [groupAt(0.1)]),
    );
    const grid = (await drawnAs('repeats', runs)).split('role-axis-grid')[1] ?? '';
    expect(grid.split('</g>')[0]?.match(/<line/g)?.length).toBeLessThan(20);
  });

  it.each(['constructor', 'toString', '__proto__'])('is the name %s', async (name) => {
    const runs = ['a', name].flatMap((value) => [
      runOf('r', { stage: value, functions: 1, step: 1, size: value }, [groupAt(0.1)]),
    ]);
    for (const figure of ['stages', 'functions', 'steps']) {
      const ignored = figure === 'stages' ? ['size'] : ['stage'];
      const definition = figures.find((found) => found.name === figure);
      if (definition === undefined) throw new Error(`no figure ${figure}`);
      expect(await svgOf(specOf(figureOf(definition, runs, ignored)))).toContain(name);
    }
  });
});

const HOSTILE = [
  '</text><script>alert(1)</script>',
  '"><image href="http://x.example/"/>',
  "'];datum.x;//",
  '\u001b[2J\u202e$(x)',
  '<![CDATA[ &amp; ]]>',
];

describe('hostile names', () => {
  it('are text of the picture and nothing else', async () => {
    const definition = figures.find(({ name }) => name === 'stages');
    if (definition === undefined) throw new Error('no figure stages');
    const runs = HOSTILE.flatMap((tag, index) => [
      runOf(`a${index}`, { stage: tag, size: HOSTILE[0] ?? '' }, [groupAt(0.1, { suite: tag })]),
      runOf(`b${index}`, { stage: tag, size: tag }, [groupAt(0.1, { suite: 'grammars' })]),
    ]);
    const svg = await svgOf(specOf(figureOf(definition, runs)));
    const elements = new Set([...svg.matchAll(/<([!?a-z][^\s/>]*)/gi)].map(([, name]) => name));
    expect([...elements].toSorted()).toEqual(['g', 'line', 'path', 'rect', 'svg', 'text', 'tspan']);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(printableLines(svg)).toBe(svg);
  });
});

describe('a specification', () => {
  it('holds its data and asks for nothing from elsewhere', () => {
    for (const definition of figures) {
      const text = JSON.stringify(specOf(figureOf(definition, runsFor(definition, true))));
      expect(text).not.toContain('"url"');
      expect(text.match(/https?:/g)).toHaveLength(1);
    }
  });
});
