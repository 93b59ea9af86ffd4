/**
 * Who is to be told when a signal aborts. Node warns of a leak at the eleventh listener of one signal, and a run has
 * hundreds of requests under one; here a signal has one listener for all of them.
 */
export class Interruptions {
  readonly #watchers: WeakMap<AbortSignal, Watchers> = new WeakMap();

  /** Calls `callback` once when `signal` aborts, at once if it has; the result takes it back. */
  watch(signal: AbortSignal | undefined, callback: () => void): () => void {
    if (signal === undefined) return nothing;
    if (signal.aborted) {
      callback();
      return nothing;
    }
    return (this.#watchers.get(signal) ?? this.#listen(signal)).add(callback);
  }

  #listen(signal: AbortSignal): Watchers {
    const watchers = new Watchers();
    this.#watchers.set(signal, watchers);
    signal.addEventListener('abort', () => watchers.tell(), { once: true });
    return watchers;
  }
}

/** Callbacks in numbered slots: as a `Set` of functions they would cost every request a quarter of its time. */
class Watchers {
  readonly #slots: ((() => void) | null)[] = [];
  readonly #free: number[] = [];

  add(callback: () => void): () => void {
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = callback;
    return () => {
      // A slot that was given to another is no longer ours to clear.
      if (this.#slots[slot] !== callback) return;
      this.#slots[slot] = null;
      this.#free.push(slot);
    };
  }

  tell(): void {
    for (const callback of this.#slots) callback?.();
  }
}

function nothing(): void {}
