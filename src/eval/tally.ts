/**
 * From responses to verdicts, counted item by item: the order in which responses came changes no byte of what follows. The first journal line that holds a sample wins; a sample is never counted twice.
 */
import { takeApart } from '../endpoint/reasoning.js';
import { checkReasoning } from '../reasoning/check.js';
import { factsOf } from '../reasoning/facts.js';
import { judge } from '../scoring/judge.js';
import type { Judgement } from '../scoring/verdict.js';
import type { ResponseRecord, SampleScore, ScoreRecord } from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import { ItemScores, SampleLog } from './item-scores.js';

const NO_MEASURES: ScoreRecord['measures'] = {};

/** The verdicts of a run, one entry per item. */
export class Tallies {
  readonly samples: number;
  /** A response said that it came from a simulated model, whatever the config says. */
  simulated = false;
  /** Samples that came, and how many of them are right. */
  readonly total = { valid: 0, correct: 0 };
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
    const all = [...items];
    const log = new SampleLog(all.length, samples);
    for (const [place, item] of all.entries()) {
      this.#entries.set(item.id, new ItemScores(item, log, place));
    }
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
      this.record(score.item, score.index, score);
      onScore?.(score);
    }
  }

  /** Counts one verdict if its sample is one that was asked for and has not come yet. */
  record(item: string, index: number, score: SampleScore): void {
    const entry = this.#entries.get(item);
    if (entry?.lacks(index) !== true) return;
    const chance = score.binding_error === null ? 0 : this.#bindingChance(entry.item, score);
    entry.record(index, score, chance);
    this.total.valid += 1;
    if (score.verdict === 'correct') this.total.correct += 1;
  }

  /** The server counts the tokens of a response, so one that does not bring all of its samples, and them alone, is left out. */
  #countTokens(entry: ItemScores, { usage, choices }: ResponseRecord): void {
    if (usage !== null) entry.recordTokens(usage.completion_tokens, choices.length);
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
  #bindingChance(item: Item, { answer }: SampleScore): number {
    const chance = this.#instances.get(item.suite)?.bindingErrorChance(item, answer ?? '') ?? 0;
    return Math.round(1000 * chance);
  }

  of(item: Item): ItemScores {
    const entry = this.#entries.get(item.id);
    if (entry === undefined) throw new Error(`item ${item.id} is not part of this run`);
    return entry;
  }

  /** Whether the suites were there to ask. */
  get knowsBindingErrors(): boolean {
    return this.#instances.size > 0;
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
