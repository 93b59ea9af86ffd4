/** `grammar check`, `grammar count` and `grammar derive`, as the command line describes them. */
import type { Argv } from 'yargs';
import type { DeriveArguments, GrammarArguments } from './grammar.js';
import { jsonOption } from './output-options.js';
import { command, type Registration } from './registration.js';

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
export const grammarCommands: readonly Registration[] = [
  command<GrammarArguments>(
    'check <file>',
    'Which sentences a grammar has, and why not the others',
    (argv) =>
      grammarOptions(argv).example(
        '$0 grammar check my.cfg --sentences sentences.txt',
        'which are sentences, and why not',
      ),
    async () => (await import('./grammar.js')).check,
  ),
  command<GrammarArguments>(
    'count <file>',
    'How many derivations sentences have; without sentences, how many there are of each length',
    (argv) => grammarOptions(argv).example('$0 grammar count my.cfg', 'of each length'),
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
        .option('length', { type: 'number', describe: 'Words, for --by length' })
        .example('$0 grammar derive my.cfg --samples 3 --seed 2', 'three random sentences'),
    async () => (await import('./grammar.js')).derive,
  ),
];
