/**
 * Formats for supervised fine-tuning. Those of TRL are as its documentation has them (dataset formats and types); OpenAI's is the chat
 * format of its fine-tuning API, with the limits that it publishes. A plain text says which part of it is to be learned.
 */
import { z } from 'zod';
import { promptOf } from '../../endpoint/question.js';
import type { Document } from '../document.js';
import {
  type Format,
  type Line,
  message,
  prompt,
  provenance,
  provenanceOf,
  reply,
  replyOf,
} from './format.js';

const chat = z
  .array(message)
  .min(2)
  .refine(
    (messages) => messages.at(-1)?.role === 'assistant',
    'expected the last one of the assistant',
  );

function chatOf({ prompt: messages, completion }: Document): readonly unknown[] | null {
  return completion === null ? null : [...messages, ...replyOf(completion)];
}

/**
 * The limits: at least 10 examples (fine-tuning guide), files of at most 512 MB (reference of the files API), and examples of at most
 * 65,536 tokens (the guide's training context of gpt-4o-2024-08-06 and gpt-4o-mini-2024-07-18; longer ones are cut without a word). A
 * token has a byte or more, so a line of fewer bytes has fewer tokens.
 */
export const openaiChat: Format = {
  name: 'openai-chat',
  holds: 'documents',
  schema: z.strictObject({ messages: chat }),
  lineOf: (document) => {
    const messages = chatOf(document);
    return messages === null ? null : { messages };
  },
  limits: {
    leastLines: 10,
    mostBytes: 512_000_000,
    mostLineBytes: 65_536,
    source:
      "OpenAI's fine-tuning takes files of 10 examples or more, 512 MB at most, of 65,536 tokens each (a token has a byte or more)",
  },
};

export const trlConversational: Format = {
  name: 'trl-conversational',
  holds: 'documents',
  schema: z.strictObject({ messages: chat, ...provenance }),
  lineOf: (document) => {
    const messages = chatOf(document);
    return messages === null ? null : { messages, ...provenanceOf(document) };
  },
};

export const trlPromptCompletion: Format = {
  name: 'trl-prompt-completion',
  holds: 'documents',
  schema: z.strictObject({ prompt, completion: reply, ...provenance }),
  lineOf: (document) => {
    const { prompt: messages, completion } = document;
    if (completion === null) return null;
    return { prompt: messages, completion: replyOf(completion), ...provenanceOf(document) };
  },
};

const span = z.tuple([z.int().min(0), z.int().min(1)]);

/** The prompt is that of a plain completion as models of `api: completions` are asked. */
export const text: Format = {
  name: 'text',
  holds: 'documents',
  schema: z.strictObject({ text: z.string().min(1), loss: z.array(span).length(1), ...provenance }),
  lineOf: (document) => {
    const { prompt: messages, completion } = document;
    return completion === null
      ? null
      : { ...maskedText(promptOf(messages), completion), ...provenanceOf(document) };
  },
};

/** `loss`: from where to where there is something to be learned, in Unicode code points as Python counts them, without the end. */
function maskedText(before: string, learned: string): Line {
  const start = codePoints(before);
  return { text: before + learned, loss: [[start, start + codePoints(learned)]] };
}

function codePoints(written: string): number {
  let count = 0;
  for (const _ of written) count += 1;
  return count;
}
