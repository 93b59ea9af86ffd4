/** `pbb-eval data SUITE --out DIR`: the instructions and every item of a suite as JSONL. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { itemLines } from '../eval/items.js';
import { planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { counted } from '../report/words.js';
import { writeAtomic } from '../store/atomic.js';
import { suites } from '../suites/registry.js';
import type { Instruction } from '../suites/suite.js';
import { nearest } from '../text/nearest.js';
import { EXIT } from './faults.js';

export interface DataArguments {
  suite: string;
  out: string;
  set: string[];
}

export async function data(args: DataArguments): Promise<number> {
  const { groups, instances } = planOf(suiteConfig(args));
  const instructions = instances.get(args.suite)?.instructions ?? [];
  await mkdir(args.out, { recursive: true });
  const files = [join(args.out, 'instructions.jsonl'), join(args.out, 'items.jsonl')] as const;
  await writeAtomic(files[0], instructionLines(instructions));
  await writeAtomic(files[1], itemLines(groups));
  const items = groups.reduce((sum, group) => sum + group.items.length, 0);
  process.stdout.write(`${files[0]}: ${counted(instructions.length, 'instruction')}\n`);
  process.stdout.write(`${files[1]}: ${counted(items, 'item')}\n`);
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

function* instructionLines(instructions: readonly Instruction[]): Generator<string> {
  for (const instruction of instructions) yield `${JSON.stringify(instruction)}\n`;
}
