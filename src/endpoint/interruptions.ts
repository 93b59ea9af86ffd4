/**
 * Who is to be told when a signal aborts. Node warns of a leak at the eleventh listener of one signal, and a run has
 * hundreds of requests under one; here a signal has one listener, and the callbacks live in a set.
 */
export class Interruptions {
  readonly #callbacks: WeakMap<AbortSignal, Set<() => void>> = new WeakMap();

  /** Calls `callback` once when `signal` aborts, at once if it has; the result takes it back. */
  watch(signal: AbortSignal | undefined, callback: () => void): () => void {
    if (signal === undefined) return () => {};
    if (signal.aborted) {
      callback();
      return () => {};
    }
    const callbacks = this.#callbacks.get(signal) ?? this.#listen(signal);
    callbacks.add(callback);
    return () => callbacks.delete(callback);
  }

  #listen(signal: AbortSignal): Set<() => void> {
    const callbacks = new Set<() => void>();
    this.#callbacks.set(signal, callbacks);
    signal.addEventListener(
      'abort',
      () => {
        for (const callback of callbacks) callback();
        callbacks.clear();
      },
      { once: true },
    );
    return callbacks;
  }
}
