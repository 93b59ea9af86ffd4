/**
 * How skilled a simulated model is at one cluster, which is an instruction in most suites: a draw from the Beta distribution that has
 * the stated accuracy as its mean and the stated correlation between the samples of a cluster. The draw is the model's own or one
 * that it shares with other checkpoints; either way the distribution is the same.
 */
import { Random } from '../random/random.js';
import { betaQuantile } from '../stats/index.js';
import type { Item } from '../suites/suite.js';
import { type NoisyModel, type SimulatedModel, statedAccuracy } from './model.js';

/**
 * The probability that a sample of this item is correct given the skill drawn for its cluster. All splits and both answers
 * of a cluster stand at the same quantile of their distributions.
 */
export function clusterSkill(model: SimulatedModel, item: Item): number {
  const mean = statedAccuracy(model, item);
  if (model.kind !== 'noisy' || model.icc === 0 || mean === 0 || mean === 1) return mean;
  const place = clusterQuantile(model, item);
  if (model.icc === 1) return place > 1 - mean ? 1 : 0;
  const concentration = (1 - model.icc) / model.icc;
  return betaQuantile(place, mean * concentration, (1 - mean) * concentration);
}

/** Where the cluster stands among all clusters, in (0, 1). */
function clusterQuantile(model: NoisyModel, item: Item): number {
  const own = new Random('simulator', 'instruction', model.seed, item.suite, item.cluster);
  if (own.real() >= model.shared) return quantile(own);
  return quantile(new Random('simulator', 'shared', model.shared_seed, item.suite, item.cluster));
}

/** The middle of a step of `real`, so neither 0 nor 1. */
function quantile(random: Random): number {
  return random.real() + 2 ** -49;
}
