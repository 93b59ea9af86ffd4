/**
 * The cheap part of a run, which is asked first: a question that has no one answer, a few times. While the server answers, the plan
 * of a new run is made, an address has been connected to, and it comes out which fields the server takes. Invariant: a preflight
 * tells how samples differ and nothing else; of a server that fails tell the run's own questions.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Config, ModelConfig } from '../config/schema.js';
import { EndpointError } from '../endpoint/index.js';
import { type Spread, sampleOpenly } from '../endpoint/probe.js';
import { type Access, clientOf, type ModelClient } from './client.js';

const SAMPLES = 4;

/** The client of a model whose server has been asked the open question. */
export interface Opened extends ModelClient {
  /** How its samples came out; null where it was not asked, or not answered. It never rejects. */
  readonly spread: Promise<Spread | null>;
}

/** `baseUrl`: where the model, or what simulates it, is served. Whoever opens a client closes it. */
export function open(
  config: Config,
  model: ModelConfig,
  access: Access,
  baseUrl: string | readonly string[],
  signal: AbortSignal,
): Opened {
  const opened = clientOf(config, model, access, baseUrl);
  const { temperature, samples } = config.sampling;
  const differ = model.simulator === undefined && temperature !== 0 && samples !== 1;
  return { ...opened, spread: differ ? spreadBy(opened, signal) : Promise.resolve(null) };
}

async function spreadBy({ client }: ModelClient, signal: AbortSignal): Promise<Spread | null> {
  try {
    return (await sampleOpenly(client, SAMPLES, signal)).spread;
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    return null;
  }
}

/** Lets a question to a near server go out before work that takes the processor for long. */
export async function outOfTheDoor(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
}

/** To connect, to learn of it, to write. */
const TURNS = 3;
