/**
 * The gate between the interpreter and its host: every function that WebAssembly imports goes through it. Invariant: while the gate is
 * closed, no function of the host runs but those of `host-functions.ts`. It is laid before the module is instantiated, so that function
 * pointers and symbols that are looked up later lead through it too.
 */
import { OPEN, OPEN_FOR_WRITING, READ_ONLY, REFUSED } from './host-functions.js';

type HostFunction = ((...args: never[]) => unknown) & { sig?: string; stub?: boolean };

/** Thrown through the interpreter, which is of no use afterwards. */
export class DeniedError extends Error {}

export class Gate {
  #closed = false;
  /** The first function that was reached for although it was closed. A program cannot catch it away. */
  denied: string | null = null;
  /** Whether the interpreter asked for more memory than it may have. */
  readonly #maxHeapBytes: number;

  constructor(memoryMiB: number) {
    this.#maxHeapBytes = memoryMiB * 2 ** 20;
  }

  close(): void {
    this.#closed = true;
  }

  /** Replaces the functions of `imports` in place; the object is also the table of symbols of the dynamic linker. */
  guard(imports: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(imports)) {
      if (typeof value !== 'function') continue;
      const open = value as HostFunction;
      const guarded = this.#guarded(name, open);
      if (guarded === open) continue;
      Object.assign(guarded, { sig: open.sig, stub: open.stub });
      imports[name] = guarded;
    }
  }

  /** Bounds the memory, which holds with the gate open too. */
  bound(imports: Record<string, unknown>): void {
    const grow = imports['emscripten_resize_heap'] as HostFunction;
    const bounded = (bytes: number): unknown =>
      bytes >>> 0 > this.#maxHeapBytes ? 0 : grow(bytes as never);
    imports['emscripten_resize_heap'] = Object.assign(bounded, { sig: grow.sig });
  }

  #guarded(name: string, open: HostFunction): HostFunction {
    if (name === '__syscall_openat') return this.#readOnly(open);
    if (OPEN.has(name)) return open;
    const refusal = REFUSED.get(name);
    return (...args) => {
      if (!this.#closed) return open(...args);
      if (refusal !== undefined) return refusal;
      return this.#deny(name);
    };
  }

  #readOnly(open: HostFunction): HostFunction {
    return (...args) => {
      const flags = Number(args[2]);
      return this.#closed && (flags & OPEN_FOR_WRITING) !== 0 ? READ_ONLY : open(...args);
    };
  }

  #deny(name: string): never {
    this.denied ??= name;
    throw new DeniedError(name);
  }
}
