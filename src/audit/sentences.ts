/**
 * Sentences of grammars that training may not show. A sentence is a run of words of one vocabulary; it is presented as one of the grammar
 * that is named nearest before it (else after it) in its field, else in another field of its record. All grammars of a family have
 * sentences in common, so what is presented as a train grammar's may be an evaluation grammar's by chance: that is counted apart, beside
 * how often the suite's control `other_grammar` expects it.
 */
import { compileGrammar, type Grammar, parseGrammar, Recogniser } from '../cfg/index.js';
import type { HeldOut, Subject } from './held-out.js';
import type { Mention, ReadField } from './mentions.js';

export interface FoundSentence {
  readonly subject: Subject;
  readonly item: string | null;
  readonly field: ReadField;
  readonly at: number;
}

/** Sentences that were presented as some train grammar's, and evaluation grammars that have them, too. */
export interface SharedByChance {
  /** Sentences, each time that it stood there. */
  sentences: number;
  /** Pairs of a sentence and an evaluation grammar that has it. */
  pairs: number;
  /** How many pairs the control `other_grammar` expects. */
  expected: number;
}

/** Words between a name and its sentence. */
const NEAR = 60;
const LEAST_WORDS = 2;
const MOST_WORDS = 100;
/** Patterns of parts of speech that are remembered of each grammar. */
const MOST_PATTERNS = 20_000;

/** What a word is, in which vocabulary. */
interface Entry {
  readonly vocabulary: string;
  readonly category: string;
}

/** A run of words of one vocabulary. */
interface Run {
  readonly at: number;
  readonly vocabulary: string;
  readonly pattern: readonly string[];
}

export class Sentences {
  readonly shared: SharedByChance = { sentences: 0, pairs: 0, expected: 0 };
  readonly #lexicon = new Map<string, Entry>();
  readonly #languages = new Map<Subject, Language>();
  readonly #evaluation: readonly Language[];
  /** Pairs that a sentence of another grammar is expected in. */
  readonly #expected: number;

  constructor({ subjects }: HeldOut) {
    for (const subject of subjects) {
      if (subject.instruction.kind !== 'grammar' || subject.inputs.length === 0) continue;
      this.#languages.set(subject, new Language(subject, this.#lexicon));
    }
    const evaluation = [...this.#languages].filter(([subject]) => subject.isEvaluation);
    this.#evaluation = evaluation.map(([, language]) => language);
    this.#expected = evaluation.reduce((sum, [subject]) => sum + chanceOf(subject), 0);
  }

  /** The held-out sentences in the fields of one record. */
  in(fields: readonly ReadField[]): FoundSentence[] {
    if (this.#lexicon.size === 0) return [];
    const named = fields.flatMap((field, place) =>
      grammarsIn(field).map((mention) => ({ ...mention, place })),
    );
    if (named.length === 0) return [];
    return fields.flatMap((field, place) => {
      const inField = named.filter((each) => each.place === place);
      const before =
        named.findLast((each) => each.place < place) ?? named.find((each) => each.place > place);
      return [...this.#runsIn(field)].flatMap((run) => {
        const subject = nearestIn(inField, run.at) ?? before?.subject;
        const item = subject === undefined ? undefined : this.#judged(subject, run);
        return subject === undefined || item === undefined
          ? []
          : [{ subject, item, field, at: run.at }];
      });
    });
  }

  /** The id of the held-out item that a run answers, null for one that no item asks; undefined for no leak. */
  #judged(subject: Subject, run: Run): string | null | undefined {
    const language = this.#languages.get(subject);
    const asked = subject.inputs.find(({ item }) => item.input === run.vocabulary);
    const isHeldOut = subject.isEvaluation || asked !== undefined;
    if (isHeldOut && language?.has(run.pattern) === true) return asked?.item.id ?? null;
    if (!subject.isEvaluation) this.#countShared(run.pattern);
    return undefined;
  }

