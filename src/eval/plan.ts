/**
 * The plan: which items a config asks. A pure function of the config, so that two runs of one config ask the same, and
 * the fingerprint of a group says whether two runs may be compared.
 */
import { createHash, hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Config, SuiteConfig } from '../config/schema.js';
import { hashOf } from '../random/random.js';
import type { Answer } from '../scoring/verdict.js';
import { suiteNamed, suites } from '../suites/registry.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import { nearest } from '../text/nearest.js';
import { RefusedError } from './refused.js';

/** The unit of reports: the items of one suite, split and answer, ordered by id. */
export interface Group {
  readonly suite: string;
  readonly split: string;
  readonly answer: Answer;
  readonly items: readonly Item[];
}

export interface Plan {
  readonly groups: readonly Group[];
  /** Suite name to its instance: what knows the other instructions of the suite. */
  readonly instances: ReadonlyMap<string, SuiteInstance>;
}

/** `limit`: at most so many items per group, spread over as many instructions as there are. */
export async function planOf(config: Config, limit?: number): Promise<Plan> {
  const instances = await instancesOf(config.suites);
  const groups: Group[] = [];
  for (const block of config.suites) {
    const instance = instances.get(block.suite);
    if (instance === undefined) throw new Error(`suite ${block.suite} was not instantiated`);
    groups.push(...(await groupsOf(block, instance, limit)));
  }
  refuseUnknownFacets(groups, config.statistics.breakdowns);
  return { groups: groups.toSorted(byDeclaration), instances };
}

async function groupsOf(
  block: SuiteConfig,
  instance: SuiteInstance,
  limit: number | undefined,
): Promise<Group[]> {
  const { suite, answers } = block;
  const groups: Group[] = [];
  for (const split of splitsOf(block, instance)) {
    for (const answer of answers) {
      // What was asked of a server before goes on meanwhile.
      await nextTurn();
      const items = [...instance.items(split, answer)];
      const asked = ordered(limit === undefined ? items : spread(items, limit));
      if (asked.length > 0) groups.push({ suite, split, answer, items: asked });
    }
  }
  if (groups.length > 0) return groups;
  throw new RefusedError(`${suite}: there are no items with these splits and answers`);
}

/** The splits that a block asks: those that it names, or all that its options give. */
function splitsOf(block: SuiteConfig, instance: SuiteInstance): readonly string[] {
  const splits = block.splits ?? instance.splits;
  const known = [...instance.splits, ...(instance.onRequest ?? [])];
  const empty = splits.find((split) => !known.includes(split));
  if (empty === undefined) return splits;
  throw new RefusedError(
    `${block.suite}: the split ${empty} has no items with these options; there are: ${known.join(', ')}`,
  );
}

/** Each suite of a config, instantiated with its options. */
export async function instancesOf(
  blocks: readonly SuiteConfig[],
): Promise<Map<string, SuiteInstance>> {
  const instances = new Map<string, SuiteInstance>();
  for (const block of blocks) {
    const { suite, splits: _splits, answers: _answers, ...options } = block;
    instances.set(suite, await suiteNamed(suite).instantiate(options));
  }
  return instances;
}

/** Ids are ASCII, so this order is the same everywhere. */
function ordered(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => compared(a.id, b.id));
}

