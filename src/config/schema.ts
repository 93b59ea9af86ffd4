/**
 * The config of an evaluation, as one zod schema: models, sampling, suites, endpoint. Every key has a description, from
 * which the reference is made, and every key that can have a default has one.
 */
import { z } from 'zod';
import { DIALECTS, untranslatable } from '../endpoint/dialect.js';
import { ANSWERS } from '../scoring/verdict.js';
import { DEFAULT_GATE_RULES, INTERVAL_METHODS } from '../stats/index.js';
import { suites } from '../suites/registry.js';
import type { AnySuite } from '../suites/suite.js';
import { clashesOf, curriculumSchema } from './curriculum.js';
import { label, modelSchema } from './model.js';

const tokens = z.number().int().min(1).max(1_000_000);

const samplingSchema = z.strictObject({
  samples: z.number().int().min(1).max(4096).default(16).describe('Samples per item.'),
  temperature: z.number().min(0).max(2).default(0.8).describe('Sampling temperature.'),
  top_p: z.number().gt(0).max(1).nullable().default(1).describe('Nucleus; 1 switches it off.'),
  top_k: z
    .number()
    .int()
    .min(-1)
    .nullable()
    .default(-1)
    .describe('Highest-ranked tokens kept; -1 switches it off, null does not send it.'),
  min_p: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(0)
    .describe('Least share of the best token; 0 switches it off, null does not send it.'),
  repetition_penalty: z
    .number()
    .gt(0)
    .max(2)
    .nullable()
    .default(1)
    .describe('1 switches it off, null does not send it.'),
  stop: z.array(z.string().min(1)).max(4).default([]).describe('Stop sequences.'),
  logprobs: z
    .number()
    .int()
    .min(0)
    .max(20)
    .nullable()
    .default(null)
    .describe(
      'Keep log probabilities in the journal: of so many of the likeliest tokens at each place beside the one chosen; null: none.',
    ),
  max_tokens: z
    .strictObject({
      direct: tokens.default(64).describe('For answers at once.'),
      cot: tokens.default(1024).describe('For answers after written steps.'),
    })
    .prefault({})
    .describe('Most tokens of one sample.'),
});

const endpointSchema = z.strictObject({
  concurrency: z
    .union([z.number().int().min(1).max(4096), z.literal('auto')])
    .default('auto')
    .describe(
      'Requests in flight. auto: doubled until throughput stops growing, halved when the server says that it is too much.',
    ),
  requests_per_minute: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Most requests a minute, evenly spread. Default: as many as go.'),
  tokens_per_minute: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Most tokens a minute, of prompts and answers. Default: as many as go.'),
  timeout_s: z
    .number()
    .gt(0)
    .max(86_400)
    .default(600)
    .describe('Seconds one request may take, from sending to the last byte.'),
  loading_s: z
    .number()
    .min(0)
    .max(86_400)
    .default(600)
    .describe('Seconds that a model which is still loading (503) is waited for, beside retries.'),
  retries: z.number().int().min(0).max(50).default(5).describe('Tries after the first.'),
  choices_per_request: z
    .number()
    .int()
    .min(1)
    .max(128)
    .default(16)
    .describe('Most samples asked for in one request (n).'),
  ca_file: z
    .string()
    .min(1)
    .optional()
    .describe("Certificates (PEM) to trust instead of the system's, from where you stand."),
});

const facetName = z.string().min(1);

const statisticsSchema = z.strictObject({
  interval: z
    .enum(INTERVAL_METHODS)
    .default('korn-graubard-shrunken')
    .describe('Method of the 95% intervals: see statistics.md. `passes-t` is naive.'),
  tries: z
    .array(z.int().min(1).max(4096))
    .default([4, 16])
    .describe('k of pass@k and majority@k; left out where there are fewer samples.'),
  breakdowns: z
    .array(z.array(facetName).min(1).max(2))
    .default([])
    .describe("Facets and pairs of facets beside the suites' own, such as [ops, control_flow]."),
});

const points = z.number().min(0).max(1);

const gateSchema = z.strictObject({
  baseline: z
    .string()
    .min(1)
    .default('previous')
    .describe(
      'What a run is held against: a run directory, a label, or `previous`, the run with the greatest smaller step.',
    ),
  on_inconclusive: z
    .enum(['fail', 'pass'])
    .describe('What an inconclusive verdict does to the exit code. There is no default.'),
  splits: z
    .array(z.string())
    .min(1)
    .default(['wo-io'])
    .describe('The declared splits; others have no part in the verdict.'),
  tolerance: points
    .default(DEFAULT_GATE_RULES.tolerance)
    .describe('A loss of accuracy smaller than this is no regression.'),
  margin: points
    .default(DEFAULT_GATE_RULES.margin)
    .describe('To have held, a loss of this must be excluded.'),
  step_tag: label.default('step').describe('The tag that orders checkpoints, a number.'),
});

