/** The list of commands. Each is loaded when it is used, so that `--help` and `--version` answer at once. */
import type { ArgumentsCamelCase, Argv } from 'yargs';
import { RefusedError } from '../eval/refused.js';
import type { BatchArguments, ExportArguments } from './batch.js';
import type { CheckArguments } from './check.js';
import type { CompareArguments } from './compare.js';
import { checkOptions, compareOptions } from './comparison-options.js';
import type { DataArguments } from './data.js';
import type { DescribeArguments } from './describe.js';
import type { ProbeArguments } from './endpoint.js';
import type { ExecArguments } from './exec.js';
import type { DeriveArguments, GrammarArguments } from './grammar.js';
import type { LeaderboardArguments } from './leaderboard.js';
import type { MergeArguments } from './merge.js';
import { jsonOption, markdownOption, oneDocument } from './output-options.js';
import type { PlanArguments } from './plan.js';
import type { ReportArguments, RunsArguments } from './report.js';
import { reportOptions, runsPositional } from './report-options.js';
import type { RunArguments } from './run.js';

/** Adds a command to the command line. */
type Registration = (cli: Argv) => Argv;

/** `builder` describes the arguments; `load` brings the code that runs. */
function command<T>(
  words: string,
  describe: string,
  builder: (argv: Argv) => Argv<T>,
  load: () => Promise<(args: ArgumentsCamelCase<T>) => Promise<number>>,
): Registration {
  return (cli) =>
    cli.command(words, describe, builder, async (args) => {
      refuseMalformed(args);
      const run = await load();
      process.exitCode = await run(args);
    });
}

/** Arguments of which there may be several. Yargs makes a list of any other that is given twice, too. */
const LISTS: ReadonlySet<string> = new Set([
  '_',
  'runs',
  'set',
  'tag',
  'suite',
  'split',
  'answer',
  'ignore',
  'a',
  'b',
  'files',
  'shards',
  'allow-key-host',
  'allowKeyHost',
]);

/** Refuses arguments that were given twice, or without their value. */
function refuseMalformed(args: object): void {
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !LISTS.has(name)) {
      throw new RefusedError(`--${name} is given more than once`);
    }
    if (value === '') throw new RefusedError(`--${name} is given without a value`);
  }
}

const allowKeyHost = {
  type: 'string',
  array: true,
  // One value each, so that the config may follow.
  nargs: 1,
  default: [] as string[],
  describe: "Host that may be sent a provider's key although it is not the provider's",
} as const;

const configOptions = (argv: Argv) =>
  argv
    .positional('config', {
      type: 'string',
      demandOption: true,
      describe: 'YAML file that names models and suites',
    })
    .option('set', {
      type: 'string',
      array: true,
      // One value each, so that the config may follow.
      nargs: 1,
      default: [] as string[],
      describe: 'Change a key of the config, e.g. --set sampling.samples=4',
    })
    .option('limit', {
      type: 'number',
      describe:
        'Ask at most so many items per suite, split and answer, over as many instructions as possible',
      coerce: wholeLimit,
    })
    .option('json', jsonOption);

function wholeLimit(limit: number | number[] | undefined): number | undefined {
  if (Array.isArray(limit)) throw new Error('--limit is given more than once');
  if (limit === undefined || (Number.isInteger(limit) && limit > 0)) return limit;
  throw new Error('--limit takes a whole number from 1');
}

const grammarOptions = (argv: Argv) =>
  argv
    .positional('file', {
      type: 'string',
      demandOption: true,
      describe: "Grammar in the notation of NLTK's .cfg files; - for standard input",
    })
    .option('sentences', {
      type: 'string',
      describe: 'File with one sentence a line; - for standard input',
    })
    .option('json', jsonOption);

/** `grammar check`, `grammar count` and `grammar derive`. */
const grammarCommands: readonly Registration[] = [
  command<GrammarArguments>(
    'check <file>',
    'Which sentences a grammar has, and why not the others',
    grammarOptions,
    async () => (await import('./grammar.js')).check,
  ),
  command<GrammarArguments>(
    'count <file>',
    'How many derivations sentences have; without sentences, how many there are of each length',
    grammarOptions,
    async () => (await import('./grammar.js')).count,
  ),
  command<DeriveArguments>(
    'derive <file>',
    'A derivation tree of each sentence; without sentences, random ones',
    (argv) =>
      grammarOptions(argv)
        // The command sets the defaults, for it must know which options were given.
        .option('samples', {
          type: 'number',
          defaultDescription: '10',
          describe: 'How many random sentences',
        })
        .option('seed', {
          type: 'number',
          defaultDescription: '1',
          describe: 'Of the random sentences',
        })
        .option('by', {
          choices: ['depth', 'weight', 'length'] as const,
          defaultDescription: '"depth"',
          describe: 'Expand to a depth cutoff, by weights, or uniformly among those of a length',
        })
        .option('depth', {
          type: 'number',
          defaultDescription: '12',
          describe: 'Depth cutoff, for --by depth',
        })
        .option('length', { type: 'number', describe: 'Words, for --by length' }),
    async () => (await import('./grammar.js')).derive,
  ),
];

