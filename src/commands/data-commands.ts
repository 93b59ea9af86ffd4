/** `data SUITE` and `data describe`, as the command line describes them. */
import { allowKeyHost } from './config-options.js';
import type { DataArguments } from './data.js';
import type { DescribeArguments } from './describe.js';
import { command, type Registration } from './registration.js';

/** `data SUITE` and `data describe`. */
export const dataCommands: readonly Registration[] = [
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
        .option('allow-key-host', allowKeyHost)
        .example(
          '$0 data describe my.yaml --model teacher --out descriptions.jsonl',
          "by the config's model teacher",
        ),
    async () => (await import('./describe.js')).describe,
  ),
];

function wholeNumber(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0 && value < 200) return value;
  throw new Error(`${option} takes a whole number from 1 to 199`);
}
