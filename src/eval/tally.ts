/**
 * From responses to verdicts, counted item by item: the order in which responses came changes no byte of what follows. The first journal line that holds a sample wins; a sample is never counted twice.
 */
import { takeApart } from '../endpoint/reasoning.js';
import { Observations } from '../observation/observations.js';
import type { ResponseRecord, SampleScore, ScoreRecord } from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import { ItemScores, SampleLog } from './item-scores.js';
import { judgeSample, scoreOf } from './sample-score.js';

type Choice = ResponseRecord['choices'][number];

/** The verdicts of a run, one entry per item. */
export class Tallies {
  readonly samples: number;
  /** A response said that it came from a simulated model, whatever the config says. */
  simulated = false;
  /** Samples that came, and how many of them are right. */
  readonly total = { valid: 0, correct: 0 };
  readonly #entries = new Map<string, ItemScores>();
  readonly #instances: ReadonlyMap<string, SuiteInstance>;
  readonly #observations: Observations;
  /** Samples that came and whose program was not run, by item and index. */
  readonly #unjudged = new Set<string>();

  /**
   * `samples` per item; `instances` know the binding errors of their suites (none known: they are not counted); `observations` what
   * programs in samples did.
   */
  constructor(
    items: Iterable<Item>,
    samples: number,
    instances: ReadonlyMap<string, SuiteInstance>,
    observations: Observations = new Observations(),
  ) {
    this.samples = samples;
    this.#observations = observations;
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
    const fresh = response.choices.filter(({ index }) => this.#lacks(entry, index));
    if (fresh.length === response.n) this.#countTokens(entry, response);
    for (const choice of fresh) {
      if (!this.#lacks(entry, choice.index)) continue;
      const score = this.#score(entry.item, choice, hiddenReasoning);
      if (score === null) {
        this.#unjudged.add(sampleKey(entry.item, choice.index));
        continue;
      }
      entry.recordOutput(choice);
      this.record(score.item, score.index, score);
      onScore?.(score);
    }
  }

  #lacks(entry: ItemScores, index: number): boolean {
    return entry.lacks(index) && !this.#unjudged.has(sampleKey(entry.item, index));
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

  /** Null where the sample's program was not run. */
  #score(item: Item, choice: Choice, hiddenReasoning: boolean): ScoreRecord | null {
    const judged = judgeSample(item, choice, (program) => this.#observations.of(program));
    if ('program' in judged) return null;
    const instance = this.#instances.get(item.suite);
    const score = scoreOf(item, judged, instance, hiddenReasoning);
    return { item: item.id, index: choice.index, ...score };
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

  /** Samples that came, and whose program is still to be run. */
  get unjudged(): number {
    return this.#unjudged.size;
  }
}

function sampleKey({ id }: Item, index: number): string {
  return `${id} ${index}`;
}

/**
 * Whether the server counted reasoning that it does not show. The count is of all choices together, so where some
 * reasoning is shown, each choice is judged by its own.
 */
function reasonedUnseen({ usage, choices }: ResponseRecord): boolean {
  if ((usage?.reasoning_tokens ?? 0) === 0) return false;
  return choices.every(({ content, reasoning }) => takeApart(content, reasoning).reasoning === '');
}
