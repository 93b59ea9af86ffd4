/**
 * The summary of a run: estimates with intervals per (suite, split, answer) and per facet. Derived from items and
 * counts alone and free of clock values, so that equal data gives equal bytes.
 */
import type { StatisticsConfig } from '../config/schema.js';
import { type SimulatedModel, statedAccuracy } from '../simulator/model.js';
import {
  estimate,
  groupedBy,
  type IntervalMethod,
  type ItemTally,
  type Limits,
  majorityAtK,
  mean,
  passAtK,
  type VarianceComponents,
  varianceComponents,
} from '../stats/index.js';
import { clopperPearson } from '../stats/interval.js';
import { RECALL } from '../suites/recall/recalled.js';
import { clusterNounOf, suiteNamed } from '../suites/registry.js';
import type { ClusterNoun, Control, Item } from '../suites/suite.js';
import { byCluster, type Estimate, type EstimateSettings, estimateOf } from './estimate.js';
import type { ItemScores } from './item-scores.js';
import { fingerprint, type Group } from './plan.js';
import { type ReasoningSummary, reasoningOf } from './reasoning.js';
import { type RecallSummary, recallOf } from './recall.js';
import type { Tallies } from './tally.js';
import { warningsOf } from './warnings.js';

/** The accuracy of a control. Exact, or simulated with the limits of a 95% interval over its draws. */
export interface ControlEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: 'exact' | 'simulated';
}

/** What several tries at an item are worth, as accuracy is computed. */
export interface TriesEstimate extends Limits {
  readonly value: number;
  readonly method: IntervalMethod;
  /** Items with so many samples. */
  readonly items: number;
}

export interface GroupSummary {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  /** What was sampled, over which intervals are taken. */
  readonly cluster_noun: ClusterNoun;
  readonly fingerprint: string;
  readonly estimate: Estimate;
  /** k to the probability that one of k samples is right, unbiased; only for k that items have samples for. */
  readonly pass_at: Readonly<Record<string, TriesEstimate>>;
  /** k to how often the most frequent answer of k samples is right. */
  readonly majority_at: Readonly<Record<string, TriesEstimate>>;
  /** Where the variance comes from; null with fewer than two instructions. */
  readonly variance: VarianceComponents | null;
  /** The accuracy that each control would have on these items. */
  readonly controls: Readonly<Record<string, ControlEstimate>>;
  /** What a simulated model is set to; absent for a real one. */
  readonly stated_accuracy?: number;
  /** Facet name to facet value to its estimate; of two facets, `ops × control_flow` to `3 × loop`. What holds a `×` is quoted. */
  readonly facets: Readonly<Record<string, Readonly<Record<string, Estimate>>>>;
  /** What reasoning that was asked for says of the true steps; absent where there are none. */
  readonly reasoning?: ReasoningSummary;
  /** What a reader must know, in words. */
  readonly warnings: readonly string[];
}

export interface Summary {
  readonly format: 1;
  readonly name: string;
  readonly label: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly tags: Readonly<Record<string, string | number | boolean>>;
  readonly samples_per_item: number;
  readonly temperature: number;
  readonly groups: readonly GroupSummary[];
  /** What is known beside what is done; absent where instructions are not asked for. */
  readonly recall?: readonly RecallSummary[];
}

/** Everything of a summary that is not computed from counts. */
export type SummaryHead = Omit<Summary, 'format' | 'groups' | 'recall'>;

export function summarise(
  head: SummaryHead,
  groups: readonly Group[],
  tallies: Tallies,
  statistics: StatisticsConfig,
  simulator?: SimulatedModel,
): Summary {
  return {
    format: 1,
    ...head,
    groups: groups.map((group) => summariseGroup(group, tallies, statistics, simulator)),
    ...recallOf(groups, tallies),
  };
}

