/**
 * Reads the notation line by line, each by nearley's Earley parser over our own tokens. A line that does not parse is one
 * fault, and reading goes on after it. Nearley keeps all it did for a line until the line is read; a line is one
 * alternative, so that a rule of any number of alternatives takes no more memory than its longest.
 */
import nearley from 'nearley';
import { TokenStream } from '../../text/token-stream.js';
import compiled from './notation.generated.js';
import { type Fault, faultAt, strayBar, unexpected, unusable } from './notation-faults.js';
import type { Alternative, Line, WrittenRule } from './notation-lines.js';
import { linesOf, MAX_LINE_TOKENS, type Token } from './tokens.js';

/** Most rules that are read. */
export const MAX_RULES = 500_000;

const grammar = nearley.Grammar.fromCompiled(compiled);

/** Nearley's report of a failure prints its whole parse table; ours needs the offending token alone. */
class Parser extends nearley.Parser {
  reportError(): string {
    return 'unexpected token';
  }
}

/** A grammar's text, read as far as it could be. */
export interface WrittenGrammar {
  readonly rules: readonly WrittenRule[];
  /** Nonterminals that rules rewrite, those whose rules could not be read included. */
  readonly defined: ReadonlySet<string>;
  /** What `%start` names. */
  readonly start: Token | undefined;
  /** In the order of the text. */
  readonly faults: readonly Fault[];
}

/** Reads `text` to its end, or to fault number `mostFaults`. */
export function readRules(text: string, mostFaults: number): WrittenGrammar {
  const reader = new Reader();
  for (const line of linesOf(text)) {
    reader.read(line);
    if (reader.faults.length >= mostFaults || reader.rules.length > MAX_RULES) break;
  }
  return reader;
}

class Reader implements WrittenGrammar {
  readonly rules: WrittenRule[] = [];
  readonly defined = new Set<string>();
  readonly faults: Fault[] = [];
  start: Token | undefined;
  /** What the next `|` continues; `unread` after a line with a fault. */
  #left: Token | 'unread' | undefined;

  read(line: readonly Token[]): void {
    const parsed = parseLine(line);
    if ('message' in parsed) this.#skip(line, parsed);
    else this.#take(line, parsed);
  }

  /** The alternatives that follow a faulty beginning are read, but to what they belong may be lost. */
  #skip(line: readonly Token[], fault: Fault): void {
    this.faults.push(fault);
    const [first] = line;
    if (first?.type === 'bar') return;
    this.#left = first?.type === 'name' ? first : 'unread';
    if (first?.type === 'name') this.defined.add(first.value);
  }

  #take(line: readonly Token[], parsed: Line): void {
    switch (parsed.kind) {
      case 'rule':
        this.#left = parsed.left;
        this.defined.add(parsed.left.value);
        this.#add(parsed.alternative);
        break;
      case 'continuation':
        if (this.#left === undefined) this.faults.push(...line.slice(0, 1).map(strayBar));
        this.#add(parsed.alternative);
        break;
      case 'start':
        this.#left = undefined;
        if (this.start !== undefined) this.faults.push(secondStart(parsed.name, this.start));
        this.start ??= parsed.name;
        break;
    }
  }

  #add(alternative: Alternative): void {
    const left = this.#left;
    if (left === undefined || left === 'unread') return;
    this.rules.push({ left, ...alternative });
    if (this.rules.length <= MAX_RULES) return;
    this.faults.push(
      faultAt(left, `the grammar has more rules than the ${MAX_RULES} that are read`),
    );
  }
}

function parseLine(tokens: readonly Token[]): Line | Fault {
  const stream = new TokenStream(tokens);
  const parser = new Parser(grammar, { lexer: stream });
  try {
    parser.feed('');
  } catch (error) {
    if (!(error instanceof Error && 'offset' in error)) throw error;
    return unexpected(tokens, stream.taken - 1);
  }
  const results: readonly Line[] = parser.results;
  const [line] = results;
  if (line === undefined) return unexpected(tokens, tokens.length);
  if (results.length > 1) throw new Error(`${results.length} parses of one line of a grammar`);
  const excess = tokens[MAX_LINE_TOKENS];
  if (excess !== undefined) {
    return faultAt(
      excess,
      `the alternative has more tokens than the ${MAX_LINE_TOKENS} that are read`,
    );
  }
  return firstUnusable(tokens) ?? line;
}

function firstUnusable(tokens: readonly Token[]): Fault | undefined {
  for (const token of tokens) {
    const fault = unusable(token);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function secondStart(second: Token, first: Token): Fault {
  return faultAt(second, `a second start symbol; line ${first.position.line} names the first`);
}
