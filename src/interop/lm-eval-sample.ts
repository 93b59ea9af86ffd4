/**
 * One item as a line of lm-evaluation-harness's samples (`samples_*.jsonl` of `--log_samples`): a document with the responses of all
 * its repeats, and the shares of them that are right.
 */
import { hash } from 'node:crypto';
import { rightAnswer } from '../scoring/right-answer.js';
import type { JsonObject } from '../store/records.js';
import type { ExportedItem, ExportedSample } from './exported-items.js';
import { jsonText } from './json-text.js';

export interface LmEvalLine {
  /** Without its line break. */
  readonly text: string;
  /** What the hash of a task is made of. */
  readonly hashes: string;
}

/** What lm_eval's own filters write where they find none. Readers of data frames stumble over null in a list of lists. */
const NO_ANSWER = '[invalid]';

/** @param sent the parameters of the requests */
export function lmEvalLine(exported: ExportedItem, sent: JsonObject | null): LmEvalLine {
  const { item, place, samples } = exported;
  const { messages, ...doc } = item;
  const prompt = jsonText(messages);
  const target = rightAnswer(item.target).text;
  const hashes = {
    doc_hash: hash('sha256', jsonText(doc, 2)),
    prompt_hash: hash('sha256', prompt),
    target_hash: hash('sha256', target),
  };
  const came = samples.filter(({ output }) => output !== null);
  const line = {
    doc_id: place,
    doc,
    target,
    arguments: { gen_args_0: { arg_0: prompt, arg_1: sent ?? {} } },
    resps: [came.map(({ output }) => output?.choice.content ?? '')],
    filtered_resps: [came.map(({ score }) => score?.answer ?? NO_ANSWER)],
    filter: 'none',
    metrics: ['acc', 'acc_lenient'],
    ...hashes,
    acc: shareCorrect(samples, 'verdict'),
    acc_lenient: shareCorrect(samples, 'lenient'),
    pbb_eval: samples.map(detailsOf),
  };
  return {
    text: jsonText(line),
    hashes: hashes.doc_hash + hashes.prompt_hash + hashes.target_hash,
  };
}

/** Of the samples with a verdict; null without any. */
function shareCorrect(
  samples: readonly ExportedSample[],
  reading: 'verdict' | 'lenient',
): number | null {
  const scores = samples.flatMap(({ score }) => score ?? []);
  const correct = scores.filter((score) => score[reading] === 'correct').length;
  return scores.length === 0 ? null : correct / scores.length;
}

/** What a line has no place for, of every sample, the missing ones too. */
function detailsOf({ index, output, score, failures }: ExportedSample): object {
  const { choices, ...response } = output?.response ?? {};
  const { content: _content, index: _index, ...choice } = output?.choice ?? {};
  return {
    index,
    ...score,
    ...choice,
    response: output === null ? null : { ...response, choices: choices?.length },
    failures,
  };
}
