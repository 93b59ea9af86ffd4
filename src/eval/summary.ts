/**
 * The summary of a run: estimates with intervals per (suite, split, answer) and per facet. Derived from items and
 * counts alone and free of clock values, so that equal data gives equal bytes.
 */
import { type SimulatedModel, statedAccuracy } from '../simulator/model.js';
import { type EstimateNumbers, estimate } from '../stats/index.js';
import { clopperPearson } from '../stats/interval.js';
import { suiteNamed } from '../suites/registry.js';
import type { Control, Item } from '../suites/suite.js';
import { fingerprint, type Group } from './plan.js';
import { type ReasoningSummary, reasoningOf } from './reasoning.js';
import type { ItemCounts, Tallies } from './tally.js';
import { warningsOf } from './warnings.js';

/** Accuracy over some items of one group. Shares are of valid samples, in [0, 1]; null when there are none. */
export interface Estimate
  extends Omit<EstimateNumbers, 'value' | 'low' | 'high' | 'n_eff' | 'design_effect'> {
  /** Null, with its interval, when no sample is valid: it could not be computed. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n_eff: number | null;
  readonly design_effect: number | null;
  /** Instructions with a valid sample. */
  readonly instructions: number;
  /** Samples that were asked for and could not be had. Not among `samples`. */
  readonly missing: number;
  readonly malformed: number | null;
  readonly truncated: number | null;
  /** Share of samples that reasoned outside the answer's text. */
  readonly reasoned: number | null;
  /** Accuracy by the lenient reading. */
  readonly lenient: number | null;
  /** Among wrong answers, the share that another trained instruction would have given; null without wrong answers. */
  readonly binding_errors: number | null;
  /** The share of binding errors to expect of wrong answers that have nothing to do with other instructions. */
  readonly binding_errors_by_chance: number | null;
  /** Different answers of an item, per answer in the requested format; the mean over items that have any. */
  readonly distinct_answers: number | null;
  /** Different outputs of an item, per sample, reasoning included; the mean over items that have any. */
  readonly distinct_outputs: number | null;
  /** The suite's measures, each the mean over answers in the requested format. */
  readonly measures: Readonly<Record<string, number | null>>;
}

/** The accuracy of a control. Exact, or simulated with the limits of a 95% interval over its draws. */
export interface ControlEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: 'exact' | 'simulated';
}

export interface GroupSummary {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  readonly fingerprint: string;
  readonly estimate: Estimate;
  /** The accuracy that each control would have on these items. */
  readonly controls: Readonly<Record<string, ControlEstimate>>;
  /** What a simulated model is set to; absent for a real one. */
  readonly stated_accuracy?: number;
  /** Facet name to facet value to its estimate. */
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
}

/** Everything of a summary that is not computed from counts. */
export type SummaryHead = Omit<Summary, 'format' | 'groups'>;

export function summarise(
  head: SummaryHead,
  groups: readonly Group[],
  tallies: Tallies,
  simulator?: SimulatedModel,
): Summary {
  return {
    format: 1,
    ...head,
    groups: groups.map((group) => summariseGroup(group, tallies, simulator)),
  };
}

function summariseGroup(
  group: Group,
  tallies: Tallies,
  simulator: SimulatedModel | undefined,
): GroupSummary {
  const suite = suiteNamed(group.suite);
  const whole = estimateOf(group.items, tallies);
  return {
    suite: group.suite,
    split: group.split,
    answer: group.answer,
    fingerprint: fingerprint(group),
    estimate: whole,
    controls: Object.fromEntries(
      Object.entries(suite.controls).map(([name, control]) => [
        name,
        controlEstimate(group.items, name, control),
      ]),
    ),
    ...(simulator === undefined
      ? {}
      : { stated_accuracy: meanOfMeans(group.items, (item) => statedAccuracy(simulator, item)) }),
    facets: Object.fromEntries(
      (suite.userData ? facetsOf(group.items) : suite.summaryFacets).map((facet) => [
        facet,
        byFacet(group.items, facet, tallies),
      ]),
    ),
    ...reasoningOf(group.items, tallies),
    warnings: warningsOf(whole, tallies, group.items),
  };
}

/** The names of all facets of items, in order. */
function facetsOf(items: readonly Item[]): string[] {
  return [...new Set(items.flatMap(({ facets }) => Object.keys(facets)))].toSorted();
}

/** The items of each value of a facet, numbers in order of size. Items without the facet are left out. */
function byFacet(
  items: readonly Item[],
  facet: string,
  tallies: Tallies,
): Record<string, Estimate> {
  const values = new Map<string | number, Item[]>();
  for (const item of items) {
    const value = item.facets[facet];
    if (value === undefined) continue;
    const of = values.get(value);
    if (of === undefined) values.set(value, [item]);
    else of.push(item);
  }
  const ordered = [...values].toSorted(([a], [b]) => compareFacets(a, b));
  return Object.fromEntries(ordered.map(([value, of]) => [String(value), estimateOf(of, tallies)]));
}

