/**
 * One HTTP request and how it ended. Owns the bounds on a single request: our time-out over the whole of it, the size of
 * the body, the abort. Ends exactly once, never throws, never follows a redirect. Written on undici's dispatch, which
 * spares a stream per response.
 */
import type { Dispatcher, FormData } from 'undici';
import errors from 'undici/lib/core/errors.js';
import { type Headers, MAX_TIMER_MS } from './backoff.js';
import type { Interruptions } from './interruptions.js';

export type Ending =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly headers: Headers;
      readonly body: string;
    }
  | { readonly type: 'timed-out' }
  | { readonly type: 'too-large' }
  | { readonly type: 'interrupted' }
  /** `sent`: a connection was there and the request went out on it. */
  | {
      readonly type: 'broken';
      readonly sent: boolean;
      readonly code: string;
      readonly text: string;
    };

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Scheme, host and port. */
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent in a GET. */
  readonly body?: string | FormData;
}

export interface Bounds {
  /** Over the whole request, the wait for a free connection included. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** The longest wait for the headers, or for more of the body. Default: `timeoutMs` alone. */
  readonly stallMs?: number;
}

/** Takes the body of a good answer, piece by piece, so that it need not fit into memory. When it throws, all ends. */
export type Sink = (piece: Buffer) => void;

/** The code of an answer that is no HTTP. */
export const NOT_HTTP = 'NOT_HTTP';

/**
 * Sends one request and reads the whole answer. Bytes that are no UTF-8 become U+FFFD. What goes to a `sink` has no bound on
 * its size, and the body of the ending is empty; a sink that throws ends the exchange as interrupted.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  bounds: Bounds,
  interruptions: Interruptions,
  signal: AbortSignal | undefined,
  sink?: Sink,
): Promise<Ending> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ type: 'interrupted' });
      return;
    }
    const handler = new Exchange(bounds, sink, resolve);
    handler.unwatch = interruptions.watch(signal, () => handler.stop({ type: 'interrupted' }));
    dispatcher.dispatch(
      {
        ...request,
        // The whole request has one bound, above. By default these two would cut in at 300 s.
        headersTimeout: bounds.stallMs ?? 0,
        bodyTimeout: bounds.stallMs ?? 0,
      },
      handler,
    );
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #sink: Sink | undefined;
  readonly #resolve: (ending: Ending) => void;
  readonly #timer: NodeJS.Timeout;
  /** Called at the end. */
  unwatch: () => void = () => undefined;
  #controller: Dispatcher.DispatchController | null = null;
  #ended = false;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(bounds: Bounds, sink: Sink | undefined, resolve: (ending: Ending) => void) {
    this.#maxBytes = bounds.maxResponseBytes;
    this.#sink = sink;
    this.#resolve = resolve;
    const timeoutMs = Math.min(bounds.timeoutMs, MAX_TIMER_MS);
    this.#timer = setTimeout(() => this.stop({ type: 'timed-out' }), timeoutMs);
  }

  /** Ends it before the server does. The connection is given up, for the rest of the answer may still come on it. */
  stop(ending: Ending): void {
    this.#end(ending);
    this.#controller?.abort(new Error(ending.type));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Stopped while it waited for a connection.
    if (this.#ended) controller.abort(new Error('stopped'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Headers,
  ): void {
    // Also called for 1xx, before the real answer.
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#sink !== undefined && this.#status === 200) {
      this.#pour(chunk, this.#sink);
      return;
    }
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.stop({ type: 'too-large' });
    else this.#chunks.push(chunk);
  }

  #pour(chunk: Buffer, sink: Sink): void {
    if (this.#ended) return;
    try {
      sink(chunk);
    } catch {
      this.stop({ type: 'interrupted' });
    }
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks);
    this.#end({
      type: 'answered',
      status: this.#status,
      headers: this.#headers,
      body: whole.toString('utf8'),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // undici gives no code of its own to what is no HTTP.
    const named = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const code = error instanceof errors.HTTPParserError ? NOT_HTTP : named;
    this.#end({ type: 'broken', sent: this.#controller !== null, code, text: error.message });
  }

  #end(ending: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#chunks = [];
    clearTimeout(this.#timer);
    this.unwatch();
    this.#resolve(ending);
  }
}
