/**
 * What came of each item's samples. Counts are whole numbers, so that sums are the same in any order. A run may hold millions of
 * samples: what is kept of each stands in one array for all items, and no object is made per sample.
 */
import type { ItemTally, Vote } from '../stats/index.js';
import type { ResponseRecord, SampleScore } from '../store/records.js';
import type { Item } from '../suites/suite.js';

/** What came of some samples. */
export interface Counts {
  valid: number;
  correct: number;
  lenient: number;
  malformed: number;
  truncated: number;
  reasoned: number;
  /** Wrong answers that another trained instruction would have given. */
  bindingErrors: number;
  /** How many of the wrong answers would be such by chance, in thousandths, so that sums are whole. */
  bindingChance: number;
  /** Samples with an answer in the requested format. */
  answered: number;
  /** Intermediate values that written-out reasoning had to state, and those that it stated. */
  steps: number;
  stepsStated: number;
  /** By the number of the first wrong step, in how many samples it is that one. */
  firstWrongSteps: Readonly<Record<number, number>>;
  /** Tokens, reasoning included, of the `counted` samples that the server gave them for. */
  tokens: number;
  counted: number;
  /** Sums of the suite's measures over answered samples, in thousandths. */
  measures: Readonly<Record<string, number>>;
}

/** What is kept of every sample of a run: item `place` has the `samples` entries from `place * samples`. */
export class SampleLog {
  readonly samples: number;
  /** 0 missing, 1 wrong, 2 right. */
  readonly outcomes: Uint8Array;
  /** A hash of the answer; NaN where there is none. */
  readonly answers: Float64Array;
  /** A hash of the whole output; NaN where there is no sample. */
  readonly outputs: Float64Array;
  readonly #sorted: Float64Array;

  constructor(items: number, samples: number) {
    this.samples = samples;
    this.outcomes = new Uint8Array(items * samples);
    this.answers = new Float64Array(items * samples).fill(Number.NaN);
    this.outputs = new Float64Array(items * samples).fill(Number.NaN);
    this.#sorted = new Float64Array(samples);
  }

  /** How many different numbers of an item there are in `values`, NaN left aside. */
  distinctIn(values: Readonly<Float64Array>, place: number): number {
    const sorted = this.#sorted;
    for (let index = 0; index < this.samples; index += 1) {
      sorted[index] = values[place * this.samples + index] ?? Number.NaN;
    }
    sorted.sort();
    let distinct = 0;
    // NaN sorts last.
    for (let index = 0; index < sorted.length && !Number.isNaN(sorted[index]); index += 1) {
      if (index === 0 || sorted[index] !== sorted[index - 1]) distinct += 1;
    }
    return distinct;
  }
}

/** What came of one item's samples so far; a tally as statistics take it. */
export class ItemScores implements ItemTally {
  readonly item: Item;
  readonly #counts: Counts = noCounts();
  readonly #log: SampleLog;
  readonly #place: number;
  #distinctAnswers: number | undefined;
  #distinctOutputs: number | undefined;

  /** Item number `place` of the run that `log` is of. */
  constructor(item: Item, log: SampleLog, place: number) {
    this.item = item;
    this.#log = log;
    this.#place = place;
  }

  get counts(): Readonly<Counts> {
    return this.#counts;
  }

  /** Per sample: 0 missing, 1 wrong, 2 right. */
  get outcomes(): Readonly<Uint8Array> {
    const from = this.#at(0);
    return this.#log.outcomes.subarray(from, from + this.#log.samples);
  }

  /** Whether the sample is one that was asked for and has not come yet. */
  lacks(index: number): boolean {
    return index < this.#log.samples && this.#log.outcomes[this.#at(index)] === 0;
  }

  /** Takes down the verdict on a sample that it lacks. `bindingChance`: in thousandths. */
  record(index: number, score: SampleScore, bindingChance: number): void {
    const at = this.#at(index);
    this.#log.outcomes[at] = score.verdict === 'correct' ? 2 : 1;
    if (score.answer !== null) this.#log.answers[at] = hashOfText(score.answer);
    this.#distinctAnswers = undefined;
    count(this.#counts, score, bindingChance);
  }

  /** Takes down what a judged sample says, all of it; white space around it says nothing. */
  recordOutput({ index, reasoning, content }: ResponseRecord['choices'][number]): void {
    this.#log.outputs[this.#at(index)] = hashOfText(
      `${reasoning?.trim() ?? ''}\n${content?.trim() ?? ''}`,
    );
    this.#distinctOutputs = undefined;
  }

  recordTokens(tokens: number, samples: number): void {
    this.#counts.tokens += tokens;
    this.#counts.counted += samples;
  }

  /** How many different outputs the samples are. */
  get distinctOutputs(): number {
    // Every facet asks for it, and for the answers.
    this.#distinctOutputs ??= this.#log.distinctIn(this.#log.outputs, this.#place);
    return this.#distinctOutputs;
  }

  /** How many different answers the samples gave. */
  get distinctAnswers(): number {
    this.#distinctAnswers ??= this.#log.distinctIn(this.#log.answers, this.#place);
    return this.#distinctAnswers;
  }

  /** The samples that came, in order. */
  get votes(): Vote[] {
    const votes: Vote[] = [];
    for (const [index, outcome] of this.outcomes.entries()) {
      if (outcome === 0) continue;
      const answer = this.#log.answers[this.#at(index)] ?? Number.NaN;
      votes.push({ answer: Number.isNaN(answer) ? null : answer, correct: outcome === 2 });
    }
    return votes;
  }

  get correct(): number {
    return this.#counts.correct;
  }

  get valid(): number {
    return this.#counts.valid;
  }

  #at(index: number): number {
    return this.#place * this.#log.samples + index;
  }
}

/** Most items have no measures and no steps; what they share is never written to. */
const NONE: Readonly<Record<string, number>> = Object.freeze({});

function noCounts(): Counts {
  return {
    valid: 0,
    correct: 0,
    lenient: 0,
    malformed: 0,
    truncated: 0,
    reasoned: 0,
    bindingErrors: 0,
    bindingChance: 0,
    answered: 0,
    steps: 0,
    stepsStated: 0,
    firstWrongSteps: NONE,
    tokens: 0,
    counted: 0,
    measures: NONE,
  };
}

function count(counts: Counts, score: SampleScore, bindingChance: number): void {
  counts.valid += 1;
  if (score.verdict === 'correct') counts.correct += 1;
  if (score.verdict === 'malformed') counts.malformed += 1;
  if (score.lenient === 'correct') counts.lenient += 1;
  if (score.truncated) counts.truncated += 1;
  if (score.reasoned) counts.reasoned += 1;
  if (score.binding_error === true) counts.bindingErrors += 1;
  counts.bindingChance += bindingChance;
  if (score.answer !== null) counts.answered += 1;
  counts.steps += score.steps ?? 0;
  counts.stepsStated += score.steps_stated ?? 0;
  if (score.first_wrong_step !== null) {
    counts.firstWrongSteps = withMore(counts.firstWrongSteps, score.first_wrong_step, 1);
  }
  for (const name in score.measures) {
    const thousandths = Math.round(1000 * (score.measures[name] ?? 0));
    counts.measures = withMore(counts.measures, name, thousandths);
  }
}

function withMore(
  sums: Readonly<Record<string, number>>,
  name: string | number,
  more: number,
): Readonly<Record<string, number>> {
  return { ...sums, [name]: (sums[name] ?? 0) + more };
}

/** 53 bits of a text, fast: FNV-1a twice over, with other offsets. */
function hashOfText(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
