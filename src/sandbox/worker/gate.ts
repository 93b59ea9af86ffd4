/**
 * The gate between the interpreter and its host: every function that WebAssembly imports goes through it. Invariant: while the gate is
 * closed, no function of the host runs but those of `host-functions.ts`. It is laid before the module is instantiated, so that function
 * pointers and symbols that are looked up later lead through it too.
 */
import {
  INVALID,
  OPEN,
  OPEN_FOR_WRITING,
  READ_ONLY,
  REFUSED,
  SET_FLAGS,
} from './host-functions.js';

/** Functions of the host, by the names under which the interpreter imports them. `sig` and `stub` are for the dynamic linker. */
export type HostFunctions = Record<string, HostFunction>;

interface HostFunction {
  (...args: number[]): unknown;
  sig?: string;
  stub?: boolean;
}

/** Thrown through the interpreter, which is of no use afterwards. */
export class DeniedError extends Error {}

export class Gate {
  readonly #maxHeapBytes: number;
  #closed = false;
  /** The first function that was reached for although it was closed. A program cannot catch it away. */
  denied: string | null = null;

  constructor(memoryMiB: number) {
    this.#maxHeapBytes = memoryMiB * 2 ** 20;
  }

  close(): void {
    this.#closed = true;
  }

  /** Replaces the functions of `imports` in place; the object is also the table of symbols of the dynamic linker. */
  guard(imports: HostFunctions): void {
    for (const [name, open] of Object.entries(imports)) {
      if (typeof open === 'function' && !OPEN.has(name))
        replace(imports, name, this.#guarded(name, open));
    }
  }

  /** Bounds the memory, whether or not the gate is closed. */
  bound(imports: HostFunctions): void {
    const grow = imports['emscripten_resize_heap'];
    if (grow === undefined) throw new Error('the interpreter does not ask for memory');
    replace(imports, 'emscripten_resize_heap', (bytes = 0) =>
      bytes >>> 0 > this.#maxHeapBytes ? 0 : grow(bytes),
    );
  }

  #guarded(name: string, open: HostFunction): HostFunction {
    if (name === '__syscall_openat') return this.#readOnly(open);
    if (name === '__syscall_fcntl64') return this.#keepingFlags(open);
    const refusal = REFUSED.get(name);
    return (...args) => {
      if (!this.#closed) return open(...args);
      return refusal === undefined ? this.#deny(name) : refusal;
    };
  }

  #readOnly(open: HostFunction): HostFunction {
    return (folder = 0, path = 0, flags = 0, ...rest) =>
      this.#closed && (flags & OPEN_FOR_WRITING) !== 0
        ? READ_ONLY
        : open(folder, path, flags, ...rest);
  }

  #keepingFlags(open: HostFunction): HostFunction {
    return (fd = 0, command = 0, ...rest) =>
      this.#closed && command === SET_FLAGS ? INVALID : open(fd, command, ...rest);
  }

  #deny(name: string): never {
    this.denied ??= name;
    throw new DeniedError(name);
  }
}

/** Puts a function in another's place, for the dynamic linker too. */
export function replace(imports: HostFunctions, name: string, by: HostFunction): void {
  const { sig, stub } = imports[name] ?? {};
  imports[name] = Object.assign(by, { ...(sig !== undefined && { sig }), ...(stub && { stub }) });
}
