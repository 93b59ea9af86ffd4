/** `pbb-eval grammar check|count|derive FILE`: what a grammar says of sentences, one a line, or of itself. */
import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import {
  ChartTooLarge,
  compileGrammar,
  type Examination,
  Examiner,
  type Grammar,
  LengthCounts,
  printTree,
  readGrammar,
  SentenceSampler,
  treeOf,
  wordsOf,
} from '../cfg/index.js';
import { RefusedError } from '../eval/refused.js';
import { Random } from '../random/random.js';
import { counted } from '../report/words.js';
import { storeError } from '../store/store-error.js';
import { renderDiagnostic } from '../text/diagnostic.js';
import { printable, printableLines } from '../text/printable.js';
import { EXIT } from './faults.js';

export interface GrammarArguments {
  file: string;
  sentences?: string | undefined;
  json: boolean;
}

export interface DeriveArguments extends GrammarArguments {
  samples: number;
  seed: number;
  by: 'depth' | 'weight' | 'length';
  depth: number;
  length?: number | undefined;
}

/** Options of `derive` with the largest value that they take. */
const BOUNDS = { samples: 1_000_000, seed: 2 ** 31 - 1, depth: 10_000, length: 1000 } as const;

/** Longest sentences that `count` counts by length when it is given none. */
const MAX_LENGTH = 12;

export async function check(args: GrammarArguments): Promise<number> {
  const grammar = await grammarOf(args.file);
  const sentences = await sentencesOf(args);
  if (sentences === undefined) {
    const { terminals, nonterminals } = compileGrammar(grammar);
    const summary = {
      start: grammar.start,
      rules: grammar.rules.length,
      nonterminals: nonterminals.length,
      terminals: terminals.length,
    };
    print(
      args.json
        ? JSON.stringify(summary)
        : `${args.file}: ${counted(summary.rules, 'rule')} over ${counted(summary.nonterminals, 'nonterminal')} and ` +
            `${counted(summary.terminals, 'terminal')}, start ${summary.start}`,
    );
    return EXIT.done;
  }
  const examiner = new Examiner(grammar);
  return report(args, examiner, sentences, ({ rejection }) => rejection ?? 'accepted');
}

export async function count(args: GrammarArguments): Promise<number> {
  const grammar = await grammarOf(args.file);
  const sentences = await sentencesOf(args);
  if (sentences === undefined) {
    const counts = new LengthCounts(compileGrammar(grammar), MAX_LENGTH);
    const lengths = Array.from({ length: MAX_LENGTH + 1 }, (_, length) => ({
      length,
      derivations: String(counts.derivations(length)),
    }));
    print(
      args.json
        ? JSON.stringify(lengths, null, 2)
        : lengths.map(({ length, derivations }) => `${length}\t${derivations}`).join('\n'),
    );
    return EXIT.done;
  }
  const examiner = new Examiner(grammar);
  return report(args, examiner, sentences, (examination) => countOf(examiner, examination));
}

export async function derive(args: DeriveArguments): Promise<number> {
  for (const name of ['samples', 'seed', 'depth', 'length'] as const) {
    refuseUnless(name, args[name], BOUNDS[name]);
  }
  const grammar = await grammarOf(args.file);
  const sentences = await sentencesOf(args);
  if (sentences === undefined) {
    const trees = sampleTrees(grammar, args);
    print(
      args.json
        ? JSON.stringify(trees, null, 2)
        : trees.map(({ sentence, tree }) => `${sentence}\n  ${tree}`).join('\n'),
    );
    return EXIT.done;
  }
  const examiner = new Examiner(grammar);
  return report(
    args,
    examiner,
    sentences,
    (examination) => treeText(examiner, examination) ?? examination.rejection ?? '',
    (examination) => ({ tree: treeText(examiner, examination) }),
  );
}

function refuseUnless(name: string, value: number | undefined, most: number): void {
  if (value === undefined) return;
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new RefusedError(`--${name} takes a whole number from 0 to ${most}, found ${value}`);
}

async function grammarOf(file: string): Promise<Grammar> {
  const source = await readText(file);
  const { grammar, warnings } = readGrammar(source, { file });
  for (const warning of warnings) {
    process.stderr.write(`warning: ${printableLines(renderDiagnostic(warning, source))}\n`);
  }
  return grammar;
}

/** One sentence a line; the last line break ends the last sentence. */
async function sentencesOf({ sentences }: GrammarArguments): Promise<string[] | undefined> {
  if (sentences === undefined) return undefined;
  const text = await readText(sentences);
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** `-` is standard input. */
async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readStream(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw storeError(path, error);
  }
}

/** A line per sentence: `words`, or as JSON all that is known of it and `more`. */
function report(
  { json }: GrammarArguments,
  examiner: Examiner,
  sentences: readonly string[],
  words: (examination: Examination) => string,
  more: (examination: Examination) => object = () => ({}),
): number {
  if (json) {
    const document = sentences.map((sentence) => {
      const examination = examiner.examine(sentence);
      const { accepted, viablePrefix, expected } = examination.recognition;
      return {
        sentence,
        accepted,
        derivations: countOf(examiner, examination),
        viable_prefix: viablePrefix,
        expected,
        ...more(examination),
      };
    });
    print(JSON.stringify(document, null, 2));
  } else {
    for (const sentence of sentences) {
      print(`${printable(sentence)}\t${words(examiner.examine(sentence))}`);
    }
  }
  return EXIT.done;
}

/** In decimal, or `infinite`. */
function countOf(examiner: Examiner, examination: Examination): string {
  try {
    return String(examiner.derivations(examination));
  } catch (error) {
    throw tooLarge(error);
  }
}

function treeText(examiner: Examiner, examination: Examination): string | null {
  try {
    const tree = examiner.tree(examination);
    return tree === null ? null : printTree(tree);
  } catch (error) {
    throw tooLarge(error);
  }
}

function tooLarge(error: unknown): unknown {
  return error instanceof ChartTooLarge
    ? new RefusedError(`${error.message}; check it without counts or trees`)
    : error;
}

function sampleTrees(
  grammar: Grammar,
  { samples, seed, by, depth, length }: DeriveArguments,
): { sentence: string; tree: string }[] {
  const compiled = compileGrammar(grammar);
  const draw = drawBy();
  return Array.from({ length: samples }, (_, index) => {
    const derivation = draw(new Random('grammar derive', seed, index));
    return {
      sentence: wordsOf(compiled, derivation).join(' '),
      tree: printTree(treeOf(compiled, derivation)),
    };
  });

  function drawBy() {
    if (by === 'length') {
      if (length === undefined) throw new RefusedError('--by length needs --length');
      const counts = new LengthCounts(compiled, length);
      if (!counts.lengths.includes(length)) {
        throw new RefusedError(
          `no sentence of this grammar has ${length} words; lengths there are: ${counts.lengths.join(', ') || 'none'}`,
        );
      }
      if (counts.derivations(length) === 'infinite') {
        throw new RefusedError(
          `sentences of ${length} words have infinitely many derivations, so none can be drawn uniformly; use --by depth`,
        );
      }
      return (random: Random) => counts.sample(length, random);
    }
    const sampler = new SentenceSampler(compiled);
    return by === 'weight'
      ? (random: Random) => sampler.byWeight(random)
      : (random: Random) => sampler.byDepth(random, { depth });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
