/** What is asked: one request for `n` answers to the same messages. */

/** One chat message. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

export interface ChatQuestion {
  readonly messages: readonly ChatMessage[];
  /** How many choices, one or more. */
  readonly n: number;
  readonly seed: number;
  /** The bound on the answer's tokens; absent: not sent. */
  readonly maxTokens?: number | undefined;
}
