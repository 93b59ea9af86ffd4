/**
 * How many requests to have in flight when nobody says: doubled until throughput stops growing, halved when the server
 * says that it is too much. Latency alone is no sign: on a batching server it rises while throughput still grows. Slow
 * start and multiplicative decrease are TCP's (RFC 5681); the plateau stands where TCP has the loss.
 */

/** Throughput must grow by so much for more to be worth it. */
const WORTHWHILE = 1.1;
/** A measurement takes at least so many answers and so long. */
const LEAST_ANSWERS = 16;
const LEAST_MS = 100;
/** After so many measurements on the plateau, a little more is tried again. */
const PATIENCE = 20;

type Phase = 'growing' | 'holding' | 'recovering';

export class ConcurrencyControl {
  readonly #most: number;
  #limit: number;
  #phase: Phase = 'growing';
  #factor = 2;
  #best = { rate: 0, limit: 1 };
  #measurements = 0;
  /** Where the last cut was. */
  #ceiling: number;
  /** Requests that went out under another limit and are still to end. */
  #settling = 0;
  /** They went out before a cut, so they call for no other. */
  #cut = false;
  #answers = 0;
  #choices = 0;
  #since: number | null = null;

  /** `most`: the upper bound. */
  constructor(most: number, start: number = Math.min(4, most)) {
    this.#most = most;
    this.#ceiling = most;
    this.#limit = start;
  }

  /** Requests to have in flight. */
  get limit(): number {
    return this.#limit;
  }

  /** A request brought `choices`. */
  answered(choices: number, now: number): void {
    if (this.#settling > 0) {
      this.#settling -= 1;
      return;
    }
    this.#since ??= now;
    this.#answers += 1;
    this.#choices += choices;
    const ms = now - this.#since;
    if (this.#answers <= Math.max(this.#limit, LEAST_ANSWERS) || ms < LEAST_MS) return;
    this.#decide(this.#choices / ms);
  }

  /** A request ended in 429, 503 or a time-out. Those that were out together cut once. */
  congested(): void {
    if (this.#settling > 0) this.#settling -= 1;
    if (this.#cut && this.#settling > 0) return;
    this.#phase = 'recovering';
    this.#ceiling = this.#limit;
    this.#set(Math.floor(this.#limit / 2));
    this.#cut = true;
  }

  #decide(rate: number): void {
    switch (this.#phase) {
      case 'growing':
        this.#grow(rate);
        break;
      case 'holding':
        this.#hold(rate);
        break;
      case 'recovering':
        this.#recover();
    }
  }

  #grow(rate: number): void {
    if (rate <= this.#best.rate * WORTHWHILE || this.#limit === this.#most) {
      this.#phase = 'holding';
      this.#measurements = 0;
      this.#set(rate > this.#best.rate * WORTHWHILE ? this.#limit : this.#best.limit);
      return;
    }
    this.#best = { rate, limit: this.#limit };
    this.#set(Math.ceil(this.#limit * this.#factor));
  }

  #hold(rate: number): void {
    this.#measurements += 1;
    if (this.#measurements < PATIENCE) {
      this.#measureAnew();
      return;
    }
    this.#best = { rate, limit: this.#limit };
    this.#phase = 'growing';
    this.#factor = 1.25;
    this.#set(Math.ceil(this.#limit * this.#factor));
  }

  /** Back to where the cut was, step by step. */
  #recover(): void {
    this.#set(Math.min(this.#ceiling, this.#limit + Math.max(1, Math.floor(this.#limit / 10))));
    if (this.#limit < this.#ceiling) return;
    this.#phase = 'holding';
    this.#measurements = 0;
  }

  #set(limit: number): void {
    this.#settling = this.#limit;
    this.#cut = false;
    this.#limit = Math.min(this.#most, Math.max(1, limit));
    this.#measureAnew();
  }

  #measureAnew(): void {
    this.#answers = 0;
    this.#choices = 0;
    this.#since = null;
  }
}
