/**
 * One estimate of a summary: accuracy over some items of one group with its interval, and the shares that stand beside
 * it. A function of counts alone.
 */
import { type EstimateNumbers, estimate, groupedBy, type IntervalMethod } from '../stats/index.js';
import { RECALL } from '../suites/recall/recalled.js';
import { measuresOf, suiteNamed } from '../suites/registry.js';
import type { Item } from '../suites/suite.js';
import type { Counts, ItemScores } from './item-scores.js';

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
  /** Tokens per sample, reasoning included, where the server counts them; null where it does not. */
  readonly tokens: number | null;
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

/** What an estimate depends on beside the scores. */
export interface EstimateSettings {
  readonly method: IntervalMethod;
  /** Samples asked per item. */
  readonly samples: number;
  /** Whether the suites could be asked for binding errors. */
  readonly knowsBindingErrors: boolean;
}

export function estimateOf(scores: readonly ItemScores[], settings: EstimateSettings): Estimate {
  const clusters = byCluster(scores);
  const sum = new Sums(scores);
  const { valid, counted } = sum.counts;
  const lenient = clusters.map((cluster) =>
    cluster.map(({ counts }) => ({ correct: counts.lenient, valid: counts.valid })),
  );
  const asks = settings.knowsBindingErrors && hasBindingErrors(scores);
  return {
    ...(estimate(clusters, { method: settings.method }) ?? notComputed(scores, settings.method)),
    instructions: sum.instructions.size,
    missing: scores.length * settings.samples - valid,
    malformed: share(sum.counts.malformed, valid),
    truncated: share(sum.counts.truncated, valid),
    tokens: counted === 0 ? null : sum.counts.tokens / counted,
    reasoned: share(sum.counts.reasoned, valid),
    lenient: estimate(lenient)?.value ?? null,
    binding_errors: asks ? share(sum.counts.bindingErrors, sum.wrong) : null,
    binding_errors_by_chance: asks ? share(sum.counts.bindingChance, 1000 * sum.wrong) : null,
    distinct_answers: sum.distinctAnswers,
    distinct_outputs: sum.distinctOutputs,
    measures: sum.measures(scores[0]?.item),
  };
}

function hasBindingErrors([score]: readonly ItemScores[]): boolean {
  if (score === undefined || score.item.split === RECALL) return false;
  return suiteNamed(score.item.suite).userData !== true;
}

/** The scores of each cluster, in the order of their first item. */
export function byCluster(scores: readonly ItemScores[]): ItemScores[][] {
  return [...groupedBy(scores, ({ item }) => item.cluster).values()];
}

/** Sums over items, in one pass. */
class Sums {
  readonly counts: Omit<Counts, 'measures' | 'firstWrongSteps' | 'steps' | 'stepsStated'> = {
    valid: 0,
    correct: 0,
    lenient: 0,
    malformed: 0,
    truncated: 0,
    reasoned: 0,
    bindingErrors: 0,
    bindingChance: 0,
    answered: 0,
    tokens: 0,
    counted: 0,
  };
  /** With a valid sample. */
  readonly instructions = new Set<string>();
  readonly #measures: Record<string, number> = {};
  #distinct = 0;
  #distinctOutputs = 0;
  #sampledItems = 0;
  #answeredItems = 0;

  constructor(scores: readonly ItemScores[]) {
    for (const score of scores) this.#add(score);
  }

  #add({ item, counts, distinctAnswers, distinctOutputs }: ItemScores): void {
    const sum = this.counts;
    sum.valid += counts.valid;
    sum.correct += counts.correct;
    sum.lenient += counts.lenient;
    sum.malformed += counts.malformed;
    sum.truncated += counts.truncated;
    sum.reasoned += counts.reasoned;
    sum.bindingErrors += counts.bindingErrors;
    sum.bindingChance += counts.bindingChance;
    sum.answered += counts.answered;
    sum.tokens += counts.tokens;
    sum.counted += counts.counted;
    if (counts.valid > 0) this.instructions.add(item.instruction);
    for (const name in counts.measures) {
      this.#measures[name] = (this.#measures[name] ?? 0) + (counts.measures[name] ?? 0);
    }
    if (counts.valid > 0) {
      this.#sampledItems += 1;
      this.#distinctOutputs += distinctOutputs / counts.valid;
    }
    if (counts.answered === 0) return;
    this.#answeredItems += 1;
    this.#distinct += distinctAnswers / counts.answered;
  }

  /** Answers in the requested format that are not right. */
  get wrong(): number {
    return this.counts.valid - this.counts.correct - this.counts.malformed;
  }

  get distinctAnswers(): number | null {
    return share(this.#distinct, this.#answeredItems);
  }

  get distinctOutputs(): number | null {
    return share(this.#distinctOutputs, this.#sampledItems);
  }

  measures(item: Item | undefined): Record<string, number | null> {
    const names = item === undefined ? [] : Object.keys(measuresOf(item.suite, item.split));
    return Object.fromEntries(
      names.map((name) => [name, share(this.#measures[name] ?? 0, 1000 * this.counts.answered)]),
    );
  }
}

function notComputed(scores: readonly ItemScores[], method: IntervalMethod) {
  return {
    value: null,
    low: null,
    high: null,
    method,
    level: 0.95,
    std_error: null,
    n_eff: null,
    design_effect: null,
    clusters: 0,
    items: 0,
    samples: 0,
    cluster_t: null,
    flags: [scores.length === 0 ? 'no items' : 'no valid samples: could not be computed'],
  };
}

function share(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}
