/** Questions on the terminal, a line each, asked on standard error: standard output is for results. */
import { createInterface } from 'node:readline';
import { printable } from '../text/printable.js';

/** One question. */
export interface Question {
  readonly words: string;
  /** What an empty line means. */
  readonly preset: string;
  /** Why an answer cannot be taken; null: it can. */
  readonly fault: (answer: string) => string | null;
}

/** Asks until there is an answer that can be taken. */
export type Ask = (question: Question) => Promise<string>;

/** Thrown when the terminal is closed, or Ctrl-C pressed, in place of an answer. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/** Whether there is somebody who could answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** What `work` gives, which asks as it likes; its signal is aborted when the terminal is closed or Ctrl-C pressed. */
export async function asking<T>(work: (ask: Ask, signal: AbortSignal) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  // An iterator keeps the lines that are typed ahead.
  const lines = terminal[Symbol.asyncIterator]();
  const ask: Ask = async ({ words, preset, fault }) => {
    for (;;) {
      terminal.setPrompt(`${words} [${printable(preset)}] `);
      terminal.prompt();
      const line = await lines.next();
      if (line.done === true) throw new BrokenOff();
      const answer = line.value.trim() || preset;
      const wrong = fault(answer);
      if (wrong === null) return answer;
      process.stderr.write(`${wrong}\n`);
    }
  };
  try {
    return await work(ask, closed.signal);
  } finally {
    terminal.close();
  }
}
