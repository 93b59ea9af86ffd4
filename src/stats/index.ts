/** Estimates and intervals over clustered scores: pure functions over numbers. The public entry `pbb-eval/stats`. */

export { betaQuantile } from './beta.js';
export type {
  Cluster,
  ItemTally,
} from './clusters.js';
export {
  type EstimateNumbers,
  type EstimateOptions,
  estimate,
  INTERVAL_METHODS,
  type IntervalMethod,
  type Limits,
} from './interval.js';
export { expectedInterval, type PlannedInterval, type PlannedSizes } from './planning.js';
export { tQuantile } from './student-t.js';
