/**
 * Why a request is not answered: a status of HTTP, and what is wrong, where, what was found and what is allowed. Invariant: every answer
 * that is no success has this shape.
 */

/** One thing that is wrong with a request. */
export interface RequestFault {
  /** In the body, such as `entries[3].item`; absent where it is the request itself. */
  readonly where?: string;
  /** What was found and what was expected. */
  readonly message: string;
  /** What is allowed. */
  readonly help?: string;
}

export type RefusedStatus = 400 | 401 | 404 | 411 | 413 | 415 | 422 | 500 | 503;

export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly status: RefusedStatus;
  readonly faults: readonly RequestFault[];
  /** Seconds after which the same request may be answered; null where it never will. */
  readonly retryAfter: number | null;

  constructor(status: RefusedStatus, faults: readonly RequestFault[], retryAfter?: number) {
    super(faults.map(({ message }) => message).join('; '));
    this.status = status;
    this.faults = faults;
    this.retryAfter = retryAfter ?? null;
  }

  get body(): object {
    return { error: { status: this.status, faults: this.faults } };
  }

  get headers(): Record<string, string> {
    return this.retryAfter === null ? {} : { 'retry-after': String(this.retryAfter) };
  }
}

/** The server is at its bounds, or could not judge in time: the same may be asked again. */
export function refusedForNow(message: string): RefusedRequest {
  return new RefusedRequest(503, [{ message }], 1);
}
