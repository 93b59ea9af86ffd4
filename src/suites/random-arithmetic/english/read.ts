/**
 * From a description in our English back to a program. The grammar, grammars/english.ne, knows no precedence: whatever could be
 * understood in two ways is refused, so what is read has one meaning.
 */
import nearley from 'nearley';
import type { FunctionDef } from '../../../python/syntax/syntax.js';
import { DiagnosticError } from '../../../text/diagnostic.js';
import { positionAt } from '../../../text/span.js';
import { TokenStream } from '../../../text/token-stream.js';
import compiled from './english.generated.js';
import { wordsOf } from './words.js';

/** Longest text that is read, in UTF-16 code units: several times the longest description. */
export const MAX_LENGTH = 10_000;

const grammar = nearley.Grammar.fromCompiled(compiled);

/** Nearley's report of a failure prints its whole parse table; ours needs the place alone. */
class Parser extends nearley.Parser {
  reportError(): string {
    return 'unexpected word';
  }
}

/**
 * The function that a description describes. It behaves as the one that was described; its statements may be others.
 * @throws DiagnosticError for a text that is no description, at its first word that cannot stand where it stands, and for one
 *   that can be understood in two ways
 */
export function readDescription(text: string): FunctionDef {
  const fault = (message: string, offset?: number): DiagnosticError => {
    const position = offset === undefined ? {} : { position: positionAt(text, offset) };
    return new DiagnosticError([{ file: '<description>', message, ...position }], text);
  };
  if (text.length > MAX_LENGTH) {
    throw fault(`the description has ${text.length} characters; at most ${MAX_LENGTH} are read`);
  }
  const words = wordsOf(text);
  const stream = new TokenStream(words);
  const parser = new Parser(grammar, { lexer: stream });
  try {
    parser.feed('');
  } catch (error) {
    if (!(error instanceof Error && 'offset' in error)) throw error;
    throw fault('this word cannot stand here', words[stream.taken - 1]?.offset);
  }
  const readings: readonly FunctionDef[] = parser.results;
  const [only] = readings;
  if (only === undefined) throw fault('the description ends too early');
  if (readings.length > 1) throw fault(`the description can be read in ${readings.length} ways`);
  return only;
}
