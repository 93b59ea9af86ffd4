/** What a group of a plan will cost and show, before anything is asked. */
import type { Config } from '../config/schema.js';
import { expectedInterval, type PlannedInterval } from '../stats/index.js';
import type { Group } from './plan.js';

export interface GroupForecast {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  readonly instructions: number;
  readonly items: number;
  readonly samples: number;
  readonly requests: number;
  /** Estimated at four characters a token, once per request. */
  readonly prompt_tokens: number;
  /** No more than this can come. */
  readonly most_output_tokens: number;
  /** The interval to expect at some accuracies. */
  readonly expected: readonly (PlannedInterval & { readonly accuracy: number })[];
}

const ACCURACIES = [0.1, 0.37, 0.5];
/** Half of a sample's variance between instructions: what the planning figures of the docs take. */
const ICC = 0.5;
const CHARACTERS_PER_TOKEN = 4;

export function forecast(group: Group, config: Config): GroupForecast {
  const { samples, max_tokens } = config.sampling;
  const { items } = group;
  const perItem = Math.ceil(samples / config.endpoint.choices_per_request);
  const sizes = clusterSizes(items);
  // The variance of a cluster's mean goes with 1 / its items, so sizes enter by their harmonic mean.
  const itemsPerCluster = sizes.length / sizes.reduce((sum, size) => sum + 1 / size, 0);
  const characters = items.reduce(
    (sum, { messages }) =>
      sum + messages.reduce((length, { content }) => length + content.length, 0),
    0,
  );
  return {
    suite: group.suite,
    split: group.split,
    answer: group.answer,
    instructions: new Set(items.map(({ instruction }) => instruction)).size,
    items: items.length,
    samples: items.length * samples,
    requests: items.length * perItem,
    prompt_tokens: Math.ceil((characters * perItem) / CHARACTERS_PER_TOKEN),
    most_output_tokens: items.length * samples * max_tokens[group.answer],
    expected: ACCURACIES.map((accuracy) => ({
      accuracy,
      ...expectedInterval({
        clusters: sizes.length,
        itemsPerCluster,
        samples,
        accuracy,
        icc: ICC,
      }),
    })),
  };
}

function clusterSizes(items: Group['items']): number[] {
  const sizes = new Map<string, number>();
  for (const { cluster } of items) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return [...sizes.values()];
}
