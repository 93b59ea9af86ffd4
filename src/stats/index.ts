/**
 * Estimates, intervals and comparisons over clustered scores: pure functions over numbers. The public entry
 * `pbb-eval/stats`.
 */

export { betaQuantile } from './beta.js';
export { type Cluster, clusterMean, groupedBy, type ItemTally } from './clusters.js';
export {
  type Difference,
  type DifferenceInterval,
  type DifferenceOptions,
  difference,
  differenceInterval,
} from './difference.js';
export { type Distilled, type Exchange, exchange, type Worth } from './exchange.js';
export {
  DEFAULT_GATE_RULES,
  GATE_ALPHA,
  type GateRules,
  type GateSplit,
  type GateVerdict,
  gate,
  worstVerdict,
} from './gate.js';
export { holm } from './holm.js';
export {
  type EstimateNumbers,
  type EstimateOptions,
  estimate,
  INTERVAL_METHODS,
  type IntervalMethod,
  type Limits,
} from './interval.js';
export { mean } from './mean.js';
export { missingBounds } from './missing.js';
export type { PairedCluster } from './pairs.js';
export { majorityAtK, passAtK, type Vote } from './pass-at-k.js';
export { expectedInterval, type PlannedInterval, type PlannedSizes } from './planning.js';
export { clustersToHold, type PlannedComparison, plannedDrop, smallestDrop } from './power.js';
export { type RecalledCluster, type RecallShare, type RecallTable, recallTable } from './recall.js';
export { type SignFlip, signFlip } from './sign-flip.js';
export { normalQuantile, tQuantile } from './student-t.js';
export { type RunsDifference, runsDifference } from './training-runs.js';
export { type VarianceComponents, varianceComponents } from './variance.js';
