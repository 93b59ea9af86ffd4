/**
 * From responses to verdicts to counts. Counts are integers per item, so the order in which responses came changes no
 * byte of what follows. The first journal line that holds a sample wins; a sample is never counted twice.
 */
import { takeApart } from '../endpoint/reasoning.js';
import { checkReasoning } from '../reasoning/check.js';
import { factsOf } from '../reasoning/facts.js';
import { judge } from '../scoring/judge.js';
import type { Judgement } from '../scoring/verdict.js';
import type { ItemTally, Vote } from '../stats/index.js';
import type { ResponseRecord, ScoreRecord } from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';

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
  readonly firstWrongSteps: Record<number, number>;
  /** Tokens, reasoning included, of the `counted` samples that the server gave them for. */
  tokens: number;
  counted: number;
  /** Sums of the suite's measures over answered samples, in thousandths. */
  readonly measures: Record<string, number>;
}

/** What came of one item's samples so far; a tally as statistics take it. */
export class ItemScores implements ItemTally {
  readonly item: Item;
  readonly counts: Counts = noCounts();
  /** Per sample: 0 missing, 1 wrong, 2 right. */
  readonly outcomes: Uint8Array;
  /** A hash of each sample's answer; NaN where there is none. */
  readonly #answers: Float64Array;
  /** A hash of each sample's whole output; NaN where there is no sample. */
  readonly #outputs: Float64Array;
  #distinct: number | undefined;

  constructor(item: Item, samples: number) {
    this.item = item;
    this.outcomes = new Uint8Array(samples);
    this.#answers = new Float64Array(samples).fill(Number.NaN);
    this.#outputs = new Float64Array(samples).fill(Number.NaN);
  }

  /** Whether the sample is one that was asked for and has not come yet. */
  lacks(index: number): boolean {
    return this.outcomes[index] === 0;
  }

  record(score: ScoreRecord): void {
    this.outcomes[score.index] = score.verdict === 'correct' ? 2 : 1;
    if (score.answer !== null) this.#answers[score.index] = hashOfText(score.answer);
    this.#distinct = undefined;
  }

  /** Takes down what a sample says, all of it; white space around it says nothing. */
  recordOutput({ index, reasoning, content }: ResponseRecord['choices'][number]): void {
    this.#outputs[index] = hashOfText(`${reasoning?.trim() ?? ''}\n${content?.trim() ?? ''}`);
  }

  /** How many different outputs the samples are. */
  get distinctOutputs(): number {
    return distinctIn(this.#outputs);
  }

  /** How many different answers the samples gave. */
  get distinctAnswers(): number {
    // Every facet asks for it.
    this.#distinct ??= distinctIn(this.#answers);
    return this.#distinct;
  }

  /** The samples that came, in order. */
  votes(): Vote[] {
    const votes: Vote[] = [];
    for (const [index, outcome] of this.outcomes.entries()) {
      if (outcome === 0) continue;
      const answer = this.#answers[index] ?? Number.NaN;
      votes.push({ answer: Number.isNaN(answer) ? null : answer, correct: outcome === 2 });
    }
    return votes;
  }

  get correct(): number {
    return this.counts.correct;
  }

  get valid(): number {
    return this.counts.valid;
  }
}

/** The verdicts of a run, one entry per item. */
export class Tallies {
  readonly samples: number;
  /** A response said that it came from a simulated model, whatever the config says. */
  simulated = false;
  readonly total: Counts = noCounts();
  readonly #entries = new Map<string, ItemScores>();
  readonly #instances: ReadonlyMap<string, SuiteInstance>;

  /** `samples` per item; `instances` know the binding errors of their suites (none known: they are not counted). */
  constructor(
    items: Iterable<Item>,
    samples: number,
    instances: ReadonlyMap<string, SuiteInstance>,
  ) {
    this.samples = samples;
    this.#instances = instances;
    for (const item of items) this.#entries.set(item.id, new ItemScores(item, samples));
  }

  /** Judges and counts the samples of one response that are new; `onScore` gets each verdict. */
  add(response: ResponseRecord, onScore?: (score: ScoreRecord) => void): void {
    const entry = this.#entries.get(response.item);
    if (entry === undefined) return;
    if (response.model?.startsWith('simulated:') === true) this.simulated = true;
    const hiddenReasoning = reasonedUnseen(response);
    const fresh = response.choices.filter(({ index }) => entry.lacks(index));
    if (fresh.length === response.n) this.#countTokens(entry, response);
    for (const choice of fresh) {
      if (!entry.lacks(choice.index)) continue;
      entry.recordOutput(choice);
      const score = this.#score(entry.item, choice, hiddenReasoning);
      this.record(score);
      onScore?.(score);
    }
  }

  /** Counts one verdict if its sample is one that was asked for and has not come yet. */
  record(score: ScoreRecord): void {
    const entry = this.#entries.get(score.item);
    if (entry?.lacks(score.index) !== true) return;
    const chance = score.binding_error === null ? 0 : this.#bindingChance(entry.item, score);
    entry.record(score);
    count(entry.counts, score, chance);
    count(this.total, score, chance);
  }

