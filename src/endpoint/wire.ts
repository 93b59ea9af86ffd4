/**
 * The OpenAI protocol as far as this project speaks it: what goes over the wire. The client reads it, the simulated
 * server writes it.
 */

/** `POST …/chat/completions`, or `POST …/completions` for models without a chat template. */
export const APIS = ['chat', 'completions'] as const;
export type Api = (typeof APIS)[number];

/** The sampling parameters of a request. An absent one is not sent, and the server's own default holds. */
export interface Sampling {
  readonly temperature: number;
  readonly top_p?: number;
  /** -1 switches it off, 0 on some servers. */
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
  readonly stop?: readonly string[];
}

/** Sampling parameters under a server's own names. */
export interface WireSampling extends Sampling {
  /** What llama.cpp and LM Studio call `repetition_penalty`. */
  readonly repeat_penalty?: number;
}

/** The field that bounds the tokens of an answer. */
export type TokenLimit = 'max_tokens' | 'max_completion_tokens';

/** What the bodies of both APIs have in common. */
interface RequestBody extends WireSampling {
  readonly model: string;
  readonly n: number;
  readonly seed?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

/** The body of `POST /v1/chat/completions`. */
export interface ChatRequestBody extends RequestBody {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
}

/** The body of `POST /v1/completions`. */
export interface CompletionRequestBody extends RequestBody {
  readonly prompt: string;
  readonly logprobs?: number;
}

/** One entry per field, so that the compiler misses none. */
const REQUEST_FIELDS: Readonly<
  Record<keyof ChatRequestBody | keyof CompletionRequestBody | 'stream', true>
> = {
  model: true,
  messages: true,
  prompt: true,
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
  repeat_penalty: true,
  stop: true,
  logprobs: true,
  top_logprobs: true,
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
