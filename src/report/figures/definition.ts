/**
 * What a figure is: which runs and groups it shows, what runs along its axis, and what is parted into panels. Everything else in
 * which its points differ (tags, splits, answers) becomes a series, so that no two points stand for different things unnoticed.
 */

/** What runs along the horizontal axis. */
export interface Axis {
  /** A tag of the runs, or a facet of their items. */
  readonly from: 'tag' | 'facet';
  readonly name: string;
  /** In plain words. */
  readonly title: string;
  readonly scale: 'linear' | 'log' | 'named';
  /** From where to where a linear axis goes; as far as the points where absent. */
  readonly domain?: readonly [number, number];
}

export interface FigureDefinition {
  /** As `--figure` takes it. */
  readonly name: string;
  /** Which figure of the paper it redraws. */
  readonly paper: string;
  readonly title: string;
  /** How often the model was right, or which share of the items stands at each place. */
  readonly measure: 'accuracy' | 'share of items';
  readonly x: Axis;
  /** All suites where absent. */
  readonly suite?: string;
  /** All splits where absent. */
  readonly splits?: readonly string[];
  /** Traits that are parted into panels where they vary: tags, facets, `suite`, `split` or `answer`. */
  readonly panels: readonly string[];
  /** A facet among `panels`; its estimates are those of both facets together. */
  readonly panelFacet?: string;
  /** Horizontal lines: runs without the tag of the axis, or a control of the suite. */
  readonly lines?:
    | { readonly from: 'untagged'; readonly words: string }
    | { readonly from: 'control'; readonly name: string; readonly words: string };
  /** What the points are, in words, where there are lines and nothing else tells. */
  readonly points?: string;
}

/** The facets that a figure needs the estimates of, together, as a summary names them. */
export function facetKey({ x, panelFacet }: FigureDefinition): string {
  return [...(panelFacet === undefined ? [] : [panelFacet]), x.name].join(' × ');
}
