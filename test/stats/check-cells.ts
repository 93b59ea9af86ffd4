/**
 * Settings of the simulation with the rates that an independent implementation found: 100,000 replicates each for one run,
 * 10,000 for two. From the design's `ci-golden.json`, whose recipe the tests follow.
 */

/** One run: G clusters of k items of 16 samples, cluster accuracies from a Beta distribution. */
export interface SingleCell {
  readonly G: number;
  readonly k: number;
  readonly p: number;
  readonly icc: number;
  readonly coverage: number;
  readonly width: number;
  readonly clusterT: number;
  readonly wald: number;
}

export const SINGLE_CELLS: readonly SingleCell[] = [
  { G: 5, k: 1, p: 0.5, icc: 0.5, coverage: 0.9453, width: 0.6443, clusterT: 0.9264, wald: 0.4715 },
  { G: 5, k: 5, p: 0.05, icc: 0.2, coverage: 0.9971, width: 0.3992, clusterT: 0.727, wald: 0.3098 },
  {
    G: 10,
    k: 1,
    p: 0.37,
    icc: 0.2,
    coverage: 0.961,
    width: 0.3302,
    clusterT: 0.9419,
    wald: 0.6715,
  },
  {
    G: 10,
    k: 10,
    p: 0.9,
    icc: 0.5,
    coverage: 0.9917,
    width: 0.3075,
    clusterT: 0.7898,
    wald: 0.1718,
  },
  {
    G: 20,
    k: 1,
    p: 0.01,
    icc: 0.2,
    coverage: 0.9963,
    width: 0.1249,
    clusterT: 0.5774,
    wald: 0.4875,
  },
  {
    G: 20,
    k: 5,
    p: 0.37,
    icc: 0.5,
    coverage: 0.961,
    width: 0.3179,
    clusterT: 0.9448,
    wald: 0.2402,
  },
  {
    G: 20,
    k: 10,
    p: 0.99,
    icc: 0.9,
    coverage: 0.9877,
    width: 0.1787,
    clusterT: 0.2269,
    wald: 0.0157,
  },
  { G: 30, k: 5, p: 0.2, icc: 0.9, coverage: 0.969, width: 0.2904, clusterT: 0.933, wald: 0.1806 },
  { G: 30, k: 1, p: 0.9, icc: 0.05, coverage: 0.9797, width: 0.085, clusterT: 0.9399, wald: 0.859 },
  {
    G: 50,
    k: 5,
    p: 0.05,
    icc: 0.5,
    coverage: 0.9445,
    width: 0.095,
    clusterT: 0.8796,
    wald: 0.2339,
  },
  {
    G: 50,
    k: 1,
    p: 0.37,
    icc: 0.2,
    coverage: 0.9568,
    width: 0.1395,
    clusterT: 0.9496,
    wald: 0.6766,
  },
  {
    G: 100,
    k: 1,
    p: 0.5,
    icc: 0.05,
    coverage: 0.9554,
    width: 0.0668,
    clusterT: 0.9502,
    wald: 0.8667,
  },
  {
    G: 100,
    k: 5,
    p: 0.37,
    icc: 0.2,
    coverage: 0.9543,
    width: 0.0892,
    clusterT: 0.949,
    wald: 0.3681,
  },
  {
    G: 100,
    k: 5,
    p: 0.37,
    icc: 0.5,
    coverage: 0.9566,
    width: 0.139,
    clusterT: 0.9484,
    wald: 0.2403,
  },
  {
    G: 100,
    k: 10,
    p: 0.9,
    icc: 0.2,
    coverage: 0.9559,
    width: 0.0561,
    clusterT: 0.9401,
    wald: 0.2659,
  },
  {
    G: 100,
    k: 10,
    p: 0.99,
    icc: 0.5,
    coverage: 0.9907,
    width: 0.034,
    clusterT: 0.7622,
    wald: 0.1658,
  },
  {
    G: 200,
    k: 10,
    p: 0.37,
    icc: 0.9,
    coverage: 0.957,
    width: 0.1308,
    clusterT: 0.9492,
    wald: 0.1289,
  },
  {
    G: 200,
    k: 1,
    p: 0.01,
    icc: 0.2,
    coverage: 0.9779,
    width: 0.016,
    clusterT: 0.8952,
    wald: 0.6737,
  },
];

