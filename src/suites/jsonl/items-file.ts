/**
 * A file of items, read and checked whole: every fault of the file is told at once, up to a bound, each with its line. Invariant: no
 * two items of a file that was read have the same id or, asked the same way, the same messages.
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Answer, Target } from '../../scoring/verdict.js';
import { ANSWERS } from '../../scoring/verdict.js';
import { type Diagnostic, DiagnosticError } from '../../text/diagnostic.js';
import { nearest } from '../../text/nearest.js';
import type { Message } from '../suite.js';
import { placeHelp, readUserFile } from '../user-file.js';
import { type Line, LineFault, lineSchema, targetOf } from './line.js';
import { asked } from './prompts.js';

const MOST_MIB = 64;
const MOST_ITEMS = 100_000;
const MOST_SPLITS = 16;
/** Different values of one facet: more would be no breakdown. */
const MOST_VALUES = 100;
/** Faults that are told. */
const MOST_FAULTS = 20;

/** An item as its line states it. */
export interface StatedItem {
  readonly id: string;
  readonly split: string;
  readonly cluster: string;
  readonly facets: Line['facets'];
  readonly target: Target;
  /** How it is asked, with the messages of each way. */
  readonly asked: readonly { readonly answer: Answer; readonly messages: readonly Message[] }[];
}

/**
 * The items of a file in its order.
 * @throws DiagnosticError with what is wrong with the file
 */
export function readItemsFile(file: string): StatedItem[] {
  return parseItems(readUserFile(file, MOST_MIB, placeHelp(file)), file);
}

/** The items of the text of a file; blank lines are passed over. */
export function parseItems(source: string, file: string): StatedItem[] {
  const check = new Check(file);
  const items: StatedItem[] = [];
  const lines = source.replace(/^\ufeff/, '').split('\n');
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const item = check.item(text, index + 1);
    if (item !== null) items.push(item);
    if (check.isFull) break;
    if (items.length > MOST_ITEMS) {
      check.refuse(index + 1, 1, { message: `more than ${MOST_ITEMS} items` });
      break;
    }
  }
  if (items.length === 0 && check.faults.length === 0) check.refuse(1, 1, { message: 'no items' });
  if (check.faults.length > 0) throw new DiagnosticError(check.faults, source);
  return items;
}

/** What was seen of a file so far, and what is wrong with it. */
class Check {
  readonly faults: Diagnostic[] = [];
  readonly #file: string;
  readonly #ids = new Map<string, number>();
  readonly #messages = new Map<string, number>();
  readonly #splits = new Set<string>();
  readonly #values = new Map<string, Set<string | number>>();

  constructor(file: string) {
    this.#file = file;
  }

  get isFull(): boolean {
    return this.faults.length > MOST_FAULTS;
  }

  /** The item of a line, or null when something is wrong with it. */
  item(text: string, line: number): StatedItem | null {
    const before = this.faults.length;
    const keys = this.#keys(text, line);
    if (keys === null) return null;
    try {
      const item = this.#stated(keys, line);
      this.#unique(item, text, line);
      this.#bounded(item, text, line);
      return this.faults.length === before ? item : null;
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      this.#refuseKey(text, line, error.key, error.message);
      return null;
    }
  }

