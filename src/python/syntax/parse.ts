/**
 * From a program's text to its syntax tree, by nearley's Earley parser over our own tokens. A text that does not parse
 * gives one diagnostic at the first token that cannot stand where it stands.
 */
import nearley from 'nearley';
import { TokenStream } from '../../text/token-stream.js';
import type { Chain } from './build.js';
import * as build from './build.js';
import { checkModule } from './check.js';
import compiled from './grammar.generated.js';
import { type Token, tokenize } from './layout.js';
import { faultError, type Source } from './source.js';
import type { FunctionDef, Module } from './syntax.js';
import { unexpected } from './unexpected.js';

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
  try {
    parser.feed('');
  } catch (error) {
    if (!(error instanceof Error && 'offset' in error)) throw error;
    throw faultError(source, [unexpected(tokens, stream.taken - 1)]);
  }
  const results: readonly Chain<FunctionDef>[] = parser.results;
  const [functions] = results;
  // Layout closes every block and line, so only a block that never began can be missing; the grammar is unambiguous.
  if (functions === undefined) throw faultError(source, [unexpected(tokens, tokens.length)]);
  if (results.length > 1) throw new Error(`${results.length} parses of ${source.file}`);
  return build.module(functions);
}