  #countShared(pattern: readonly string[]): void {
    this.shared.sentences += 1;
    this.shared.expected += this.#expected;
    for (const language of this.#evaluation) if (language.has(pattern)) this.shared.pairs += 1;
  }

  *#runsIn({ words }: ReadField): Generator<Run, void> {
    let run: { at: number; end: number; vocabulary: string; pattern: string[] } | null = null;
    for (let at = 0; at <= words.count; at += 1) {
      const entry = at < words.count ? this.#lexicon.get(words.word(at)) : undefined;
      const isNext =
        run !== null &&
        entry?.vocabulary === run.vocabulary &&
        /^[ \t,"'“”„]*$/.test(words.text.slice(run.end, words.starts[at]));
      if (run !== null && isNext && entry !== undefined) {
        run.pattern.push(entry.category);
        run.end = words.ends[at] ?? 0;
        continue;
      }
      if (run !== null && run.pattern.length >= LEAST_WORDS && run.pattern.length <= MOST_WORDS)
        yield run;
      run =
        entry === undefined
          ? null
          : {
              at,
              end: words.ends[at] ?? 0,
              vocabulary: entry.vocabulary,
              pattern: [entry.category],
            };
    }
  }
}

/** The sentences of a grammar as parts of speech, which are the same in every vocabulary. */
class Language {
  readonly #recogniser: Recogniser;
  /** A word of each part of speech. */
  readonly #words = new Map<string, string>();
  readonly #known = new Map<string, boolean>();

  /** @param lexicon takes in the words of the vocabularies in which the grammar is asked */
  constructor(subject: Subject, lexicon: Map<string, Entry>) {
    const grammars = subject.inputs.flatMap(({ item }) =>
      item.target.kind === 'sentence'
        ? [{ vocabulary: item.input, grammar: parseGrammar(item.target.grammar) }]
        : [],
    );
    const [first] = grammars;
    if (first === undefined) throw new Error(`${subject.instruction.id} asks for no sentence`);
    this.#recogniser = new Recogniser(compileGrammar(first.grammar));
    for (const { vocabulary, grammar } of grammars) {
      for (const [word, category] of preterminalsOf(grammar))
        lexicon.set(word, { vocabulary, category });
    }
    for (const [word, category] of preterminalsOf(first.grammar)) this.#words.set(category, word);
  }

  has(pattern: readonly string[]): boolean {
    const key = pattern.join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const words = pattern.flatMap((category) => this.#words.get(category) ?? []);
    const accepted = words.length === pattern.length && this.#recogniser.recognise(words).accepted;
    if (this.#known.size < MOST_PATTERNS) this.#known.set(key, accepted);
    return accepted;
  }
}

/** Each terminal that is all of a rule, with the rule's left side. */
function preterminalsOf({ rules }: Grammar): [string, string][] {
  return rules.flatMap(({ left, right }): [string, string][] => {
    const [only] = right;
    return right.length === 1 && only?.kind === 'terminal' ? [[only.name, left]] : [];
  });
}

function grammarsIn({ mentions }: ReadField) {
  return mentions.filter(({ subject }) => subject.instruction.kind === 'grammar');
}

/** The grammar that is named nearest before a word, else nearest after it. */
function nearestIn(mentions: readonly Mention[], at: number): Subject | undefined {
  let [low, high] = [0, mentions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mentions[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const near = [mentions[low - 1], mentions[low]].filter((mention) => mention !== undefined);
  return near.find((mention) => Math.abs(mention.at - at) <= NEAR)?.subject;
}

/** The mean over its items of the chance that a sentence of another grammar is one of this. */
function chanceOf({ inputs }: Subject): number {
  const chances = inputs.map(({ item }) => item.controls['other_grammar'] ?? 0);
  return chances.reduce((sum, chance) => sum + chance, 0) / Math.max(1, chances.length);
}
