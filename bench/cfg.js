/**
 * Recognition of sentences: how many a second against nearley, and how time grows with length. The grammars are of the
 * kind that the suite of 200 has. Each round draws new grammars and sentences, half of these corrupted, and offers each
 * sentence once to both engines as the same array of words. Ours learns from what it reads, so two figures are given: for
 * the first sentences of grammars with preparing them, and for the sentences after those. Time is processor time. Growth
 * is measured on recognisers that have read nothing before.
 */
import nearley from 'nearley';
import { compileGrammar } from '../dist/cfg/compile.js';
import { Recogniser } from '../dist/cfg/earley/recognise.js';
import { Random } from '../dist/random/random.js';

const ROUNDS = 7;
/** Enough for the compiler to have compiled what it will. */
const WARM_UPS = 10;
const GRAMMARS = 24;
/** First sentences, and as many later ones. */
const SENTENCES = 500;
const SHORTEST = 5;
const LONGEST = 15;

/** Ten words of each part of speech, as the suite's vocabularies have. */
const LEXICON = Object.fromEntries(
  ['N', 'V', 'A', 'Adv'].map((part) => [
    part,
    Array.from({ length: 10 }, (_, index) => `${part.toLowerCase()}${index}`),
  ]),
);

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

/** A grammar by its word order and one bit a parameter: 15 to 40 rules besides the lexicon's. */
function typology(order, bits) {
  const has = (bit) => ((bits >> bit) & 1) === 1;
  const rules = [];
  const add = (left, ...rights) => rules.push(...rights.map((right) => `${left} -> ${right}`));
  const sides = (bit, head, other) => (has(bit) ? `${other} ${head}` : `${head} ${other}`);
  add('Text', 'S', has(9) ? 'S Q' : 'S S1');
  add('S1', 'Conj S');
  const phrases = { S: 'NP', V: 'VP', O: 'OP' };
  add('S', [...order].map((letter) => phrases[letter]).join(' '), sides(3, 'NP', 'VP'));
  add('OP', has(8) ? 'NP Case' : 'NP');
  add('VP', 'Vb', sides(0, 'Vb', 'Adv'), sides(1, 'Vb', 'Neg'));
  add('Vb', has(7) ? 'V Agr' : 'V');
  add('NP', 'DP', sides(2, 'DP', 'PP'), sides(4, 'DP', 'RC'), 'DP Conj DP');
  add('DP', sides(5, 'AP', 'D'), 'AP');
  add('AP', 'N', sides(6, 'AP', 'A'));
  add('PP', sides(2, 'DP', 'P'));
  add('RC', sides(4, 'VP', 'Rel'), sides(4, 'DP V', 'Rel'));
  add('D', 'the', 'a');
  add('P', 'near', 'under');
  for (const name of ['Conj', 'Neg', 'Rel', 'Case', 'Agr', 'Q'])
    add(name, `_${name.toLowerCase()}`);
  for (const [part, words] of Object.entries(LEXICON)) add(part, ...words);
  return grammarOf(...rules);
}

