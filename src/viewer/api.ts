/**
 * What the viewer's server and its pages say to each other, as JSON. Text in it is untrusted: pages show it as text, and long ones are
 * cut, with what was left out counted.
 */
import type { Rank } from '../comparison/ranking.js';
import type { Estimate } from '../eval/estimate.js';
import type { RecallSummary } from '../eval/recall.js';
import type { GroupSummary } from '../eval/summary.js';
import type { FacetValue } from '../run-index/column.js';
import type { Counts } from '../run-index/item-counts.js';
import type { Difference, EstimateNumbers } from '../stats/index.js';
import type { Manifest, SampleScore } from '../store/records.js';
import type { Message } from '../suites/suite.js';

/** `/api/runs`. */
export interface RunsPage {
  readonly folder: string;
  readonly version: string;
  readonly runs: readonly RunRow[];
  /** Figures that these runs have what they need for. */
  readonly figures: readonly FigureLink[];
  /** What was passed over, and why. */
  readonly warnings: readonly string[];
}

/** `stopped`: it was not ended, and nobody goes on with it. */
export type RunState = Manifest['state'] | 'stopped';

/** A run as the leaderboard shows it. */
export interface RunRow {
  readonly id: string;
  /** Its folder, from the one that is looked at. */
  readonly run: string;
  readonly name: string;
  readonly label: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly state: RunState;
  readonly tags: Manifest['tags'];
  readonly started_at: string;
  readonly finished_at: string | null;
  /** Samples that came, of those asked for; null of a run that is complete. */
  readonly progress: { readonly came: number; readonly asked: number } | null;
  /** It is not summarised yet: `groups` says what came so far, with default intervals. */
  readonly is_so_far: boolean;
  readonly groups: readonly GroupRow[];
}

export interface GroupRow {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
  /** Of its items: groups of other ones are not to be compared. */
  readonly fingerprint: string;
  readonly estimate: Pick<
    Estimate,
    | 'value'
    | 'low'
    | 'high'
    | 'method'
    | 'level'
    | 'lenient'
    | 'malformed'
    | 'missing'
    | 'items'
    | 'samples'
    | 'instructions'
  >;
  readonly warnings: readonly string[];
}

/** `/api/ranks`: of the runs that are summarised. */
export interface RanksPage {
  readonly ranks: readonly GroupRank[];
  /** What a rank is. */
  readonly note: string;
  readonly warnings: readonly string[];
}

export interface GroupRank {
  /** Its id. */
  readonly run: string;
  readonly group: string;
  readonly rank: Rank;
}

export interface FigureLink {
  readonly name: string;
  readonly title: string;
  /** Which figure of the paper it redraws. */
  readonly paper: string;
  /** Where its SVG is. */
  readonly url: string;
}

/** `/api/run?run=`. */
export interface RunPage {
  readonly row: RunRow;
  readonly samples: number;
  readonly groups: readonly FullGroup[];
  readonly recall: readonly RecallSummary[];
  readonly figures: readonly FigureLink[];
  /** Items by group, with the facets that they have; also of groups that are not summarised. */
  readonly items: readonly GroupItems[];
  /** Whether all that the files hold has been read. */
  readonly indexed: boolean;
  readonly provenance: Provenance;
}

export type FullGroup = Omit<GroupSummary, 'facets'>;

export interface GroupItems {
  readonly group: string;
  readonly items: number;
  readonly facets: readonly string[];
}

export interface Provenance {
  readonly directory: string;
  readonly settings_hash: string;
  readonly fingerprints: Manifest['fingerprints'];
  readonly versions: Manifest['versions'];
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly sampling_sent: Manifest['sampling_sent'];
  readonly audit: NonNullable<Manifest['audit']> | null;
  readonly config: Manifest['config'];
}

/** `/api/breakdown?run=&group=&facet=`. */
export interface Breakdown {
  readonly facet: string;
  readonly rows: readonly BreakdownRow[];
  /** Values that are not shown. */
  readonly more: number;
}

export interface BreakdownRow {
  readonly value: FacetValue;
  readonly items: number;
  readonly estimate: EstimateNumbers | null;
}

/** `/api/items?run=&from=&count=` and what an ItemQuery has. */
export interface ItemsPage {
  /** Items that fit the query. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly ItemRow[];
  /** Samples of each item that were asked for. */
  readonly asked: number;
  readonly indexed: boolean;
}