/**
 * Two runs. `churn`: each cluster is drawn anew with this probability; `same`: none is; `diffuse`: churn, then every accuracy
 * is lowered by one factor; `sparse`: clusters fall to 0, each with one probability.
 */
export interface PairedCell {
  readonly scenario: 'churn' | 'same' | 'diffuse' | 'sparse';
  readonly churn: number;
  readonly G: number;
  readonly k: number;
  readonly p: number;
  readonly icc: number;
  readonly difference: number;
  readonly coverage: number;
  readonly width: number;
  readonly pairedT: number;
  /** How often the sign-flip test finds a loss, one-sided at 0.05 and at 0.005. */
  readonly flip05: number;
  readonly flip005: number;
  /** The same of a z test that takes every sample for independent. */
  readonly naive: number;
}

export const PAIRED_CELLS: readonly PairedCell[] = [
  {
    scenario: 'churn',
    churn: 0.15,
    G: 20,
    k: 5,
    p: 0.37,
    icc: 0.5,
    difference: 0.0,
    coverage: 0.986,
    width: 0.1719,
    pairedT: 0.979,
    flip05: 0.045,
    flip005: 0.004,
    naive: 0.246,
  },
  {
    scenario: 'churn',
    churn: 0.15,
    G: 100,
    k: 5,
    p: 0.37,
    icc: 0.5,
    difference: 0.0,
    coverage: 0.958,
    width: 0.078,
    pairedT: 0.953,
    flip05: 0.049,
    flip005: 0.004,
    naive: 0.255,
  },
  {
    scenario: 'churn',
    churn: 0.5,
    G: 100,
    k: 10,
    p: 0.37,
    icc: 0.5,
    difference: 0.0,
    coverage: 0.958,
    width: 0.1385,
    pairedT: 0.952,
    flip05: 0.05,
    flip005: 0.005,
    naive: 0.393,
  },
  {
    scenario: 'churn',
    churn: 0.15,
    G: 50,
    k: 1,
    p: 0.9,
    icc: 0.5,
    difference: 0.0,
    coverage: 0.98,
    width: 0.0954,
    pairedT: 0.966,
    flip05: 0.04,
    flip005: 0.003,
    naive: 0.103,
  },
  {
    scenario: 'same',
    churn: 0,
    G: 50,
    k: 5,
    p: 0.37,
    icc: 0.5,
    difference: 0.0,
    coverage: 0.973,
    width: 0.0355,
    pairedT: 0.95,
    flip05: 0.043,
    flip005: 0.004,
    naive: 0.011,
  },
  {
    scenario: 'diffuse',
    churn: 0.1,
    G: 100,
    k: 5,
    p: 0.37,
    icc: 0.5,
    difference: -0.05,
    coverage: 0.96,
    width: 0.0638,
    pairedT: 0.952,
    flip05: 0.915,
    flip005: 0.729,
    naive: 0.991,
  },
  {
    scenario: 'diffuse',
    churn: 0.1,
    G: 20,
    k: 5,
    p: 0.37,
    icc: 0.5,
    difference: -0.05,
    coverage: 0.979,
    width: 0.144,
    pairedT: 0.968,
    flip05: 0.558,
    flip005: 0.335,
    naive: 0.749,
  },
  {
    scenario: 'sparse',
    churn: 0,
    G: 50,
    k: 5,
    p: 0.9,
    icc: 0.5,
    difference: -0.08,
    coverage: 0.939,
    width: 0.1613,
    pairedT: 0.914,
    flip05: 0.692,
    flip005: 0.201,
    naive: 0.986,
  },
  {
    scenario: 'sparse',
    churn: 0,
    G: 100,
    k: 5,
    p: 0.9,
    icc: 0.5,
    difference: -0.08,
    coverage: 0.955,
    width: 0.1107,
    pairedT: 0.93,
    flip05: 0.98,
    flip005: 0.753,
    naive: 1.0,
  },
];
