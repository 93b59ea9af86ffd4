/**
 * From a program's text to its syntax tree, by nearley's Earley parser over our own tokens. A text that does not parse
 * gives one diagnostic at the first token that cannot stand where it stands.
 */
import nearley from 'nearley';
import { checkModule } from './check.js';
import compiled from './grammar.generated.js';
import { type Token, tokenize } from './layout.js';
import { type Fault, faultError, type Source } from './source.js';
import type { Module } from './syntax.js';
import { TokenStream } from './token-stream.js';
import { outside } from './tokens.js';

const grammar = nearley.Grammar.fromCompiled(compiled);

/** Nearley's report of a failure prints its whole parse table; ours needs the offending token alone. */
class Parser extends nearley.Parser {
  reportError(): string {
    return 'unexpected token';
  }
}

/**
 * The tree of `source`: functions at the top level. `file` is the name that diagnostics and run-time errors show.
 *
 * Throws a `DiagnosticError` with line, column and caret for what Python's grammar refuses, for what this subset leaves
 * out (it names the construct), and for a program beyond the bounds on size (`MAX_SOURCE_LENGTH` characters,
 * `MAX_TOKENS` tokens, `MAX_LINE_TOKENS` in one line) and nesting.
 */
export function parseProgram(
  source: string,
  { file = '<program>' }: { file?: string } = {},
): Module {
  const origin: Source = { file, text: source };
  const tokens = tokenize(origin);
  const module: Module = { ...parseTokens(tokens, origin), source: origin };
  checkModule(module);
  return module;
}

function parseTokens(tokens: readonly Token[], source: Source): Module {
  const stream = new TokenStream(tokens);
  const parser = new Parser(grammar, { lexer: stream });
  const results = parses(parser, () => {
    throw faultError(source, [unexpected(tokens, stream.taken - 1)]);
  });
  const [module] = results;
  if (module === undefined) throw faultError(source, [{ message: 'the program ends too early' }]);
  if (results.length > 1) throw new Error(`ambiguous grammar: ${results.length} trees`);
  return module;
}

function parses(parser: Parser, fail: () => never): readonly Module[] {
  try {
    parser.feed('');
  } catch (error) {
    if (error instanceof Error && 'offset' in error) fail();
    throw error;
  }
  return parser.results;
}

/** What is wrong with token `index`, the first that the grammar could not place. */
function unexpected(tokens: readonly Token[], index: number): Fault {
  const token = tokens[index];
  if (token === undefined) return { message: 'the program ends too early' };
  const span = { start: token.start, end: Math.max(token.end, token.start + 1) };
  const before = tokens[index - 1];
  return { span, ...(misplaced(token, before, tokens, index) ?? { message: describe(token) }) };
}

const HEADERS: ReadonlySet<string> = new Set(['def', 'if', 'elif', 'else', 'for', 'while']);

function misplaced(
  token: Token,
  before: Token | undefined,
  tokens: readonly Token[],
  index: number,
): Fault | undefined {
  if (token.type === 'indent') return { message: 'unexpected indent' };
  if (before?.type === 'newline' && tokens[index - 2]?.text === ':') {
    return { message: 'expected an indented block' };
  }
  const first = firstOfLine(tokens, index);
  if (first === token) return misplacedFirst(token, tokens, index);
  if (token.type === 'newline') return endOfLine(first);
  return misplacedInside(token, before, first);
}

function misplacedFirst(token: Token, tokens: readonly Token[], index: number): Fault | undefined {
  if (token.text === 'elif' || token.text === 'else')
    return { message: `\`${token.text}\` without an \`if\`, \`for\` or \`while\` before it` };
  if (token.text === 'def') return outside('nested functions are');
  if (blockDepth(tokens, index) === 0) {
    return { ...outside('statements outside a function are'), help: 'Put the code into a `def`.' };
  }
  return undefined;
}

function endOfLine(first: Token | undefined): Fault {
  const message = 'the line ends too early';
  if (first === undefined || !HEADERS.has(first.text)) return { message };
  return { message, help: `A line that begins with \`${first.text}\` ends with \`:\`.` };
}

function misplacedInside(
  token: Token,
  before: Token | undefined,
  first: Token | undefined,
): Fault | undefined {
  const inHeader = first?.text === 'def';
  switch (token.text) {
    case ',':
      return outside(first?.text === 'for' ? 'unpacking and tuples are' : 'tuples are');
    case '=':
      if (inHeader) return outside('default values of parameters are');
      return outside('chained assignments and keyword arguments are');
    case ':':
      return before?.type === 'name' ? outside('annotations are') : undefined;
    case '*':
    case '**':
      return before?.text === '(' || before?.text === ','
        ? outside('starred parameters and arguments are')
        : undefined;
    case 'in':
      return outside('membership tests (`in`) are');
    case 'for':
      return outside('comprehensions are');
    case '(':
      if (before?.type === 'name' || before?.text === ')')
        return outside('calls of anything but a named function are');
      return undefined;
    case 'if':
      return before?.text === 'else'
        ? { message: 'unexpected `if` after `else`', help: 'Python spells it `elif`.' }
        : undefined;
    default:
      return undefined;
  }
}

function firstOfLine(tokens: readonly Token[], index: number): Token | undefined {
  let at = index;
  while (at > 0 && !isLayout(tokens[at - 1])) at -= 1;
  return tokens[at];
}

function isLayout(token: Token | undefined): boolean {
  return token?.type === 'newline' || token?.type === 'indent' || token?.type === 'dedent';
}

function blockDepth(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (const { type } of tokens.slice(0, index)) {
    if (type === 'indent') depth += 1;
    if (type === 'dedent') depth -= 1;
  }
  return depth;
}

function describe(token: Token): string {
  switch (token.type) {
    case 'name':
      return `unexpected name \`${token.text}\``;
    case 'number':
      return `unexpected number \`${token.text}\``;
    case 'keyword':
    case 'operator':
      return `unexpected \`${token.text}\``;
    case 'newline':
      return 'the line ends too early';
    case 'indent':
      return 'unexpected indent';
    case 'dedent':
      return 'unexpected end of the block';
  }
}
