/**
 * The points of a figure, from the summaries of runs: where each stands, what may tell it from the others, and its interval as
 * the summary has it. Nothing is computed anew but shares of items.
 */

import type { Estimate } from '../../eval/estimate.js';
import { RefusedError } from '../../eval/refused.js';
import type { ControlEstimate, GroupSummary } from '../../eval/summary.js';
import { clusterNounOf } from '../../suites/registry.js';
import type { FinishedRun } from '../leaderboard.js';
import { methodName, methodWords } from '../words.js';
import { type FigureDefinition, facetKey } from './definition.js';

export type Trait = string | number | boolean;

/** A value with its 95% interval; null where it could not be computed, or has none. */
interface PointNumbers {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: string | null;
  /** How the interval was taken and over what, for a caption. */
  readonly methodWords: string | null;
  readonly clusters: number | null;
  readonly items: number | null;
  readonly samples: number | null;
}

/** One point or horizontal line, before it is known in what the points of its figure differ. */
export interface FigurePoint extends PointNumbers {
  readonly run: FinishedRun;
  readonly group: GroupSummary;
  /** A point; a run that holds for the whole axis; or a control, which holds for every run. */
  readonly kind: 'point' | 'run' | 'control';
  /** Null where it holds for the whole axis. */
  readonly x: Trait | null;
  /** By name: suite, split, answer, tags and other facets. */
  readonly traits: ReadonlyMap<string, Trait>;
}

/** Every point of these runs. Runs and groups that lack what the figure needs have none. */
export function pointsOf(
  definition: FigureDefinition,
  runs: readonly FinishedRun[],
): FigurePoint[] {
  const points = runs.flatMap((run) =>
    run.summary.groups
      .filter((group) => isShown(definition, group))
      .flatMap((group) => groupPoints(definition, run, group)),
  );
  return points.filter(isFirstOfItsKind());
}

function isShown({ suite, splits }: FigureDefinition, group: GroupSummary): boolean {
  return (suite ?? group.suite) === group.suite && (splits?.includes(group.split) ?? true);
}

function groupPoints(
  definition: FigureDefinition,
  run: FinishedRun,
  group: GroupSummary,
): FigurePoint[] {
  const points =
    definition.measure === 'share of items'
      ? sharePoints(definition, run, group)
      : definition.x.from === 'facet'
        ? facetPoints(definition, run, group)
        : tagPoints(definition, run, group);
  return points.length === 0 ? [] : [...points, ...controlLine(definition, run, group)];
}

function tagPoints(
  { x, lines }: FigureDefinition,
  run: FinishedRun,
  group: GroupSummary,
): FigurePoint[] {
  const { tags } = run.summary;
  const traits = traitsOf(run, group, x.name);
  const numbers = estimated(group.estimate, group);
  if (!Object.hasOwn(tags, x.name)) {
    return lines?.from === 'untagged'
      ? [{ run, group, kind: 'run', x: null, traits, ...numbers }]
      : [];
  }
  const at = tags[x.name] ?? null;
  const fits = x.scale === 'named' || (typeof at === 'number' && (x.scale === 'linear' || at > 0));
  if (fits) return [{ run, group, kind: 'point', x: at, traits, ...numbers }];
  throw new RefusedError(
    `${run.run}: the tag ${x.name} is ${JSON.stringify(at)}, which has no place on the axis: expected a number` +
      (x.scale === 'log' ? ' above 0' : ''),
  );
}

function facetPoints(
  definition: FigureDefinition,
  run: FinishedRun,
  group: GroupSummary,
): FigurePoint[] {
  return facetEstimates(definition, group).map(({ at, panel, estimate }) => ({
    run,
    group,
    kind: 'point',
    x: at,
    traits: new Map([...traitsOf(run, group), ...panel]),
    ...estimated(estimate, group),
  }));
}

/** The share of a panel's items that stand at each place. */
function sharePoints(
  definition: FigureDefinition,
  run: FinishedRun,
  group: GroupSummary,
): FigurePoint[] {
  const estimates = facetEstimates(definition, group);
  const totals = new Map<string, number>();
  for (const { panel, estimate } of estimates) {
    const key = JSON.stringify(panel);
    totals.set(key, (totals.get(key) ?? 0) + estimate.items);
  }
  return estimates.map(({ at, panel, estimate: { items } }) => ({
    run,
    group,
    kind: 'point',
    x: at,
    traits: new Map<string, Trait>([['suite', group.suite], ['split', group.split], ...panel]),
    ...NO_INTERVAL,
    value: items / (totals.get(JSON.stringify(panel)) ?? items),
    items,
  }));
}

/** The estimates of the axis's facet; `panel` is the other facet, where the figure has one. */
function facetEstimates(
  definition: FigureDefinition,
  group: GroupSummary,
): { at: Trait; panel: [string, Trait][]; estimate: Estimate }[] {
  const { x, panelFacet } = definition;
  return Object.entries(group.facets[facetKey(definition)] ?? {}).map(([values, estimate]) => {
    const parted = panelFacet === undefined ? [values] : values.split(' × ');
    const last = parted.at(-1) ?? '';
    return {
      at: x.scale === 'named' ? last : Number(last),
      panel: panelFacet === undefined ? [] : [[panelFacet, parted[0] ?? '']],
      estimate,
    };
  });
}

/** The control of this group: it holds for every run that was asked the same. */
function controlLine(
  { lines }: FigureDefinition,
  run: FinishedRun,
  group: GroupSummary,
): FigurePoint[] {
  const control = lines?.from === 'control' ? group.controls[lines.name] : undefined;
  if (control === undefined) return [];
  const traits = new Map(groupTraits(group));
  return [{ run, group, kind: 'control', x: null, traits, ...controlNumbers(control) }];
}

function traitsOf(run: FinishedRun, group: GroupSummary, axis?: string): Map<string, Trait> {
  const { tags, simulated } = run.summary;
  return new Map<string, Trait>([
    ...Object.entries(tags).filter(([name]) => name !== axis),
    ...groupTraits(group),
    [SIMULATED, simulated ? 'SIMULATED' : 'not simulated'],
  ]);
}

/** The trait of what answered; a tag of this name has no say in it. */
const SIMULATED = 'simulated';

function groupTraits({ suite, split, answer }: GroupSummary): [string, Trait][] {
  return [
    ['suite', suite],
    ['split', split],
    ['answer', answer],
  ];
}

const NO_INTERVAL = {
  low: null,
  high: null,
  method: null,
  methodWords: null,
  clusters: null,
  samples: null,
};

function estimated(
  { value, low, high, level, method, clusters, items, samples }: Estimate,
  group: GroupSummary,
): PointNumbers {
  const noun = clusterNounOf(group.suite, group.split);
  return {
    value,
    low,
    high,
    method: methodName(method),
    methodWords: `${100 * level}% intervals: ${methodWords(method, noun)}`,
    clusters,
    items,
    samples,
  };
}

function controlNumbers({ value, low, high, method }: ControlEstimate): PointNumbers {
  return method === 'exact'
    ? { ...NO_INTERVAL, value, items: null }
    : { ...NO_INTERVAL, value, low, high, items: null };
}

/** What says nothing of a run, such as a control, is shown once however many runs it comes with. */
function isFirstOfItsKind(): (point: FigurePoint) => boolean {
  const seen = new Set<string>();
  return (point) => {
    if (point.kind !== 'control' && point.samples !== null) return true;
    const { kind, x, traits, value } = point;
    const key = JSON.stringify([kind, x, [...traits], value]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
