/**
 * The fault script of a simulated server: which requests go wrong, and how. For rehearsing a run before it meets a real
 * server's bad night. Invariant: a fault never changes what a sample says, so a run that gets over all of them ends with
 * the summary of a run without; which request fails follows from its body and how often it was sent, whatever the order.
 */
import { z } from 'zod';
import { hashOf, Random } from '../random/random.js';

/** Every fault, with what it does. */
export const FAULTS = {
  'rate-limit': '429 without a hint',
  'rate-limit-wait': '429 with Retry-After and retry-after-ms',
  'error-500': '500 as JSON',
  'error-502': '502 with an HTML page',
  'error-503': '503 as llama.cpp has it while a model loads',
  'reset-before': 'the connection is reset before an answer',
  'reset-in-body': 'the connection is reset in the middle of the body',
  'reset-after': 'the connection is reset after the body',
  truncated: 'half of the JSON, as if it were all',
  'not-json': '200 with text that is no JSON',
  'hidden-error': 'an error under HTTP 200',
  'fewer-choices': 'fewer choices than asked for',
  'more-choices': 'more choices than asked for',
  'repeated-index': 'two choices with one index',
  'no-content': 'a choice without content and without an end',
  huge: '10 MB of white space after an answer',
  'not-utf8': 'bytes that are no UTF-8 beside the answer',
  stall: 'nothing is ever answered',
  'stall-in-body': 'half of the body, then nothing',
  trickle: 'the body in small pieces',
  'content-type': 'JSON that says that it is a page',
  redirect: '302 to another host',
  close: 'a kept-alive connection is closed after the answer',
} as const;

export type FaultKind = keyof typeof FAULTS;

const kindSchema = z.enum(Object.keys(FAULTS).filter((name): name is FaultKind => name in FAULTS));

export interface Faults {
  /** Of requests, 0 to 1. */
  readonly share: number;
  readonly seed: number;
  /** Each equally likely. */
  readonly kinds: readonly FaultKind[];
}

/** The `faults:` block of a simulated model. */
export const faultsSchema: z.ZodType<Faults> = z.strictObject({
  share: z.number().min(0).max(1).default(0.3).describe('Share of the requests that go wrong.'),
  seed: z.int().default(1).describe('Another seed: other requests go wrong.'),
  kinds: z
    .array(kindSchema)
    .min(1)
    .default([...kindSchema.options])
    .describe(
      `What goes wrong, each equally often. ${Object.entries(FAULTS)
        .map(([kind, what]) => `${kind}: ${what}`)
        .join('. ')}.`,
    ),
});

/** What goes wrong for the requests of one model. Memory is bounded by the number of different requests. */
export class FaultScript {
  readonly #faults: Faults;
  readonly #times = new Map<number, number>();

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** The fault of the next request with this body, or null when it goes well. */
  next(body: string): FaultKind | null {
    const { share, seed, kinds } = this.#faults;
    const key = hashOf(48, body);
    const times = this.#times.get(key) ?? 0;
    this.#times.set(key, times + 1);
    const random = new Random('simulator', 'fault', seed, key, times);
    return random.real() < share ? random.pick(kinds) : null;
  }
}
