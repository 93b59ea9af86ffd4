/**
 * The questions that a simulated server can answer, found by their messages, and the skill of every model at each. A
 * skill is worked out once, when it is first needed: memory is bounded by models × items.
 */

import { promptOf } from '../endpoint/question.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import { messagesKey, type Question } from './answer.js';
import type { SimulatedModel } from './model.js';
import { clusterSkill } from './skill.js';

type Messages = Parameters<typeof messagesKey>[0];

interface Entry {
  readonly item: Item;
  readonly suite: SuiteInstance;
}

/** A system prompt before a question may have so many. */
const MAX_PARAGRAPHS = 100;

export class Catalogue {
  readonly #entries = new Map<string, Entry>();
  /** Made when the first prompt comes: the text of every item to its key. */
  #byPrompt: Map<string, string> | undefined;
  readonly #questions = new Map<SimulatedModel, Map<string, Question>>();

  /**
   * Each item needs its suite, by name. The same item may come more than once; two items with the same messages are a
   * RangeError, since nothing in a request could tell them apart.
   */
  constructor(suites: readonly SuiteInstance[], items: Iterable<Item>) {
    const byName = new Map(suites.map((suite) => [suite.suite, suite]));
    if (byName.size < suites.length) throw new RangeError('two suites have the same name');
    for (const item of items) this.#add(item, byName.get(item.suite));
  }

  /** The question for a model; undefined when no item has these messages, with or without a system message before. */
  find(model: SimulatedModel, messages: Messages): Question | undefined {
    const key = messagesKey(messages);
    if (this.#entries.has(key)) return this.#question(model, key);
    return messages[0]?.role === 'system' && messages.length > 1
      ? this.find(model, messages.slice(1))
      : undefined;
  }

  /** As `find`, for the prompt of a plain completion. */
  findPrompt(model: SimulatedModel, prompt: string): Question | undefined {
    this.#byPrompt ??= new Map(
      [...this.#entries].map(([key, { item }]) => [promptOf(item.messages).trim(), key]),
    );
    for (let start = 0, before = 0; before < MAX_PARAGRAPHS; before += 1) {
      const key = this.#byPrompt.get(prompt.slice(start).trim());
      if (key !== undefined) return this.#question(model, key);
      const paragraph = prompt.indexOf('\n\n', start);
      if (paragraph === -1) return undefined;
      start = paragraph + 2;
    }
    return undefined;
  }

  #question(model: SimulatedModel, key: string): Question | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const known = this.#questionsOf(model);
    const question = known.get(key) ?? {
      model,
      ...entry,
      key,
      skill: clusterSkill(model, entry.item),
    };
    known.set(key, question);
    return question;
  }

  #add(item: Item, suite: SuiteInstance | undefined): void {
    if (suite === undefined) throw new RangeError(`item ${item.id}: no suite ${item.suite}`);
    const key = messagesKey(item.messages);
    const other = this.#entries.get(key)?.item.id ?? item.id;
    if (other !== item.id) throw new RangeError(`${other} and ${item.id} have the same messages`);
    this.#entries.set(key, { item, suite });
  }

  #questionsOf(model: SimulatedModel): Map<string, Question> {
    const known = this.#questions.get(model) ?? new Map<string, Question>();
    this.#questions.set(model, known);
    return known;
  }
}
