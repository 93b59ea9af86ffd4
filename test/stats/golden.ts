/**
 * Reference values, from exact fractions (Python's `fractions`) and scipy 1.17.1 (`betaincinv`, `stdtrit`); the beta
 * quantiles also by mpmath 1.4.1 at 40 digits, which agrees. No line of ours had a part in them.
 */
import type { Cluster } from '../../src/stats/index.js';

export interface GoldenSet {
  readonly name: string;
  /** `correct/valid` per item; clusters are separated by bars. */
  readonly clusters: string;
  readonly weights?: readonly number[];
  /** Items score the unbiased pass@k instead of their mean. */
  readonly passAt?: number;
  readonly value: number;
  readonly nEff: number;
  readonly limits: readonly [number, number];
  readonly limits90: readonly [number, number];
  readonly stdError: number | null;
  readonly clusterT: readonly [number, number] | null;
  /** Clusters, items and samples that hold a valid sample. */
  readonly counts: readonly [number, number, number];
}

export const GOLDEN_SETS: readonly GoldenSet[] = [
  {
    name: 'all-wrong',
    clusters: '0/16 | 0/16 | 0/16 | 0/16 | 0/16',
    value: 0.0,
    nEff: 5.0,
    limits: [0.0, 0.521823750105],
    limits90: [0.0, 0.450719728347],
    stdError: 0.0,
    clusterT: null,
    counts: [5, 5, 80],
  },
  {
    name: 'all-right',
    clusters: repeated('16/16 16/16', 20),
    value: 1.0,
    nEff: 20.0,
    limits: [0.831566529017, 1.0],
    limits90: [0.860891659332, 1.0],
    stdError: 0.0,
    clusterT: null,
    counts: [20, 40, 640],
  },
  {
    name: 'six-mixed',
    clusters: '16/16 | 8/16 | 4/16 | 0/16 | 16/16 | 12/16',
    value: 0.583333333333,
    nEff: 8.45535714286,
    limits: [0.222727939284, 0.886655843593],
    limits90: [0.264171255616, 0.857114920525],
    stdError: 0.166666666667,
    clusterT: [0.154903027394, 1.0],
    counts: [6, 6, 96],
  },
  {
    name: 'ten-by-two',
    clusters:
      '16/16 12/16 | 3/16 0/16 | 9/16 11/16 | 16/16 16/16 | 0/16 0/16 | 1/16 5/16 | 14/16 7/16 | 2/16 2/16 | 16/16 0/16 | 6/16 10/16',
    value: 0.45625,
    nEff: 20.0264922871,
    limits: [0.235778997788, 0.690089368651],
    limits90: [0.264095695904, 0.658643474046],
    stdError: 0.108773145685,
    clusterT: [0.210188049368, 0.702311950632],
    counts: [10, 20, 320],
  },
  {
    name: 'single-cluster',
    clusters: '8/16',
    value: 0.5,
    nEff: 1.0,
    limits: [0.000385580980756, 0.999614419019],
    limits90: [0.00154291930267, 0.998457080697],
    stdError: null,
    clusterT: null,
    counts: [1, 1, 16],
  },
  {
    name: 'two-clusters',
    clusters: '16/16 | 4/16',
    value: 0.625,
    nEff: 1.75409836066,
    limits: [0.021288840651, 0.998381224391],
    limits90: [0.0403064793607, 0.995347358065],
    stdError: 0.375,
    clusterT: [0.0, 1.0],
    counts: [2, 2, 32],
  },
  {
    name: 'no-spread-capped',
    clusters: '8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16 | 8/16',
    value: 0.5,
    nEff: 128.0,
    limits: [0.410376081003, 0.589623918997],
    limits90: [0.423989870924, 0.576010129076],
    stdError: 0.0,
    clusterT: null,
    counts: [8, 8, 128],
  },
  {
    name: 'all-or-nothing',
    clusters: '16/16 | 16/16 | 16/16 | 0/16 | 0/16 | 0/16 | 0/16 | 0/16 | 0/16 | 0/16',
    value: 0.3,
    nEff: 9.04545454545,
    limits: [0.0593976717964, 0.671068011437],
    limits90: [0.0794231867501, 0.623877573838],
    stdError: 0.152752523165,
    clusterT: [0.0, 0.645550214414],
    counts: [10, 10, 160],
  },
  {
    name: 'one-success',
    clusters: `1/16 | ${repeated('0/16', 19)}`,
    value: 0.003125,
    nEff: 30.6986817326,
    limits: [3.88043202628e-19, 0.119127321509],
    limits90: [5.33073096409e-16, 0.0985217472555],
    stdError: 0.003125,
    clusterT: [0.0, 0.00966570017003],
    counts: [20, 20, 320],
  },
  {
    name: 'ragged-missing',
    clusters: '5/15 16/16 | 0/12 | 7/16 3/4 0/0 | 0/0 | 16/16 15/16 10/13 | 2/16',
    value: 0.457532051282,
    nEff: 8.03549630315,
    limits: [0.131310470251, 0.814249078232],
    limits90: [0.163971697264, 0.775309318423],
    stdError: 0.17029006319,
    clusterT: [0.0, 0.93033306369],
    counts: [5, 9, 124],
  },
  {
    name: 'weighted',
    clusters: '16/16 | 8/16 | 4/16 | 0/16 | 12/16',
    weights: [1, 2, 3, 4, 2],
    value: 0.354166666667,
    nEff: 7.07596025636,
    limits: [0.0643424218177, 0.761293569093],
    limits90: [0.0875459761778, 0.714834192336],
    stdError: 0.171451210777,
    clusterT: [0.0, 0.878024421092],
    counts: [5, 5, 80],
  },
  {
    name: 'hundred-by-three',
    clusters: hundredByThree(),
    value: 0.50625,
    nEff: 349.070636731,
    limits: [0.452509609294, 0.559883495943],
    limits90: [0.460887733862, 0.551532877667],
    stdError: 0.0266245787919,
    clusterT: [0.453421059432, 0.559078940568],
    counts: [100, 300, 4800],
  },
  {
    name: 'pass-at-4',
    clusters: '1/16 0/16 | 3/16 16/16 | 0/16 0/16 | 2/12 8/16 | 16/16 15/16 | 0/16 4/16',
    passAt: 4,
    value: 0.510205072705,
    nEff: 8.77405250239,
    limits: [0.176402801037, 0.837228588133],
    limits90: [0.212884488058, 0.802169070019],
    stdError: 0.165612048699,
    clusterT: [0.0844857485579, 0.935924396852],
    counts: [6, 12, 188],
  },
];

