/**
 * Evaluation programs under another name. A function of the training text is compared by its form (see definitions.ts), which finds copies
 * that were renamed or laid out anew, and by what it gives on probe inputs, which finds those that were written otherwise. A function that
 * bears the name of an instruction and does what that does is a specification, and no leak.
 */
import { compileProgram, type Program, parseProgram, type Value } from '../python/index.js';
import { REFUSED_KEYWORDS, REFUSED_NAMES } from '../python/syntax/refused.js';
import { DiagnosticError } from '../text/diagnostic.js';
import { type FoundFunction, formOf, tokensOf } from './definitions.js';
import { type HeldOut, isNumber, keyOf, outcomeOf, type Subject } from './held-out.js';
import { NearForms } from './near-forms.js';

/** A program of training that is an evaluation program. */
export interface Copy {
  readonly check: 'program_renamed' | 'program_ngram' | 'program_behaviour';
  readonly subject: Subject;
  readonly found: FoundFunction;
}

/** Counts of an audit's programs. */
export interface ProgramCounts {
  /** Functions that were met. */
  found: number;
  /** Of them, those that were run: of another form than all before, and within the subset as far as a look tells. */
  run: number;
  /** Those that would have been run but for `MOST_RUN`. */
  passed_over: number;
}

/** Inputs on which programs are compared, of those that items of the suite ask. */
const MOST_PROBES = 32;
/** Fewer show too little to call two programs the same, and so do those on which all outputs are equal. */
const LEAST_PROBES = 5;
const LEAST_OUTPUTS = 2;
/** Different functions that an audit runs: about a millisecond each, and up to four where they loop. */
const MOST_RUN = 200_000;
/** Of one run: most functions are none that were looked for, and soon at an end. */
const LIMITS = { steps: 100_000, size: 10_000, allocation: 1 << 20 };
/** Forms that are remembered, so that none is run twice. */
const MOST_FORMS = 2_000_000;
/** Functions beside one that it may call. */
const MOST_BESIDE = 20;

interface Probe {
  readonly key: string;
  readonly args: readonly Value[];
  readonly output: string;
}

interface Probed {
  readonly subject: Subject;
  readonly probes: readonly Probe[];
}

/** Probed programs by their number of parameters, then by the arguments of their first probe, then by its output. */
interface FirstProbe {
  readonly args: readonly Value[];
  readonly byOutput: Map<string, Probed[]>;
}

type Table = Map<number, Map<string, FirstProbe>>;

export class Programs {
  readonly counts: ProgramCounts = { found: 0, run: 0, passed_over: 0 };
  /** Evaluation programs that have too few probes to be known by what they give. */
  readonly unprobed: readonly Subject[];
  readonly #forms = new Map<string, Subject>();
  readonly #named = new Map<string, Subject>();
  readonly #table: Table = new Map();
  readonly #near: NearForms;
  readonly #seen = new Set<string>();

  constructor({ subjects }: HeldOut) {
    const programs = subjects.filter(({ instruction }) => instruction.kind === 'program');
    for (const subject of programs) this.#named.set(subject.instruction.name, subject);
    const evaluation = programs.filter((subject) => subject.isEvaluation);
    for (const subject of evaluation) this.#forms.set(formOf(subject.instruction), subject);
    this.#near = new NearForms(evaluation);
    this.unprobed = evaluation.filter((subject) => {
      const probed = { subject, probes: probesOf(subject, evaluation) };
      const outputs = new Set(probed.probes.map(({ output }) => output));
      if (probed.probes.length < LEAST_PROBES || outputs.size < LEAST_OUTPUTS) return true;
      this.#enter(probed);
      return false;
    });
    for (const [arity, inputs] of this.#table) {
      const numbersFirst = [...inputs].toSorted(
        ([, a], [, b]) => Number(b.args.every(isNumber)) - Number(a.args.every(isNumber)),
      );
      this.#table.set(arity, new Map(numbersFirst));
    }
  }

  /** Those of the functions of one text that are evaluation programs under another name. */
  copiesIn(functions: readonly FoundFunction[]): Copy[] {
    if (this.#forms.size === 0) return [];
    this.counts.found += functions.length;
    return functions.flatMap((found): Copy[] => {
      const form = formOf(found);
      const own = this.#named.get(found.name);
      // The specification itself, as nearly all functions of a training file are.
      if (own !== undefined && formOf(own.instruction) === form) return [];
      const same = this.#forms.get(form);
      if (same !== undefined) return [{ check: 'program_renamed', subject: same, found }];
      return this.#otherwiseAlike(found, form, functions);
    });
  }

  #enter(probed: Probed): void {
    const [first] = probed.probes;
    if (first === undefined) return;
    const ofArity = this.#table.get(first.args.length) ?? new Map<string, FirstProbe>();
    const inputs = ofArity.get(first.key) ?? {
      args: first.args,
      byOutput: new Map<string, Probed[]>(),
    };
    inputs.byOutput.set(first.output, [...(inputs.byOutput.get(first.output) ?? []), probed]);
    this.#table.set(first.args.length, ofArity.set(first.key, inputs));
  }

