/** What Ctrl-C does to a command that goes on for long. */
import { EXIT } from './faults.js';

/** Ctrl-C once: stop, and end in order. Twice: leave at once. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal = this.#controller.signal;
  readonly #handler = (): void => {
    if (this.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write(`\nStopping: ${this.#work}. Press Ctrl-C again to leave at once.\n`);
    this.#controller.abort();
  };
  readonly #work: string;

  /** `work`: what is still done after the first. */
  constructor(work = 'what came is being saved') {
    this.#work = work;
    process.on('SIGINT', this.#handler);
    process.on('SIGTERM', this.#handler);
  }

  close(): void {
    process.off('SIGINT', this.#handler);
    process.off('SIGTERM', this.#handler);
  }
}
