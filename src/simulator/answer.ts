/**
 * What a simulated model answers: a pure function of the model's settings, the item's messages and the seed of the
 * sample. How requests are grouped or ordered can change nothing. The first draw of a sample decides whether it is
 * correct, so two models with the same seed and other skills are coupled: the better one is right wherever the other is.
 */
import { createHash } from 'node:crypto';
import { Random } from '../random/random.js';
import { writeMistake, writeSteps } from '../reasoning/write.js';
import { judge } from '../scoring/judge.js';
import type { Verdict } from '../scoring/verdict.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import type { SimulatedModel } from './model.js';
import { clusterSkill } from './skill.js';
import { cutAt, writtenTokens } from './tokens.js';
import { type Wording, wordAnswer, wordNothing, wordReasoning } from './wording.js';

/** One sample as the model wrote it. */
export interface SimulatedText {
  /** May open with a think block. */
  readonly content: string;
  /** Reasoning beside the content, as `reasoning_content`; null when there is none. */
  readonly reasoning: string | null;
  readonly finish_reason: 'stop' | 'length';
  /** The simulator's rough count, reasoning included. */
  readonly completion_tokens: number;
}

/** A sample that answers an item. */
export interface SimulatedAnswer extends SimulatedText {
  /** What was drawn, and so what strict scoring must say. Never sent over the wire. */
  readonly verdict: Verdict;
}

/** The seed of a sample: request seed + index of the choice. `greedy` is the one text at temperature 0. */
export type SampleSeed = number | 'greedy';

/** An item put to a model, with what all its samples have in common. */
export interface Question {
  readonly model: SimulatedModel;
  readonly suite: SuiteInstance;
  readonly item: Item;
  /** `messagesKey` of the item. */
  readonly key: string;
  /** The probability of a correct sample. */
  readonly skill: number;
}

/** The value that a sample answers with, or that it fails to answer with. */
interface Drawn {
  readonly verdict: Verdict;
  readonly value: string;
}

/** A hash of the messages: role and content of each, in order. */
export function messagesKey(
  messages: readonly { readonly role: string; readonly content: string }[],
): string {
  const text = JSON.stringify(messages.map(({ role, content }) => [role, content]));
  return createHash('sha256').update(text).digest('base64url');
}

/** The text for one sample. */
export function answer(
  model: SimulatedModel,
  suite: SuiteInstance,
  item: Item,
  seed: SampleSeed,
): SimulatedAnswer {
  const key = messagesKey(item.messages);
  return answerQuestion({ model, suite, item, key, skill: clusterSkill(model, item) }, seed);
}

/** As `answer`, for a question whose key and skill are known already. */
export function answerQuestion(question: Question, seed: SampleSeed): SimulatedAnswer {
  const { model, key } = question;
  const random = new Random('simulator', 'sample', model.seed, key, seed);
  const drawn = draw(question, random);
  const wording = word(drawn, question, random);
  const written = addReasoning(wording, model, random);
  return {
    ...written,
    finish_reason: wording.truncated ? 'length' : 'stop',
    completion_tokens: writtenTokens(written),
    verdict: drawn.verdict,
  };
}

/** The answer as a server with this `max_tokens` gives it; what was cut may change the verdict. */
export function limitTokens<T extends SimulatedText>(given: T, maxTokens: number): T {
  const cut = cutAt(given, maxTokens);
  if (cut === null) return given;
  return { ...given, ...cut, finish_reason: 'length', completion_tokens: maxTokens };
}

function draw({ model, suite, item, skill }: Question, random: Random): Drawn {
  const level = random.real();
  switch (model.kind) {
    case 'oracle':
      return { verdict: 'correct', value: suite.rightAnswer(item, random) };
    case 'malformed':
      return drawMalformed(suite, item, random);
    case 'random': {
      const value = suite.guess(item, random);
      return {
        verdict: judge({ text: value, finishReason: 'stop' }, item.target, 'direct').verdict,
        value,
      };
    }
    case 'noisy':
      if (level < skill) return { verdict: 'correct', value: suite.rightAnswer(item, random) };
      if (random.real() < model.malformed) return drawMalformed(suite, item, random);
      return { verdict: 'incorrect', value: suite.plausibleError(item, random) };
  }
}

/** One in four knows the answer and only fails the format, which a lenient reading shows. */
function drawMalformed(suite: SuiteInstance, item: Item, random: Random): Drawn {
  const value = random.chance(1, 4)
    ? suite.rightAnswer(item, random)
    : suite.plausibleError(item, random);
  return { verdict: 'malformed', value };
}

function word({ verdict, value }: Drawn, { suite, item }: Question, random: Random): Wording {
  const { kind } = item.target;
  if (verdict === 'malformed') return wordNothing(value, kind, item.answer, random);
  const steps = item.answer === 'cot' ? suite.trace(item) : null;
  const write = verdict === 'correct' ? writeSteps : writeMistake;
  const working = steps === null ? null : write(steps, random);
  return { text: wordAnswer(value, kind, item.answer, working, random), truncated: false };
}

/** A sample that ran into the limit while it reasoned never comes to its text. */
function addReasoning(
  { text, truncated }: Wording,
  model: SimulatedModel,
  random: Random,
): Pick<SimulatedAnswer, 'content' | 'reasoning'> {
  if (random.real() >= model.reasoned) return { content: text, reasoning: null };
  const reasoning = wordReasoning(truncated, random);
  if (random.chance(1, 2)) return { content: truncated ? '' : text, reasoning };
  const closing = truncated ? '' : `\n</think>\n\n${text}`;
  return { content: `<think>\n${reasoning}${closing}`, reasoning: null };
}
