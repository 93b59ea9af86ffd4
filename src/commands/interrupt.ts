/** What Ctrl-C does to a command that asks a model. */
import { EXIT } from './faults.js';

/** Ctrl-C once: stop asking, save, say how to go on. Twice: leave at once. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal = this.#controller.signal;
  readonly #handler = (): void => {
    if (this.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write(
      '\nStopping: what came is being saved. Press Ctrl-C again to leave at once.\n',
    );
    this.#controller.abort();
  };

  constructor() {
    process.on('SIGINT', this.#handler);
    process.on('SIGTERM', this.#handler);
  }

  close(): void {
    process.off('SIGINT', this.#handler);
    process.off('SIGTERM', this.#handler);
  }
}
