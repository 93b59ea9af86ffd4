/** How a command is added to the command line. Its code is loaded when it is used, so that `--help` and `--version` answer at once. */
import type { ArgumentsCamelCase, Argv } from 'yargs';
import { RefusedError } from '../eval/refused.js';

/** Adds a command to the command line. */
export type Registration = (cli: Argv) => Argv;

/** `builder` describes the arguments; `load` brings the code that runs. */
export function command<T>(
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
  'train',
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
