/** What a question that is out before its run is on the disk leaves behind: nothing before, and nothing where it cannot be. */

import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Received } from '../../src/eval/received.js';
import type { AnswerSource, Journals, Sampling } from '../../src/eval/sample.js';
import { sample } from '../../src/eval/sample.js';
import { Journal } from '../../src/store/journal.js';
import { fakeItem } from '../simulator/fake-suite.js';
import { temporaryFolder } from '../store/workshop.js';

const ITEM = fakeItem('wo-io', 'direct', 1, 1);

/** Answers at once. */
const prompt: Pick<AnswerSource, 'samples'> = {
  samples: async (_question, onPart) =>
    await onPart({
      first: 0,
      n: 1,
      seed: 1,
      choices: [{ index: 0, content: '7', reasoning: null, finishReason: 'stop' }],
      usage: null,
      latencyMs: 1,
      attempts: 1,
      id: null,
      model: null,
    }),
};

function sampling(journals: Promise<Journals>, source = prompt): Sampling {
  return {
    source,
    items: [ITEM],
    received: new Received([ITEM], 1),
    journals,
    concurrency: { first: 1, limit: 1 },
    preamble: [],
    maxTokens: { direct: 8, cot: 8 },
    signal: new AbortController().signal,
    onFirstAnswer: async () => undefined,
    onUnjudged: () => undefined,
    onProgress: () => undefined,
  };
}

test('an answer that comes before the journals are open counts when they are', async () => {
  const folder = temporaryFolder();
  let open: ((journals: Journals) => void) | undefined;
  const it = sampling(
    new Promise<Journals>((resolve) => {
      open = resolve;
    }),
  );
  const ended = sample(it);
  await nextTurn();
  expect(it.received.missing).toBe(1);
  const responses = await Journal.open(join(folder, 'responses.jsonl'));
  const failures = await Journal.open(join(folder, 'failures.jsonl'));
  open?.({ responses, failures });
  expect(await ended).toEqual({ failed: new Map() });
  expect(it.received.missing).toBe(0);
  await Promise.all([responses.close(), failures.close()]);
});

test('a run that cannot be saved gives up the question that is out', async () => {
  const full = new Error('no space left');
  let refuse: ((error: Error) => void) | undefined;
  const journals = new Promise<Journals>((_resolve, reject) => {
    refuse = reject;
  });
  let gaveUp = false;
  const hanging: typeof prompt = {
    samples: async (_question, _onPart, signal) => {
      refuse?.(full);
      await new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve());
      });
      gaveUp = true;
    },
  };
  await expect(sample(sampling(journals, hanging))).rejects.toBe(full);
  expect(gaveUp).toBe(true);
});
