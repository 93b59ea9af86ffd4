#!/usr/bin/env node
/** The command line: the list of commands, and how each kind of fault ends. */
import module from 'node:module';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { commands } from './commands/commands.js';
import { COMPLETING, completedKeys } from './commands/completion.js';
import { EXIT, exitCodeOf, explain } from './commands/faults.js';
import { withStandardInput } from './commands/input.js';
import { version } from './eval/version.js';

// From Node 22.1 on, the code of commands is kept compiled from one start to the next, in a folder that Node chooses.
const keepCompiled: unknown = Reflect.get(module, 'enableCompileCache');
if (typeof keepCompiled === 'function') keepCompiled.call(module);

/** `pbb-eval … | head` closes our output early: that is no fault. An output that cannot be written is one. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Nobody reads the results any more; the exit code still says how the command ended.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`standard output cannot be written: ${error.message}\n`);
  process.exit(EXIT.incomplete);
});
process.stderr.on('error', () => {
  // Nobody reads what we say: the work goes on.
});
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(EXIT.bug);
  });
}

async function main(): Promise<void> {
  const keys = await completedKeys(process.argv);
  if (keys !== null) {
    process.stdout.write(`${keys.join('\n')}\n`);
    return;
  }
  const cli = yargs(withStandardInput(hideBin(process.argv)))
    .scriptName('pbb-eval')
    .usage(
      '$0 <command>\n\nMeasures what language models execute of the instructions that they were trained on.',
    )
    .demandCommand(1, 'Say what to do: a command is missing.')
    .updateStrings(
      // The types know no plural forms.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      {
        'Not enough non-option arguments: got %s, need at least %s': {
          one: 'An argument is missing: %s given, %s needed.',
          other: 'An argument is missing: %s given, %s needed.',
        },
      } as unknown as Record<string, string>,
    )
    .recommendCommands()
    .strict()
    .version(version())
    .alias('h', 'help')
    .completion(
      'completion',
      'Print what completes commands, options and keys of --set in your shell',
    )
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .epilogue(
      'Exit codes: 0 done, 1 the gate or an audit failed, 2 wrong command or config, 3 incomplete, 70 a bug of ours, 130 interrupted.',
    )
    // Else yargs goes on after completions, and finds their option unknown.
    .exitProcess(process.argv.includes(COMPLETING))
    .fail((message: string | null, error: Error | undefined) => {
      // A message is about arguments; an error without one came out of a command.
      throw message === null && error !== undefined
        ? error
        : new UsageFault(message ?? 'wrong command');
    });
  for (const register of commands) register(cli);
  await cli.parseAsync();
}

/** Words that yargs found wrong. */
class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageFault) {
    process.stderr.write(
      `${error.message}\nSee pbb-eval --help, or pbb-eval COMMAND --help for its options.\n`,
    );
    process.exitCode = 2;
  } else {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