function summariseGroup(
  group: Group,
  tallies: Tallies,
  statistics: StatisticsConfig,
  simulator: SimulatedModel | undefined,
): GroupSummary {
  const suite = suiteNamed(group.suite);
  const isAll = suite.userData === true || group.split === RECALL;
  const named = isAll ? facetsOf(group.items) : suite.summaryFacets();
  const scores = group.items.map((item) => tallies.of(item));
  const settings: EstimateSettings = {
    method: statistics.interval,
    samples: tallies.samples,
    knowsBindingErrors: tallies.knowsBindingErrors,
  };
  const whole = estimateOf(scores, settings);
  const clusters = byCluster(scores);
  return {
    suite: group.suite,
    split: group.split,
    answer: group.answer,
    cluster_noun: clusterNounOf(group.suite, group.split),
    fingerprint: fingerprint(group),
    estimate: whole,
    pass_at: triesOf(statistics, clusters, (score) => (k) => passAtK(score, k)),
    majority_at: triesOf(
      statistics,
      clusters,
      ({ votes }) =>
        (k) =>
          majorityAtK(votes, k),
    ),
    variance: varianceComponents(clusters, clusterNounOf(group.suite, group.split)),
    controls: Object.fromEntries(
      Object.entries(suite.controls)
        .filter(([name]) => group.items.some(({ controls }) => controls[name] !== undefined))
        .map(([name, control]) => [name, controlEstimate(group.items, name, control)]),
    ),
    ...(simulator === undefined
      ? {}
      : { stated_accuracy: meanOfMeans(group.items, (item) => statedAccuracy(simulator, item)) }),
    facets: Object.fromEntries(
      [...named.map((facet) => [facet]), ...statistics.breakdowns].flatMap((facets) => {
        const estimates = byFacets(scores, facets, settings);
        return Object.keys(estimates).length === 0 ? [] : [[joined(facets), estimates]];
      }),
    ),
    ...reasoningOf(scores),
    warnings: warningsOf(whole, tallies, group.items),
  };
}

/** The names of all facets of items, in order. */
function facetsOf(items: readonly Item[]): string[] {
  return [...new Set(items.flatMap(({ facets }) => Object.keys(facets)))].toSorted();
}

const NOTHING: ItemTally = { correct: 0, valid: 0 };

/** For each k that some item has the samples for: the accuracy of k tries, by the default interval. */
function triesOf(
  { tries }: StatisticsConfig,
  clusters: readonly ItemScores[][],
  triesAt: (score: ItemScores) => (k: number) => ItemTally | null,
): Record<string, TriesEstimate> {
  const tallied = tries.map((): ItemTally[][] => []);
  for (const cluster of clusters) {
    const items = cluster.map(triesAt);
    for (const [place, k] of tries.entries()) {
      tallied[place]?.push(items.map((at) => at(k) ?? NOTHING));
    }
  }
  return Object.fromEntries(
    tries.flatMap((k, place) => {
      const found = estimate(tallied[place] ?? []);
      if (found === null) return [];
      const { value, low, high, method, items } = found;
      return [[String(k), { value, low, high, method, items }]];
    }),
  );
}

/** The estimate of each combination of values of these facets that an item has, numbers in order of size. */
function byFacets(
  scores: readonly ItemScores[],
  facets: readonly string[],
  settings: EstimateSettings,
): Record<string, Estimate> {
  const parts = new Map<string, { values: (string | number)[]; scores: ItemScores[] }>();
  for (const score of scores) {
    const values = valuesOf(score, facets);
    const name = joined(values);
    const part = parts.get(name);
    if (values.length < facets.length) continue;
    if (part === undefined) parts.set(name, { values, scores: [score] });
    else part.scores.push(score);
  }
  const ordered = [...parts].toSorted(([, a], [, b]) => compareValues(a.values, b.values));
  return Object.fromEntries(
    ordered.map(([name, part]) => [name, estimateOf(part.scores, settings)]),
  );
}

/** `3 × loop`. A part that could be taken for several, or for a quoted one, is quoted. */
function joined(parts: readonly (string | number)[]): string {
  return parts
    .map((part) => (typeof part === 'string' && /×|^"/.test(part) ? JSON.stringify(part) : part))
    .join(' × ');
}

/** The item's values of these facets; fewer where it lacks one. */
function valuesOf({ item }: ItemScores, facets: readonly string[]): (string | number)[] {
  const values: (string | number)[] = [];
  for (const facet of facets) {
    const value = item.facets[facet];
    if (value !== undefined) values.push(value);
  }
  return values;
}

function compareValues(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, value] of a.entries()) {
    const order = compareFacets(value, b[index] ?? value);
    if (order !== 0) return order;
  }
  return 0;
}

function compareFacets(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : Number(left > right);
}

/**
 * The draws of a cluster are its own and are shared by its items. Limits are those of as many draws at random over all clusters:
 * none too narrow, since as many were drawn in each.
 */
function controlEstimate(
  items: readonly Item[],
  name: string,
  { draws }: Control,
): ControlEstimate {
  const means = scoresPerCluster(items, (item) => item.controls[name] ?? 0);
  const value = mean(means);
  if (draws === undefined) return { value, low: value, high: value, method: 'exact' };
  return { value, ...clopperPearson(value, draws * means.length, 0.95), method: 'simulated' };
}

/** The mean over clusters of the mean over their items, as accuracy is computed. */
function meanOfMeans(items: readonly Item[], score: (item: Item) => number): number {
  return mean(scoresPerCluster(items, score));
}

function scoresPerCluster(items: readonly Item[], score: (item: Item) => number): number[] {
  const clusters = groupedBy(items, ({ cluster }) => cluster);
  return [...clusters.values()].map((of) => mean(of.map(score)));
}
