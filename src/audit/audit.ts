/**
 * The audit: training files are read once, and what an evaluation holds out is looked for in each passage. Hashes of words and shingles
 * decide whether a passage is looked at at all; only functions that are new and could be in the Python subset are parsed and run.
 */
import { functionsIn } from './definitions.js';
import { executionsIn } from './executions.js';
import type { HeldOut } from './held-out.js';
import { type Check, type Found, Leaks } from './leaks.js';
import { Names, ReadField } from './mentions.js';
import type { Passage } from './passages.js';
import { type ProgramCounts, Programs } from './programs.js';
import { Prompts } from './prompts.js';
import { Sentences, type SharedByChance } from './sentences.js';
import { type Fault, newReading, passagesIn } from './training-file.js';
import { buffers, folded, readWords, rolled, SHINGLE } from './words.js';

/** A file that was read. */
export interface AuditedFile {
  readonly file: string;
  readonly lines: number;
  /** Of its text, which may have been compressed; so is `sha256`. */
  readonly bytes: number;
  readonly sha256: string;
  /** Lines that were not what they should be, and the first of them. */
  readonly faults: number;
  readonly first_faults: readonly Fault[];
}

/** What an audit found. */
export interface AuditResult {
  readonly files: readonly AuditedFile[];
  readonly leaks: number;
  readonly checks: Readonly<Record<Check, Found>>;
  /** Not leaks: sentences presented as train grammars' that evaluation grammars have, too. */
  readonly shared_by_chance: Readonly<SharedByChance>;
  readonly programs: Readonly<ProgramCounts> & {
    /** Evaluation programs that cannot be known by what they give: ids. */
    readonly without_probes: readonly string[];
  };
  /** What was looked for. */
  readonly held_out: { readonly instructions: number; readonly items: number };
}

/** How much of a leak is quoted. */
const EXCERPT = 100;

export class Audit {
  readonly #heldOut: HeldOut;
  readonly #names: Names;
  readonly #prompts: Prompts;
  readonly #programs: Programs;
  readonly #sentences: Sentences;
  readonly #leaks = new Leaks();
  readonly #files: AuditedFile[] = [];

  constructor(heldOut: HeldOut) {
    this.#heldOut = heldOut;
    this.#names = new Names(heldOut.subjects);
    this.#prompts = new Prompts(heldOut);
    this.#programs = new Programs(heldOut);
    this.#sentences = new Sentences(heldOut);
  }

  /**
   * Reads a file; what it holds is added to what other files held.
   * @throws RefusedError when it cannot be read, or holds no text
   */
  async read(file: string, chunkBytes?: number): Promise<void> {
    const reading = newReading();
    for await (const passage of passagesIn(file, reading, chunkBytes)) this.#look(file, passage);
    const { hash, firstFaults, ...counts } = reading;
    this.#files.push({ file, ...counts, first_faults: firstFaults, sha256: hash.digest('hex') });
  }

  get result(): AuditResult {
    const { subjects, items } = this.#heldOut;
    return {
      files: this.#files,
      leaks: this.#leaks.total,
      checks: this.#leaks.byCheck,
      shared_by_chance: this.#sentences.shared,
      programs: {
        ...this.#programs.counts,
        without_probes: this.#programs.unprobed.map(({ instruction }) => instruction.id),
      },
      held_out: {
        instructions: subjects.filter((subject) => subject.isEvaluation).length,
        items: items.length,
      },
    };
  }

  #look(file: string, passage: Passage): void {
    const texts = passage.fields.map(({ text }) => text);
    if (texts.some((text) => text.includes('def '))) this.#lookForPrograms(file, passage);
    if (!texts.some((text) => this.#isOfInterest(text))) return;
    const fields = passage.fields.map(({ key, text }) => new ReadField(key, text, this.#names));
    for (const [place, field] of fields.entries()) {
      for (const { check, item, at } of this.#prompts.in(field, texts[place] ?? '')) {
        this.#add(check, file, passage, field, at, item.instruction, item.id);
      }
    }
    for (const { subject, item, field, at } of executionsIn(fields)) {
      this.#add('execution', file, passage, field, at, subject.instruction.id, item);
    }
    for (const { subject, item, field, at } of this.#sentences.in(fields)) {
      this.#add('sentence', file, passage, field, at, subject.instruction.id, item);
    }
  }

  #lookForPrograms(file: string, passage: Passage): void {
    for (const { text } of passage.fields) {
      for (const { check, subject, found } of this.#programs.copiesIn(functionsIn(text))) {
        const line = lineAt(passage, text, found.start);
        const excerpt = excerptOf(found.source);
        this.#leaks.add({
          check,
          file,
          line,
          instruction: subject.instruction.id,
          item: null,
          excerpt,
        });
      }
    }
  }

  /** Whether a text has a name or a shingle of a prompt: one pass over its characters. */
  #isOfInterest(text: string): boolean {
    const count = readWords(folded(text));
    const { hashes } = buffers;
    let shingle = 0;
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      shingle = rolled(shingle, hash, at < SHINGLE ? 0 : (hashes[at - SHINGLE] ?? 0));
      if (this.#names.has(hash)) return true;
      if ((at >= SHINGLE - 1 || at === count - 1) && this.#prompts.has(shingle)) return true;
    }
    return false;
  }

  #add(
    check: Check,
    file: string,
    passage: Passage,
    field: ReadField,
    at: number,
    instruction: string,
    item: string | null,
  ): void {
    const { text, starts } = field.words;
    const offset = starts[at] ?? 0;
    const line = lineAt(passage, text, offset);
    this.#leaks.add({
      check,
      file,
      line,
      instruction,
      item,
      excerpt: excerptOf(text.slice(offset, offset + 4 * EXCERPT)),
    });
  }
}

function lineAt({ line, isPlain }: Passage, text: string, offset: number): number {
  if (!isPlain) return line;
  let found = line;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
    found += 1;
  return found;
}

function excerptOf(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length <= EXCERPT ? flat : `${flat.slice(0, EXCERPT - 1)}…`;
}
