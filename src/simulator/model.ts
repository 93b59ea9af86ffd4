/**
 * What a simulated model is: the `simulator:` block of a config. A model is fully stated by this block, so the accuracy
 * that a run should find is known before the run: it is exact, whatever the spread between instructions and however
 * many checkpoints share it.
 */
import { z } from 'zod';
import { suiteNamed } from '../suites/registry.js';
import type { Item } from '../suites/suite.js';
import { type Faults, faultsSchema } from './faults.js';

/** Programs have 1 to 10 operations: the stated skill is that of the middle. */
const MIDDLE_OPS = 5.5;

/** A probability for both answers, or one for each. */
type AnswerSkill = number | { readonly direct: number; readonly cot: number };

/** One probability for everything, or one per split; `default` holds for the splits that are not named. */
type Skill = number | { readonly default: AnswerSkill; readonly [split: string]: AnswerSkill };

interface AnyModel {
  readonly seed: number;
  readonly reasoned: number;
  readonly latency_ms: number;
  readonly faults?: Faults | undefined;
}

/** Always right. */
interface OracleModel extends AnyModel {
  readonly kind: 'oracle';
}

/** Right with a stated probability that varies between instructions; its errors look like a real model's. */
export interface NoisyModel extends AnyModel {
  readonly kind: 'noisy';
  readonly skill: Skill;
  readonly per_op: number;
  readonly icc: number;
  readonly shared: number;
  readonly shared_seed: number;
  readonly malformed: number;
}

/** Guesses blindly, in the requested format. */
interface RandomModel extends AnyModel {
  readonly kind: 'random';
}

/** Never answers in the requested format. */
interface MalformedModel extends AnyModel {
  readonly kind: 'malformed';
}

export type SimulatedModel = OracleModel | NoisyModel | RandomModel | MalformedModel;

const share = z.number().min(0).max(1);

const byAnswer = z.strictObject({
  direct: share.describe('Where the result is asked for at once.'),
  cot: share.describe('Where it is asked for after written steps.'),
});

const answerSkill = z.union([share, byAnswer], {
  error: 'expected a number from 0 to 1, or a map with such a number for `direct` and for `cot`',
});

const bySplit = z
  .object({ default: answerSkill.describe('For the splits that the map does not name.') })
  .catchall(answerSkill);

const skill = z.union([share, bySplit], {
  error:
    'expected a number from 0 to 1, or a map from split to such a number or to a map of `direct` and `cot`; ' +
    'the map needs the key `default` for the splits that it does not name',
});

const anyModel = {
  seed: z
    .int()
    .default(1)
    .describe('Two models with the same settings and seed give the same texts.'),
  reasoned: share
    .default(0)
    .describe(
      'Share of the samples that reason unasked: inline in a think block, or in `reasoning_content`, one as often as the other.',
    ),
  latency_ms: z
    .int()
    .min(0)
    .max(600_000)
    .default(0)
    .describe('Milliseconds that every request waits before it is answered.'),
  faults: faultsSchema
    .optional()
    .describe('Requests that go wrong, to rehearse a bad night. Default: none.'),
};

const noisy = z.strictObject({
  kind: z.literal('noisy'),
  ...anyModel,
  skill: skill.describe(
    'Expected accuracy, 0 to 1: a number, or a map from split to a number or to `{direct, cot}`, with a `default`.',
  ),
  per_op: z
    .number()
    .min(-1)
    .max(1)
    .default(0)
    .describe(
      'Change of the expected accuracy per operation of the program beyond 5.5. The result is kept in [0.01, 0.99], or ' +
        'within the stated skill where that lies outside. Needs items with the facet `ops`.',
    ),
  icc: share
    .default(0)
    .describe(
      'Correlation of two samples of one instruction (in ciphers, of one input text): its skill is drawn from a Beta ' +
        'distribution with the stated mean. 0: every instruction has the mean; 1: an instruction is always or never solved.',
    ),
  shared: share
    .default(0)
    .describe(
      'Probability that how hard an instruction is comes from `shared_seed` and not from `seed`. Two models with ' +
        'other seeds find the same instructions equally hard with the product of their two probabilities.',
    ),
  shared_seed: z
    .int()
    .default(1)
    .describe('What models that share instruction difficulty have in common.'),
  malformed: share
    .default(0)
    .describe(
      'Share of the samples that are not correct which hold no answer in the requested format; the others are wrong answers.',
    ),
});

/** The `simulator:` block of a config. */
export const simulatedModelSchema: z.ZodType<SimulatedModel> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('oracle'), ...anyModel }).describe('Always right.'),
  noisy.describe('Right with a stated probability; wrong answers look like a real model’s.'),
  z
    .strictObject({ kind: z.literal('random'), ...anyModel })
    .describe(
      'Guesses blindly: an integer from -1000 to 1000, each equally likely; random words of the vocabulary; the text under a plain Caesar cipher with a random shift; of your own items that ask for no number, always the same.',
    ),
  z
    .strictObject({ kind: z.literal('malformed'), ...anyModel })
    .describe('Never answers in the requested format.'),
]);

/**
 * The probability that a sample of this item is correct under the strict verdict, over the draw of instruction skills.
 * Holds for texts that no `max_tokens` cuts short.
 */
export function statedAccuracy(model: SimulatedModel, item: Item): number {
  switch (model.kind) {
    case 'oracle':
      return 1;
    case 'malformed':
      return 0;
    case 'random':
      return suiteNamed(item.suite).guessAccuracy(item);
    case 'noisy':
      return statedMean(model, item);
  }
}

function statedMean(model: NoisyModel, item: Item): number {
  const stated = splitSkill(model, item);
  const { ops } = item.facets;
  if (typeof ops !== 'number' || model.per_op === 0) return stated;
  const moved = stated + model.per_op * (ops - MIDDLE_OPS);
  return Math.min(Math.max(moved, Math.min(stated, 0.01)), Math.max(stated, 0.99));
}

function splitSkill(model: NoisyModel, item: Item): number {
  if (typeof model.skill === 'number') return model.skill;
  const named = Object.hasOwn(model.skill, item.split) ? model.skill[item.split] : undefined;
  const stated = named ?? model.skill.default;
  return typeof stated === 'number' ? stated : stated[item.answer];
}
