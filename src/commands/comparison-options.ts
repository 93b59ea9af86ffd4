/** What `check` and `compare` take. */
import type { Argv } from 'yargs';
import { STEP_TAG } from '../comparison/trainings.js';
import { jsonOption, markdownOption, oneDocument } from './output-options.js';

/** As text, because an option without a value would be the number 0. */
const share = { type: 'string', coerce: wholeShare } as const;

function wholeShare(text: unknown): number {
  const value = typeof text === 'string' && text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new Error(
    '--tolerance and --margin take a number from 0 to 1, such as 0.02 for two points',
  );
}

const stepTag = {
  type: 'string',
  default: STEP_TAG,
  describe: 'The tag that orders the checkpoints of a training',
} as const;

export const checkOptions = (argv: Argv) =>
  argv
    .option('baseline', {
      type: 'string',
      demandOption: true,
      describe:
        'A run directory, a label beside the candidate, or previous: the one before it by its step',
    })
    .option('candidate', { type: 'string', demandOption: true, describe: 'A run directory' })
    .option('on-inconclusive', {
      choices: ['fail', 'pass'] as const,
      demandOption: true,
      describe: 'What an inconclusive verdict does to the exit code',
    })
    .option('split', {
      type: 'string',
      array: true,
      nargs: 1,
      default: ['wo-io'],
      describe: 'A declared split; give it once for each',
    })
    .option('tolerance', { ...share, default: 0.02, describe: 'A smaller loss is no regression' })
    .option('margin', {
      ...share,
      default: 0.05,
      describe: 'Such a loss must be excluded to have held',
    })
    .option('step-tag', stepTag)
    .option('json', jsonOption)
    .option('markdown', {
      type: 'boolean',
      default: false,
      describe: 'Print Markdown for a pull request',
    })
    .option('junit', { type: 'string', describe: 'File to write as JUnit XML' })
    .check(oneDocument)
    .example(
      '$0 check --baseline previous --candidate results/my/step-200-1a2b3c4d --on-inconclusive pass',
      'exit code 1 when it regressed',
    );

export const compareOptions = (argv: Argv) =>
  argv
    .positional('runs', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'Run directories A and B; with --a and --b the folders to search (results)',
    })
    .option('a', {
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'A tag of the training runs of side A, tag=value; give it once for each',
    })
    .option('b', {
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'As --a, for side B',
    })
    .option('exchange', {
      type: 'string',
      describe:
        'A run that read the instruction: how many execution examples is it worth? Against the tagged runs of the folders',
    })
    .option('examples-tag', {
      type: 'string',
      default: 'examples',
      describe: 'With --exchange, the tag that holds the number of execution examples',
    })
    .option('split', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'A split to compare (all)',
    })
    .option('step-tag', stepTag)
    .option('json', jsonOption)
    .option('markdown', markdownOption)
    .check(oneDocument)
    .example(
      '$0 compare results --a curriculum=proactive --a step=200 --b curriculum=retroactive --b step=200',
      'training runs as unit',
    );