  refuse(line: number, column: number, fault: Omit<Diagnostic, 'file' | 'position'>): void {
    if (this.isFull) return;
    const more = this.faults.length === MOST_FAULTS;
    this.faults.push(
      more
        ? {
            file: this.#file,
            message: `more faults than the ${MOST_FAULTS} above; the rest of the file was not read`,
          }
        : { file: this.#file, position: { line, column }, ...fault },
    );
  }

  #keys(text: string, line: number): Line | null {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const at = /position (\d+)/.exec(message)?.[1];
      const column = at === undefined ? text.length + 1 : Number(at) + 1;
      this.refuse(line, column, { message: 'not JSON: expected one item on each line' });
      return null;
    }
    const result = lineSchema.safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    for (const issue of result.error.issues) this.#refuseIssue(text, line, issue);
    return null;
  }

  #refuseIssue(text: string, line: number, issue: z.core.$ZodIssue): void {
    if (issue.code === 'unrecognized_keys') {
      const known = issue.path.length === 0 ? Object.keys(lineSchema.shape) : ['role', 'content'];
      for (const key of issue.keys) {
        const guess = nearest(key, known);
        this.refuse(line, columnOf(text, key), {
          message: `unknown key ${JSON.stringify(key)}${guess === undefined ? '' : `; did you mean "${guess}"?`}`,
          help: `known keys here: ${known.join(', ')}`,
        });
      }
      return;
    }
    const [key] = issue.path;
    const missing = issue.input === undefined && key !== undefined;
    const path = issue.path.join('.');
    this.refuse(line, key === undefined ? 1 : columnOf(text, String(key)), {
      ...(path === '' ? {} : { path }),
      message: missing ? 'missing' : wordsOf(issue),
      ...(issue.code === 'invalid_value' ? { help: `allowed: ${issue.values.join(', ')}` } : {}),
    });
  }

  #refuseKey(text: string, line: number, key: string, message: string): void {
    this.refuse(line, columnOf(text, key), { path: key, message });
  }

  /** @throws LineFault */
  #stated(keys: Line, line: number): StatedItem {
    const id = keys.id ?? `line-${String(line).padStart(6, '0')}`;
    const target = targetOf(keys);
    const answers = keys.answer === undefined ? ANSWERS : [keys.answer];
    return {
      id,
      split: keys.split,
      cluster: keys.cluster ?? id,
      facets: keys.facets,
      target,
      asked: answers.map((answer) => ({ answer, messages: asked(keys, answer) })),
    };
  }

  #unique(item: StatedItem, text: string, line: number): void {
    const other = this.#ids.get(item.id);
    if (other !== undefined) {
      this.#refuseKey(text, line, 'id', `"${item.id}" is the id of line ${other}`);
    }
    this.#ids.set(item.id, line);
    for (const { messages } of item.asked) {
      const key = createHash('sha256').update(JSON.stringify(messages)).digest('base64');
      const same = this.#messages.get(key);
      this.#messages.set(key, line);
      if (same === undefined) continue;
      this.refuse(line, 1, { message: `asks the same as line ${same}` });
      break;
    }
  }

  #bounded({ split, facets }: StatedItem, text: string, line: number): void {
    if (this.#splits.size === MOST_SPLITS && !this.#splits.has(split)) {
      this.#refuseKey(text, line, 'split', `more than ${MOST_SPLITS} splits`);
    }
    this.#splits.add(split);
    for (const [facet, value] of Object.entries(facets)) {
      const values = this.#values.get(facet) ?? new Set();
      if (values.size === MOST_VALUES && !values.has(value)) {
        this.#refuseKey(text, line, 'facets', `more than ${MOST_VALUES} values of ${facet}`);
      }
      this.#values.set(facet, values.add(value));
    }
  }
}

/** Where a key stands in a line; the line's beginning when it does not. */
function columnOf(text: string, key: string): number {
  return text.indexOf(JSON.stringify(key)) + 1 || 1;
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return `expected ${issue.expected === 'object' ? 'a JSON object' : issue.expected}`;
  }
  if (issue.code === 'invalid_value') return choiceWords(issue.values.map(String), issue.input);
  if (issue.code === 'too_big') return `expected at most ${bound(issue.maximum, issue.origin)}`;
  if (issue.code === 'too_small') return `expected at least ${bound(issue.minimum, issue.origin)}`;
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}

function choiceWords(allowed: readonly string[], found: unknown): string {
  if (typeof found !== 'string') return `expected one of ${allowed.join(', ')}`;
  const guess = nearest(found, allowed);
  return `found ${JSON.stringify(found.slice(0, 40))}${guess === undefined ? '' : `; did you mean "${guess}"?`}`;
}

function bound(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters`;
  return origin === 'array' ? `${limit} entries` : String(limit);
}
