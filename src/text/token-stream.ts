/** Tokens that are already made, in the shape of a lexer that nearley's parser pulls from. */

interface Token {
  readonly type: string;
  readonly value: string;
}

/** Hands out `tokens` once. Nearley's other lexer duties (states, error texts) have no work to do here. */
export class TokenStream<T extends Token> {
  readonly #tokens: readonly T[];
  #next = 0;

  constructor(tokens: readonly T[]) {
    this.#tokens = tokens;
  }

  /** How many tokens were handed out: the last of them is the one that a failed parse did not expect. */
  get taken(): number {
    return this.#next;
  }

  next(): T | undefined {
    const token = this.#tokens[this.#next];
    if (token !== undefined) this.#next += 1;
    return token;
  }

  reset(): this {
    return this;
  }

  save(): { line: number; col: number; state: string } {
    return { line: 0, col: 0, state: '' };
  }

  formatError(): string {
    return '';
  }

  /** Every token name of the grammar is the type of a token. */
  has(_type: string): boolean {
    return true;
  }
}
