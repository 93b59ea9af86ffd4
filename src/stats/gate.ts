/**
 * The regression gate: has the candidate B lost against the baseline A on the splits that were declared? Holm's family is
 * what is declared, so splits that nobody asked about cost no power. That a loss was not proved is never taken for proof
 * that there is none: `held` needs an interval that excludes a loss of the margin.
 */
import {
  type Difference,
  type DifferenceInterval,
  difference,
  differenceInterval,
} from './difference.js';
import { holm } from './holm.js';
import type { PairedCluster } from './pairs.js';
import { clustersToHold, smallestDrop } from './power.js';

/**
 * - `regressed`: the adjusted p of a loss is at most alpha, and the loss is at least the tolerance.
 * - `improved`: held, and the adjusted p of a gain is at most alpha.
 * - `held`: the lower limit of the 90% interval of the difference lies above minus the margin, over five clusters or more.
 * - `inconclusive`: none of these.
 */
export type GateVerdict = 'regressed' | 'inconclusive' | 'held' | 'improved';

/** In points of accuracy, from 0 to 1. */
export interface GateRules {
  /** A loss smaller than this is no regression, however certain. */
  readonly tolerance: number;
  /** A loss of this or more must be excluded to have held. */
  readonly margin: number;
}

export const DEFAULT_GATE_RULES: GateRules = { tolerance: 0.02, margin: 0.05 };

/** Family-wise level of the tests. */
export const GATE_ALPHA = 0.05;
/** Two-sided level of the interval that decides on `held`: its lower limit is a one-sided 95% limit. */
const HELD_LEVEL = 0.9;
/** A loss of the tolerance is one, however its last digit was rounded. */
const ROUNDING = 1e-12;
/** With fewer clusters the interval excludes a loss of the margin too often where there is one. */
const FEWEST_TO_HOLD = 5;
/** Of the limit on changes that were not drawn: exact, one-sided (Clopper and Pearson 1934). */
const UNSEEN_LEVEL = 0.95;
/** Fewer changed clusters are worth a note, where they are too few for a verdict. */
const FEW_CHANGED = 8;

/** What the gate says of one declared split. */
export interface GateSplit {
  readonly verdict: GateVerdict;
  /** At 95%; null when no item is valid in both runs. */
  readonly difference: Difference | null;
  /** The lower limit of the 90% interval. */
  readonly low_90: number | null;
  /** Holm-adjusted over the declared splits, one-sided. */
  readonly p_loss: number;
  readonly p_gain: number;
  /** The smallest drop seen with 80% power, at the strictest level of Holm; null where all clusters changed alike. */
  readonly smallest_drop: number | null;
  /** Clusters it would take to be `held`; null when it is not inconclusive or no number would do. */
  readonly clusters_to_hold: number | null;
  /** What a reader must know, in words. */
  readonly notes: readonly string[];
}

/** The verdict on each declared split, in their order. */
export function gate(
  splits: readonly (readonly PairedCluster[])[],
  rules: GateRules = DEFAULT_GATE_RULES,
): GateSplit[] {
  const found = splits.map((pairs) => ({
    wide: difference(pairs),
    narrow: differenceInterval(pairs, { level: HELD_LEVEL }),
  }));
  const losses = holm(found.map(({ wide }) => wide?.test.p_loss ?? 1));
  const gains = holm(found.map(({ wide }) => wide?.test.p_gain ?? 1));
  return found.map(({ wide, narrow }, index): GateSplit => {
    const [pLoss, pGain] = [losses[index] ?? 1, gains[index] ?? 1];
    const verdict =
      wide === null || narrow === null
        ? 'inconclusive'
        : verdictOf(wide, narrow, pLoss, pGain, rules);
    const strictest = GATE_ALPHA / splits.length;
    return {
      verdict,
      difference: wide,
      low_90: narrow?.low ?? null,
      p_loss: pLoss,
      p_gain: pGain,
      smallest_drop: wide === null ? null : smallestDrop(wide.spread, wide.clusters, strictest),
      clusters_to_hold:
        verdict === 'inconclusive' && narrow !== null ? neededToHold(narrow, rules.margin) : null,
      notes: notesOn(wide, splits.length),
    };
  });
}

/** The worst of all: one split that regressed is a regression, one that is inconclusive leaves the whole so. */
export function worstVerdict(verdicts: readonly GateVerdict[]): GateVerdict {
  const order = ['regressed', 'inconclusive', 'held', 'improved'] as const;
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';
}

function verdictOf(
  wide: Difference,
  narrow: DifferenceInterval,
  pLoss: number,
  pGain: number,
  { tolerance, margin }: GateRules,
): GateVerdict {
  if (pLoss <= GATE_ALPHA && wide.value <= -tolerance + ROUNDING) return 'regressed';
  if (wide.clusters < FEWEST_TO_HOLD || narrow.low <= -margin) return 'inconclusive';
  return pGain <= GATE_ALPHA ? 'improved' : 'held';
}

function neededToHold(narrow: DifferenceInterval, margin: number): number | null {
  const needed = clustersToHold(narrow, margin);
  return needed === null ? null : Math.max(needed, FEWEST_TO_HOLD);
}

function notesOn(wide: Difference | null, splits: number): string[] {
  if (wide === null) return ['no item has a valid sample in both runs'];
  const notes = [...new Set([...wide.a.flags, ...wide.b.flags])];
  if (wide.clusters < FEWEST_TO_HOLD) {
    notes.push(
      `too few clusters for a verdict of held or improved: ${wide.clusters}, where ${FEWEST_TO_HOLD} are the fewest`,
    );
  }
  const smallest = 2 ** -wide.changed;
  if (wide.changed > 0 && wide.changed < FEW_CHANGED && smallest * splits > GATE_ALPHA) {
    const which = splits === 1 ? 'this split' : `one of ${splits} splits`;
    notes.push(
      `only ${wide.changed} of the clusters changed: no p below ${smallest} is possible, so ${which} cannot be called ` +
        'regressed, however great the loss',
    );
  }
  if (wide.changed === 0 && wide.correlation > 0) {
    // Alike as the runs are, the interval then has hardly a width, whatever the number of clusters.
    const unseen = 100 * (1 - (1 - UNSEEN_LEVEL) ** (1 / wide.clusters));
    notes.push(
      `none of ${wide.clusters} clusters changed, which leaves open that up to ${unseen.toFixed(1)}% of such clusters would ` +
        `(${100 * UNSEEN_LEVEL}% limit); the interval does not show it`,
    );
  } else if (wide.spread === null || wide.spread === 0) {
    const half = (100 * (wide.high - wide.low)) / 2;
    notes.push(
      'the differences have no spread that would tell the smallest drop: half the width of the 95% interval is ' +
        `${half.toFixed(1)} points`,
    );
  }
  if (wide.test.method === 'drawn') notes.push('p from 99,999 drawn sign changes');
  return notes;
}