  /** The server counts the tokens of a response, so one that does not bring all of its samples, and them alone, is left out. */
  #countTokens({ counts }: ItemScores, { usage, choices }: ResponseRecord): void {
    if (usage === null) return;
    counts.tokens += usage.completion_tokens;
    counts.counted += choices.length;
  }

  #score(
    item: Item,
    choice: ResponseRecord['choices'][number],
    hiddenReasoning: boolean,
  ): ScoreRecord {
    const { text, reasoning } = takeApart(choice.content, choice.reasoning);
    const output = { text, finishReason: choice.finish_reason };
    const judgement = judge(output, item.target, item.answer);
    return {
      item: item.id,
      index: choice.index,
      ...judgement,
      reasoned: hiddenReasoning || reasoning !== '',
      binding_error: this.#isBindingError(item, judgement),
      ...this.#checkReasoning(item, judgement, `${reasoning}\n${text}`),
      measures: this.#measure(item, judgement),
    };
  }

  #checkReasoning(
    item: Item,
    { verdict }: Judgement,
    text: string,
  ): Pick<ScoreRecord, 'steps' | 'steps_stated' | 'first_wrong_step'> {
    const steps = item.answer === 'cot' ? this.#instances.get(item.suite)?.trace(item) : null;
    if (!steps) return { steps: null, steps_stated: null, first_wrong_step: null };
    const facts = factsOf(steps);
    const check = checkReasoning(text, facts, verdict === 'incorrect');
    return {
      steps: facts.length,
      steps_stated: check.stated,
      first_wrong_step: check.firstWrongStep,
    };
  }

  #measure(item: Item, { answer }: Judgement): ScoreRecord['measures'] {
    if (answer === null) return NO_MEASURES;
    return this.#instances.get(item.suite)?.measure(item, answer) ?? NO_MEASURES;
  }

  #isBindingError(item: Item, judgement: Pick<ScoreRecord, 'verdict' | 'answer'>): boolean | null {
    if (judgement.verdict !== 'incorrect' || judgement.answer === null) return null;
    return this.#instances.get(item.suite)?.isBindingError(item, judgement.answer) ?? null;
  }

  /** In thousandths. */
  #bindingChance(item: Item, { answer }: ScoreRecord): number {
    const chance = this.#instances.get(item.suite)?.bindingErrorChance(item, answer ?? '') ?? 0;
    return Math.round(1000 * chance);
  }

  of(item: Item): ItemScores {
    const entry = this.#entries.get(item.id);
    if (entry === undefined) throw new Error(`item ${item.id} is not part of this run`);
    return entry;
  }

  /** The runs of sample indices that an item still lacks, in order. */
  missingOf(item: Item): { first: number; count: number }[] {
    const { outcomes } = this.of(item);
    const runs: { first: number; count: number }[] = [];
    for (let index = 0; index < outcomes.length; index += 1) {
      if (outcomes[index] !== 0) continue;
      const last = runs.at(-1);
      if (last !== undefined && last.first + last.count === index) last.count += 1;
      else runs.push({ first: index, count: 1 });
    }
    return runs;
  }

  /** Whether the suites were there to ask. */
  get knowsBindingErrors(): boolean {
    return this.#instances.size > 0;
  }

  /** Samples still missing, over all items. */
  get missing(): number {
    return this.#entries.size * this.samples - this.total.valid;
  }
}

/**
 * Whether the server counted reasoning that it does not show. The count is of all choices together, so where some
 * reasoning is shown, each choice is judged by its own.
 */
function reasonedUnseen({ usage, choices }: ResponseRecord): boolean {
  if ((usage?.reasoning_tokens ?? 0) === 0) return false;
  return choices.every(({ content, reasoning }) => takeApart(content, reasoning).reasoning === '');
}

const NO_MEASURES: ScoreRecord['measures'] = {};

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
    firstWrongSteps: {},
    tokens: 0,
    counted: 0,
    measures: {},
  };
}

function count(counts: Counts, score: ScoreRecord, bindingChance: number): void {
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
  const wrong = score.first_wrong_step;
  if (wrong !== null) counts.firstWrongSteps[wrong] = (counts.firstWrongSteps[wrong] ?? 0) + 1;
  if (score.measures === NO_MEASURES) return;
  for (const [name, value] of Object.entries(score.measures)) {
    counts.measures[name] = (counts.measures[name] ?? 0) + Math.round(1000 * value);
  }
}

/** How many different numbers there are, NaN left aside. */
function distinctIn(values: Float64Array): number {
  let distinct = 0;
  let before = Number.NaN;
  // NaN sorts last.
  for (const value of values.toSorted()) {
    if (Number.isNaN(value)) break;
    if (value !== before) distinct += 1;
    before = value;
  }
  return distinct;
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
