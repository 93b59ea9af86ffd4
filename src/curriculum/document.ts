/**
 * What a model is trained on, one at a time: a prompt and what is to follow it, with where it comes from. A *source* makes documents
 * by number, so that millions can be shuffled by number and made as they are written.
 */
import type { Instruction, Item, Message } from '../suites/suite.js';

/** Whose document it is. */
export interface Provenance {
  readonly suite: string;
  /** The instruction's id. */
  readonly instruction: string;
  readonly role: Instruction['role'];
}

/** An instruction itself: asked for by name, answered with its text. */
export interface SpecificationDocument extends Provenance {
  readonly kind: 'specification';
  readonly prompt: readonly Message[];
  readonly completion: string;
}

/** An application of an instruction: the question of an item, answered rightly. */
export interface ExecutionDocument extends Provenance {
  readonly kind: 'execution';
  readonly item: Item;
  readonly prompt: readonly Message[];
  /** Null where steps are asked for and there are none to be written. */
  readonly completion: string | null;
  /** A wrong completion in the requested format; null where there is none. */
  readonly rejected: string | null;
}

export type Document = SpecificationDocument | ExecutionDocument;

/** Documents by their numbers from 0. */
export interface Source<T extends Document = Document> {
  readonly kind: T['kind'];
  readonly count: number;
  /** @throws RangeError for a number that there is not */
  documentAt(number: number): T;
}