/** One derivation's words; the rules of a nonterminal are equally likely, and the first one is taken when it grows deep. */
function derive(grammar, random, name = grammar.start, depth = 0) {
  const rules = grammar.rules.filter(({ left }) => left === name);
  const rule = depth > 12 ? rules[0] : random.pick(rules);
  return rule.right.flatMap((symbol) =>
    symbol.kind === 'terminal' ? [symbol.name] : derive(grammar, random, symbol.name, depth + 1),
  );
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

function sentencesOf(grammar, random) {
  const words = grammar.rules.flatMap(({ right }) =>
    right.filter(({ kind }) => kind === 'terminal').map(({ name }) => name),
  );
  const sentences = [];
  while (sentences.length < 2 * SENTENCES) {
    const sentence = derive(grammar, random);
    if (sentence.length < SHORTEST || sentence.length > LONGEST) continue;
    sentences.push(sentences.length % 2 === 0 ? sentence : corrupt(sentence, words, random));
  }
  return sentences;
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

/** Sentences per second of one engine, on first sentences with preparation and on later ones; and what it accepted. */
function ratesOf(engine, corpus) {
  const begin = cpuSeconds();
  const prepared = corpus.map(({ grammar, first, later }) => ({
    accepts: engine(grammar),
    first,
    later,
  }));
  const acceptedFirst = prepared.flatMap(({ accepts, first }) => first.filter(accepts));
  const middle = cpuSeconds();
  const acceptedLater = prepared.flatMap(({ accepts, later }) => later.filter(accepts));
  const end = cpuSeconds();
  const offered = corpus.length * SENTENCES;
  return {
    first: offered / (middle - begin),
    later: offered / (end - middle),
    accepted: acceptedFirst.length + acceptedLater.length,
  };
}

function corpusOf(round) {
  const random = new Random('bench', 'cfg', round);
  const orders = ['SVO', 'SOV', 'VSO', 'VOS', 'OSV', 'OVS'];
  return Array.from({ length: GRAMMARS }, (_, index) => {
    const grammar = typology(orders[index % 6], random.integer(0, 1023));
    const sentences = sentencesOf(grammar, random);
    return { grammar, first: sentences.slice(0, SENTENCES), later: sentences.slice(SENTENCES) };
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function compareWithNearley() {
  for (let round = 0; round < WARM_UPS; round += 1) {
    ratesOf(ourRecogniser, corpusOf(`warm-up ${round}`));
  }
  ratesOf(nearleyRecogniser, corpusOf('warm-up'));
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const corpus = corpusOf(round);
    const ours = ratesOf(ourRecogniser, corpus);
    const theirs = ratesOf(nearleyRecogniser, corpus);
    if (ours.accepted !== theirs.accepted) throw new Error('the engines disagree');
    return { corpus, ours, theirs };
  });
  describe(rounds);
  for (const which of ['first', 'later']) {
    const ratios = rounds.map(({ ours, theirs }) => ours[which] / theirs[which]);
    const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(1));
    console.log(`cfg  ${which} ours     ${perSecond(rounds.map(({ ours }) => ours[which]))}`);
    console.log(`cfg  ${which} nearley  ${perSecond(rounds.map(({ theirs }) => theirs[which]))}`);
    console.log(
      `cfg  ${which} ratio    ${median(ratios).toFixed(1)} times nearley  (rounds ${low} to ${high})`,
    );
  }
}

/** What the rounds offered. */
function describe(rounds) {
  const corpus = rounds.flatMap((round) => round.corpus);
  const offered = corpus.flatMap(({ first, later }) => [...first, ...later]);
  const words = offered.reduce((sum, sentence) => sum + sentence.length, 0) / offered.length;
  const accepted = rounds.reduce((sum, { ours }) => sum + ours.accepted, 0) / offered.length;
  const distinct = corpus.map(
    ({ first, later }) => new Set([...first, ...later].map((sentence) => sentence.join(' '))).size,
  );
  console.log(
    `cfg  ${ROUNDS} rounds of ${GRAMMARS} grammars, each with ${SENTENCES} first and ${SENTENCES} later sentences of ${words.toFixed(1)} words on average; ` +
      `${percent(distinct.reduce((sum, size) => sum + size, 0) / offered.length)} distinct, ${percent(accepted)} accepted`,
  );
}

function percent(share) {
  return `${(100 * share).toFixed(0)}%`;
}

function perSecond(rates) {
  return `${Math.round(median(rates)).toLocaleString('en')} sentences/s`;
}

function repeat(length, words) {
  return Array.from({ length }, (_, index) => words[index % words.length]);
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
  return median(
    Array.from({ length: repeats }, () => {
      const recogniser = new Recogniser(compileGrammar(grammar));
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
