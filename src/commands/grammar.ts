/** `pbb-eval grammar check|count|derive FILE`: what a grammar says of sentences, one a line, or of itself. */
import {
  ChartTooLarge,
  type CompiledGrammar,
  compileGrammar,
  type Derivation,
  DerivationTooLarge,
  type Examination,
  Examiner,
  type Grammar,
  LengthCounts,
  printTree,
  readGrammar,
  SentenceSampler,
  SentenceTooCostly,
  treeOf,
  wordsOf,
} from '../cfg/index.js';
import { RefusedError } from '../eval/refused.js';
import { Random } from '../random/random.js';
import { counted } from '../report/words.js';
import { renderDiagnostic } from '../text/diagnostic.js';
import { printable, printableLines } from '../text/printable.js';
import { EXIT } from './faults.js';
import { readText } from './input.js';

export interface GrammarArguments {
  file: string;
  sentences?: string | undefined;
  json: boolean;
}

/** How random sentences are drawn. */
interface Drawing {
  samples?: number | undefined;
  seed?: number | undefined;
  by?: 'depth' | 'weight' | 'length' | undefined;
  depth?: number | undefined;
  length?: number | undefined;
}

export type DeriveArguments = GrammarArguments & Drawing;

/** Options of `derive` with the largest value that they take. */
const BOUNDS = { samples: 1_000_000, seed: 2 ** 31 - 1, depth: 10_000, length: 1000 } as const;

/** What is drawn where nothing is said. */
const DEFAULTS = { samples: 10, seed: 1, by: 'depth', depth: 12 } as const;

/** Longest sentences that `count` counts by length when it is given none. */
const MAX_LENGTH = 12;

/** All that is known of a sentence; null for what was given up. */
interface Finding {
  sentence: string;
  accepted: boolean | null;
  ambiguous: boolean | null;
  /** In decimal, or `infinite`. */
  derivations: string | null;
  viable_prefix: number | null;
  expected: readonly string[] | null;
  /** Of `derive`. */
  tree?: string | null;
  /** Why something was given up; null when nothing was. */
  gave_up: string | null;
}

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
  return report(args, new Examiner(grammar), sentences, ({ rejection }) => rejection ?? 'accepted');
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
  return report(args, examiner, sentences, (examination) => {
    const derivations = String(examiner.derivations(examination));
    return examiner.isAmbiguous(examination) ? `${derivations}, ambiguous` : derivations;
  });
}

