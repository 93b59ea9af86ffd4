/** How far a run is, on standard error: one line that is redrawn on a terminal, a line now and then elsewhere. */
import type { Progress } from '../eval/session.js';
import { printable } from '../text/printable.js';
import { duration, grouped } from './words.js';

const REDRAW_MS = 100;
const LINE_MS = 10_000;
const BAR = 20;

/**
 * Writes at most ten times a second to a terminal, and every ten seconds to anything else. Its clock is monotonic: one that
 * is set back would silence it.
 */
export class ProgressLine {
  readonly #out: NodeJS.WriteStream;
  #startedAt = 0;
  #startedWith = 0;
  #shownAt = 0;
  #latest: Progress | undefined;
  /** The state that was drawn last. */
  #drawn: Progress | undefined;
  /** Something stands on the line. */
  #begun = false;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** Asking begins: from now on something is said every ten seconds, answers or none. */
  begin(label: string): void {
    const began = performance.now();
    this.#heartbeat = setInterval(() => {
      const now = performance.now();
      if (this.#latest !== undefined) this.#draw(this.#latest, now);
      else this.#show(`${printable(label)}  no answer yet after ${duration((now - began) / 1000)}`);
    }, LINE_MS);
    this.#heartbeat.unref();
  }

  update(progress: Progress): void {
    const now = performance.now();
    if (this.#latest === undefined) {
      this.#startedAt = now;
      this.#startedWith = progress.done;
      this.#shownAt = this.#out.isTTY ? Number.NEGATIVE_INFINITY : now;
    }
    this.#latest = progress;
    if (now - this.#shownAt < (this.#out.isTTY ? REDRAW_MS : LINE_MS)) return;
    this.#draw(progress, now);
  }

  /** Says `text` on lines of its own, with what stands on the line below it again. */
  say(text: string): void {
    const stands = this.#begun && this.#out.isTTY;
    this.#out.write(`${stands ? '\r\u001b[K' : ''}${text}\n`);
    this.#begun = false;
    if (stands && this.#latest !== undefined) this.#draw(this.#latest, performance.now());
  }

  /** Shows the last state and leaves the line. */
  end(): void {
    clearInterval(this.#heartbeat);
    const isNew = this.#out.isTTY || this.#latest !== this.#drawn;
    if (this.#latest !== undefined && isNew) this.#draw(this.#latest, performance.now());
    if (this.#begun && this.#out.isTTY) this.#out.write('\n');
    this.#latest = undefined;
    this.#drawn = undefined;
    this.#begun = false;
  }

  #draw(progress: Progress, now: number): void {
    const seconds = (now - this.#startedAt) / 1000;
    const text = progressText(progress, progress.done - this.#startedWith, seconds);
    this.#shownAt = now;
    this.#drawn = progress;
    this.#show(text);
  }

  #show(text: string): void {
    this.#begun = true;
    if (!this.#out.isTTY) this.#out.write(`${text}\n`);
    else this.#out.write(`\r\u001b[K${text.slice(0, Math.max(1, this.#out.columns - 1))}`);
  }
}

/** `label  [####------] 1,200/3,200 (37%)  410/s  ETA 5 s  accuracy so far 41.2%`. */
export function progressText(progress: Progress, came: number, seconds: number): string {
  const { label, done, total, correct, scored, unjudged } = progress;
  const share = total === 0 ? 1 : done / total;
  const filled = Math.floor(share * BAR);
  const rate = seconds > 0 ? came / seconds : 0;
  return [
    printable(label),
    `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${grouped(done)}/${grouped(total)} (${Math.floor(100 * share)}%)`,
    `${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))}/s`,
    ...(rate > 0 && done < total ? [`ETA ${duration((total - done) / rate)}`] : []),
    ...(unjudged > 0 ? [`${grouped(unjudged)} to run`] : []),
    ...(scored > 0 ? [`accuracy so far ${((100 * correct) / scored).toFixed(1)}%`] : []),
  ].join('  ');
}
