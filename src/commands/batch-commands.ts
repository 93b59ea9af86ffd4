/** `batch export`, `batch submit`, `batch status` and `batch import`, as the command line describes them. */
import type { Argv } from 'yargs';
import type { BatchArguments, ExportArguments } from './batch.js';
import { allowKeyHost, configOptions } from './config-options.js';
import { command, type Registration } from './registration.js';

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
export const batchCommands: readonly Registration[] = [
  command<ExportArguments>(
    'export <config>',
    'Write what a run is missing as OpenAI Batch files',
    (argv) =>
      configOptions(argv)
        .option('dir', {
          type: 'string',
          default: 'batches',
          describe: 'Folder for the files',
        })
        .example('$0 batch export my.yaml --dir batches', 'what no run has asked yet'),
    async () => (await import('./batch.js')).exportBatch,
  ),
  command<BatchArguments>(
    'submit <config> <files..>',
    'Send batch files to the endpoints of their models (/v1/files, /v1/batches)',
    (argv) =>
      batchOptions(argv).example(
        '$0 batch submit my.yaml batches/*.jsonl',
        'to the endpoints of the config',
      ),
    async () => (await import('./batch.js')).submitBatch,
  ),
  command<BatchArguments>(
    'status <config> <files..>',
    'How submitted batch files stand; exit code 3 until all have ended',
    (argv) =>
      batchOptions(argv).example(
        '$0 batch status my.yaml batches/*-????.jsonl',
        'exit code 3 until all have ended',
      ),
    async () => (await import('./batch.js')).batchStatus,
  ),
  command<BatchArguments>(
    'import <config> <files..>',
    'Take the answers to batch files into the run, score and print; submitted files are fetched first',
    (argv) =>
      batchOptions(argv).example(
        '$0 batch import my.yaml batches/*-????.jsonl',
        'scored, with the table',
      ),
    async () => (await import('./batch.js')).importBatch,
  ),
];
