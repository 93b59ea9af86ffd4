/**
 * The OpenAI chat protocol as far as this project speaks it: what goes over the wire. The client reads it, the
 * simulated server writes it.
 */

/** The sampling parameters of a request. An absent one is not sent, and the server's own default holds. */
export interface Sampling {
  readonly temperature: number;
  readonly top_p?: number;
  /** -1 switches it off. */
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
  readonly stop?: readonly string[];
}

/** The body of `POST /v1/chat/completions`. */
export interface ChatRequestBody extends Sampling {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly n: number;
  readonly seed: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

/** One entry per field, so that the compiler misses none. */
const REQUEST_FIELDS: Readonly<Record<keyof ChatRequestBody | 'stream', true>> = {
  model: true,
  messages: true,
  n: true,
  seed: true,
  stream: true,
  max_tokens: true,
  max_completion_tokens: true,
  temperature: true,
  top_p: true,
  top_k: true,
  min_p: true,
  repetition_penalty: true,
  stop: true,
};

/** The fields of a request that are the harness's to set or to leave out; nobody may add them from elsewhere. */
export const OWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(REQUEST_FIELDS));

/** Token counts of one response, over all its choices; safe integers from 0. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  /** Reasoning that the server counts and may hide. */
  readonly reasoning_tokens?: number;
}
