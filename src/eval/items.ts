/**
 * items.jsonl: every item that a run asked, one line each. Reading validates, since a run directory may come from
 * another person or another version.
 */
import { z } from 'zod';
import { readDecimal } from '../scoring/number/decimal.js';
import { literalOf } from '../scoring/python-literal/judge-literal.js';
import { Pattern } from '../scoring/regex/pattern.js';
import { canonicalText } from '../scoring/text/canonical.js';
import { ANSWERS } from '../scoring/verdict.js';
import { readJournal } from '../store/journal.js';
import type { Item } from '../suites/suite.js';
import { type Group, groupName, itemLine, linesOf } from './plan.js';
import { RefusedError } from './refused.js';

const decimal = z.string().refine((text) => readDecimal(text) !== null, 'expected a number');

function isPattern(source: string): boolean {
  try {
    Pattern.of(source);
    return true;
  } catch {
    return false;
  }
}

const comparison = z.strictObject({
  tolerance: z.number().min(0),
  sequences: z.enum(['exact', 'as-leetcode']),
});

const itemSchema: z.ZodType<Item> = z.strictObject({
  id: z.string(),
  suite: z.string(),
  split: z.string(),
  answer: z.enum(ANSWERS),
  instruction: z.string(),
  cluster: z.string(),
  input: z.string(),
  messages: z.array(
    z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }),
  ),
  target: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('integer'), value: z.string().regex(/^-?\d+$/) }),
    z.strictObject({ kind: z.literal('sentence'), grammar: z.string() }),
    z.strictObject({
      kind: z.literal('text'),
      value: z.string().refine((text) => canonicalText(text) !== '', 'expected a text'),
    }),
    z.strictObject({ kind: z.literal('number'), value: decimal, tolerance: decimal }),
    z.strictObject({
      kind: z.literal('python-literal'),
      value: z.string().refine((text) => literalOf(text) !== undefined, 'expected a literal'),
      comparison: comparison.optional(),
    }),
    z.strictObject({
      kind: z.literal('regex'),
      value: z.string().refine(isPattern, 'expected a pattern of RE2'),
      example: z.string(),
    }),
    z.strictObject({ kind: z.literal('grammar'), grammar: z.string() }),
    z.strictObject({
      kind: z.literal('execution'),
      source: z.string(),
      name: z.string(),
      value: z.string(),
      example: z.string(),
    }),
    z.strictObject({
      kind: z.literal('program'),
      name: z.string(),
      before: z.string(),
      after: z.string(),
      call: z.string(),
      probes: z.array(z.strictObject({ arguments: z.string(), value: z.string() })).min(1),
      comparison,
    }),
  ]),
  facets: z.record(z.string(), z.union([z.string(), z.number()])),
  controls: z.record(z.string(), z.number().min(0).max(1)),
});

/** The groups of an items.jsonl, in the order of their first item; none when there is no such file. */
export async function readItems(path: string): Promise<Group[]> {
  const groups = new Map<string, Group & { readonly items: Item[] }>();
  for await (const { record, line } of readJournal(path)) {
    const item = asItem(record, `${path}:${line}`);
    const group = groups.get(groupName(item));
    if (group === undefined) {
      groups.set(groupName(item), {
        suite: item.suite,
        split: item.split,
        answer: item.answer,
        items: [item],
      });
    } else group.items.push(item);
  }
  return [...groups.values()];
}

/** The item of one line. A RefusedError names `place` and says what is wrong with it. */
export function asItem(record: unknown, place: string): Item {
  const result = itemSchema.safeParse(record);
  if (result.success) return result.data;
  throw new RefusedError(`${place}: not an item: ${z.prettifyError(result.error)}`);
}

/** The lines of an items.jsonl, line breaks included, in pieces of several. */
export function* itemLines(groups: readonly Group[]): Generator<string> {
  for (const group of groups) yield* linesOf(group);
}

/** The first item that stands in both under one id with other content: what another version of a suite makes. */
export function conflict(stored: readonly Group[], asked: readonly Group[]): Item | undefined {
  const lines = new Map<string, string>();
  for (const { items } of stored) for (const item of items) lines.set(item.id, itemLine(item));
  for (const { items } of asked) {
    for (const item of items) {
      const line = lines.get(item.id);
      if (line !== undefined && line !== itemLine(item)) return item;
    }
  }
  return undefined;
}
