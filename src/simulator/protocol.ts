/**
 * What the simulated server reads and writes: chat requests, completions and errors in OpenAI's shape. Every completion
 * says that it is simulated, and equal requests get equal bytes: there is no clock and no counter in them.
 */
import { z } from 'zod';
import type { SimulatedText } from './answer.js';
import { tokensOf } from './tokens.js';

/** The mark of every completion, as its `system_fingerprint`. */
const FINGERPRINT = 'pbb-eval-simulator';

/** The header that every response carries, errors too. */
export const SIMULATED_HEADER = 'x-pbb-eval-simulated';

/** As OpenAI has it. */
const MAX_CHOICES = 128;

/** A request as far as the simulator heeds it. Other fields are taken and have no effect. */
export interface AnyRequest {
  readonly model: string;
  readonly n: number;
  readonly seed: number;
  readonly temperature: number;
  readonly max_tokens?: number | undefined;
  readonly max_completion_tokens?: number | undefined;
}

export interface ChatRequest extends AnyRequest {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** A request for plain completions. */
export interface PromptRequest extends AnyRequest {
  readonly prompt: string;
}

const limit = z
  .int()
  .min(1)
  .nullish()
  .transform((value) => value ?? undefined);

/** `null` means absent, as in OpenAI's own API. */
function absentAs<T>(schema: z.ZodType<T>, value: T): z.ZodType<T> {
  return schema.nullish().transform((given) => given ?? value);
}

/** Absent: one choice, seed 0, temperature 1. Streams are refused. */
const anyRequest = {
  model: z.string(),
  n: absentAs(z.int().min(1).max(MAX_CHOICES), 1),
  seed: absentAs(z.int(), 0),
  temperature: absentAs(z.number().min(0).max(2), 1),
  max_tokens: limit,
  max_completion_tokens: limit,
  stream: z.literal(false, { error: 'the simulator does not stream' }).nullish(),
};

export const chatRequestSchema: z.ZodType<ChatRequest> = z.object({
  ...anyRequest,
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
});

export const promptRequestSchema: z.ZodType<PromptRequest> = z.object({
  ...anyRequest,
  prompt: z.string(),
});

/** The token limit of a request; the smaller one when both fields are there. */
export function tokenLimit(request: AnyRequest): number {
  return Math.min(request.max_tokens ?? Infinity, request.max_completion_tokens ?? Infinity);
}

/** A completion as far as faults change it. */
export interface Completion {
  readonly choices: readonly {
    readonly message?: { readonly content: string | null };
    readonly text?: string;
  }[];
}

/** The body of a completion. `key` names the question and becomes part of the id. */
export function completionBody(
  request: ChatRequest | PromptRequest,
  key: string,
  answers: readonly SimulatedText[],
): Completion {
  const plain = 'prompt' in request;
  const body = {
    id: `${plain ? 'cmpl' : 'chatcmpl'}-simulated-${key.slice(0, 16)}-${request.seed}`,
    object: plain ? 'text_completion' : 'chat.completion',
    created: 0,
    model: `simulated:${request.model}`,
    system_fingerprint: FINGERPRINT,
    choices: answers.map(plain ? textChoice : choice),
    usage: usage(promptLength(request), answers),
  };
  return body;
}

/** The body of `GET /v1/models`. */
export function modelsBody(names: readonly string[]): unknown {
  const data = names.map((id) => ({ id, object: 'model', created: 0, owned_by: FINGERPRINT }));
  return { object: 'list', data };
}

/** An error in OpenAI's shape. */
export function errorBody(message: string, code: string): unknown {
  return { error: { message, type: 'invalid_request_error', param: null, code } };
}

/** A server whose model is cut off while it reasons sends null content, and so does this one. */
function choice(answer: SimulatedText, index: number): Completion['choices'][number] {
  const { content, reasoning, finish_reason } = answer;
  const message =
    reasoning === null
      ? { role: 'assistant', content }
      : { role: 'assistant', content: content || null, reasoning_content: reasoning };
  const fields = { index, message, logprobs: null, finish_reason };
  return fields;
}

/** Nothing takes reasoning apart in a plain completion: it stands where the model wrote it. */
function textChoice(
  { content, reasoning, finish_reason }: SimulatedText,
  index: number,
): Completion['choices'][number] {
  const text = reasoning === null ? content : `<think>\n${reasoning}\n</think>\n\n${content}`;
  const fields = { index, text, logprobs: null, finish_reason };
  return fields;
}

/** In tokens. */
function promptLength(request: ChatRequest | PromptRequest): number {
  if ('prompt' in request) return tokensOf(request.prompt.length);
  return request.messages.reduce((sum, { content }) => sum + tokensOf(content.length), 0);
}

function usage(prompt: number, answers: readonly SimulatedText[]): unknown {
  const completion = answers.reduce((sum, answer) => sum + answer.completion_tokens, 0);
  const reasoning = answers.reduce(
    (sum, answer) => sum + tokensOf(answer.reasoning?.length ?? 0),
    0,
  );
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
