/** The config that somebody begins with: as short as it can be, its comments say what to change, and it loads. */
import type { Server } from '../endpoint/dialect.js';
import { suites } from '../suites/registry.js';
import type { AnySuite } from '../suites/suite.js';

/** What a starter config says. */
export interface Starter {
  /** The config's own path, as its comments name it. */
  readonly file: string;
  /** Where editors find the JSON Schema, from the config's folder. */
  readonly schema: string;
  readonly url: string;
  readonly model: string;
  /** Undefined where the server did not tell. */
  readonly server: Server | undefined;
  readonly apiKeyEnv: string | undefined;
  /** Names of suites that need no file. */
  readonly suites: readonly string[];
  /** Whether the server gives several samples a request. */
  readonly severalChoices: boolean;
  /** Share of the samples that reasoned unasked. */
  readonly reasoned: number;
}

/** The suites that can be asked as they are: the others need a file of the user's. */
export const READY_SUITES: readonly AnySuite[] = suites.filter(
  ({ options }) => !('file' in options.shape || 'folder' in options.shape),
);

/** YAML with comments. JSON strings are YAML strings. */
export function starterConfig(starter: Starter): string {
  const { file, schema } = starter;
  return [
    `# yaml-language-server: $schema=${schema}`,
    '# Written by pbb-eval init. docs/config.md lists every key.',
    '#',
    `#   npx pbb-eval plan ${file}              what would be asked`,
    `#   npx pbb-eval run ${file} --limit 10    a quick look`,
    `#   npx pbb-eval run ${file}               everything; once more to resume`,
    '',
    ...modelLines(starter),
    ...samplingLines(starter),
    ...suiteLines(starter),
    ...endpointLines(starter),
  ].join('\n');
}

function modelLines({ url, model, server, apiKeyEnv }: Starter): string[] {
  return [
    'models:',
    '  # Another checkpoint is another label, also behind the same address.',
    `  - label: ${JSON.stringify(labelOf(model))}`,
    `    base_url: ${JSON.stringify(url)}`,
    `    model: ${JSON.stringify(model)}`,
    ...(server === undefined ? [] : [`    server: ${server}`]),
    ...(apiKeyEnv === undefined
      ? []
      : ['    # The name of the variable, never the key.', `    api_key_env: ${apiKeyEnv}`]),
    '    # How it was trained, which figures and comparisons group by.',
    '    # tags: { curriculum: proactive, stage: 2, step: 100 }',
    '',
  ];
}

function samplingLines({ reasoned }: Starter): string[] {
  const share = Math.round(100 * reasoned);
  return [
    'sampling:',
    '  samples: 16        # of each item',
    '  temperature: 0.8',
    ...(share === 0
      ? []
      : [
          `  # ${share}% of the samples reasoned unasked, which takes tokens: switch it off (docs/endpoints.md), or give it room.`,
          '  # max_tokens: { direct: 4096, cot: 8192 }',
        ]),
    '',
  ];
}

function suiteLines({ suites: names }: Starter): string[] {
  const chosen = READY_SUITES.filter(({ name }) => names.includes(name));
  return [
    'suites:',
    ...chosen.flatMap(({ name, summary }) => [`  # ${summary}`, `  - suite: ${name}`]),
    '',
  ];
}

function endpointLines({ severalChoices }: Starter): string[] {
  return [
    'endpoint:',
    '  concurrency: auto  # requests in flight; a number holds it',
    ...(severalChoices
      ? []
      : ['  choices_per_request: 1  # the server answers with one sample a request']),
    '',
  ];
}

/** A label for a model of this name. */
export function labelOf(model: string): string {
  return (
    model
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 60)
      .replace(/[^A-Za-z0-9_-]+$/, '') || 'model'
  );
}
