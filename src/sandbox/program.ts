/** What the sandbox is given and what it gives back. */

/** A module of Python and the expressions that are asked of it. */
export interface Program {
  readonly source: string;
  /** Expressions, evaluated one by one in the namespace of the module once `source` has run. */
  readonly calls: readonly string[];
}

/** How far one program may go, its source and all its calls together. */
export interface Limits {
  /** Of the wall clock, from 1. It is held from outside: whatever runs is killed. */
  readonly timeMs: number;
  /** From 64 to 2048. Of the interpreter, itself (about 32) included; it grows in steps, so that a fifth more may be taken. */
  readonly memoryMiB: number;
  /** Bytes printed and bytes of values and messages given back, each. */
  readonly outputBytes: number;
}

export const DEFAULT_LIMITS: Limits = { timeMs: 5000, memoryMiB: 256, outputBytes: 1_000_000 };

/**
 * How a call ended. A source that ends badly ends every call so, and after a call that was stopped or rejected none runs any more:
 * the rest end as it did. A failure of the world (no worker starts) is no outcome: it is thrown as a `SandboxError`.
 */
export type Outcome =
  /** `repr` is CPython's `repr` of the value, what is no character of UTF-8 escaped. */
  | { readonly kind: 'value'; readonly repr: string }
  /** `type` is the name of the exception's class, `SyntaxError` for what does not parse; `message` its `str`. */
  | { readonly kind: 'raised'; readonly type: string; readonly message: string }
  | { readonly kind: 'stopped'; readonly limit: Limit }
  /** The program reached for what the sandbox does not give, or ended its interpreter. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** `memory` covers every uncaught `MemoryError`; `stack` is the host's, beyond Python's own limit of recursion. */
export type Limit = 'time' | 'memory' | 'output' | 'stack';
