/**
 * A remote reward model as OpenRLHF calls it (`--reward.remote_url`, in older releases `--remote_rm_url`): `query` holds prompt and
 * completion in one text, `labels` the column that `--data.label_key` names, here the item's id. The answer has the keys of OpenRLHF's
 * own `serve_rm`. Source: openrlhf 0.11.2, utils/agent.py and cli/serve_rm.py.
 */
import type { z } from 'zod';
import type { KnownItems } from './known-items.js';
import { RefusedRequest, refusedForNow } from './refused-request.js';
import type { openrlhfSchema } from './request.js';
import type { Asked, Scored, Unscored } from './scorer.js';

type OpenrlhfRequest = z.output<typeof openrlhfSchema>;

/** @throws RefusedRequest 422 where a text has no prompt or label of its own, 404 for a label that is no item */
export function askedByOpenrlhf(request: OpenrlhfRequest, items: KnownItems): Asked[] {
  const { query, prompts, labels } = request;
  refuseOtherLength('prompts', prompts, query);
  refuseOtherLength('labels', labels, query);
  return query.map((text, at) => {
    const item = items.find({ item: labels[at] }, `labels[${at}]`);
    const completion = completionIn(text, prompts[at] ?? '', `query[${at}]`);
    return { item, sample: { completion, reasoning: null, finish_reason: null } };
  });
}

/** @throws RefusedRequest 503 where one has no reward: the trainer asks again, and takes nothing else for none */
export function answerToOpenrlhf(scores: readonly (Scored | Unscored)[]): object {
  const rewards = scores.map(({ reward, reason }) => {
    if (reward === null) throw refusedForNow(`not judged: ${reason}`);
    return reward;
  });
  const share = (verdict: Scored['verdict']) =>
    scores.map((score) => Number(score.verdict === verdict));
  return {
    rewards,
    scores: rewards,
    extra_logs: { correct: share('correct'), malformed: share('malformed') },
  };
}

/** OpenRLHF leaves in what ends a completion, which servers take off for an evaluation. */
const END_TOKENS = [
  '</s>',
  '<eos>',
  '<pad>',
  '<end_of_turn>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot_id|>',
  '<|end|>',
  '<|return|>',
  '<\uff5cend\u2581of\u2581sentence\uff5c>',
];

/** Tokens of the tokenizer may stand before the prompt, of so many characters. */
const MOST_BEFORE = 1000;

function completionIn(text: string, prompt: string, where: string): string {
  const at = text.slice(0, prompt.length + MOST_BEFORE).indexOf(prompt);
  if (at !== -1) return withoutEnd(text.slice(at + prompt.length));
  const message = 'expected the prompt and then the completion; the prompt does not stand in it';
  throw new RefusedRequest(422, [{ where, message }]);
}

function withoutEnd(completion: string): string {
  let text = completion;
  for (;;) {
    const token = END_TOKENS.find((end) => text.endsWith(end));
    if (token === undefined) return text;
    text = text.slice(0, -token.length);
  }
}

function refuseOtherLength(
  where: 'prompts' | 'labels',
  texts: readonly string[],
  query: readonly string[],
): void {
  if (texts.length === query.length) return;
  const message = `expected ${query.length} entries, as many as query has; found ${texts.length}`;
  throw new RefusedRequest(422, [{ where, message }]);
}