function compareFacets(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : Number(left > right);
}

function estimateOf(items: readonly Item[], tallies: Tallies): Estimate {
  const clusters = new Map<string, Readonly<ItemCounts>[]>();
  const sum = {
    valid: 0,
    lenient: 0,
    malformed: 0,
    truncated: 0,
    reasoned: 0,
    bindingErrors: 0,
    bindingChance: 0,
    wrong: 0,
    answered: 0,
  };
  const measures: Record<string, number> = {};
  for (const item of items) {
    const counts = tallies.countsOf(item);
    const cluster = clusters.get(item.cluster);
    if (cluster === undefined) clusters.set(item.cluster, [counts]);
    else cluster.push(counts);
    sum.valid += counts.valid;
    sum.lenient += counts.lenient;
    sum.malformed += counts.malformed;
    sum.truncated += counts.truncated;
    sum.reasoned += counts.reasoned;
    sum.bindingErrors += counts.bindingErrors;
    sum.bindingChance += counts.bindingChance;
    sum.wrong += counts.valid - counts.correct - counts.malformed;
    sum.answered += counts.answered;
    for (const [name, value] of Object.entries(counts.measures)) {
      measures[name] = (measures[name] ?? 0) + value;
    }
  }
  const members = [...clusters.values()];
  const lenient = members.map((cluster) =>
    cluster.map((counts) => ({ correct: counts.lenient, valid: counts.valid })),
  );
  const knowsBinding = tallies.knowsBindingErrors && hasBindingErrors(items);
  const numbers = estimate(members) ?? notComputed(items);
  return {
    ...numbers,
    instructions: new Set(
      items.filter((item) => tallies.countsOf(item).valid > 0).map((item) => item.instruction),
    ).size,
    missing: items.length * tallies.samples - sum.valid,
    malformed: share(sum.malformed, sum.valid),
    truncated: share(sum.truncated, sum.valid),
    reasoned: share(sum.reasoned, sum.valid),
    lenient: estimate(lenient)?.value ?? null,
    binding_errors: knowsBinding ? share(sum.bindingErrors, sum.wrong) : null,
    binding_errors_by_chance: knowsBinding ? share(sum.bindingChance, 1000 * sum.wrong) : null,
    distinct_answers: distinctAnswers(items, tallies),
    distinct_outputs: distinctOutputs(items, tallies),
    measures: Object.fromEntries(
      measured(items).map((name) => [name, share(measures[name] ?? 0, 1000 * sum.answered)]),
    ),
  };
}

function hasBindingErrors([item]: readonly Item[]): boolean {
  return item !== undefined && suiteNamed(item.suite).userData !== true;
}

/** The measures of the suite of these items, which is one. */
function measured([item]: readonly Item[]): string[] {
  return item === undefined ? [] : Object.keys(suiteNamed(item.suite).measures);
}

function distinctAnswers(items: readonly Item[], tallies: Tallies): number | null {
  const answered = items.filter((item) => tallies.countsOf(item).answered > 0);
  if (answered.length === 0) return null;
  return mean(
    answered.map((item) => tallies.distinctAnswersOf(item) / tallies.countsOf(item).answered),
  );
}

function distinctOutputs(items: readonly Item[], tallies: Tallies): number | null {
  const sampled = items.filter((item) => tallies.countsOf(item).valid > 0);
  if (sampled.length === 0) return null;
  return mean(
    sampled.map((item) => tallies.distinctOutputsOf(item) / tallies.countsOf(item).valid),
  );
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
  const means = clusterMeans(items, (item) => item.controls[name] ?? 0);
  const value = mean(means);
  if (draws === undefined) return { value, low: value, high: value, method: 'exact' };
  return { value, ...clopperPearson(value, draws * means.length, 0.95), method: 'simulated' };
}

function notComputed(items: readonly Item[]) {
  return {
    value: null,
    low: null,
    high: null,
    method: 'korn-graubard-shrunken' as const,
    level: 0.95,
    std_error: null,
    n_eff: null,
    design_effect: null,
    clusters: 0,
    items: 0,
    samples: 0,
    cluster_t: null,
    flags: [items.length === 0 ? 'no items' : 'no valid samples: could not be computed'],
  };
}

function share(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}

/** The mean over clusters of the mean over their items, as accuracy is computed. */
function meanOfMeans(items: readonly Item[], score: (item: Item) => number): number {
  return mean(clusterMeans(items, score));
}

function clusterMeans(items: readonly Item[], score: (item: Item) => number): number[] {
  const clusters = new Map<string, number[]>();
  for (const item of items) {
    const scores = clusters.get(item.cluster);
    if (scores === undefined) clusters.set(item.cluster, [score(item)]);
    else scores.push(score(item));
  }
  return [...clusters.values()].map(mean);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
