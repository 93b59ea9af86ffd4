/** What `report` and `score` take. */
import type { Argv } from 'yargs';
import { jsonOption, markdownOption, oneDocument } from './output-options.js';

export const runsPositional = (argv: Argv) =>
  argv
    .positional('runs', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'Run directories, or folders that hold some',
    })
    .option('json', jsonOption)
    .option('markdown', markdownOption)
    .check(oneDocument);

const several = { type: 'string', array: true, nargs: 1 } as const;

export const reportOptions = (argv: Argv) =>
  runsPositional(argv)
    .option('details', {
      type: 'boolean',
      default: false,
      describe: 'Also pass@k, majority@k, tokens, and what would narrow the intervals',
    })
    .option('figure', {
      type: 'string',
      describe: 'A figure instead of the table; list names them and what each needs',
    })
    .option('svg', { type: 'string', describe: 'File to write the figure to' })
    .option('csv', { type: 'string', describe: "File to write the figure's data to" })
    .option('spec', { type: 'string', describe: "File for the figure's vega-lite specification" })
    .option('tag', {
      ...several,
      default: [] as string[],
      describe: 'Only runs with this tag in the figure, e.g. --tag stage=2; give it once for each',
    })
    .option('suite', { ...several, describe: 'Only this suite in the figure' })
    .option('split', { ...several, describe: 'Only this split in the figure' })
    .option('answer', { ...several, describe: 'Only this way to answer in the figure' })
    .option('ignore', {
      ...several,
      default: [] as string[],
      describe: 'A tag that shall not part the points of the figure into series',
    })
    .example('$0 report results/my --details', 'the table, and what would narrow its intervals')
    .example(
      '$0 report results/my --figure steps --split wo-io --answer direct --svg steps.svg',
      'accuracy over training steps',
    );
