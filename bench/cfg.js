/**
 * Recognition of sentences: how many a second against nearley on the suite of 200 grammars, and how time grows with length.
 * Each round is a vocabulary: every grammar of the suite in its words, with sentences of its own, half of them corrupted,
 * each offered once to both engines as the same array of words. Ours learns from what it reads and must be prepared, so
 * figures are given for few and for many sentences a grammar, with preparing and without, and what preparing takes alone.
 * Time is processor time. Growth is measured on recognisers that have read nothing before.
 */
import nearley from 'nearley';
import { compileGrammar } from '../dist/cfg/compile.js';
import { Recogniser } from '../dist/cfg/earley/recognise.js';
import { parseGrammar } from '../dist/cfg/notation/notation.js';
import { Random } from '../dist/random/random.js';
import { AskedGrammar } from '../dist/suites/grammars/asked-grammar.js';
import { poolOf } from '../dist/suites/grammars/pool.js';
import { vocabularies } from '../dist/suites/grammars/vocabularies.js';

/** As many sentences as a run has samples of one item, and as many as it has of a grammar that it asks for often. */
const SIZES = [16, 200];

/** The suite's depth of sentences, in rules over the least that a grammar needs. */
const DEPTH = 1;

/** Rounds before those that count, so that the compiler has compiled what it will. */
const WARM_UPS = 2;

/** The suite in one vocabulary: each grammar as its text and as data, with `2 * size` sentences. */
function corpusOf(vocabulary, size) {
  return poolOf(1).map((origin) => {
    const asked = new AskedGrammar(origin, DEPTH);
    const source = asked.notationIn(vocabulary);
    const random = new Random('bench', 'cfg', vocabulary.letter, size, origin.index);
    const sentences = Array.from({ length: 2 * size }, (_, index) => {
      const sentence = asked.sentenceIn(vocabulary, random).split(' ');
      return index % 2 === 0 ? sentence : corrupt(sentence, vocabulary.all, random);
    });
    const grammar = parseGrammar(source);
    return { source, grammar, first: sentences.slice(0, size), later: sentences.slice(size) };
  });
}

/** A sentence of the grammar with one word replaced, left out, repeated or moved. */
function corrupt(sentence, words, random) {
  const at = random.integer(0, sentence.length - 1);
  const copy = [...sentence];
  const kind = random.integer(0, 3);
  if (kind === 0) copy[at] = random.pick(words);
  if (kind === 1) copy.splice(at, 1);
  if (kind === 2) copy.splice(at, 0, copy[at]);
  if (kind === 3) copy.splice(random.integer(0, sentence.length - 1), 0, ...copy.splice(at, 1));
  return copy;
}

/** Nearley's report of a failure prints its whole parse table, which is not what is measured. */
class Parser extends nearley.Parser {
  reportError() {
    return 'unexpected word';
  }
}

function nearleyRecogniser(grammar) {
  const rules = grammar.rules.map(
    ({ left, right }) =>
      new nearley.Rule(
        left,
        right.map(({ kind, name }) => (kind === 'terminal' ? { literal: name } : name)),
      ),
  );
  const prepared = new nearley.Grammar(rules, grammar.start);
  return (words) => {
    const parser = new Parser(prepared);
    try {
      return parser.feed(words).results.length > 0;
    } catch {
      return false;
    }
  };
}

function ourRecogniser(grammar) {
  const recogniser = new Recogniser(compileGrammar(grammar));
  return (words) => recogniser.recognise(words).accepted;
}

/** Seconds of processor time that this process has used, its compiler's and collector's threads included. */
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What one engine takes for a corpus, in seconds, and how many sentences it accepts. */
function measure(engine, corpus) {
  const begin = cpuSeconds();
  const prepared = corpus.map(({ grammar }) => engine(grammar));
  const ready = cpuSeconds();
  const accepted = corpus.flatMap((each, index) => each.first.filter(prepared[index]));
  const middle = cpuSeconds();
  const acceptedLater = corpus.flatMap((each, index) => each.later.filter(prepared[index]));
  const end = cpuSeconds();
  return {
    preparing: ready - begin,
    first: middle - ready,
    later: end - middle,
    accepted: accepted.length + acceptedLater.length,
  };
}

/** Both engines on one corpus, and how long reading the notation takes. */
function roundOf(vocabulary, size) {
  const corpus = corpusOf(vocabulary, size);
  const begin = cpuSeconds();
  for (const { source } of corpus) parseGrammar(source);
  const reading = cpuSeconds() - begin;
  const ours = measure(ourRecogniser, corpus);
  const theirs = measure(nearleyRecogniser, corpus);
  if (ours.accepted !== theirs.accepted) throw new Error('the engines disagree');
  return { corpus, reading, ours, theirs };
}

/** What is compared: each setting as the seconds that it takes. */
const SETTINGS = {
  'cold, notation read': ({ preparing, first }, reading) => reading + preparing + first,
  'cold, grammar at hand': ({ preparing, first }) => preparing + first,
  warm: ({ later }) => later,
};

function compareWithNearley() {
  for (let round = 0; round < WARM_UPS; round += 1) roundOf(vocabularies()[0], 100);
  for (const size of SIZES) {
    const rounds = vocabularies().map((vocabulary) => roundOf(vocabulary, size));
    describe(rounds, size);
    for (const [name, secondsOf] of Object.entries(SETTINGS))
      compare(rounds, size, name, secondsOf);
  }
}