const batchOptions = (argv: Argv) =>
  configOptions(argv)
    .positional('files', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'Files that batch export wrote; for import also files of answers',
    })
    .option('allow-key-host', allowKeyHost);

/** `batch export`, `batch submit`, `batch status` and `batch import`. */
const batchCommands: readonly Registration[] = [
  command<ExportArguments>(
    'export <config>',
    'Write what a run is missing as OpenAI Batch files',
    (argv) =>
      configOptions(argv).option('dir', {
        type: 'string',
        default: 'batches',
        describe: 'Folder for the files',
      }),
    async () => (await import('./batch.js')).exportBatch,
  ),
  command<BatchArguments>(
    'submit <config> <files..>',
    'Send batch files to the endpoints of their models (/v1/files, /v1/batches)',
    batchOptions,
    async () => (await import('./batch.js')).submitBatch,
  ),
  command<BatchArguments>(
    'status <config> <files..>',
    'How submitted batch files stand; exit code 3 until all have ended',
    batchOptions,
    async () => (await import('./batch.js')).batchStatus,
  ),
  command<BatchArguments>(
    'import <config> <files..>',
    'Take the answers to batch files into the run, score and print; submitted files are fetched first',
    batchOptions,
    async () => (await import('./batch.js')).importBatch,
  ),
];

/** `endpoint probe`. */
const endpointCommands: readonly Registration[] = [
  command<ProbeArguments>(
    'probe <url>',
    'What a server takes and how fast it is, with a config that fits it; asks some hundred short questions',
    (argv) =>
      argv
        .positional('url', {
          type: 'string',
          demandOption: true,
          describe: 'Base URL, /v1 included',
        })
        .option('model', { type: 'string', describe: 'Model (default: the only one)' })
        .option('api-key-env', {
          type: 'string',
          describe: 'Name of the environment variable that holds the key',
        })
        .option('allow-key-host', allowKeyHost)
        .option('most', {
          type: 'number',
          default: 64,
          describe: 'Most requests at a time to try',
        })
        .option('json', jsonOption),
    async () => (await import('./endpoint.js')).probeCommand,
  ),
];

/** `data SUITE` and `data describe`. */
const dataCommands: readonly Registration[] = [
  command<DataArguments>(
    '$0 <suite>',
    'Write the instructions, training executions and items of a suite as JSONL',
    (argv) =>
      argv
        .positional('suite', { type: 'string', demandOption: true, describe: 'Name of the suite' })
        .option('out', { type: 'string', demandOption: true, describe: 'Folder to write to' })
        .option('set', {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'An option of the suite, e.g. --set seed=2 --set train=200',
        })
        .example(
          '$0 data random-arithmetic --out data',
          'instructions, executions and items as JSONL',
        ),
    async () => (await import('./data.js')).data,
  ),
  command<DescribeArguments>(
    'describe <config>',
    'Ask a model to describe every function in English, and keep what does not contradict it',
    (argv) =>
      argv
        .positional('config', {
          type: 'string',
          demandOption: true,
          describe: 'YAML file that names models and the suite',
        })
        .option('model', {
          type: 'string',
          demandOption: true,
          describe: 'Label of the model that describes',
        })
        .option('out', {
          type: 'string',
          demandOption: true,
          describe: 'File to append to; run again to resume',
        })
        .option('kind', {
          choices: ['description', 'reasoning'] as const,
          default: 'description' as const,
          describe: 'Descriptions of all functions, or worked reasonings of train functions',
        })
        .option('probes', {
          type: 'number',
          default: 8,
          describe: 'Inputs on which a description must give what the program gives',
          coerce: (value: number) => wholeNumber('--probes', value),
        })
        .option('tries', {
          type: 'number',
          default: 3,
          describe: 'Texts asked for until one is kept',
          coerce: (value: number) => wholeNumber('--tries', value),
        })
        .option('set', {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'Change a key of the config, e.g. --set sampling.samples=5',
        })
        .option('allow-key-host', allowKeyHost),
    async () => (await import('./describe.js')).describe,
  ),
];

function wholeNumber(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0 && value < 200) return value;
  throw new Error(`${option} takes a whole number from 1 to 199`);
}