export async function derive(args: DeriveArguments): Promise<number> {
  for (const name of ['samples', 'seed', 'depth', 'length'] as const) {
    refuseUnless(name, args[name], BOUNDS[name]);
  }
  refuseMisplaced(args);
  const grammar = await grammarOf(args.file);
  const sentences = await sentencesOf(args);
  if (sentences === undefined) {
    const trees = sampleTrees(grammar, args);
    if (args.json) print(JSON.stringify(trees, null, 2));
    else for (const { sentence, tree } of trees) print(`${sentence}\n  ${tree}`);
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

/** Refuses options that would change nothing. */
function refuseMisplaced(args: DeriveArguments): void {
  const { sentences, by = DEFAULTS.by, depth, length } = args;
  if (sentences !== undefined) {
    const drawing = (['samples', 'seed', 'by', 'depth', 'length'] as const).find(
      (name) => args[name] !== undefined,
    );
    if (drawing === undefined) return;
    throw new RefusedError(`--${drawing} is of random sentences: leave it out with --sentences`);
  }
  if (length !== undefined && by !== 'length') throw new RefusedError('--length needs --by length');
  if (depth !== undefined && by !== 'depth') throw new RefusedError('--depth needs --by depth');
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

/**
 * A line per sentence: `words`, or as JSON all that is known of it and `more`. A sentence that is given up says so and
 * leaves the report incomplete.
 */
function report(
  { json }: GrammarArguments,
  examiner: Examiner,
  sentences: readonly string[],
  words: (examination: Examination) => string,
  more: (examination: Examination) => Partial<Finding> = () => ({}),
): number {
  if (json) {
    const findings = sentences.map((sentence) => findingOf(examiner, sentence, more));
    print(JSON.stringify(findings, null, 2));
    return findings.some(({ gave_up }) => gave_up !== null) ? EXIT.incomplete : EXIT.done;
  }
  let code: number = EXIT.done;
  for (const sentence of sentences) {
    let line: string;
    try {
      line = words(examiner.examine(sentence));
    } catch (error) {
      line = reasonFor(error);
      code = EXIT.incomplete;
    }
    print(`${printable(sentence)}\t${line}`);
  }
  return code;
}

function findingOf(
  examiner: Examiner,
  sentence: string,
  more: (examination: Examination) => Partial<Finding>,
): Finding {
  let finding: Finding = {
    sentence,
    accepted: null,
    ambiguous: null,
    derivations: null,
    viable_prefix: null,
    expected: null,
    gave_up: null,
  };
  try {
    const examination = examiner.examine(sentence);
    const { accepted, viablePrefix, expected } = examination.recognition;
    finding = { ...finding, accepted, viable_prefix: viablePrefix, expected };
    const ambiguous = examiner.isAmbiguous(examination);
    const derivations = String(examiner.derivations(examination));
    return { ...finding, ambiguous, derivations, ...more(examination) };
  } catch (error) {
    return { ...finding, gave_up: reasonFor(error) };
  }
}

/** Why a sentence was given up; any other error is thrown on. */
function reasonFor(error: unknown): string {
  if (error instanceof ChartTooLarge || error instanceof SentenceTooCostly) return error.message;
  throw error;
}

function treeText(examiner: Examiner, examination: Examination): string | null {
  const tree = examiner.tree(examination);
  return tree === null ? null : printTree(tree);
}

function sampleTrees(grammar: Grammar, drawing: Drawing): { sentence: string; tree: string }[] {
  const { samples = DEFAULTS.samples, seed = DEFAULTS.seed } = drawing;
  const compiled = compileGrammar(grammar);
  const draw = drawBy(compiled, drawing);
  return Array.from({ length: samples }, (_, index) => {
    const derivation = draw(new Random('grammar derive', seed, index));
    return {
      sentence: wordsOf(compiled, derivation).join(' '),
      tree: printTree(treeOf(compiled, derivation)),
    };
  });
}

type Draw = (random: Random) => Derivation;

function drawBy(compiled: CompiledGrammar, { by, depth = DEFAULTS.depth, length }: Drawing): Draw {
  if (by === 'length') return drawByLength(compiled, length);
  const sampler = samplerOf(compiled);
  return by === 'weight'
    ? (random) => sampler.byWeight(random)
    : (random) => sampler.byDepth(random, { depth });
}

function samplerOf(compiled: CompiledGrammar): SentenceSampler {
  try {
    return new SentenceSampler(compiled);
  } catch (error) {
    throw error instanceof DerivationTooLarge ? new RefusedError(error.message) : error;
  }
}

/** How far lengths are looked for where there is no sentence of the one that was asked for. */
const MORE_WORDS = 20;

function drawByLength(compiled: CompiledGrammar, length: number | undefined): Draw {
  if (length === undefined) throw new RefusedError('--by length needs --length');
  const counts = new LengthCounts(compiled, length);
  if (!counts.lengths.includes(length)) {
    const upTo = length + MORE_WORDS;
    const lengths = new LengthCounts(compiled, upTo).lengths.join(', ') || 'none';
    throw new RefusedError(
      `no sentence of this grammar has ${counted(length, 'word')}; lengths up to ${upTo}: ${lengths}`,
    );
  }
  if (counts.derivations(length) === 'infinite') {
    throw new RefusedError(
      `sentences of ${counted(length, 'word')} have infinitely many derivations, so none can be drawn uniformly; use --by depth`,
    );
  }
  return (random) => counts.sample(length, random);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
