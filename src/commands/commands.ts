/** The list of commands. */
import type { AuditArguments } from './audit.js';
import { batchCommands } from './batch-commands.js';
import type { CheckArguments } from './check.js';
import type { CompareArguments } from './compare.js';
import { checkOptions, compareOptions } from './comparison-options.js';
import { allowKeyHost, configOptions, setOption } from './config-options.js';
import type { CurriculumArguments } from './curriculum.js';
import { dataCommands } from './data-commands.js';
import type { ProbeArguments } from './endpoint.js';
import type { ExecArguments } from './exec.js';
import type { ExportArguments } from './export.js';
import { grammarCommands } from './grammar-commands.js';
import type { InitArguments } from './init.js';
import type { LeaderboardArguments } from './leaderboard.js';
import type { MergeArguments } from './merge.js';
import { jsonOption, markdownOption, oneDocument } from './output-options.js';
import type { PlanArguments } from './plan.js';
import { command, type Registration } from './registration.js';
import type { ReportArguments, RunsArguments } from './report.js';
import { reportOptions, runsPositional } from './report-options.js';
import type { RunArguments } from './run.js';
import type { ServeArguments } from './serve.js';
import { serveOptions } from './serve-options.js';
import type { ViewArguments } from './view.js';

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
        .option('json', jsonOption)
        .example('$0 endpoint probe http://localhost:8000/v1', 'its only model'),
    async () => (await import('./endpoint.js')).probeCommand,
  ),
];

export const commands: readonly Registration[] = [
  command<InitArguments>(
    'init',
    'Write a config to begin with: asks for endpoint, model and suites, and looks at the server',
    (argv) =>
      argv
        .option('url', { type: 'string', describe: 'Base URL of the endpoint, /v1 included' })
        .option('model', { type: 'string', describe: 'Model (default: the only one)' })
        .option('suites', { type: 'string', describe: 'Suites, with commas between' })
        .option('api-key-env', {
          type: 'string',
          describe: 'Name of the environment variable that holds the key',
        })
        .option('allow-key-host', allowKeyHost)
        .option('out', {
          type: 'string',
          default: 'pbb.yaml',
          describe: 'Config to write; one that exists is left alone',
        })
        .option('probe', {
          type: 'boolean',
          default: true,
          describe: 'Ask the server some twenty short questions; --no-probe asks it nothing',
        })
        .option('yes', {
          type: 'boolean',
          default: false,
          describe: 'Ask nothing: defaults for what no flag says',
        })
        .example('$0 init', 'three questions')
        .example(
          '$0 init --url http://localhost:8000/v1 --suites random-arithmetic --out my.yaml',
          'none',
        ),
    async () => (await import('./init.js')).init,
  ),
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
    (argv) =>
      configOptions(argv)
        .example('$0 plan eval-configs/random-arithmetic.yaml', 'all of it')
        .example('$0 plan my.yaml --set sampling.samples=4', 'with fewer samples'),
    async () => (await import('./plan.js')).plan,
  ),
  command<RunsArguments>(
    'score [runs..]',
    'Score the responses of runs again',
    (argv) => runsPositional(argv).example('$0 score results/my', 'every run below the folder'),
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
        .option('json', jsonOption)
        .example('$0 merge results/my.shards', 'into results/my'),
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
        .check(oneDocument)
        .example(
          '$0 leaderboard results --tag curriculum=proactive --sort accuracy:desc --csv board.csv',
          'some runs, best first, into a file',
        ),
    async () => (await import('./leaderboard.js')).leaderboard,
  ),
  command<ViewArguments>(
    'view <directory>',
    'The runs of a folder as pages in a browser, live while they go on: on this machine alone',
    (argv) =>
      argv
        .positional('directory', {
          type: 'string',
          demandOption: true,
          describe: 'Folder to search for runs',
        })
        .option('port', { type: 'number', default: 0, describe: 'Port (default: any free one)' })
        .option('export', {
          type: 'string',
          describe: 'HTML file to write instead: all tables and figures with a choice of samples',
        })
        .example('$0 view results', 'prints the address to open'),
    async () => (await import('./view.js')).view,
  ),
  command<ExportArguments>(
    'export <run>',
    'Write the samples of a run for other tools: Inspect, lm-evaluation-harness, data frames',
    (argv) =>
      argv
        .positional('run', { type: 'string', demandOption: true, describe: 'Run directory' })
        .option('format', {
          choices: ['inspect', 'lm-eval', 'parquet'] as const,
          demandOption: true,
          describe: 'Logs of Inspect in JSON, results and samples of lm-eval, or Parquet',
        })
        .option('out', {
          type: 'string',
          demandOption: true,
          describe: 'Folder to make; one that exists must be empty',
        })
        .example(
          '$0 export results/my/step-200-1a2b3c4d --format inspect --out inspect-logs',
          'a log for each suite, split and answer',
        ),
    async () => (await import('./export.js')).exportRun,
  ),
  command<CurriculumArguments>(
    'curriculum <config>',
    "Write the training files of a config's curriculum block, with the configs that evaluate each stage",
    (argv) =>
      argv
        .positional('config', {
          type: 'string',
          demandOption: true,
          describe: 'YAML file with suites and a curriculum',
        })
        .option('out', {
          type: 'string',
          demandOption: true,
          describe: 'Folder to make; one that exists must be empty',
        })
        .option('set', {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'Change a key of the config, e.g. --set curriculum.kind=retroactive',
        })
        .option('json', jsonOption)
        .example(
          '$0 curriculum eval-configs/curricula/proactive.yaml --out curriculum',
          "the paper's two stages",
        ),
    async () => (await import('./curriculum.js')).curriculum,
  ),
  (cli) =>
    cli.command('data', 'What a suite trains on and asks, and descriptions by a model', (argv) =>
      dataCommands.reduce((inner, register) => register(inner), argv),
    ),
  command<AuditArguments>(
    'audit',
    'Do training files show what an evaluation holds out? Exit code 1 when they do',
    (argv) =>
      argv
        .option('train', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Training files: JSONL or text, which may be compressed by gzip',
        })
        .option('config', {
          type: 'string',
          demandOption: true,
          describe: 'YAML file of the evaluation',
        })
        .option('set', setOption)
        .option('run', { type: 'string', describe: 'Run directory whose manifest gets the result' })
        .option('json', jsonOption)
        .example('$0 audit --train stage1.jsonl stage2.jsonl.gz --config my.yaml', 'both stages'),
    async () => (await import('./audit.js')).audit,
  ),
  command<ServeArguments>(
    'serve <config>',
    'Score completions over HTTP as an evaluation does: the reward of reinforcement learning',
    serveOptions,
    async () => (await import('./serve.js')).serve,
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
          default: 'auto' as const,
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
