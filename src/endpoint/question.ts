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

/** Messages as the prompt of a plain completion: paragraphs, and a new line for the answer. */
export function promptOf(messages: readonly ChatMessage[]): string {
  return `${messages.map(({ content }) => content).join('\n\n')}\n`;
}
