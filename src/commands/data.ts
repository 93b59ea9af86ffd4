/** `pbb-eval data SUITE --out DIR`: what a suite trains on (instructions and executions) and every item, as JSONL. */
import { join } from 'node:path';
import { parseConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { itemLines } from '../eval/items.js';
import { planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { refusalWords } from '../report/refusals.js';
import { counted } from '../report/words.js';
import { writeAtomic } from '../store/atomic.js';
import { makeFolder } from '../store/folder.js';
import { suites } from '../suites/registry.js';
import { nearest } from '../text/nearest.js';
import { EXIT } from './faults.js';

export interface DataArguments {
  suite: string;
  out: string;
  set: string[];
}

export async function data(args: DataArguments): Promise<number> {
  const { groups, instances } = await planOf(suiteConfig(args));
  const instance = instances.get(args.suite);
  const instructions = instance?.instructions ?? [];
  const executions = [...(instance?.executions() ?? [])];
  await makeFolder(args.out);
  const items = groups.reduce((sum, group) => sum + group.items.length, 0);
  const write = async (name: string, lines: Iterable<string>, what: string) => {
    const file = join(args.out, name);
    await writeAtomic(file, lines);
    return `${file}: ${what}\n`;
  };
  const written = [
    await write(
      'instructions.jsonl',
      jsonLines(instructions),
      counted(instructions.length, 'instruction'),
    ),
    await write('executions.jsonl', jsonLines(executions), counted(executions.length, 'execution')),
    await write('items.jsonl', itemLines(groups), counted(items, 'item')),
    ...(instance?.refused === undefined
      ? []
      : [await write('refused.jsonl', jsonLines(instance.refused), refusalWords(instance))]),
  ];
  process.stdout.write(written.join(''));
  return EXIT.done;
}

/** The options go through the config's own schema, so that they mean the same here and there. */
function suiteConfig(args: DataArguments): Config {
  const names = suites.map(({ name }) => name);
  if (!names.includes(args.suite)) {
    const guess = nearest(args.suite, names);
    throw new RefusedError(
      `unknown suite "${args.suite}"${guess === undefined ? '' : `; did you mean "${guess}"?`}\n  allowed: ${names.join(', ')}`,
    );
  }
  const changes = args.set.map((change) => `suites.0.${change}`);
  const source = JSON.stringify({
    models: [{ label: 'none', simulator: { kind: 'oracle' } }],
    suites: [{ suite: args.suite }],
  });
  return parseConfig(source, 'pbb-eval data', changes);
}

function* jsonLines(values: readonly unknown[]): Generator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`;
}
