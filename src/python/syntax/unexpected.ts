/**
 * What to say about the first token of a program that the grammar could not place. Most are constructs of Python that
 * the subset leaves out; the token and its line tell which.
 */
import type { Token } from './layout.js';
import { type Fault, outside } from './source.js';

/** The fault of token `index`; after the last, of a program that ends too early. */
export function unexpected(tokens: readonly Token[], index: number): Fault {
  const token = tokens[index];
  if (token === undefined) return { ...afterLast(tokens), message: 'expected an indented block' };
  const span = { start: token.start, end: Math.max(token.end, token.start + 1) };
  return { span, ...faultOf(token, tokens, index) };
}

/** Where a block is missing that the last line begins. */
function afterLast(tokens: readonly Token[]): Pick<Fault, 'span'> {
  const last = tokens.at(-1);
  return last === undefined ? {} : { span: { start: last.start, end: last.start + 1 } };
}

function faultOf(token: Token, tokens: readonly Token[], index: number): Fault {
  if (token.type === 'indent') return { message: 'unexpected indent' };
  if (tokens[index - 1]?.type === 'newline' && tokens[index - 2]?.text === ':') {
    return { message: 'expected an indented block' };
  }
  const line = lineBefore(tokens, index);
  const misplaced =
    line.length === 0 ? atStart(token, blockDepth(tokens, index)) : inside(token, line);
  return (
    misplaced ?? { message: `unexpected ${token.type === 'name' ? 'name ' : ''}\`${token.text}\`` }
  );
}

/** A token that cannot begin a line, `depth` blocks in. */
function atStart(token: Token, depth: number): Fault | undefined {
  if (token.text === 'elif' || token.text === 'else') {
    return { message: `\`${token.text}\` without an \`if\`, \`for\` or \`while\` before it` };
  }
  if (depth > 0) return undefined;
  return { ...outside('statements outside a function are'), help: 'Put the code into a `def`.' };
}

/** A token that cannot follow what its line begins with. */
function inside(token: Token, line: readonly Token[]): Fault | undefined {
  if (token.type === 'newline') return endOfLine(line[0]);
  const before = line.at(-1);
  switch (token.text) {
    case '=':
      return equalsSign(line);
    case ':':
      return before?.type === 'name' ? outside('annotations are') : undefined;
    case '*':
    case '**':
      if (before?.text !== '(' && before?.text !== ',') return undefined;
      return outside('arguments and parameters of this form (`*`, `**`) are');
    case 'if':
      if (before?.text !== 'else') return undefined;
      return { message: 'unexpected `if` after `else`', help: 'Python spells it `elif`.' };
    default:
      return undefined;
  }
}

const HEADERS: ReadonlySet<string> = new Set(['def', 'if', 'elif', 'else', 'for', 'while']);

function endOfLine(first: Token | undefined): Fault {
  const message = 'the line ends too early';
  if (first === undefined || !HEADERS.has(first.text)) return { message };
  return { message, help: `A line that begins with \`${first.text}\` ends with \`:\`.` };
}

function equalsSign(line: readonly Token[]): Fault | undefined {
  if (line[0]?.text === 'def' || line[0]?.text === 'return') return undefined;
  return {
    message: 'only a name or an element can be assigned to',
    help: 'Equality is spelled `==`.',
  };
}

/** The tokens of the line of token `index` that stand before it. */
function lineBefore(tokens: readonly Token[], index: number): readonly Token[] {
  const before = tokens.slice(0, index);
  const start = before.findLastIndex(
    ({ type }) => type === 'newline' || type === 'indent' || type === 'dedent',
  );
  return before.slice(start + 1);
}

function blockDepth(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (const { type } of tokens.slice(0, index)) {
    if (type === 'indent') depth += 1;
    if (type === 'dedent') depth -= 1;
  }
  return depth;
}
