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

export interface OpenRequest {
  readonly config: Config;
  readonly model: ModelConfig;
  readonly access: Access;
  readonly signal: AbortSignal;
  /** Told how samples of the open question came out. Absent: it is not asked. */
  readonly onPreflight?: (spread: Spread) => void;
}

/** How long a run that has all its own answers waits for that to the open question, which went out before them. */
export const LAST_WAIT_MS = 10_000;

/** The client of a model whose server has been asked the open question. */
export interface Opened extends ModelClient {
  /** Waits for the question no longer than `waitMs`, gives it up, and closes the client; may be called again. */
  readonly close: (waitMs?: number) => Promise<void>;
}

/** `baseUrl`: where the model, or what simulates it, is served. Whoever opens a client closes it. */
export function open(request: OpenRequest, baseUrl: string | readonly string[]): Opened {
  const { config, model, access } = request;
  const opened = clientOf(config, model, access, baseUrl);
  const { temperature, samples } = config.sampling;
  const differ = model.simulator === undefined && temperature !== 0 && samples !== 1;
  const giveUp = new AbortController();
  const signal = AbortSignal.any([request.signal, giveUp.signal]);
  const asked = differ ? askOpenly({ ...request, signal }, opened) : Promise.resolve();
  const close = async (waitMs = 0): Promise<void> => {
    const timer = setTimeout(() => giveUp.abort(), waitMs);
    await asked;
    clearTimeout(timer);
    await opened.client.close();
  };
  return { ...opened, close };
}

async function askOpenly({ signal, onPreflight }: OpenRequest, { client }: ModelClient) {
  if (onPreflight === undefined) return;
  try {
    onPreflight((await sampleOpenly(client, SAMPLES, signal)).spread);
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
  }
}

/** Lets a question to a near server go out before work that takes the processor for long. */
export async function outOfTheDoor(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
}

/** To connect, to learn of it, to write. */
const TURNS = 3;