/**
 * Probability, alpha, beta, quantile. The first five are those of the design's table; those from 1e-300 on are by mpmath's arithmetic of
 * 50 digits, from NIST's continued fraction 8.17.22.
 */
export const BETA_QUANTILES: readonly (readonly [number, number, number, number])[] = [
  [0.025, 0.5, 1.5, 0.000385580980755901],
  [0.975, 1.096, 29.6, 0.122902302398835],
  [0.025, 37.2, 63.9, 0.2771083685946],
  [0.975, 0.0035, 12.0, 3.53423810512364e-5],
  [0.025, 950.5, 51.25, 0.934377448870833],
  [0.025, 3, 8, 0.0667395111777345],
  [0.975, 1, 20, 0.168433470983085],
  [0.05, 0.35, 7.65, 1.88240632320358e-5],
  [0.95, 4200.5, 3800.25, 0.534192301879296],
  [0.005, 0.05, 0.05, 9.26191673538215e-41],
  [0.995, 99.5, 1.5, 0.999640555064947],
  [1e-300, 1.2, 2, 5.183794373670563e-251],
  [1e-300, 3, 0.5, 1.4736125994561546e-100],
  [1e-300, 1e6, 1e6, 0.4869041186607708],
  [1e-300, 5000, 30, 0.8501711909575762],
  [1e-12, 0.25, 1e6, 6.749700424249125e-55],
  [1e-6, 1e6, 0.001, 0.9999948799854661],
  [0.025, 0.5, 1_600_000.5, 3.068965511175849e-10],
  [0.025, 1e6, 1, 0.9999963111273498],
  [0.3, 0.005, 0.005, 4.233543691148315e-45],
  [0.5, 1e6, 1e6, 0.5],
  [0.975, 250.5, 1e6, 0.00028238164260264395],
  [0.975, 1e6, 1e6, 0.5006929516660505],
  [0.999, 0.02, 1e6, 2.006319772211833e-6],
  [1 - 2 ** -53, 2, 3, 0.999996972270482],
  [1 - 2 ** -53, 1e6, 1e6, 0.5029024852522064],
];

/** Probability, degrees of freedom, quantile; those from 1e-100 on as above. */
export const T_QUANTILES: readonly (readonly [number, number, number])[] = [
  [0.975, 1, 12.7062047361747],
  [0.975, 4, 2.77644510519779],
  [0.975, 9, 2.2621571627982],
  [0.975, 19, 2.09302405440831],
  [0.975, 99, 1.98421695158642],
  [0.95, 29, 1.6991270265335],
  [0.995, 2.5, 7.16372813894878],
  [0.8, 3.25, 0.966686532505972],
  [1e-100, 0.5, -1.02849115631634e199],
  [1e-300, 1.5, -5.219469427344636e199],
  [1e-300, 7.5, -2.10890311510253e40],
  [1e-300, 1e4, -38.35638432100424],
  [1e-300, 1e9, -37.04710902029432],
  [0.025, 1e9, -1.9599639869123253],
  [0.3, 0.5, -1.0095258786071661],
  [0.5 - 2 ** -50, 3, -2.4164661794679594e-15],
  [0.6, 1e9, 0.25334710320320175],
  [0.975, 0.75, 28.746385496646603],
  [1 - 2 ** -53, 4, 12821.172749967061],
  [1 - 2 ** -53, 1e9, 8.20953629197724],
];

/** Clusters from the notation of `GoldenSet.clusters`. */
export function clustersOf(text: string): Cluster[] {
  return text.split('|').map((cluster) =>
    cluster
      .trim()
      .split(' ')
      .map((item) => {
        const [correct, valid] = item.split('/').map(Number);
        return { correct: correct ?? Number.NaN, valid: valid ?? Number.NaN };
      }),
  );
}

/** The unbiased estimate of pass@k from `correct` of `valid` samples: 1 - C(n-c, k) / C(n, k). */
export function passAtK(correct: number, valid: number, k: number): number {
  let none = 1;
  for (let drawn = 0; drawn < k; drawn += 1) {
    none *= Math.max(0, valid - correct - drawn) / (valid - drawn);
  }
  return 1 - none;
}

function repeated(cluster: string, times: number): string {
  return Array.from({ length: times }, () => cluster).join(' | ');
}

/** A hundred clusters of three items, from all wrong to all right. */
function hundredByThree(): string {
  const cluster = (g: number): string => [0, 1, 2].map((i) => `${unevenly(g, i)}/16`).join(' ');
  return Array.from({ length: 100 }, (_, index) => cluster(index + 1)).join(' | ');
}

function unevenly(g: number, i: number): number {
  if (g % 8 === 0) return 0;
  return g % 4 === 0 ? 16 : (7 * g * g + 3 * g + 5 * i) % 17;
}
