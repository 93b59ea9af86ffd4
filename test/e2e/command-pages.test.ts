/**
 * The example of every command, as its page in docs/commands has it, and the commands of further pages, in one folder in which the
 * earlier ones were done. Pages whose commands go together have tests of their own.
 */
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { planOf } from '../../src/eval/plan.js';
import { simulatedModelSchema } from '../../src/simulator/model.js';
import { startSimulator } from '../../src/simulator/server.js';
import { blocksOf, PAGES } from '../docs/pages.js';
import { answeringServer } from './answering-server.js';
import { type Ended, emptyFolder, ROOT, run, start } from './cli.js';

const SUITE =
  'suites: [{ suite: random-arithmetic, train: 10, evaluation: 10, items_per_function: 1 }]\n';

function model(label: string, curriculum: string, seed: number, step: number): string {
  const tags = `{ curriculum: ${curriculum}, seed: ${seed}, step: ${step} }`;
  return `  - { label: ${label}, tags: ${tags}, simulator: { kind: noisy, skill: 0.5, seed: ${step + seed} } }\n`;
}

/** What the examples ask for: configs, a grammar, a program, training files. */
function workshop(): string {
  const folder = emptyFolder();
  const files = {
    'my.yaml':
      `models:\n${model('step-100', 'proactive', 1, 100)}${model('step-200', 'proactive', 1, 200)}` +
      `${model('second', 'proactive', 2, 200)}${model('third', 'retroactive', 1, 200)}` +
      `${model('fourth', 'retroactive', 2, 200)}  - { label: teacher, simulator: { kind: oracle } }\n${SUITE}`,
    'my.cfg': "S -> 'a' S | 'b'\n",
    'sentences.txt': 'a a b\na b a\n',
    'zib.py': 'def Zib(x):\n    y = x * 2\n    return y + 1\n',
    'program.py': 'import re\ndef f(x):\n    return x\n',
    'stage1.jsonl': '{"text": "nothing of it"}\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'stage2.jsonl.gz'), gzipSync('{"text": "nor here"}\n'));
  symlinkSync(join(ROOT, 'eval-configs'), join(folder, 'eval-configs'));
  return folder;
}

/** The address of a server that answers the items of my.yaml, batches too. */
async function served(folder: string): Promise<string> {
  const { groups, instances } = await planOf(loadConfig(join(folder, 'my.yaml')));
  const server = await startSimulator({
    models: { m: simulatedModelSchema.parse({ kind: 'noisy', skill: 0.5 }) },
    suites: [...instances.values()],
    items: groups.flatMap(({ items }) => items),
  });
  onTestFinished(() => server.close());
  return server.url;
}

const FURTHER = [
  'audit',
  'compositions',
  'endpoints',
  'interop',
  'natural-language',
  'recall',
  'rewards',
  'sandbox',
  'viewer',
];
const pages = PAGES.filter((page) => page.startsWith('docs/commands/')).concat(
  FURTHER.map((name) => `docs/${name}.md`),
);

const examples = pages.flatMap((page) =>
  blocksOf(page, 'sh').flatMap((block) =>
    [...block.matchAll(/^(?:npx )?pbb-eval ([^#\n]*[^#\s])/gm)].map(([, words = '']) => words),
  ),
);

/** Those that write what others read come first; all of `batch` asks a server, after the simulated models are done with. */
const ORDER = [
  'merge',
  'run',
  'plan',
  'score',
  'report',
  'check',
  'compare',
  'leaderboard',
  'data',
];

function placeOf(words: string): number {
  const place = ORDER.indexOf(words.split(' ')[0] ?? '');
  return place === -1 ? ORDER.length : place;
}

it('every example does what its page says', async () => {
  const folder = workshop();
  const batches = await served(folder);
  const { url } = await answeringServer(['m']);
  for (const shard of ['1/2', '2/2']) {
    expect(await run(['run', 'my.yaml', '--shard', shard], folder)).toMatchObject({ code: 0 });
  }
  const ended = new Map<string, Ended>();
  for (const words of examples.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    if (words === 'batch export my.yaml --dir batches') {
      writeFileSync(
        join(folder, 'my.yaml'),
        `models: [{ label: m, base_url: "${batches}" }]\n${SUITE}`,
      );
    }
    ended.set(words, await outcomeOf(argumentsOf(words, folder, url), folder));
  }
  // On a terminal `init` asks; here it says that there is none.
  const failed = [...ended].filter(([words, { code }]) => code !== (words === 'init' ? 2 : 0));
  expect(failed).toEqual([]);
  expect(ended.size).toBeGreaterThan(30);
});

/** How a command ended; one that listens is ended as a person ends it, once it has said where. */
async function outcomeOf(args: readonly string[], folder: string): Promise<Ended> {
  const started = start(args, folder);
  if (args[0] === 'serve' || (args[0] === 'view' && !args.includes('--export'))) {
    started.process.stdout?.once('data', () => started.process.kill('SIGINT'));
  }
  return await started.ended;
}

/** As typed, with what a shell makes of patterns, and what differs from folder to folder put in. */
function argumentsOf(words: string, folder: string, url: string): string[] {
  const names = (parent: string): string[] => readdirSync(join(folder, parent));
  const typed = words
    .replace('http://localhost:8000/v1', url)
    .replace('--out my.yaml', '--out made.yaml')
    .replace('--port 8000', '--port 0')
    .replace(
      /step-200-1a2b3c4d/,
      () => names('results/my').find((name) => name.startsWith('step-200')) ?? '',
    )
    .replace(/^run .*(?:quickstart|recall)\.yaml$/, '$& --limit 1');
  return typed.split(' ').flatMap((word) => {
    if (word.startsWith('batches/*'))
      return names('batches')
        .filter((name) => name.length < 14)
        .map((name) => `batches/${name}`);
    return [word.replaceAll("'", '')];
  });
}
