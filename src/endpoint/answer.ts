/**
 * What a model answered: the choices of one response, as a server of any make writes them. Texts are kept as they came;
 * nothing is trimmed, taken apart or judged here.
 */
import { elementsOf, fieldsOf, isDeeper, stringOf, type Untrusted } from './untrusted.js';
import type { Usage } from './wire.js';

/** One of the answers in a response. */
export interface Choice {
  /** From 0 to n - 1, each at most once in a response. */
  readonly index: number;
  /** As given; text parts are joined. A refusal's text when there is no other. */
  readonly content: string | null;
  /** From `reasoning`, `reasoning_content`, `reasoning_details` or parts of type `thinking`. */
  readonly reasoning: string | null;
  /** As given; `refusal` when the message carries a refusal, whatever the server called it. */
  readonly finishReason: string | null;
  /** As given, where the server gave any that a journal can hold; absent otherwise. */
  readonly logprobs?: unknown;
}

/** One HTTP answer. */
export interface ChatAnswer {
  readonly id: string | null;
  /** The name under which the server says that it answered. */
  readonly model: string | null;
  /** One or more, by index; fewer than asked when the server gave fewer. */
  readonly choices: readonly Choice[];
  readonly usage: Usage | null;
  /** From sending the request that was answered to the last byte of the answer. */
  readonly latencyMs: number;
  /** HTTP requests made for it, this one included. */
  readonly attempts: number;
}

/** What a body holds of a `ChatAnswer`. */
export type AnswerBody = Pick<ChatAnswer, 'id' | 'model' | 'choices' | 'usage'>;

/** Stands for reasoning that the server sends encrypted: the model reasoned, and nobody may read it. */
const ENCRYPTED = '[encrypted]';

/** How a server ends a choice that it did not finish for reasons of its own. Such a choice is no answer. */
const BROKEN_OFF: ReadonlySet<unknown> = new Set([
  'error',
  'abort',
  'network_error',
  // DeepSeek's word for a server without room.
  'insufficient_system_resource',
]);

/** How a server ends a choice that its filter cut short or took away. */
const FILTERED = 'content_filter';

/** OpenAI's have four: the lists of tokens, a token, its list of likely ones, one of these. */
const LOGPROBS_LEVELS = 16;

/** Reads the body of a response to a request for `n` choices. `choices` may come out empty. */
export function readAnswer(body: unknown, n: number): AnswerBody {
  const fields = fieldsOf(body);
  return {
    id: stringOf(fields.id),
    model: stringOf(fields.model),
    choices: readChoices(elementsOf(fields.choices), n),
    usage: readUsage(fields.usage),
  };
}

/** Whether a body without a usable choice holds one that the server's filter took away. */
export function isTakenAway(body: unknown): boolean {
  return elementsOf(fieldsOf(body).choices).some(
    (choice) => fieldsOf(choice).finish_reason === FILTERED,
  );
}

/**
 * The usable choices, by index. An absent index is the position; one out of range and every further choice of the same
 * index are dropped, so that a sample never gets the text of another.
 */
function readChoices(list: readonly unknown[], n: number): Choice[] {
  const byIndex: (Choice | undefined)[] = [];
  for (let position = 0; position < list.length; position += 1) {
    const fields = fieldsOf(list[position]);
    const index = indexOf(fields.index) ?? position;
    const inRange = Number.isInteger(index) && index >= 0 && index < n;
    const choice = inRange && byIndex[index] === undefined ? readChoice(fields, index) : null;
    if (choice !== null) byIndex[index] = choice;
  }
  return byIndex.filter((choice) => choice !== undefined);
}

/** A number, also one that a server writes as a string; null for anything else. */
function indexOf(index: unknown): number | null {
  if (typeof index === 'number') return index;
  return typeof index === 'string' && /^\d{1,9}$/.test(index) ? Number(index) : null;
}

function readChoice(fields: Untrusted, index: number): Choice | null {
  if (BROKEN_OFF.has(fields.finish_reason) || isFault(fields.error)) return null;
  const message = messageOf(fields);
  if (message === null || !isContent(message.content)) return null;
  const refusal = stringOf(message.refusal) || null;
  const content = readContent(message.content) ?? refusal;
  const reasoning = readReasoning(message);
  if (!content && reasoning === null && isLost(content, fields.finish_reason)) return null;
  return {
    index,
    content,
    reasoning,
    finishReason: refusal === null ? stringOf(fields.finish_reason) : 'refusal',
    ...(fields.logprobs && !isDeeper(fields.logprobs, LOGPROBS_LEVELS)
      ? { logprobs: fields.logprobs }
      : {}),
  };
}

/**
 * Whether a choice in which nothing is written is no answer of the model's: as the server says itself, nothing ended, or it was
 * taken away. Servers that never say how a choice ended write an empty text for an empty answer.
 */
function isLost(content: string | null, ended: unknown): boolean {
  if (ended === undefined) return content === null;
  return ended === null || ended === FILTERED;
}

/** OpenRouter tells of a provider's fault inside the choice. */
function isFault(error: unknown): boolean {
  return (
    (typeof error === 'object' && error !== null) || (typeof error === 'string' && error !== '')
  );
}

/** The message of a chat; a plain completion's text stands where a chat's message does. */
function messageOf({ message, text }: Untrusted): Untrusted | null {
  if (typeof message === 'object' && message !== null) return fieldsOf(message);
  return typeof text === 'string' ? { content: text } : null;
}

/** What a content may be; a number or an object is a server's mistake, and no text of a model. */
function isContent(content: unknown): boolean {
  return (
    typeof content === 'string' ||
    content === null ||
    content === undefined ||
    Array.isArray(content)
  );
}

/** Text, or the text parts of a list of parts; null when there is neither. */
function readContent(content: unknown): string | null {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? partsOf(content, (part) => part.text) : null;
}

/** The first of the known places that holds anything. */
function readReasoning(message: Untrusted): string | null {
  return (
    stringOf(message.reasoning) ||
    stringOf(message.reasoning_content) ||
    partsOf(message.reasoning_details, readDetail) ||
    partsOf(message.content, readThinking) ||
    null
  );
}

function readDetail(part: Untrusted): unknown {
  return part.type === 'reasoning.encrypted' ? ENCRYPTED : (part.text ?? part.summary);
}

function readThinking({ thinking }: Untrusted): string | null {
  return stringOf(thinking) ?? partsOf(thinking, (part) => part.text);
}

/** The strings that `pick` finds in the parts, joined; null when it finds none. */
function partsOf(parts: unknown, pick: (part: Untrusted) => unknown): string | null {
  // What nearly every message has; the hot path allocates nothing here.
  if (!Array.isArray(parts)) return null;
  const found = elementsOf(parts)
    .map((part) => (typeof part === 'string' ? pick({ text: part }) : pick(fieldsOf(part))))
    .filter((text) => typeof text === 'string');
  return found.length === 0 ? null : found.join('');
}

function readUsage(value: unknown): Usage | null {
  const usage = fieldsOf(value);
  const { prompt_tokens, completion_tokens } = usage;
  if (!isCount(prompt_tokens) || !isCount(completion_tokens)) return null;
  const details = fieldsOf(usage.completion_tokens_details);
  const reasoning_tokens = details.reasoning_tokens ?? usage.reasoning_tokens;
  return isCount(reasoning_tokens)
    ? { prompt_tokens, completion_tokens, reasoning_tokens }
    : { prompt_tokens, completion_tokens };
}

/** A safe integer from 0: of anything else no sum could be trusted, and no journal could be read again. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
