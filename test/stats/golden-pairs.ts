/**
 * Reference values for differences, from exact fractions (Python's `fractions`, the sign-flip distribution as a table of
 * fractions) and scipy 1.17.1 (`betaincinv`, `stdtrit`). No line of ours had a part in them.
 */

import type { PairedCluster } from '../../src/stats/index.js';
import { clustersOf } from './golden.js';

export interface GoldenPairs {
  readonly name: string;
  /** As `GoldenSet.clusters`. */
  readonly a: string;
  readonly b: string;
  readonly weights?: readonly number[];
  readonly value: number;
  readonly correlation: number;
  readonly limits: readonly [number, number];
  readonly limits90: readonly [number, number];
  /** Of a loss, of a gain, two-sided. */
  readonly p: readonly [number, number, number];
  readonly stdError: number;
  /** The smallest drop at alpha 0.05 and 0.005. */
  readonly drop: readonly [number, number] | null;
}

const TEN_A = '16/16 | 12/16 | 9/16 | 16/16 | 0/16 | 5/16 | 14/16 | 2/16 | 8/16 | 10/16';
const TEN_B = '14/16 | 9/16 | 9/16 | 15/16 | 0/16 | 1/16 | 15/16 | 0/16 | 4/16 | 6/16';

export const GOLDEN_PAIRS: readonly GoldenPairs[] = [
  {
    name: 'ten-pairs',
    a: TEN_A,
    b: TEN_B,
    value: -0.11875,
    correlation: 0.9521898709970052,
    limits: [-0.1921855276417065, -0.04106561215910998],
    limits90: [-0.18306413500414806, -0.05122954430825005],
    p: [0.01171875, 0.99609375, 0.0234375],
    stdError: 0.03662165798176447,
    drop: [0.09948334887086026, 0.15136607971034344],
  },
  {
    name: 'three of fifty collapse',
    a: fifty('16/16'),
    b: fifty('0/16'),
    value: -0.06,
    correlation: 0,
    limits: [-0.16692296218140829, 0.025646709107862944],
    limits90: [-0.14904005874721, 0.012764134400035543],
    p: [0.125, 1, 0.25],
    stdError: 0.033926691677251195,
    drop: [0.08568421065054718, 0.1197262897547534],
  },
  {
    name: 'identical',
    a: TEN_A,
    b: TEN_A,
    value: 0,
    correlation: 1,
    limits: [-0.02379371397230109, 0.02379371397230109],
    limits90: [-0.018245969290082757, 0.018245969290082757],
    p: [1, 1, 1],
    stdError: 0,
    drop: null,
  },
  {
    name: 'weighted',
    a: '16/16 | 12/16 | 9/16 | 16/16 | 0/16 | 5/16',
    b: '14/16 | 9/16 | 9/16 | 15/16 | 0/16 | 1/16',
    weights: [3, 1, 1, 2, 1, 2],
    value: -0.11875,
    correlation: 0.9804748518326839,
    limits: [-0.2620931115423975, -0.0026743561126282567],
    limits90: [-0.23918998956437892, -0.02288273240503716],
    p: [0.0625, 1, 0.125],
    stdError: 0.03788861141556919,
    drop: [0.1222746730655771, 0.20632028182483558],
  },
  {
    name: 'ragged, an item missing in one run counts in neither',
    a: '16/16 6/12 | 8/16 | 4/8 0/0 | 0/16 3/4 | 0/0 | 12/16 2/8 | 16/16',
    b: '12/16 3/16 | 5/8 | 2/8 9/16 | 0/16 1/4 | 4/16 | 10/16 0/8 | 15/16',
    value: -0.15104166666666666,
    correlation: 0.8506589296528311,
    limits: [-0.28310014666446265, -0.009529350559222438],
    limits90: [-0.26715830567837806, -0.02776144393529706],
    p: [0.046875, 0.96875, 0.09375],
    stdError: 0.06374625533664267,
    drop: [0.18706926073062677, 0.3156514887920171],
  },
];

/** Fifty clusters, all right but the first three. */
function fifty(first: string): string {
  return Array.from({ length: 50 }, (_, index) => (index < 3 ? first : '16/16')).join(' | ');
}

export function pairsOf(a: string, b: string): PairedCluster[] {
  const sideB = clustersOf(b);
  return clustersOf(a).map((side, index) => ({ a: side, b: sideB[index] ?? [] }));
}
