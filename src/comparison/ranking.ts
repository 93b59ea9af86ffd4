/**
 * Ranks of runs among those that answered the same items, sampled in the same way; simulated and real ones apart. A rank
 * has its uncertainty: the best and the worst that agree with all paired comparisons of the run.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { groupName } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { settingsHash } from '../eval/settings.js';
import type { StoredRun } from '../eval/stored.js';
import type { GroupSummary } from '../eval/summary.js';
import {
  type Difference,
  difference,
  groupedBy,
  holm,
  type PairedCluster,
} from '../stats/index.js';
import { StoreError } from '../store/store-error.js';
import { conditionsOf } from './comparable.js';
import { MISSING_REFUSED } from './comparison.js';
import { missingWarnings, readScoredRun, type ScoredRun } from './scored-run.js';

export interface Rank {
  /** By accuracy, from 1; runs of equal accuracy share one. */
  readonly rank: number;
  /** 1 and as many as are better for certain. */
  readonly best: number;
  /** All but as many as are worse for certain. */
  readonly worst: number;
  /** Runs that it was ranked among, itself included. */
  readonly among: number;
}

export interface Ranking {
  /** The rank of a run's group; undefined where it has none. */
  rankOf(run: StoredRun, group: GroupSummary): Rank | undefined;
  /** Why some have none, in words. */
  readonly warnings: readonly string[];
}

/** Comparisons go with the square: more runs than this are not ranked together. */
const MOST_RANKED = 60;
/** An exact p may take about as long as a drawn one: there are many pairs. */
const ADDITIONS = 2 ** 24;
/** Two runs are told apart at this level, by Holm over all pairs of a class. */
const ALPHA = 0.05;

/** One run's group among the comparable ones. */
interface Entry {
  readonly key: string;
  readonly run: StoredRun;
  readonly value: number;
  /** What is left of the scores: right and valid samples per item, items by cluster. */
  readonly clusters: readonly ItemCounts[][];
}

interface ItemCounts {
  readonly correct: number;
  readonly valid: number;
}

/** Groups of several runs that may be ranked together. */
interface ComparableClass {
  readonly name: string;
  readonly members: {
    readonly run: StoredRun;
    readonly group: GroupSummary;
    readonly value: number;
  }[];
}

/** Ranks every group of every run. Reads the scores of the runs that have others to be compared with. */
export async function rankingOf(runs: readonly StoredRun[]): Promise<Ranking> {
  const classes = comparableClasses(runs);
  const small = classes.filter(({ members }) => members.length <= MOST_RANKED);
  const warnings = classes
    .filter(({ members }) => members.length > MOST_RANKED)
    .map(
      ({ name, members }) =>
        `${name}: ${members.length} comparable runs are more than the ${MOST_RANKED} that are ranked; narrow them by --tag`,
    );
  const entries = await entriesOf(small, warnings);
  const ranks = new Map<string, Rank>();
  for (const of of entries) for (const [key, rank] of await ranksIn(of)) ranks.set(key, rank);
  return { rankOf: (run, group) => ranks.get(keyOf(run, group)), warnings };
}

function keyOf(run: StoredRun, group: GroupSummary): string {
  return `${run.directory}\n${groupName(group)}`;
}

function comparableClasses(runs: readonly StoredRun[]): ComparableClass[] {
  const classes = new Map<string, ComparableClass>();
  for (const run of runs) {
    const conditions = settingsHash(conditionsOf(run.manifest));
    for (const group of run.summary.groups) {
      const { value, missing, samples } = group.estimate;
      if (value === null || missing > MISSING_REFUSED * (missing + samples)) continue;
      const name = groupName(group);
      const like = [name, group.fingerprint, conditions, run.summary.simulated].join('\n');
      const found = classes.get(like) ?? { name, members: [] };
      found.members.push({ run, group, value });
      classes.set(like, found);
    }
  }
  return [...classes.values()];
}

/** The members of each class with their scores. Each run is read once, and only its counts are kept. */
async function entriesOf(
  classes: readonly ComparableClass[],
  warnings: string[],
): Promise<Entry[][]> {
  const entries = classes.map((): Entry[] => []);
  const runs = new Set(classes.flatMap(({ members }) => members.map(({ run }) => run)));
  for (const run of runs) {
    const places = classes.flatMap(({ members }, place) =>
      members.filter((member) => member.run === run).map((member) => ({ ...member, place })),
    );
    const isAlone = places.every(({ place }) => classes[place]?.members.length === 1);
    const scored = isAlone ? null : await readOrWarn(run, warnings);
    if (scored === null && !isAlone) continue;
    for (const { group, value, place } of places) {
      const clusters = scored === null ? [] : countsOf(scored, groupName(group));
      entries[place]?.push({ key: keyOf(run, group), run, value, clusters });
    }
  }
  return entries;
}

async function readOrWarn(run: StoredRun, warnings: string[]): Promise<ScoredRun | null> {
  try {
    const scored = await readScoredRun(run.directory);
    warnings.push(...missingWarnings(scored, []));
    return scored;
  } catch (error) {
    if (!(error instanceof RefusedError || error instanceof StoreError)) throw error;
    warnings.push(`not ranked: ${error.message}`);
    return null;
  }
}

/** Items have one order wherever fingerprints are equal, so places tell clusters and items. */
function countsOf({ groups, tallies }: ScoredRun, name: string): ItemCounts[][] {
  const clusters = groupedBy(groups.get(name)?.items ?? [], ({ cluster }) => cluster);
  return [...clusters.values()].map((items) =>
    items.map((item) => {
      const { correct, valid } = tallies.of(item).counts;
      return { correct, valid };
    }),
  );
}

async function ranksIn(entries: readonly Entry[]): Promise<[string, Rank][]> {
  const pairs = entries.flatMap((a, place) => entries.slice(place + 1).map((b) => ({ a, b })));
  const differences: (Difference | null)[] = [];
  for (const { a, b } of pairs) {
    differences.push(difference(pairedClusters(a, b), { additions: ADDITIONS }));
    // All of them take seconds, for which a server must go on answering.
    await nextTurn();
  }
  const adjusted = holm(differences.map((found) => found?.test.p_two_sided ?? 1));
  const better = new Map<string, number>();
  const worse = new Map<string, number>();
  for (const [place, { a, b }] of pairs.entries()) {
    const value = differences[place]?.value ?? 0;
    if ((adjusted[place] ?? 1) > ALPHA || value === 0) continue;
    const [winner, loser] = value > 0 ? [b, a] : [a, b];
    addOne(better, loser);
    addOne(worse, winner);
  }
  return entries.map(({ key, value }) => [
    key,
    {
      rank: 1 + entries.filter((other) => other.value > value).length,
      best: 1 + (better.get(key) ?? 0),
      worst: entries.length - (worse.get(key) ?? 0),
      among: entries.length,
    },
  ]);
}

function addOne(to: Map<string, number>, { key }: Entry): void {
  to.set(key, (to.get(key) ?? 0) + 1);
}

function pairedClusters(a: Entry, b: Entry): PairedCluster[] {
  return a.clusters.map((cluster, place) => ({ a: cluster, b: b.clusters[place] ?? [] }));
}
