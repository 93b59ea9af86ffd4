/** What a group of a plan will cost and show, before anything is asked. */
import type { Config } from '../config/schema.js';
import {
  expectedInterval,
  GATE_ALPHA,
  groupedBy,
  type PlannedInterval,
  plannedDrop,
} from '../stats/index.js';
import { mostTokens } from './client.js';
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
  /** The interval to expect at some accuracies, and the smallest drop that a gate would see with 80% power. */
  readonly expected: readonly ExpectedInterval[];
}

interface ExpectedInterval extends PlannedInterval {
  readonly accuracy: number;
  /** At the strictest level of the gate's correction; null with one instruction. */
  readonly smallest_drop: number | null;
}

const ACCURACIES = [0.1, 0.37, 0.5];
/** Half of a sample's variance between instructions: what the planning figures of the docs take. */
const ICC = 0.5;
/** Of the true accuracies of an instruction in two checkpoints: what the planning figures of the docs take. */
const CORRELATION = 0.9;
const CHARACTERS_PER_TOKEN = 4;

/** How many groups of a plan a gate would hold to its level: those of the declared splits, and this one at the least. */
export function gateFamily(groups: readonly Group[], config: Config): number {
  const declared: readonly string[] = config.gate?.splits ?? DECLARED;
  return Math.max(1, groups.filter(({ split }) => declared.includes(split)).length);
}

const DECLARED = ['wo-io'];

/** `family`: groups that a gate tests together. */
export function forecast(group: Group, config: Config, family: number): GroupForecast {
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
    most_output_tokens:
      samples * items.reduce((sum, item) => sum + mostTokens(max_tokens, item), 0),
    expected: ACCURACIES.map((accuracy) => {
      const plan = { clusters: sizes.length, itemsPerCluster, samples, accuracy, icc: ICC };
      return {
        accuracy,
        ...expectedInterval(plan),
        smallest_drop: plannedDrop({
          ...plan,
          correlation: CORRELATION,
          alpha: GATE_ALPHA / family,
        }),
      };
    }),
  };
}

function clusterSizes(items: Group['items']): number[] {
  return [...groupedBy(items, ({ cluster }) => cluster).values()].map(({ length }) => length);
}
