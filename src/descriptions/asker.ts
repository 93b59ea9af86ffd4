/** Asks a model for texts and for votes. What it thinks before it answers is left out of both. */
import type { EndpointClient } from '../endpoint/index.js';
import { takeApart } from '../endpoint/reasoning.js';
import { hashOf, type KeyPart } from '../random/random.js';
import { judge } from '../scoring/judge.js';
import type { Probe } from '../suites/random-arithmetic/described.js';
import type { Message } from '../suites/suite.js';

/** As `EndpointClient` has it. */
type Client = Pick<EndpointClient, 'samples'>;

/** One text as it came. */
export interface Output {
  readonly text: string;
  readonly finishReason: string | null;
}

export class Asker {
  readonly #client: Client;
  readonly #maxTokens: number;
  readonly #samples: number;
  readonly #signal: AbortSignal;

  /** @param samples how many answers a vote takes */
  constructor(client: Client, maxTokens: number, samples: number, signal: AbortSignal) {
    this.#client = client;
    this.#maxTokens = maxTokens;
    this.#samples = samples;
    this.#signal = signal;
  }

  /** One answer. @throws EndpointError */
  async text(messages: readonly Message[], ...key: readonly KeyPart[]): Promise<Output> {
    const [only = { text: '', finishReason: null }] = await this.#ask(messages, 1, key);
    return only;
  }

  /** What most answers say, in the format that `cot` asks for. @throws EndpointError */
  async vote(
    messages: readonly Message[],
    question: Pick<Probe, 'input' | 'expected'>,
    ...key: readonly KeyPart[]
  ): Promise<Probe> {
    const outputs = await this.#ask(messages, this.#samples, key);
    const target = { kind: 'integer', value: question.expected } as const;
    const answers = outputs.map((output) => judge(output, target, 'cot').answer);
    return { ...question, ...mostCommon(answers), samples: outputs.length };
  }

  async #ask(
    messages: readonly Message[],
    count: number,
    key: readonly KeyPart[],
  ): Promise<Output[]> {
    const outputs: Output[] = [];
    // Below 2^30, as the seeds of items are.
    const question = { messages, seed: hashOf(30, ...key), first: 0, count };
    await this.#client.samples(
      { ...question, maxTokens: this.#maxTokens },
      ({ choices }) => {
        for (const { content, reasoning, finishReason } of choices) {
          outputs.push({ text: takeApart(content, reasoning).text, finishReason });
        }
      },
      this.#signal,
    );
    return outputs;
  }
}

/** Null for the answer when none was read, or two as often as each other. */
export function mostCommon(answers: readonly (string | null)[]): Pick<Probe, 'answer' | 'votes'> {
  const counts = new Map<string, number>();
  for (const answer of answers)
    if (answer !== null) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (first === undefined || first[1] === second?.[1])
    return { answer: null, votes: first?.[1] ?? 0 };
  const [answer, votes] = first;
  return { answer, votes };
}
