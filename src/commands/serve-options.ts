/** The options of `serve`. */
import { availableParallelism } from 'node:os';
import type { Argv } from 'yargs';
import { setOption } from './config-options.js';

export const serveOptions = (argv: Argv) =>
  argv
    .positional('config', {
      type: 'string',
      demandOption: true,
      describe: 'YAML file whose items are scored, those of its training included',
    })
    .option('host', {
      type: 'string',
      default: '127.0.0.1',
      describe: 'Address to listen on; any but loopback needs --token-env',
    })
    .option('port', {
      type: 'number',
      default: 8717,
      describe: 'Port to listen on; 0: any free one',
      coerce: (value: number) => wholeNumber('--port', value, 0, 65_535),
    })
    .option('token-env', {
      type: 'string',
      describe: 'Name of the environment variable that holds the token which requests must bear',
    })
    .option('workers', {
      type: 'number',
      default: Math.min(4, availableParallelism()),
      describe: 'Programs in completions that run at a time, each in a sandbox of its own',
      coerce: (value: number) => wholeNumber('--workers', value, 1, 256),
    })
    .option('queue', {
      type: 'number',
      default: 1000,
      describe: 'Programs that may wait before requests are refused for now (503)',
      coerce: (value: number) => wholeNumber('--queue', value, 1, 100_000),
    })
    .option('timeout', {
      type: 'number',
      default: 150,
      describe: 'Seconds that the programs of a request are waited for',
      coerce: (value: number) => wholeNumber('--timeout', value, 1, 86_400),
    })
    .option('set', setOption)
    .example('$0 serve my.yaml --set rewards.malformed=-0.5', 'other rewards than +1, 0, -1');

function wholeNumber(option: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${option} takes a whole number from ${least} to ${most}`);
}
