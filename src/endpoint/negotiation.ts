/**
 * Which sampling fields a server is sent. Servers have hidden defaults, so all of ours are sent; a strict server refuses
 * those that the OpenAI protocol does not have. Such a field is dropped once, for good, and only if the user did not ask
 * for it. Invariant: a server that has answered once with the present fields keeps them, so that all answers of a
 * client come from one sampling.
 */
import type { ServerError } from './server-error.js';
import { OWN_FIELDS, type Sampling } from './wire.js';

/** The sampling fields that a request can do without. */
const OPTIONAL = ['top_p', 'top_k', 'min_p', 'repetition_penalty', 'stop'] as const;

type OptionalField = (typeof OPTIONAL)[number];

/** What a refusal of unknown fields says when it names none. */
const UNKNOWN_FIELDS =
  /unrecogni[sz]ed|unknown|unexpected|unsupported|not (supported|permitted|allowed)|extra (inputs|fields)|additional propert/i;

/** What a refusal of a value says, where the field itself is known. */
const OUT_OF_RANGE =
  /greater|at least|less than|non-?negative|positive|out of range|between|must be|[<>]=/i;

const QUOTES = ["'", '"', '`'];

export class Negotiation {
  #current: Sampling;
  #droppable: readonly OptionalField[];
  /** Every name that a request can hold. */
  readonly #fields: readonly string[];

  /**
   * `droppable`: the names of the fields that may go; `temperature` never does. `extraFields`: the names of the fields of
   * a request that are not the harness's own, to tell what a refusal is about.
   */
  constructor(sampling: Sampling, droppable: readonly string[], extraFields: readonly string[]) {
    this.#current = { ...sampling };
    this.#droppable = OPTIONAL.filter(
      (field) => droppable.includes(field) && sampling[field] !== undefined,
    );
    this.#fields = [...OWN_FIELDS, ...extraFields];
  }

  /** The fields to send. The object changes exactly when the fields do. */
  get current(): Sampling {
    return this.#current;
  }

  /** A request with these fields was answered: they stay. */
  accept(sent: Sampling): void {
    if (sent === this.#current) this.#droppable = [];
  }

  /**
   * After a refusal of a request with the fields `sent`: whether to send it again. Drops the fields that the refusal
   * names, or all droppable ones when it speaks of unknown fields and names none of the request's. With `mustName`, for
   * a status that can have other causes, only what is named is dropped.
   */
  refuse(sent: Sampling, error: ServerError, mustName: boolean): boolean {
    // Another request's refusal was faster, and this one went out before the fields were dropped.
    if (sent !== this.#current) return true;
    const blamed = this.#blamed(error, mustName);
    if (blamed.length === 0) return false;
    // Servers do not agree on the value that switches top_k off: -1 for some, 0 for others.
    if (
      blamed.includes('top_k') &&
      this.#current.top_k === -1 &&
      OUT_OF_RANGE.test(error.message)
    ) {
      const others: readonly OptionalField[] = blamed.filter((field) => field !== 'top_k');
      this.#current = { ...without(this.#current, others), top_k: 0 };
      this.#droppable = this.#droppable.filter((field) => !others.includes(field));
      return true;
    }
    this.#current = without(this.#current, blamed);
    this.#droppable = this.#droppable.filter((field) => !blamed.includes(field));
    return true;
  }

  #blamed(error: ServerError, mustName: boolean): readonly OptionalField[] {
    const words = new Set([...error.params, ...(error.message.match(/\w{1,100}/g) ?? [])]);
    const named = this.#droppable.filter((field) => words.has(field));
    if (named.length > 0 || mustName) return named;
    const namesAnother = this.#fields.some(
      (field) =>
        error.params.includes(field) ||
        QUOTES.some((quote) => error.message.includes(`${quote}${field}${quote}`)) ||
        // A plain word such as `model` may be no name at all.
        (field.includes('_') && words.has(field)),
    );
    return !namesAnother && UNKNOWN_FIELDS.test(error.message) ? this.#droppable : [];
  }
}

function without(sampling: Sampling, fields: readonly OptionalField[]): Sampling {
  const kept: { -readonly [Field in keyof Sampling]: Sampling[Field] } = { ...sampling };
  for (const field of fields) delete kept[field];
  return kept;
}