/** The first item of every cluster, then the second of each, … until there are `limit`. */
function spread(items: readonly Item[], limit: number): Item[] {
  const taken = new Map<string, number>();
  const ranked = items.map((item) => {
    const rank = taken.get(item.cluster) ?? 0;
    taken.set(item.cluster, rank + 1);
    return { item, rank };
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** @throws Error for two items with the same messages, which could not be told apart, by a model or by us */
export function refuseRepeatedMessages(groups: readonly Group[]): void {
  const byQuestion = new Map<string, Item>();
  const byMessages = new Map<string, Item>();
  for (const item of groups.flatMap(({ items }) => items)) {
    // Nearly every item has a last message of its own, so that nothing need be hashed.
    const question = item.messages.at(-1)?.content ?? '';
    const alike = byQuestion.get(question);
    if (alike === undefined) byQuestion.set(question, item);
    for (const each of alike === undefined ? [] : [alike, item]) {
      const messages = hash('sha256', JSON.stringify(each.messages), 'base64');
      const other = byMessages.get(messages) ?? each;
      if (other !== each)
        throw new Error(`items ${other.id} and ${each.id} have the same messages`);
      byMessages.set(messages, each);
    }
  }
}

/** A breakdown by a facet that no item has would come out empty without a word. */
function refuseUnknownFacets(
  groups: readonly Group[],
  breakdowns: readonly (readonly string[])[],
): void {
  const wanted = new Set(breakdowns.flat());
  if (wanted.size === 0) return;
  const known = new Set(
    groups.flatMap(({ items }) => items.flatMap(({ facets }) => Object.keys(facets))),
  );
  for (const facet of wanted) {
    if (known.has(facet)) continue;
    const guess = nearest(facet, [...known]);
    throw new RefusedError(
      `statistics.breakdowns: no item of this config has the facet "${facet}"` +
        `${guess === undefined ? '' : `; did you mean "${guess}"?`}\n  there are: ${[...known].toSorted().join(', ')}`,
    );
  }
}

/** What tells groups apart. */
export interface GroupKey {
  readonly suite: string;
  readonly split: string;
  readonly answer: string;
}

/** The name of a group in fingerprints and messages. */
export function groupName(group: GroupKey): string {
  return `${group.suite}/${group.split}/${group.answer}`;
}

/** One line of items.jsonl, without its line break. */
export function itemLine(item: Item): string {
  return JSON.stringify(item);
}

/** Of the groups whose lines were given: a run writes its items and says their fingerprints, too. */
const fingerprints = new WeakMap<Group, string>();

/** SHA-256 over the lines of a group's items: equal fingerprints mean equal questions. */
export function fingerprint(group: Group): string {
  const known = fingerprints.get(group);
  if (known !== undefined) return known;
  const pieces = linesOf(group);
  while (pieces.next().done !== true);
  return fingerprint(group);
}

/** Lines are given in pieces of so many. */
const PIECE = 100;

/** The lines of a group's items, line breaks included, in pieces of several; its fingerprint is known at the end. */
export function* linesOf(group: Group): Generator<string, void> {
  const hashed = createHash('sha256');
  for (let at = 0; at < group.items.length; at += PIECE) {
    const piece = group.items.slice(at, at + PIECE).map((item) => `${itemLine(item)}\n`);
    const text = piece.join('');
    hashed.update(text);
    yield text;
  }
  fingerprints.set(group, hashed.digest('hex'));
}

/**
 * The seed of an item's sample 0; sample j has this seed plus j. Below 2^30, so that the sum stays within the 31 bits
 * that every server takes.
 */
export function itemSeed(item: Item): number {
  return hashOf(30, 'item', item.id);
}

/** Two plans in one: what is asked now and what a run already asked. */
export function union(first: readonly Group[], second: readonly Group[]): Group[] {
  const merged = new Map<string, Map<string, Item>>();
  const heads = new Map<string, Group>();
  for (const group of [...first, ...second]) {
    const name = groupName(group);
    const items = merged.get(name) ?? new Map<string, Item>();
    for (const item of group.items) items.set(item.id, item);
    merged.set(name, items);
    heads.set(name, heads.get(name) ?? group);
  }
  const groups = [...heads].map(([name, head]) => ({
    ...head,
    items: ordered([...(merged.get(name)?.values() ?? [])]),
  }));
  return groups.toSorted(byDeclaration);
}

/** Suites in the order of the registry, splits and answers in the suite's, whatever the order in a config. */
function byDeclaration(a: Group, b: Group): number {
  const [first, second] = [placeOf(a), placeOf(b)];
  return (
    first.suite - second.suite ||
    first.split - second.split ||
    // Splits that no suite declares.
    compared(a.split, b.split) ||
    first.answer - second.answer
  );
}

function placeOf({ suite, split, answer }: Group): {
  suite: number;
  split: number;
  answer: number;
} {
  const place = suites.findIndex(({ name }) => name === suite);
  return {
    suite: place,
    split: suites[place]?.splits.indexOf(split) ?? 0,
    answer: suites[place]?.answers.indexOf(answer) ?? 0,
  };
}

function compared(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
