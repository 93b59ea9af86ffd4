/**
 * Where the variance of an accuracy comes from: between clusters, between items of a cluster, between samples of an item;
 * and so which of them more of would narrow the interval. Moments of a nested random-effects model; what comes out
 * negative by chance is 0.
 */
import type { Cluster, ItemTally } from './clusters.js';
import { mean, varianceOf } from './mean.js';

/** Variances of one sample's score; null where the data cannot tell. They need not be exact: they are for planning. */
export interface VarianceComponents {
  /** Between clusters. With one item in every cluster, that of items is in it. */
  readonly clusters: number;
  /** Between items of a cluster; null when no cluster has two. */
  readonly items: number | null;
  /** Between samples of an item; null when no item has two. */
  readonly samples: number | null;
  /** By how much the standard error would shrink, in [0, 1], without the noise of samples, and of items and samples. */
  readonly gain_of_samples: number | null;
  readonly gain_of_items: number | null;
  /** What follows, in words. */
  readonly advice: string;
}

/** Moments of one cluster. */
interface ClusterMoments {
  readonly mean: number;
  /** Variance of the item means about it; null with one item. */
  readonly betweenItems: number | null;
  /** Mean over items of the unbiased variance of one sample; null when no item has two. */
  readonly ofSamples: number | null;
  /** Mean over items of 1 / samples. */
  readonly inverseSamples: number;
  readonly items: number;
}

/** The components over clusters with a valid sample; null with fewer than two of them. `noun`: what a cluster is, for the advice. */
export function varianceComponents(
  clusters: readonly Cluster[],
  noun = 'cluster',
): VarianceComponents | null {
  const moments = clusters.flatMap((cluster) =>
    momentsOf(cluster.filter(({ valid }) => valid > 0)),
  );
  if (moments.length < 2) return null;
  const samples = meanOrNull(moments.map(({ ofSamples }) => ofSamples));
  const betweenItems = meanOrNull(moments.map(({ betweenItems: found }) => found));
  const inverseSamples = mean(moments.map(({ inverseSamples: found }) => found));
  const inverseItems = mean(moments.map(({ items }) => 1 / items));
  const ofMeans = varianceOf(moments.map(({ mean: found }) => found));
  const sampleNoise = (samples ?? 0) * inverseSamples;
  const items = betweenItems === null ? null : Math.max(0, betweenItems - sampleNoise);
  const bySamples = sampleNoise * inverseItems;
  const byItems = betweenItems === null ? bySamples : betweenItems * inverseItems;
  const gains = {
    gain_of_samples: samples === null ? null : gainOf(bySamples, ofMeans),
    gain_of_items: betweenItems === null ? null : gainOf(byItems, ofMeans),
  };
  return {
    clusters: Math.max(0, ofMeans - byItems),
    items,
    samples,
    ...gains,
    advice: adviceOn(noun, gains.gain_of_samples, gains.gain_of_items),
  };
}

/** The share by which a standard error shrinks when this part of the variance goes. */
function gainOf(part: number, variance: number): number {
  if (variance === 0) return 0;
  return 1 - Math.sqrt(Math.max(0, 1 - part / variance));
}

/** Below this, a narrower interval would not be worth asking for. */
const WORTH = 0.1;

function adviceOn(noun: string, ofSamples: number | null, ofItems: number | null): string {
  const helped: string[] = [];
  const idle: string[] = [];
  const sort = (gain: number | null, what: string): void => {
    if (gain === null) return;
    if (gain >= WORTH) helped.push(`more ${what} by up to ${Math.round(100 * gain)}%`);
    else idle.push(`more ${what} would not`);
  };
  sort(ofSamples, 'samples');
  sort(ofItems, `items per ${noun}`);
  return [
    `more ${noun}s would narrow this interval${helped.length === 0 ? '' : `, ${helped.join(', ')}`}`,
    ...idle,
  ].join(', ');
}

function momentsOf(items: readonly ItemTally[]): ClusterMoments[] {
  if (items.length === 0) return [];
  const shares = items.map(({ correct, valid }) => correct / valid);
  const ofSamples = items.map(({ correct, valid }) =>
    valid < 2 ? null : ((correct / valid) * (valid - correct)) / (valid - 1),
  );
  return [
    {
      mean: mean(shares),
      betweenItems: shares.length < 2 ? null : varianceOf(shares),
      ofSamples: meanOrNull(ofSamples),
      inverseSamples: mean(items.map(({ valid }) => 1 / valid)),
      items: items.length,
    },
  ];
}

function meanOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}
