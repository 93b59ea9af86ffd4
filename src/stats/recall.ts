/**
 * What is known beside what is done: each instruction was asked for itself, and executed. A recall sample and an execution sample of one
 * instruction are drawn apart from each other, so the share of pairs in which both are right is, per instruction, the product of the two
 * shares: unbiased, whatever the number of samples. Every number is a mean over instructions, which are the clusters of its interval.
 */
import { type Cluster, clusterMean, type ItemTally } from './clusters.js';
import { estimate, type Limits } from './interval.js';

/** One instruction: the samples that recalled it, and its items. */
export interface RecalledCluster {
  readonly recall: ItemTally;
  readonly execution: Cluster;
}

export interface RecallShare extends Limits {
  readonly value: number;
}

/** Shares in [0, 1] with 95% intervals over instructions. */
export interface RecallTable {
  /** Instructions with samples of both kinds. */
  readonly instructions: number;
  readonly knows: RecallShare;
  readonly does: RecallShare;
  /** The two by two: of pairs of a recall and an execution of one instruction. The four sum to 1. */
  readonly knows_and_does: RecallShare;
  readonly knows_only: RecallShare;
  readonly does_only: RecallShare;
  readonly neither: RecallShare;
  /** Accuracy of executions, each instruction weighted by how often it was recalled; null when none was. */
  readonly does_if_known: RecallShare | null;
  /** The same by how often it was not recalled; null when all were always. */
  readonly does_if_unknown: RecallShare | null;
}

/** Null when no instruction has samples of both kinds. */
export function recallTable(clusters: readonly RecalledCluster[]): RecallTable | null {
  const instructions = clusters.flatMap(sharesOf);
  if (instructions.length === 0) return null;
  const over = (part: (one: Shares) => number) =>
    required(instructions.map((one) => [pseudoItem(part(one), one.samples)]));
  return {
    instructions: instructions.length,
    knows: over(({ knows }) => knows),
    does: required(instructions.map(({ execution }) => execution)),
    knows_and_does: over(({ knows, does }) => knows * does),
    knows_only: over(({ knows, does }) => knows * (1 - does)),
    does_only: over(({ knows, does }) => (1 - knows) * does),
    neither: over(({ knows, does }) => (1 - knows) * (1 - does)),
    does_if_known: weighted(instructions, ({ knows }) => knows),
    does_if_unknown: weighted(instructions, ({ knows }) => 1 - knows),
  };
}

interface Shares {
  readonly knows: number;
  readonly does: number;
  readonly execution: Cluster;
  readonly samples: number;
}

function sharesOf({ recall, execution }: RecalledCluster): Shares[] {
  const does = clusterMean(execution);
  if (recall.valid === 0 || does === null) return [];
  const executed = execution.reduce((sum, { valid }) => sum + valid, 0);
  const samples = Math.min(recall.valid, executed);
  return [{ knows: recall.correct / recall.valid, does, execution, samples }];
}

/** A share as if it came of so many samples, which bound how much it can tell. */
function pseudoItem(share: number, samples: number): ItemTally {
  return { correct: share * samples, valid: samples };
}

function weighted(
  instructions: readonly Shares[],
  weightOf: (one: Shares) => number,
): RecallShare | null {
  const counted = instructions.filter((one) => weightOf(one) > 0);
  const clusters = counted.map(({ execution }) => execution);
  return counted.length === 0 ? null : required(clusters, counted.map(weightOf));
}

function required(clusters: readonly Cluster[], weights?: readonly number[]): RecallShare {
  const found = estimate(clusters, weights === undefined ? {} : { weights });
  if (found === null) throw new RangeError('no instruction has samples');
  const { value, low, high } = found;
  return { value, low, high };
}
