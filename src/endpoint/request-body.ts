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
  { messages, n, seed, maxTokens }: ChatQuestion,
  { sampling, tokenLimit, seeded }: Terms,
  { model, api, extraBody, logprobs }: Asking,
): ChatRequestBody | CompletionRequestBody {
  const common = {
    ...extraBody,
    ...sampling,
    model,
    n,
    ...(seeded ? { seed } : {}),
    ...(maxTokens === undefined ? {} : { [tokenLimit]: maxTokens }),
  };
  if (api === 'completions') {
    const asked = logprobs === undefined ? {} : { logprobs };
    return { ...common, prompt: promptOf(messages), ...asked };
  }
  const asked = logprobs === undefined ? {} : { logprobs: true, top_logprobs: logprobs };
  return { ...common, messages, ...asked };
}
