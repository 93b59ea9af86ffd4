/** The columns of the data frame of a run: one row per sample that was asked for, the same columns for every run. */
import { groupName } from '../eval/plan.js';
import { rightAnswer } from '../scoring/right-answer.js';
import type { ExportedItem, ExportedSample } from './exported-items.js';
import type { ExportedRun } from './exported-run.js';
import { jsonText } from './json-text.js';

/** A row before it is parted into columns. */
export interface Row {
  readonly run: ExportedRun;
  readonly item: ExportedItem['item'];
  readonly sample: ExportedSample;
}

type Value = string | number | boolean | null | undefined;

export interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'BOOLEAN' | 'INT64' | 'DOUBLE' | 'TIMESTAMP';
  /** Null or undefined where a row has none. A TIMESTAMP is ISO 8601. */
  readonly value: (row: Row) => Value;
}

const column = (type: Column['type']) => (name: string, value: Column['value']) => ({
  name,
  type,
  value,
});
const text = column('STRING');
const flag = column('BOOLEAN');
const count = column('INT64');
const real = column('DOUBLE');
const moment = column('TIMESTAMP');
/** Keys differ from suite to suite, and a column has one type. */
const json = (name: string, value: (row: Row) => unknown): Column =>
  text(name, (row) => {
    const found = value(row);
    return found === undefined || found === null ? null : jsonText(found);
  });

export const COLUMNS: readonly Column[] = [
  text('name', ({ run }) => run.manifest.name),
  text('label', ({ run }) => run.manifest.label),
  text('model', ({ run }) => run.manifest.model),
  flag('simulated', ({ run }) => run.manifest.simulated),
  json('tags', ({ run }) => run.manifest.tags),
  text('group', ({ item }) => groupName(item)),
  text('suite', ({ item }) => item.suite),
  text('split', ({ item }) => item.split),
  text('answer', ({ item }) => item.answer),
  text('item', ({ item }) => item.id),
  text('instruction', ({ item }) => item.instruction),
  text('cluster', ({ item }) => item.cluster),
  text('input', ({ item }) => item.input),
  json('messages', ({ item }) => item.messages),
  json('target', ({ item }) => item.target),
  text('expected', ({ item }) => rightAnswer(item.target).text),
  json('facets', ({ item }) => item.facets),
  json('controls', ({ item }) => item.controls),
  count('index', ({ sample }) => sample.index),
  text('state', ({ sample }) => stateOf(sample)),
  text('verdict', ({ sample }) => sample.score?.verdict),
  flag('correct', ({ sample }) => sample.score && sample.score.verdict === 'correct'),
  text('lenient', ({ sample }) => sample.score?.lenient),
  text('answer_read', ({ sample }) => sample.score?.answer),
  text('reason', ({ sample }) => sample.score?.reason),
  flag('truncated', ({ sample }) => sample.score?.truncated),
  flag('reasoned', ({ sample }) => sample.score?.reasoned),
  flag('binding_error', ({ sample }) => sample.score?.binding_error),
  count('steps', ({ sample }) => sample.score?.steps),
  count('steps_stated', ({ sample }) => sample.score?.steps_stated),
  count('first_wrong_step', ({ sample }) => sample.score?.first_wrong_step),
  json('measures', ({ sample }) => sample.score?.measures),
  text('content', ({ sample }) => sample.output?.choice.content),
  text('reasoning', ({ sample }) => sample.output?.choice.reasoning),
  text('finish_reason', ({ sample }) => sample.output?.choice.finish_reason),
  json('logprobs', ({ sample }) => sample.output?.choice.logprobs),
  count('response_first', ({ sample }) => sample.output?.response.first),
  count('response_n', ({ sample }) => sample.output?.response.n),
  count('response_choices', ({ sample }) => sample.output?.response.choices.length),
  count('response_seed', ({ sample }) => sample.output?.response.seed),
  count('response_prompt_tokens', ({ sample }) => sample.output?.response.usage?.prompt_tokens),
  count(
    'response_completion_tokens',
    ({ sample }) => sample.output?.response.usage?.completion_tokens,
  ),
  count(
    'response_reasoning_tokens',
    ({ sample }) => sample.output?.response.usage?.reasoning_tokens,
  ),
  real('response_latency_ms', ({ sample }) => sample.output?.response.latency_ms),
  count('response_attempts', ({ sample }) => sample.output?.response.attempts),
  moment('response_at', ({ sample }) => sample.output?.response.at),
  text('response_id', ({ sample }) => sample.output?.response.id),
  text('response_model', ({ sample }) => sample.output?.response.model),
  text('failure', ({ sample }) => sample.failures.at(-1)?.kind),
  json('failures', ({ sample }) => (sample.failures.length === 0 ? null : sample.failures)),
];

/** `missing`: it could not be had; `unjudged`: its program was not run. */
function stateOf({ output, score }: ExportedSample): 'scored' | 'unjudged' | 'missing' {
  if (output === null) return 'missing';
  return score === null ? 'unjudged' : 'scored';
}