/** A suite's block: its name, what is asked of it, and its own options beside them. */
function suiteSchema(suite: AnySuite) {
  return z
    .strictObject({
      suite: z.literal(suite.name).describe(suite.summary),
      splits: (suite.userData ? eachOnce(z.string().min(1)) : chosenFrom(suite.splits))
        .optional()
        .describe('Splits to ask. Default: all that the options give, but recall.'),
      answers: chosenFrom(ANSWERS.filter((answer) => suite.answers.includes(answer)))
        .default([...suite.answers])
        .describe('How models are asked to answer.'),
      ...suite.options.shape,
    })
    .superRefine((block, context) => {
      const { suite: _name, splits: _splits, answers: _answers, ...options } = block;
      const issues = suite.options.safeParse(options).error?.issues ?? [];
      // What concerns one key alone was found above.
      for (const issue of issues.filter(({ code }) => code === 'custom')) {
        context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
      }
    });
}

function chosenFrom<T extends string>(names: readonly T[]) {
  return eachOnce(z.enum(names));
}

function eachOnce<T extends z.ZodType<string>>(name: T) {
  return z
    .array(name)
    .min(1)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'expected each name once');
}

const [firstSuite, ...otherSuites] = suites;
const suiteBlock = z.discriminatedUnion('suite', [
  suiteSchema(firstSuite),
  ...otherSuites.map(suiteSchema),
]);

/** As in the RL runs of the paper. */
export const rewardsSchema = z.strictObject({
  correct: z.number().default(1).describe('Reward of a right answer.'),
  incorrect: z.number().default(0).describe('Reward of a wrong answer in the requested format.'),
  malformed: z.number().default(-1).describe('Reward where there is no answer in that format.'),
});

const fileSchema = z.strictObject({
  name: label
    .optional()
    .describe("Name of the evaluation and of its folder. Default: the file's name."),
  models: z
    .array(modelSchema)
    .min(1)
    .superRefine((models, context) => {
      refuseRepeats(models, 'label', context);
    })
    .describe('The checkpoints to evaluate, each a run of its own.'),
  sampling: samplingSchema.prefault({}).describe('How every item is sampled.'),
  suites: z
    .array(suiteBlock)
    .min(1)
    .superRefine((blocks, context) => {
      refuseRepeats(blocks, 'suite', context);
    })
    .describe('What is asked.'),
  curriculum: curriculumSchema
    .optional()
    .describe(
      'The training files that `pbb-eval curriculum` writes of these suites; evaluating leaves it aside.',
    ),
  rewards: rewardsSchema
    .optional()
    .describe('What `pbb-eval serve` gives for each verdict; evaluating leaves it aside.'),
  endpoint: endpointSchema.prefault({}).describe('How endpoints are called.'),
  statistics: statisticsSchema.prefault({}).describe('What is computed from the scores.'),
  gate: gateSchema.optional().describe('The regression gate of `run --check`.'),
  out: z
    .string()
    .min(1)
    .default('results')
    .describe('Folder for run directories, from where you stand.'),
});

/** The whole file. */
export const configSchema = fileSchema.superRefine((config, context) => {
  config.models.forEach(({ server }, index) => {
    const [lost] = untranslatable(config.sampling, DIALECTS[server]);
    if (lost === undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['models', index, 'server'],
      message: `${server} cannot be sent ${lost}, and sampling.${lost} is ${config.sampling[lost]}`,
    });
  });
  const asked = new Set<string>(config.suites.map(({ suite }) => suite));
  const clashes = config.curriculum === undefined ? [] : clashesOf(config.curriculum, [...asked]);
  for (const { path, message } of clashes) {
    context.addIssue({ code: 'custom', path: ['curriculum', ...path], message });
  }
  const named = suites.filter(({ name }) => asked.has(name));
  if (named.some(({ userData }) => userData)) return;
  const splits = new Set(named.flatMap((suite) => suite.splits));
  config.gate?.splits.forEach((split, index) => {
    if (splits.has(split)) return;
    context.addIssue({
      code: 'custom',
      path: ['gate', 'splits', index],
      message: `no suite of this config has a split "${split}"; expected ${[...splits].join(', ')}`,
    });
  });
  config.models.forEach(({ simulator }, index) => {
    if (simulator?.kind !== 'noisy' || typeof simulator.skill === 'number') return;
    for (const split of Object.keys(simulator.skill)) {
      if (split === 'default' || splits.has(split)) continue;
      context.addIssue({
        code: 'custom',
        path: ['models', index, 'simulator', 'skill', split],
        message: `no suite of this config has a split "${split}"; expected default, ${[...splits].join(', ')}`,
      });
    }
  });
});

/** On file systems that ignore case, `A` and `a` are one folder. */
function refuseRepeats<K extends string>(
  entries: readonly Readonly<Record<K, string>>[],
  key: K,
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const name = entry[key].toLowerCase();
    if (seen.has(name)) {
      context.addIssue({
        code: 'custom',
        path: [index, key],
        message: `expected each ${key} once (upper and lower case count as the same)`,
      });
    }
    seen.add(name);
  });
}

type ParsedConfig = z.output<typeof configSchema>;

/** A checkpoint to evaluate. */
export type ModelConfig = ParsedConfig['models'][number];
/** The regression gate of a config. */
export type GateConfig = NonNullable<ParsedConfig['gate']>;
/** What is computed from the scores. */
export type StatisticsConfig = ParsedConfig['statistics'];
/** A suite's block with every option filled in. */
export type SuiteConfig = ParsedConfig['suites'][number];
/** A valid config with every default filled in. */
export type Config = ParsedConfig & { readonly name: string };
