/**
 * A part of a run, by instruction, for machines that share the work: which part an instruction belongs to depends on its
 * id alone, so parts are the same everywhere and stay so when a plan grows. Samples depend on item and index, so the parts
 * joined (`merge.ts`) are the run that one machine would have made.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { hashOf } from '../random/random.js';
import { SHARDS } from '../store/run-directory.js';
import type { Plan } from './plan.js';
import { RefusedError } from './refused.js';

/** `index` from 1 to `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

const MOST_SHARDS = 10_000;

/** Reads `3/8`. RefusedError for anything else. */
export function shardFrom(text: string): Shard {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  const { index: i, of: n } = shard;
  if (i >= 1 && i <= n && n <= MOST_SHARDS) return shard;
  throw new RefusedError(
    `--shard takes i/n with i from 1 to n and n up to ${MOST_SHARDS}, such as 3/8; found "${text}"`,
  );
}

/** The items of a plan whose instructions belong to the shard. Groups without any are left out. */
export function shardOf(plan: Plan, { index, of }: Shard): Plan {
  const groups = plan.groups.map((group) => ({
    ...group,
    items: group.items.filter((item) => hashOf(30, 'shard', item.instruction) % of === index - 1),
  }));
  return { ...plan, groups: groups.filter(({ items }) => items.length > 0) };
}

/** The folder that holds the runs of a config, or those of one of its shards. */
export function parentFolder(out: string, name: string, shard: Shard | undefined): string {
  if (shard === undefined) return join(out, name);
  return join(out, `${name}${SHARDS}`, `${shard.index}-of-${shard.of}`);
}

/** The `out` that `parentFolder` put a shard's run under; null when it was moved elsewhere. */
export function outOf(directory: string, name: string): string | null {
  const folder = dirname(dirname(resolve(directory)));
  return basename(folder) === `${name}${SHARDS}` ? dirname(folder) : null;
}
