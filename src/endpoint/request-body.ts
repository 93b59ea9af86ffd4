/** The body of a request, in the words of either API. */
import type { Terms } from './negotiation.js';
import { type ChatQuestion, promptOf } from './question.js';
import type { Api, ChatRequestBody, CompletionRequestBody } from './wire.js';

/** What all requests to a model have in common. */
export interface Asking {
  readonly model: string;
  readonly api: Api;
  /** Further fields; none of `OWN_FIELDS`. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** So many of the likeliest tokens at every place, beside the one that was chosen; undefined: no log probabilities. */
  readonly logprobs: number | undefined;
}

export function bodyOf(
  question: ChatQuestion,
  terms: Terms,
  asking: Asking,
): ChatRequestBody | CompletionRequestBody {
  return { ...commonOf(terms, asking), ...ownOf(question, terms, asking) };
}

/** Writes the bodies of a client's requests: what they have in common is written once. */
export class BodyWriter {
  readonly #asking: Asking;
  #terms: Terms | undefined;
  #head = '';

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** `bodyOf` as JSON. */
  write(question: ChatQuestion, terms: Terms): string {
    if (terms !== this.#terms) {
      this.#terms = terms;
      this.#head = JSON.stringify(commonOf(terms, this.#asking)).slice(0, -1);
    }
    // Neither part is empty.
    return `${this.#head},${JSON.stringify(ownOf(question, terms, this.#asking)).slice(1)}`;
  }
}

/** What all requests on these terms have in common. */
function commonOf({ sampling }: Terms, { model, extraBody }: Asking) {
  return { ...extraBody, ...sampling, model };
}

/** What is the question's, in the words of the API. */
function ownOf(
  { messages, n, seed, maxTokens }: ChatQuestion,
  { tokenLimit, seeded }: Terms,
  { api, logprobs }: Asking,
) {
  const own = {
    n,
    ...(seeded ? { seed } : {}),
    ...(maxTokens === undefined ? {} : { [tokenLimit]: maxTokens }),
  };
  if (api === 'completions') {
    const asked = logprobs === undefined ? {} : { logprobs };
    return { ...own, prompt: promptOf(messages), ...asked };
  }
  const asked = logprobs === undefined ? {} : { logprobs: true, top_logprobs: logprobs };
  return { ...own, messages, ...asked };
}
