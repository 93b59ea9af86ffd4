/**
 * All samples of a question from as few requests as the server allows. The request for samples j … j+n-1 sends
 * `seed = item seed + j`, and choice i of it is sample j+i; what a server does not give is asked for one by one, each
 * sample with its own seed, so a sample's seed and place do not depend on how a server groups its choices.
 */
import type { ChatAnswer, Choice } from './answer.js';
import { ChoicesRefused, EndpointError } from './errors.js';
import type { ChatMessage, ChatQuestion } from './question.js';

/** A question and the range of samples wanted of it. */
export interface SamplesQuestion {
  /** Its name, for who looks answers up by it; not sent. */
  readonly id?: string | undefined;
  readonly messages: readonly ChatMessage[];
  /** The item's seed; sample j is asked with `seed + j`. */
  readonly seed: number;
  /** The index of the first sample wanted. */
  readonly first: number;
  /** How many, one or more. */
  readonly count: number;
  readonly maxTokens?: number | undefined;
}

/** What one HTTP answer gave of the samples `first` … `first + n - 1`. */
export interface SamplePart extends ChatAnswer {
  readonly first: number;
  /** How many choices were asked for. */
  readonly n: number;
  /** The seed that was sent. */
  readonly seed: number;
  /** One or more, by index; here `index` is the sample's within its question, not the choice's within the answer. */
  readonly choices: readonly Choice[];
}

export type OnSamplePart = (part: SamplePart) => void | Promise<void>;

/** Asks for n choices; rejects with `ChoicesRefused` when the server takes only n = 1. */
type Ask = (question: ChatQuestion, signal: AbortSignal | undefined) => Promise<ChatAnswer>;

/** One call of `run`. */
interface Errand {
  readonly question: SamplesQuestion;
  readonly onPart: OnSamplePart;
  readonly signal: AbortSignal | undefined;
  /** The errors of what the server's filter took away. */
  readonly takenAway: EndpointError[];
}

/** The requests for the choices of a client's questions, and what they taught about the server. */
export class ChoiceRequests {
  readonly #ask: Ask;
  readonly #choicesPerRequest: number;
  /** The most choices that one answer has held. */
  #most = 0;
  /** The server was seen to give one choice whatever is asked, or to refuse more. */
  #single = false;

  constructor(ask: Ask, choicesPerRequest: number) {
    this.#ask = ask;
    this.#choicesPerRequest = choicesPerRequest;
  }

  /** See `EndpointClient.samples`. */
  async run(
    question: SamplesQuestion,
    onPart: OnSamplePart,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const errand: Errand = { question, onPart, signal, takenAway: [] };
    const end = question.first + question.count;
    let next = question.first;
    while (next < end) {
      const n = this.#single ? 1 : Math.min(this.#choicesPerRequest, end - next);
      // In turn: each answer is handed over before the next request goes out.
      // oxlint-disable-next-line no-await-in-loop
      const missing = await this.#request(errand, next, n);
      // oxlint-disable-next-line no-await-in-loop
      for (const index of missing) await this.#request(errand, index, 1);
      next += n;
    }
    if (errand.takenAway[0] !== undefined) throw errand.takenAway[0];
  }

  /** Asks for samples j … j+n-1 and hands over what came; the result is what is to be asked one by one, nothing for n = 1. */
  async #request(errand: Errand, j: number, n: number): Promise<readonly number[]> {
    const { question, onPart, signal, takenAway } = errand;
    const { messages, maxTokens } = question;
    const seed = question.seed + j;
    let answer: ChatAnswer;
    try {
      answer = await this.#ask({ messages, n, seed, maxTokens }, signal);
    } catch (error) {
      if (isTakenAway(error)) {
        takenAway.push(error);
        return [];
      }
      if (!(error instanceof ChoicesRefused)) throw error;
      this.#single = true;
      return indicesWithout([], j, n);
    }
    this.#learn(n, answer.choices.length);
    const choices = j === 0 ? answer.choices : answer.choices.map((choice) => shifted(choice, j));
    await onPart({ ...answer, choices, first: j, n, seed });
    return indicesWithout(choices, j, n);
  }

  /** A server that once gave several choices can do it: one short answer of it proves nothing. */
  #learn(asked: number, given: number): void {
    this.#most = Math.max(this.#most, given);
    if (asked > 1 && this.#most === 1) this.#single = true;
  }
}

/** Whether the server's filter took an answer away. It dislikes that one: the others of the question may be had. */
function isTakenAway(error: unknown): error is EndpointError {
  return error instanceof EndpointError && error.kind === 'content-filter' && error.status === 200;
}

/** A choice of the request for sample j and following, under its sample's index. */
function shifted(choice: Choice, j: number): Choice {
  return { ...choice, index: j + choice.index };
}

/** The indices j … j+n-1 but for those of `choices`, which are distinct and among them. */
function indicesWithout(choices: readonly Choice[], j: number, n: number): readonly number[] {
  if (choices.length === n) return [];
  const had = new Set(choices.map(({ index }) => index));
  return Array.from({ length: n }, (_, i) => j + i).filter((index) => !had.has(index));
}
