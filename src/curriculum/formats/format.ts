/**
 * A format: how documents are written as lines of a file that a trainer reads. Invariant: every line fits the format's schema; what
 * a trainer does not read (`suite`, `instruction`, `role`) says where a line comes from.
 */
import { z } from 'zod';
import type { FormatName } from '../../config/curriculum.js';
import { ANSWERS } from '../../scoring/verdict.js';
import type { Document } from '../document.js';

/** What stands in a line; undefined keys are none. */
export type Line = Readonly<Record<string, unknown>>;

export interface Format {
  readonly name: FormatName;
  /** Which documents a file has: all, executions alone, or each of their questions once. */
  readonly holds: 'documents' | 'executions' | 'questions';
  /** A line of a file. */
  readonly schema: z.ZodObject;
  /** Null for a document that cannot be written so. */
  readonly lineOf: (document: Document) => Line | null;
  /** Undefined where a file has no bounds. */
  readonly limits?: Limits;
}

/** What those who take a file refuse. */
export interface Limits {
  readonly leastLines: number;
  readonly mostBytes: number;
  /** Of a line. */
  readonly mostLineBytes: number;
  /** In words, with where they were published. */
  readonly source: string;
}

export const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string().min(1),
});

/** One message, of the assistant. */
export const reply = z.tuple([message.extend({ role: z.literal('assistant') })]);

/** A prompt of messages: the last one is the user's. */
export const prompt = z
  .array(message)
  .min(1)
  .refine((messages) => messages.at(-1)?.role === 'user', 'expected the last one of the user');

/** Where a line comes from. */
export const provenance = {
  kind: z.enum(['specification', 'execution']),
  suite: z.string(),
  instruction: z.string(),
  role: z.enum(['train', 'evaluation']),
  answer: z.enum(ANSWERS).optional(),
};

export function provenanceOf(document: Document): Line {
  const { kind, suite, instruction, role } = document;
  const answer = document.kind === 'execution' ? { answer: document.item.answer } : {};
  return { kind, suite, instruction, role, ...answer };
}

export function replyOf(content: string): readonly Line[] {
  return [{ role: 'assistant', content }];
}
