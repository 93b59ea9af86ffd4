/** Formats for training on executions by what is better: prompts for a reward (GRPO) and pairs (DPO), as TRL's documentation has them. */
import { z } from 'zod';
import { type Format, prompt, provenance, provenanceOf, reply, replyOf } from './format.js';

/** Beside the prompt what a reward is worked out from: TRL passes every column to the reward function. */
export const grpo: Format = {
  name: 'grpo',
  holds: 'questions',
  schema: z.strictObject({
    prompt,
    ...provenance,
    item: z.string(),
    input: z.string(),
  }),
  lineOf: (document) => {
    if (document.kind !== 'execution') return null;
    const { id, input } = document.item;
    return { prompt: document.prompt, ...provenanceOf(document), item: id, input };
  },
};

export const dpo: Format = {
  name: 'dpo',
  holds: 'executions',
  schema: z.strictObject({
    prompt,
    chosen: reply,
    rejected: reply,
    ...provenance,
    item: z.string(),
  }),
  lineOf: (document) => {
    if (document.kind !== 'execution') return null;
    const { completion, item } = document;
    const rejected = completion === null ? null : document.rejected;
    if (completion === null || rejected === null) return null;
    return {
      prompt: document.prompt,
      chosen: replyOf(completion),
      rejected: replyOf(rejected),
      ...provenanceOf(document),
      item: item.id,
    };
  },
};
