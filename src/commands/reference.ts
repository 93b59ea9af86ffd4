/** A page for each command, made from what the command line is told of it, so that the pages cannot say anything else. */
import type { Argv } from 'yargs';
import { commands } from './commands.js';

/** What a command says of an option or of an argument with a place. */
interface Said {
  readonly describe?: string;
  readonly type?: string;
  readonly array?: boolean;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  readonly defaultDescription?: string;
  readonly demandOption?: boolean;
}

/** A command, with those below it. */
interface Described {
  /** As it is typed, with its arguments: `endpoint probe <url>`. */
  readonly usage: string;
  readonly summary: string;
  readonly positionals: Map<string, Said>;
  readonly options: Map<string, Said>;
  readonly examples: [command: string, meaning: string][];
  readonly inner: Described[];
}

/** File name to Markdown: `README.md` is the list, `run.md` and the like one command each with those below it. */
export function commandPages(): Map<string, string> {
  const root = described('', '');
  const recorder = recorderFor(root);
  for (const register of commands) register(recorder);
  const pages = new Map(
    root.inner.map((command) => [`${nameOf(command)}.md`, page(command)] as const),
  );
  return new Map([['README.md', index(root.inner)], ...pages]);
}

function described(usage: string, summary: string): Described {
  return {
    usage,
    summary,
    positionals: new Map(),
    options: new Map(),
    examples: [],
    inner: [],
  };
}

/** Stands in for yargs, and writes down what commands tell it. */
function recorderFor(command: Described): Argv {
  const recorder = {
    positional: (name: string, said: Said) => {
      command.positionals.set(name, said);
      return recorder;
    },
    option: (name: string, said: Said) => {
      command.options.set(name, said);
      return recorder;
    },
    example: (words: string, meaning: string) => {
      command.examples.push([words.replace('$0', 'pbb-eval'), meaning]);
      return recorder;
    },
    command: (words: string, summary: string, builder: (argv: Argv) => unknown) => {
      const usage = `${command.usage} ${words.replace('$0 ', '')}`.trim();
      const inner = described(usage, summary);
      command.inner.push(inner);
      builder(recorderFor(inner));
      return recorder;
    },
    check: () => recorder,
    demandCommand: () => recorder,
  };
  // It has those methods of yargs that commands call; another one throws while the pages are made.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return recorder as unknown as Argv;
}

function nameOf({ usage }: Described): string {
  return usage.split(' ')[0] ?? '';
}

/** Where docs say more of a command than how it is called. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  init: ['first-run.md'],
  run: ['first-run.md', 'endpoints.md', 'output-files.md'],
  plan: ['statistics.md'],
  score: ['scoring.md', 'output-files.md'],
  report: ['figures.md', 'statistics.md'],
  check: ['checkpoints.md', 'statistics.md'],
  compare: ['statistics.md', 'figures.md'],
  merge: ['scale-out.md'],
  view: ['viewer.md'],
  curriculum: ['curricula.md', 'training.md'],
  data: ['random-arithmetic.md', 'natural-language.md'],
  audit: ['audit.md'],
  serve: ['rewards.md'],
  exec: ['reasoning.md', 'sandbox.md'],
  batch: ['scale-out.md'],
  endpoint: ['endpoints.md'],
  grammar: ['cfg.md'],
};

function linked(name: string): string {
  return `[${name}](../${name})`;
}

const MADE = 'Made from the command line by `npm run docs`.';

function index(all: readonly Described[]): string {
  return lines([
    '# Every command',
    '',
    `${MADE} How runs go on, are compared and ranked: [runs.md](../runs.md); [exit codes](../errors.md#exit-codes).`,
    '',
    '| command | does |',
    '|---|---|',
    ...all.map(
      (command) => `| [${nameOf(command)}](${nameOf(command)}.md) | ${cell(command.summary)} |`,
    ),
    '',
  ]);
}

function page(command: Described): string {
  return lines([
    `# pbb-eval ${nameOf(command)}`,
    '',
    ...(command.inner.length === 0
      ? section(command)
      : [
          sentence(command.summary),
          ...command.inner.flatMap((inner) => [
            '',
            `## pbb-eval ${inner.usage.replace(/ [<[].*$/, '')}`,
            '',
            ...section(inner),
          ]),
        ]),
    '',
    `More: ${[...(MORE[nameOf(command)] ?? []), 'runs.md'].map(linked).join(', ')}. ${MADE} [All commands](README.md).`,
    '',
  ]);
}

function section(command: Described): string[] {
  const { usage, summary, positionals, options, examples } = command;
  return [
    sentence(summary),
    '',
    '```',
    `pbb-eval ${usage}${options.size === 0 ? '' : ' [options]'}`,
    '```',
    ...table(
      'argument',
      [...positionals].map(([name, said]) => [name, said]),
    ),
    ...table(
      'option',
      [...options].map(([name, said]) => [`--${name}`, said]),
    ),
    ...examplesOf(examples),
  ];
}

function examplesOf(examples: Described['examples']): string[] {
  if (examples.length === 0) return [];
  const shown = examples.flatMap(([words, meaning]) => [`# ${meaning}`, `npx ${words}`]);
  return ['', '```sh', ...shown, '```'];
}

function table(head: string, rows: readonly (readonly [string, Said])[]): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    `| ${head} | takes | default | meaning |`,
    '|---|---|---|---|',
    ...rows.map(
      ([name, said]) =>
        `| \`${name}\` | ${takes(said)} | ${preset(said)} | ${cell(said.describe ?? '')} |`,
    ),
  ];
}

function takes({ type, choices, array }: Said): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  const kind = { boolean: '', number: 'number' }[type ?? ''] ?? 'text';
  return array === true ? `${kind}, more than once` : kind;
}

function preset(said: Said): string {
  if (said.demandOption === true) return '**required**';
  if (said.defaultDescription !== undefined) return `\`${said.defaultDescription}\``;
  const value = said.default;
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) {
    return '';
  }
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function sentence(words: string): string {
  return words.endsWith('?') ? words : `${words}.`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function lines(all: readonly string[]): string {
  return all.join('\n');
}
