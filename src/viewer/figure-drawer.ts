/** Figures of runs, drawn when they are asked for and kept as long as the runs say the same. */
import { RefusedError } from '../eval/refused.js';
import { figures } from '../report/figures/catalogue.js';
import type { FigureDefinition } from '../report/figures/definition.js';
import { svgOf } from '../report/figures/draw.js';
import { type Figure, figureOf } from '../report/figures/figure.js';
import { specOf } from '../report/figures/spec.js';
import type { FinishedRun } from '../report/leaderboard.js';

const MOST_KEPT = 64;

/** The figures that these runs have what they need for. */
export function figuresOf(runs: readonly FinishedRun[]): FigureDefinition[] {
  return figures.filter((definition) => tryFigure(definition, runs) !== null);
}

function tryFigure(definition: FigureDefinition, runs: readonly FinishedRun[]): Figure | null {
  try {
    return figureOf(definition, runs);
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

export class FigureDrawer {
  readonly #drawn = new Map<string, Promise<string>>();

  /** The SVG of a figure; null where the runs lack what it needs, or there is no such figure. `key`: what tells these runs apart. */
  async draw(name: string, runs: readonly FinishedRun[], key: string): Promise<string | null> {
    const definition = figures.find((each) => each.name === name);
    const figure = definition === undefined ? null : tryFigure(definition, runs);
    if (figure === null) return null;
    const place = `${name}\n${key}`;
    const known = this.#drawn.get(place);
    if (known !== undefined) return await known;
    if (this.#drawn.size >= MOST_KEPT) this.#drawn.clear();
    const drawn = svgOf(specOf(figure));
    this.#drawn.set(place, drawn);
    return await drawn;
  }
}