export interface ItemRow {
  readonly id: string;
  readonly group: string;
  readonly instruction: string;
  readonly input: string;
  readonly expected: string;
  readonly counts: Counts;
}

/** Text that may have been cut. */
export interface Clip {
  readonly text: string;
  /** Characters that were left out. */
  readonly more: number;
}

/** `/api/item?run=&item=` and what an ItemQuery has. */
export interface ItemPage {
  readonly id: string;
  readonly group: string;
  readonly instruction: string;
  readonly cluster: string;
  readonly input: Clip;
  readonly facets: Readonly<Record<string, FacetValue>>;
  readonly messages: readonly { readonly role: Message['role']; readonly content: Clip }[];
  readonly expected: Expected;
  /** Samples asked for. */
  readonly asked: number;
  readonly samples: readonly SampleView[];
  readonly failures: readonly FailureView[];
  readonly instructed: Instructed | null;
  /** Where it stands in the list that was asked for. */
  readonly place: { readonly at: number | null; readonly total: number };
  readonly previous: string | null;
  readonly next: string | null;
  readonly indexed: boolean;
}

export interface Expected {
  readonly kind: string;
  readonly text: Clip;
  /** What else is to be known of it. */
  readonly note: string | null;
}

export interface SampleView {
  readonly index: number;
  /** The answer, without reasoning. */
  readonly text: Clip;
  readonly reasoning: Clip;
  readonly finish_reason: string | null;
  /** Null where its program was not run yet. */
  readonly score: SampleScore | null;
  /** The line of reasoning that first gets a step wrong. */
  readonly wrong_line: string | null;
  /** Of all samples of the response together. */
  readonly tokens: { readonly completion: number; readonly reasoning: number | null } | null;
  /** Samples that came in one response: its tokens and latency are theirs together. */
  readonly together: number;
  readonly latency_ms: number;
  readonly attempts: number;
  readonly at: string;
  readonly model: string | null;
  readonly sentence: SentenceView | null;
  readonly calls: readonly CallView[] | null;
}

export interface FailureView {
  readonly samples: readonly number[];
  readonly kind: string;
  readonly status: number | null;
  readonly message: Clip;
  readonly attempts: number;
  readonly at: string;
}

/** The program that the item is about, and its true run. */
export interface Instructed {
  readonly name: string;
  readonly source: Clip;
  readonly description: Clip | null;
  readonly trace: readonly TraceStep[];
  /** Steps that are not shown. */
  readonly more: number;
}

export interface TraceStep {
  /** In the source, from 1. */
  readonly line: number | null;
  readonly depth: number;
  /** What stands there, with values, and what came of it. */
  readonly text: string;
  /** The number of the value that reasoning has to state here, from 1. */
  readonly fact: number | null;
}

/** What a grammar says of an answer. */
export interface SentenceView {
  readonly words: readonly string[];
  /** Place of the first word that cannot stand where it stands, or the number of words; null of a sentence of the grammar. */
  readonly rejected_at: number | null;
  /** What could have come there. */
  readonly expected: readonly string[];
  readonly may_end: boolean;
  /** Of a sentence of the grammar, each node before those below it; empty where there is none or it is too large. */
  readonly tree: readonly TreeNode[];
}

export interface TreeNode {
  readonly label: string;
  readonly depth: number;
  /** The words that it covers. */
  readonly start: number;
  readonly end: number;
  readonly is_word: boolean;
}

/** What code in an answer gave for one call. */
export interface CallView {
  readonly call: string;
  readonly outcome: string;
  readonly expected: string | null;
  readonly right: boolean | null;
}

/** A group of both runs. */
export interface PairedGroup {
  readonly group: string;
  /** B - A; null where nothing was scored in both, or the runs may not be compared. */
  readonly difference: Difference | null;
  /** By Holm over all groups. */
  readonly p_adjusted: number;
  /** Why the runs may not be compared there, in words. */
  readonly obstacles: readonly string[];
}

/** `/api/pairs?a=&b=&group=&direction=&from=&count=`. */
export interface PairsPage {
  readonly a: RunRow;
  readonly b: RunRow;
  readonly groups: readonly PairedGroup[];
  readonly pooled: Difference | null;
  readonly warnings: readonly string[];
  readonly total: number;
  readonly from: number;
  readonly rows: readonly PairRow[];
}

export interface PairRow {
  readonly item: ItemRow;
  readonly b: Counts;
  readonly change: number;
}