/** Both engines are given the grammar by the same reader, so its time counts for both. */
function compare(rounds, size, name, secondsOf) {
  const rates = (which) =>
    rounds.map((round) => (round.corpus.length * size) / secondsOf(round[which], round.reading));
  const [ours, theirs] = [rates('ours'), rates('theirs')];
  const ratios = ours.map((rate, index) => rate / theirs[index]);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(1));
  console.log(
    `cfg  ${String(size).padStart(3)} a grammar, ${name.padEnd(22)} ours ${perSecond(ours)}, nearley ${perSecond(theirs)}: ` +
      `${median(ratios).toFixed(1)} times nearley (rounds ${low} to ${high})`,
  );
}

/** What the rounds offered, and what preparing took. */
function describe(rounds, size) {
  const offered = rounds.flatMap(({ corpus }) =>
    corpus.flatMap(({ first, later }) => [...first, ...later]),
  );
  const words = offered.reduce((sum, sentence) => sum + sentence.length, 0) / offered.length;
  const accepted = rounds.reduce((sum, { ours }) => sum + ours.accepted, 0) / offered.length;
  const each = (secondsOf) =>
    `${Math.round(median(rounds.map((round) => (1e6 * secondsOf(round)) / round.corpus.length)))} µs`;
  console.log(
    `cfg  ${rounds.length} rounds of ${rounds[0].corpus.length} grammars, each with ${size} first and ${size} later sentences of ` +
      `${words.toFixed(1)} words on average, ${(100 * accepted).toFixed(0)}% accepted; a grammar: notation read ` +
      `${each(({ reading }) => reading)}, ours prepared ${each(({ ours }) => ours.preparing)}, nearley prepared ${each(({ theirs }) => theirs.preparing)}`,
  );
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function perSecond(rates) {
  return `${Math.round(median(rates)).toLocaleString('en')}/s`;
}

function repeat(length, words) {
  return Array.from({ length }, (_, index) => words[index % words.length]);
}

function symbolOf(name) {
  return { kind: /^[A-Z]/.test(name) ? 'nonterminal' : 'terminal', name };
}

/** A grammar of rules in the form `S -> NP V`: names that start in upper case are nonterminals, the first is the start. */
function grammarOf(...lines) {
  const rules = lines.map((line) => {
    const [left, right] = line.split(' -> ');
    return { left, right: right.split(' ').filter(Boolean).map(symbolOf), weight: 1 };
  });
  return { start: rules[0].left, rules };
}

/** Each kind of growth: a grammar, its longest sentence here, and a sentence of a given number of words or so. */
const GROWTH = [
  {
    name: 'left recursion',
    longest: 100_000,
    grammar: grammarOf('A -> A a', 'A -> a'),
    sentenceOf: (length) => repeat(length, ['a']),
  },
  {
    name: 'right recursion',
    longest: 100_000,
    grammar: grammarOf('A -> a A', 'A -> a'),
    sentenceOf: (length) => repeat(length, ['a']),
  },
  {
    name: 'a rule for each word',
    longest: 40_000,
    grammar: grammarOf(
      ...Array.from({ length: 40_000 }, (_, index) => `A${index} -> a A${index + 1}`),
      ...Array.from({ length: 40_000 }, (_, index) => `A${index + 1} -> `),
    ),
    sentenceOf: (length) => repeat(length, ['a']),
  },
  {
    name: 'palindromes with a centre',
    longest: 100_000,
    grammar: grammarOf('S -> a S a', 'S -> b S b', 'S -> c'),
    sentenceOf: (length) => {
      const half = repeat(length >> 1, ['a', 'b', 'b']);
      return [...half, 'c', ...half.toReversed()];
    },
  },
  {
    name: 'arithmetic, nested',
    longest: 100_000,
    grammar: grammarOf('E -> E + T', 'E -> T', 'T -> T * F', 'T -> F', 'F -> ( E )', 'F -> x'),
    sentenceOf: (length) => {
      const depth = length >> 2;
      return [...repeat(3 * depth, ['x', '*', '(']), 'x', ...repeat(depth, [')'])];
    },
  },
  {
    name: 'ambiguous: S -> S S',
    longest: 2000,
    grammar: grammarOf('S -> S S', 'S -> a'),
    sentenceOf: (length) => repeat(length, ['a']),
  },
  {
    name: 'palindromes of one letter',
    longest: 2000,
    grammar: grammarOf('S -> a S a', 'S -> a', 'S -> '),
    sentenceOf: (length) => repeat(length, ['a']),
  },
];

/** Median seconds for one sentence, each time by a recogniser that has read nothing yet. */
function secondsFor(grammar, sentence) {
  const repeats = sentence.length > 1000 ? 3 : 101;
  const compiled = compileGrammar(grammar);
  return median(
    Array.from({ length: repeats }, () => {
      const recogniser = new Recogniser(compiled);
      const begin = performance.now();
      if (!recogniser.recognise(sentence).accepted) throw new Error('a sentence was rejected');
      return (performance.now() - begin) / 1000;
    }),
  );
}

/** Least squares over the logarithms of lengths and seconds. */
function slopeOf(points) {
  const logs = points.map(({ length, seconds }) => [Math.log(length), Math.log(seconds)]);
  const mean = (at) => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const above = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return above / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}

function measureGrowth() {
  for (const { name, longest, grammar, sentenceOf } of GROWTH) {
    const lengths = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
    const points = lengths
      .filter((length) => length <= longest)
      .map((length) => ({ length, seconds: secondsFor(grammar, sentenceOf(length)) }));
    const last = points.at(-1);
    const upper = points.filter(({ length }) => length * 100 >= longest);
    console.log(
      `cfg  growth     ${name.padEnd(26)} slope ${slopeOf(points).toFixed(2)} from 10 to ${longest} words, ` +
        `${slopeOf(upper).toFixed(2)} from ${longest / 100}; ${(last.seconds * 1000).toFixed(1)} ms at ${longest}`,
    );
  }
}

compareWithNearley();
measureGrowth();