export const commands: readonly Registration[] = [
  command<RunArguments>(
    'run <config>',
    'Sample every item, score, and print accuracy with intervals; run again to resume',
    (argv) =>
      configOptions(argv)
        .option('out', {
          type: 'string',
          describe: "Folder for run directories (the config's out)",
        })
        .option('fresh', {
          type: 'boolean',
          default: false,
          describe: 'Begin a new run although there is one',
        })
        .option('check', {
          type: 'boolean',
          default: false,
          describe: "Apply the config's gate to every run: exit code 1 when one regressed",
        })
        .option('junit', {
          type: 'string',
          describe: 'File for what the gate says as JUnit XML, with --check',
        })
        .option('markdown', markdownOption)
        .option('shard', {
          type: 'string',
          describe: 'Ask only part i of n, by instruction, e.g. 3/8; see merge',
        })
        .option('allow-key-host', allowKeyHost)
        .example('$0 run eval-configs/quickstart.yaml', 'simulated models, under a minute')
        .example('$0 run my.yaml --limit 20', 'a quick look at 20 items per split'),
    async () => (await import('./run.js')).run,
  ),
  command<PlanArguments>(
    'plan <config>',
    'Show what a run would ask, and how wide its intervals would be; asks nothing',
    configOptions,
    async () => (await import('./plan.js')).plan,
  ),
  command<RunsArguments>(
    'score [runs..]',
    'Score the responses of runs again',
    runsPositional,
    async () => (await import('./score.js')).score,
  ),
  command<ReportArguments>(
    'report [runs..]',
    'Print the table of runs, or draw a figure of them',
    reportOptions,
    async () => (await import('./report.js')).report,
  ),
  command<CheckArguments>(
    'check',
    'The regression gate: has a candidate lost against its baseline on the declared splits?',
    checkOptions,
    async () => (await import('./check.js')).check,
  ),
  command<CompareArguments>(
    'compare [runs..]',
    'Two runs A and B paired by item, or with --a and --b two groups of training runs by their tags',
    compareOptions,
    async () => (await import('./compare.js')).compare,
  ),
  command<MergeArguments>(
    'merge <shards..>',
    'Join the shards of runs (run --shard i/n) into the runs that one machine would have made',
    (argv) =>
      argv
        .positional('shards', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Folders that hold the shards, such as results/NAME.shards',
        })
        .option('out', {
          type: 'string',
          describe: 'Folder for run directories. Default: the one that the shards lie in',
        })
        .option('json', jsonOption),
    async () => (await import('./merge.js')).merge,
  ),
  command<LeaderboardArguments>(
    'leaderboard <directory>',
    'Every run below a folder, ranked where runs are comparable; CSV unless told otherwise',
    (argv) =>
      argv
        .positional('directory', {
          type: 'string',
          demandOption: true,
          describe: 'Folder to search',
        })
        .option('csv', { type: 'string', describe: 'File to write as CSV (default, and -: print)' })
        .option('sort', { type: 'string', describe: 'Column to sort by, e.g. accuracy:desc' })
        .option('tag', {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'Only runs with this tag, e.g. --tag stage=2; give it once for each',
        })
        .option('json', jsonOption)
        .option('markdown', markdownOption)
        .check(oneDocument),
    async () => (await import('./leaderboard.js')).leaderboard,
  ),
  (cli) =>
    cli.command('data', 'What a suite trains on and asks, and descriptions by a model', (argv) =>
      dataCommands.reduce((inner, register) => register(inner), argv),
    ),
  command<ExecArguments>(
    'exec <file>',
    'Call a function of a program in Python, and print what it gives',
    (argv) =>
      argv
        .positional('file', {
          type: 'string',
          demandOption: true,
          describe: 'Python file with functions; - for standard input',
        })
        .option('call', {
          type: 'string',
          demandOption: true,
          describe: "The call, with literals as arguments, e.g. 'f(3)'",
        })
        .option('engine', {
          choices: ['auto', 'subset', 'sandbox'] as const,
          default: 'subset' as const,
          describe:
            'The Python subset, all of Python in a sandbox, or (auto) the sandbox where the subset does not do',
        })
        .option('trace', {
          type: 'boolean',
          default: false,
          describe: 'Print the steps, too; they are those of the subset',
        })
        .option('json', jsonOption)
        .example("$0 exec zib.py --call 'Zib(3)' --trace", 'each step with its values'),
    async () => (await import('./exec.js')).exec,
  ),
  (cli) =>
    cli.command('batch', 'A run by way of batch files', (argv) =>
      batchCommands
        .reduce((inner, register) => register(inner), argv)
        .demandCommand(1, 'Say what to do with the batch: export, submit, status or import.'),
    ),
  (cli) =>
    cli.command('endpoint', 'Find out what a server does', (argv) =>
      endpointCommands
        .reduce((inner, register) => register(inner), argv)
        .demandCommand(1, 'Say what to do with the endpoint: probe.'),
    ),
  (cli) =>
    cli.command('grammar', 'Check, count or derive sentences of a context-free grammar', (argv) =>
      grammarCommands
        .reduce((inner, register) => register(inner), argv)
        .demandCommand(1, 'Say what to do with the grammar: check, count or derive.'),
    ),
];
