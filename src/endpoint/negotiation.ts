/**
 * On which terms a server is asked. Servers have hidden defaults, so all sampling fields are sent; a strict server refuses
 * those that the OpenAI protocol does not have. Such a field is dropped once, for good, and only if the user did not ask
 * for it. Likewise for the name of the token limit, and for the seed. Invariant: a server that has answered once on the
 * present terms keeps them, so that all answers of a client come from one sampling.
 */
import type { ServerError } from './server-error.js';
import { OWN_FIELDS, type TokenLimit, type WireSampling } from './wire.js';

export interface Terms {
  readonly sampling: WireSampling;
  readonly tokenLimit: TokenLimit;
  /** Whether requests carry a seed. */
  readonly seeded: boolean;
}

/** The sampling fields that a request can do without. */
const OPTIONAL = [
  'top_p',
  'top_k',
  'min_p',
  'repetition_penalty',
  'repeat_penalty',
  'stop',
] as const;

type OptionalField = (typeof OPTIONAL)[number];

const OTHER_LIMIT: Readonly<Record<TokenLimit, TokenLimit>> = {
  max_tokens: 'max_completion_tokens',
  max_completion_tokens: 'max_tokens',
};

/** What a refusal of unknown fields says when it names none. */
const UNKNOWN_FIELDS =
  /unrecogni[sz]ed|unknown|unexpected|unsupported|not (supported|permitted|allowed)|extra (inputs|fields)|additional propert/i;

/** What a refusal of a value says, where the field itself is known. */
const OUT_OF_RANGE =
  /greater|at least|less than|non-?negative|positive|out of range|between|must be|[<>]=/i;

const QUOTES = ["'", '"', '`'];

export class Negotiation {
  #current: Terms;
  #settled = false;
  #droppable: readonly OptionalField[];
  #otherLimitTried = false;
  /** Every name that a request can hold. */
  readonly #fields: readonly string[];

  /**
   * `droppable`: the names of the sampling fields that may go; `temperature` never does. `extraFields`: the names of the
   * fields of a request that are not the harness's own, to tell what a refusal is about.
   */
  constructor(terms: Terms, droppable: readonly string[], extraFields: readonly string[]) {
    this.#current = terms;
    this.#droppable = OPTIONAL.filter(
      (field) => droppable.includes(field) && terms.sampling[field] !== undefined,
    );
    this.#fields = [...OWN_FIELDS, ...extraFields];
  }

  /** The terms to ask on. The object changes exactly when the terms do. */
  get current(): Terms {
    return this.#current;
  }

  /** A request on these terms was answered: they stay. */
  accept(sent: Terms): void {
    if (sent === this.#current) this.#settled = true;
  }

  /**
   * After a refusal of a request on the terms `sent`: whether to send it again. Drops the fields that the refusal names,
   * or all droppable ones when it speaks of unknown fields and names none of the request's. With `mustName`, for a status
   * that can have other causes, only what is named is dropped.
   */
  refuse(sent: Terms, error: ServerError, mustName: boolean): boolean {
    // Another request's refusal was faster, and this one went out before the terms changed.
    if (sent !== this.#current) return true;
    if (this.#settled) return false;
    const words = new Set([...error.params, ...(error.message.match(/\w{1,100}/g) ?? [])]);
    const blamed = this.#blamed(error, words, mustName);
    const next =
      blamed.length > 0 ? this.#withoutSampling(blamed, error) : this.#withoutOther(error, words);
    if (next === undefined) return false;
    this.#current = next;
    return true;
  }

  #withoutSampling(blamed: readonly OptionalField[], error: ServerError): Terms {
    const { sampling } = this.#current;
    // Servers do not agree on the value that switches top_k off: -1 for some, 0 for others.
    const revalued =
      blamed.includes('top_k') && sampling.top_k === -1 && OUT_OF_RANGE.test(error.message);
    const gone = revalued ? blamed.filter((field) => field !== 'top_k') : blamed;
    this.#droppable = this.#droppable.filter((field) => !gone.includes(field));
    const kept = without(sampling, gone);
    return { ...this.#current, sampling: revalued ? { ...kept, top_k: 0 } : kept };
  }

  /** A server that does not know the token limit by this name, or no seed, says so in the words for unknown fields. */
  #withoutOther(error: ServerError, words: ReadonlySet<string>): Terms | undefined {
    const { tokenLimit, seeded } = this.#current;
    if (!UNKNOWN_FIELDS.test([error.message, ...error.codes].join(' '))) return undefined;
    if (words.has(tokenLimit) && !this.#otherLimitTried) {
      this.#otherLimitTried = true;
      return { ...this.#current, tokenLimit: OTHER_LIMIT[tokenLimit] };
    }
    return seeded && words.has('seed') ? { ...this.#current, seeded: false } : undefined;
  }

  #blamed(
    error: ServerError,
    words: ReadonlySet<string>,
    mustName: boolean,
  ): readonly OptionalField[] {
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

function without(sampling: WireSampling, fields: readonly OptionalField[]): WireSampling {
  const kept: { -readonly [Field in keyof WireSampling]: WireSampling[Field] } = { ...sampling };
  for (const field of fields) delete kept[field];
  return kept;
}
