/**
 * The block `curriculum`: which training files belong to a config. The options of suites are not repeated here: they stand once, in
 * `suites`, so that training and evaluation cannot differ in them. Defaults without a source are our choice.
 */
import { z } from 'zod';
import { ANSWERS } from '../scoring/verdict.js';

const KINDS = [
  'proactive',
  'retroactive',
  'single-stage',
  'algorithm-distillation',
  'across-suites',
] as const;

/** The formats of training files. */
export const FORMATS = [
  'openai-chat',
  'trl-conversational',
  'trl-prompt-completion',
  'text',
  'grpo',
  'dpo',
] as const;

export type FormatName = (typeof FORMATS)[number];

/** More would only repeat pairs of preambles. */
const MOST_REPEATS = 1000;

/** As many as figure 2 of the paper shows, tenfold. */
const MOST_EXAMPLES = 1000;

function repeats(role: string) {
  return z
    .int()
    .min(1)
    .max(MOST_REPEATS)
    .default(1)
    .describe(
      `How often each ${role} instruction stands in a stage that shows it; the words before it differ, up to 400 times.`,
    );
}

function eachOnce<T extends string>(names: readonly [T, ...T[]]) {
  return z
    .array(z.enum(names))
    .min(1)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'expected each name once');
}

const acrossSchema = z.strictObject({
  first: z.string().min(1).describe('Suite whose train instructions and executions are stage 1.'),
  second: z.string().min(1).describe('Suite of stage 2.'),
  shows: z
    .enum(['specifications', 'demonstrations', 'both'])
    .default('specifications')
    .describe(
      'What stage 2 shows of the second suite: the specifications of all its instructions, the executions that its options give (of `ciphers`: `demonstrations`), or both.',
    ),
});

export const curriculumSchema = z.strictObject({
  kind: z
    .enum(KINDS)
    .default('proactive')
    .describe(
      'proactive: specifications and executions of train instructions mixed, then specifications of evaluation instructions. retroactive: all specifications, then executions of train instructions. single-stage: all of this mixed. algorithm-distillation: the first stage of proactive, then executions of evaluation instructions on inputs that no item asks. across-suites: see `across`.',
    ),
  stages: z
    .enum(['all', 'first', 'second'])
    .default('all')
    .describe('Both stages, or one of them alone, to be trained from the base model.'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .describe('Order of the documents and words of the reasonings; changes no instruction.'),
  answers: eachOnce(['direct', 'cot'])
    .default([...ANSWERS])
    .describe(
      'How executions answer, each once in every way that its suite has: at once, or after steps.',
    ),
  context_templates: z
    .boolean()
    .default(true)
    .describe(
      "Specifications are asked for in words drawn per instruction and begin with a preamble; false: always in the suite's first words, without a preamble.",
    ),
  repeats: z
    .strictObject({ train: repeats('train'), evaluation: repeats('evaluation') })
    .prefault({})
    .describe('Repeats of specifications.'),
  examples: z
    .int()
    .min(1)
    .max(MOST_EXAMPLES)
    .default(100)
    .describe('Executions of each evaluation instruction in algorithm-distillation.'),
  across: acrossSchema.optional().describe('The two suites of `kind: across-suites`.'),
  reasonings: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of `data describe --kind reasoning` whose kept texts are the cot targets of their executions; all others are written from traces.',
    ),
  rejected_from: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Run directory whose wrong samples of `w-io-train` are what dpo rejects. Default: plausible wrong executions.',
    ),
  formats: eachOnce(FORMATS)
    .default(['trl-prompt-completion'])
    .describe(
      'Formats of the files, one file each per stage. grpo and dpo hold executions only and leave out stages without any.',
    ),
});

export type CurriculumConfig = z.output<typeof curriculumSchema>;

/** A key of the block that does not go with the others. */
interface Clash {
  readonly path: readonly string[];
  readonly message: string;
}

/** What cannot be in a config with these suites. */
export function clashesOf(
  { kind, stages, across }: CurriculumConfig,
  suites: readonly string[],
): Clash[] {
  const clashes: Clash[] = [];
  if (kind === 'single-stage' && stages !== 'all') {
    clashes.push({ path: ['stages'], message: 'single-stage has one stage: expected all' });
  }
  if ((kind === 'across-suites') !== (across !== undefined)) {
    const message =
      across === undefined
        ? 'missing; kind across-suites needs it'
        : 'only kind across-suites has it';
    clashes.push({ path: ['across'], message });
  }
  for (const key of ['first', 'second'] as const) {
    const name = across?.[key];
    if (name === undefined || suites.includes(name)) continue;
    const message = `this config has no suite "${name}"; expected ${suites.join(', ')}`;
    clashes.push({ path: ['across', key], message });
  }
  if (across !== undefined && across.first === across.second) {
    clashes.push({ path: ['across', 'second'], message: 'expected another suite than first' });
  }
  return clashes;
}
