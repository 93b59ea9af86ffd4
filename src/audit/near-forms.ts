/**
 * Programs that are known by most of their source: for functions that the Python subset does not run (annotations, printing, exceptions).
 * Forms (see definitions.ts) are compared by shingles of five tokens.
 */
import { formOf } from './definitions.js';
import type { Subject } from './held-out.js';
import { SHINGLE } from './words.js';

/** Share of an evaluation program's shingles that make a near copy. */
const NEAR_COPY = 0.8;
/** Programs of fewer shingles are too short to be known by them. */
const LEAST_SHINGLES = 20;

export class NearForms {
  readonly #subjects = new Map<string, Set<Subject>>();
  readonly #sizes = new Map<Subject, number>();

  constructor(subjects: readonly Subject[]) {
    for (const subject of subjects) {
      const shingles = shinglesIn(formOf(subject.instruction));
      if (shingles.size < LEAST_SHINGLES) continue;
      this.#sizes.set(subject, shingles.size);
      for (const shingle of shingles) {
        this.#subjects.set(shingle, (this.#subjects.get(shingle) ?? new Set()).add(subject));
      }
    }
  }

  /** The program of which a form has most, if it has enough of one. */
  of(form: string): Subject | null {
    const shared = new Map<Subject, number>();
    for (const shingle of shinglesIn(form)) {
      for (const subject of this.#subjects.get(shingle) ?? []) {
        shared.set(subject, (shared.get(subject) ?? 0) + 1);
      }
    }
    const share = (subject: Subject) =>
      (shared.get(subject) ?? 0) / (this.#sizes.get(subject) ?? 1);
    const [best] = [...shared.keys()].toSorted((a, b) => share(b) - share(a));
    return best !== undefined && share(best) >= NEAR_COPY ? best : null;
  }
}

function shinglesIn(form: string): ReadonlySet<string> {
  const tokens = form.split(' ');
  return new Set(tokens.map((_, at) => tokens.slice(at, at + SHINGLE).join(' ')));
}
