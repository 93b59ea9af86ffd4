/** One sample as Inspect's logs have it (`EvalSample` of inspect_ai.log): an item's sample `index` is its epoch `index + 1`. */
import { z } from 'zod';
import { rightAnswer } from '../scoring/right-answer.js';
import type { SampleScore } from '../store/records.js';
import type { Item } from '../suites/suite.js';
import type { ExportedItem, ExportedSample, Output } from './exported-items.js';
import type { Usage } from './exported-run.js';

/** The names of our two readings of an answer, as scorers. */
export const STRICT = 'strict';
export const LENIENT = 'lenient';

/** Inspect's letters; `N`, no answer, counts as wrong as an incorrect one does. */
const VALUES = { correct: 'C', incorrect: 'I', malformed: 'N' } as const;

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'stop',
  length: 'max_tokens',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
};

/** An EvalSample. `model`: as the log names it. A missing sample has an error and no scores. */
export function inspectSample(
  { item }: ExportedItem,
  sample: ExportedSample,
  model: string,
): object {
  const { index, output, score } = sample;
  const alone = output === null ? null : usageAlone(output);
  return {
    id: item.id,
    epoch: index + 1,
    input: item.messages,
    target: rightAnswer(item.target).text,
    messages: output === null ? item.messages : [...item.messages, messageOf(output, model)],
    output: output === null ? { model, choices: [] } : outputOf(output, model),
    scores: score === null ? {} : scoresOf(score),
    metadata: metadataOf(item, sample),
    model_usage: alone === null ? {} : { [model]: alone },
    ...timesOf(output),
    ...(output === null ? { error: errorOf(sample) } : {}),
  };
}

function messageOf({ choice }: Output, model: string): object {
  const text = choice.content ?? '';
  return {
    role: 'assistant',
    source: 'generate',
    model,
    content:
      choice.reasoning === null
        ? text
        : [
            { type: 'reasoning', reasoning: choice.reasoning },
            { type: 'text', text },
          ],
  };
}

function outputOf(output: Output, model: string): object {
  const { choice, response } = output;
  const usage = usageAlone(output);
  return {
    model,
    choices: [
      {
        message: messageOf(output, model),
        stop_reason: STOP_REASONS[choice.finish_reason ?? ''] ?? 'unknown',
      },
    ],
    completion: choice.content ?? '',
    ...(usage === null ? {} : { usage }),
    time: response.latency_ms / 1000,
    ...(response.id === null ? {} : { response_id: response.id }),
  };
}

/** A server counts the tokens of a response, so those of one sample are known where it came alone. */
function usageAlone({ response: { usage, choices } }: Output): object | null {
  return usage === null || choices.length !== 1 ? null : modelUsage(usage);
}

/** A ModelUsage. */
export function modelUsage(usage: Omit<Usage, 'reasoning_tokens'> & Partial<Usage>): object {
  return {
    input_tokens: usage.prompt_tokens,
    output_tokens: usage.completion_tokens,
    total_tokens: usage.prompt_tokens + usage.completion_tokens,
    reasoning_tokens: usage.reasoning_tokens ?? null,
  };
}

function scoresOf({ verdict, answer, reason, lenient, ...rest }: SampleScore): object {
  return {
    [STRICT]: {
      value: VALUES[verdict],
      answer,
      explanation: reason,
      reason: verdict === 'malformed' ? 'invalid_response_format' : null,
      metadata: { verdict, ...rest },
    },
    [LENIENT]: { value: VALUES[lenient] },
  };
}

/** What has no place of its own in Inspect's samples, as our files have it. */
function metadataOf(item: Item, { output, score, failures }: ExportedSample): object {
  const { instruction, cluster, input, target, facets, controls } = item;
  const about = { instruction, cluster, input, target, facets, controls, failures };
  if (output === null) return { ...about, state: 'missing' };
  const { choices, ...response } = output.response;
  const { finish_reason, logprobs } = output.choice;
  return {
    ...about,
    state: score === null ? 'unjudged' : 'scored',
    finish_reason,
    ...(logprobs === undefined ? {} : { logprobs }),
    response: { ...response, choices: choices.length },
  };
}

const time = z.iso.datetime({ offset: true });

function timesOf(output: Output | null): object {
  if (output === null) return {};
  const { at, latency_ms } = output.response;
  return {
    total_time: latency_ms / 1000,
    ...(time.safeParse(at).success ? { completed_at: at } : {}),
  };
}

function errorOf({ failures }: ExportedSample): object {
  const last = failures.at(-1);
  const message = last === undefined ? 'missing: no answer came' : `${last.kind}: ${last.message}`;
  return { message, traceback: '', traceback_ansi: '' };
}
