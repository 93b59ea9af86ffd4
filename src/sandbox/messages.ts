/** What goes over the pipes between the sandbox and its worker: each a frame of JSON, apart from the snapshot, which is bytes in four frames. */
import type { Outcome, Program } from './program.js';

/** The first frame to a worker; four with the snapshot follow unless it is to make one. */
export interface Setup {
  /** Folder of the interpreter, with `/` at its end. */
  readonly pyodide: string;
  readonly memoryMiB: number;
  /** Gives a snapshot back as the frames that it writes. */
  readonly makesSnapshot: boolean;
  /** Puts the interpreter in order after every program, for the next. */
  readonly resets: boolean;
  /** Layers inside the process, which tests switch off. */
  readonly gate: boolean;
  readonly disarm: boolean;
}

export interface Request extends Program {
  /** Drawn anew for every program; an answer without it is none. */
  readonly nonce: string;
  readonly outputBytes: number;
}

/** One for every call, in order; before the first request one without an outcome says that the worker is ready. */
export interface Reply {
  readonly nonce: string;
  readonly outcome: Outcome;
}
