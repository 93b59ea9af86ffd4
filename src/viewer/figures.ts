/** The figures of some runs, drawn when they are asked for, and once. */
import { RefusedError } from '../eval/refused.js';
import { figures } from '../report/figures/catalogue.js';
import { svgOf } from '../report/figures/draw.js';
import { type Figure, figureOf } from '../report/figures/figure.js';
import { specOf } from '../report/figures/spec.js';
import { type SummarisedRun, saySame } from './runs.js';

export class RunFigures {
  /** Those that the runs have what they need for. */
  readonly figures: readonly Figure[];
  readonly #runs: readonly SummarisedRun[];
  readonly #drawn = new Map<string, Promise<string>>();

  constructor(runs: readonly SummarisedRun[]) {
    this.#runs = runs;
    this.figures = figures.flatMap((definition) => {
      try {
        return [figureOf(definition, runs)];
      } catch (error) {
        if (error instanceof RefusedError) return [];
        throw error;
      }
    });
  }

  /** Whether they show what these runs say by now. */
  isOf(runs: readonly SummarisedRun[]): boolean {
    return saySame(this.#runs, runs);
  }

  /** As SVG; null where there is no such figure. */
  async draw(name: string): Promise<string | null> {
    const figure = this.figures.find(({ definition }) => definition.name === name);
    if (figure === undefined) return null;
    const drawn = this.#drawn.get(name) ?? svgOf(specOf(figure));
    this.#drawn.set(name, drawn);
    return await drawn;
  }
}
