/** What `curriculum.json` says of a folder of training files. */
import type { FormatName } from '../config/curriculum.js';
import type { Answer } from '../scoring/verdict.js';
import type { JsonObject } from '../store/records.js';
import type { Document } from './document.js';
import type { Tags } from './evaluation.js';

/** The name of the file. */
export const MANIFEST = 'curriculum.json';

export interface CurriculumManifest {
  readonly format: 1;
  readonly name: string;
  readonly versions: { readonly pbb_eval: string };
  /** The blocks that the files follow from, every option written out. */
  readonly curriculum: JsonObject;
  readonly suites: readonly JsonObject[];
  /** The names of suites that have nothing to train on: a checkpoint is asked what it learned of no file here. */
  readonly evaluated_only: readonly string[];
  /** SHA-256 of the items that the evaluation asks, by suite, split and answer. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly stages: readonly StageManifest[];
}

export interface StageManifest {
  readonly name: string;
  readonly tags: Tags;
  /** The file of the config that evaluates a checkpoint of it. */
  readonly evaluation: string;
  readonly files: readonly FileManifest[];
}

export interface FileManifest {
  readonly file: string;
  readonly format: FormatName;
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly counts: readonly Count[];
  /** Executions that could not be written: without steps for cot, or without a wrong completion for dpo. */
  readonly left_out: number;
}

/** How many lines are alike in where they come from. */
export interface Count {
  readonly suite: string;
  readonly kind: Document['kind'];
  readonly role: Document['role'];
  /** How an execution answers; null for specifications. */
  readonly answer: Answer | null;
  readonly lines: number;
}

/** Counts lines by where they come from. */
export class Counter {
  readonly #counts = new Map<string, Count>();

  add(document: Document): void {
    const { suite, kind, role } = document;
    const answer = document.kind === 'execution' ? document.item.answer : null;
    const key = `${suite} ${kind} ${role} ${answer}`;
    const lines = (this.#counts.get(key)?.lines ?? 0) + 1;
    this.#counts.set(key, { suite, kind, role, answer, lines });
  }

  /** In an order that does not depend on that of the documents. */
  get counts(): Count[] {
    const keys = [...this.#counts.keys()].toSorted();
    return keys.flatMap((key) => this.#counts.get(key) ?? []);
  }
}
