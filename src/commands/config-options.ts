/** The options of commands that read a config. */
import type { Argv } from 'yargs';
import { jsonOption } from './output-options.js';

export const allowKeyHost = {
  type: 'string',
  array: true,
  // One value each, so that the config may follow.
  nargs: 1,
  default: [] as string[],
  describe: "Host that may be sent a provider's key although it is not the provider's",
} as const;

export const setOption = {
  type: 'string',
  array: true,
  // One value each, so that the config may follow.
  nargs: 1,
  default: [] as string[],
  describe: 'Change a key of the config, e.g. --set sampling.samples=4',
} as const;

/** What every command that reads a config for a run takes. */
export const configOptions = (argv: Argv) =>
  argv
    .positional('config', {
      type: 'string',
      demandOption: true,
      describe: 'YAML file that names models and suites',
    })
    .option('set', setOption)
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