  /** None for a function that was looked at before: its first copy was reported. */
  #otherwiseAlike(found: FoundFunction, form: string, functions: readonly FoundFunction[]): Copy[] {
    const own = this.#named.get(found.name);
    const known = own === undefined ? form : `${found.name} ${form}`;
    if (this.#seen.has(known)) return [];
    if (this.#seen.size < MOST_FORMS) this.#seen.add(known);
    const program = this.#compiled(found, functions);
    if (program === 'passed over') return [];
    const check = program === null ? 'program_ngram' : 'program_behaviour';
    const alike = program === null ? this.#near.of(form) : this.#behavesLike(program, found, own);
    return alike === null || alike === own ? [] : [{ check, subject: alike, found }];
  }

  /** Null for a function that is not in the subset. */
  #compiled(
    found: FoundFunction,
    functions: readonly FoundFunction[],
  ): Program | null | 'passed over' {
    const source = sourceOf(found, functions);
    if (source === null) return null;
    if (!this.#table.has(source.arity)) return 'passed over';
    if (this.counts.run === MOST_RUN) {
      this.counts.passed_over += 1;
      return 'passed over';
    }
    const program = programOf(source.text);
    if (program !== null) this.counts.run += 1;
    return program;
  }

  #behavesLike(program: Program, found: FoundFunction, own: Subject | undefined): Subject | null {
    const outputFor = (args: readonly Value[]) => outcomeOf(program, found.name, args, LIMITS);
    const table = this.#table.get(arityOf(tokensOf(found.source))) ?? new Map<string, FirstProbe>();
    const alike: Probed[] = [];
    let takesNumbers = false;
    for (const { args, byOutput } of table.values()) {
      const isNumeric = args.every(isNumber);
      // What gives something for numbers does not go through a list or a text.
      if (takesNumbers && !isNumeric) continue;
      const output = outputFor(args);
      if (output === null) continue;
      takesNumbers ||= isNumeric;
      const probed = byOutput.get(output) ?? [];
      alike.push(
        ...probed.filter(({ probes }) =>
          probes.every((each) => outputFor(each.args) === each.output),
        ),
      );
    }
    // What does the same as its own name's instruction is that, whatever else does it, too.
    return alike.find(({ subject }) => subject === own)?.subject ?? alike[0]?.subject ?? null;
  }
}

/** Inputs of the program's own items, then of others of its suite, as far as it gives something for them. */
function probesOf(subject: Subject, evaluation: readonly Subject[]): Probe[] {
  const [own] = subject.inputs;
  const ofSuite = evaluation.filter(({ suite }) => suite === subject.suite);
  const candidates = subject.takesNumber
    ? [...NUMBERS, ...argumentsOf([subject])]
    : [...argumentsOf([subject]), ...argumentsOf(ofSuite)];
  const probes = new Map<string, Probe>();
  for (const args of candidates) {
    if (probes.size === MOST_PROBES) break;
    if (args.length !== own?.args?.length || probes.has(keyOf(args))) continue;
    const known = subject.answerTo(args);
    if (known !== null) probes.set(keyOf(args), { key: keyOf(args), args, output: known.answer });
  }
  return [...probes.values()];
}

/** What held-out items apply them to. */
function argumentsOf(subjects: readonly Subject[]): (readonly Value[])[] {
  return subjects.flatMap(({ inputs }) =>
    inputs.flatMap(({ args }) => (args === null ? [] : [args])),
  );
}

/** The same for all programs of one number, so that most functions are run once. */
const NUMBERS: readonly (readonly [number])[] = [
  7, -3, 12, -41, 0, 58, -96, 25, 1, -1, 2, 3, 99, -99, 33, -17, 64, -72, 10, 81, -55, 46, 5, -8,
  19, -28, 37, 90, -64, 71, -6, 14,
].map((number) => [number]);

/** The function with those beside it that it calls; null where it is surely not in the subset. */
function sourceOf(
  found: FoundFunction,
  functions: readonly FoundFunction[],
): { readonly text: string; readonly arity: number } | null {
  const beside = new Map(functions.slice(0, MOST_BESIDE).map((each) => [each.name, each]));
  beside.set(found.name, found);
  const used = new Set([found.name]);
  const texts: string[] = [];
  for (const name of used) {
    const each = beside.get(name);
    if (each === undefined) continue;
    const tokens = tokensOf(each.source);
    if (!isLikely(tokens)) return null;
    for (const token of tokens) if (beside.has(token)) used.add(token);
    texts.push(each.source);
  }
  return { text: `${texts.join('\n\n')}\n`, arity: arityOf(tokensOf(found.source)) };
}

const REFUSED_TOKENS: ReadonlySet<string> = new Set([
  ...REFUSED_KEYWORDS.keys(),
  ...REFUSED_NAMES,
  '@',
  'self',
]);

function isLikely(tokens: readonly string[]): boolean {
  return !tokens.some(
    (token, place) =>
      REFUSED_TOKENS.has(token) &&
      tokens[place - 1] !== '.' &&
      (token !== '_' || tokens[place + 1] === '('),
  );
}

/** How many parameters a head has; defaults and annotations are not read, so it is at least that. */
function arityOf(tokens: readonly string[]): number {
  const [open, close] = [tokens.indexOf('('), tokens.indexOf(')')];
  const inside = tokens.slice(open + 1, close).filter((token) => !token.startsWith('\n'));
  if (inside.length === 0) return 0;
  return inside.filter((token) => token === ',').length + (inside.at(-1) === ',' ? 0 : 1);
}

function programOf(source: string): Program | null {
  try {
    return compileProgram(parseProgram(source));
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    throw error;
  }
}
