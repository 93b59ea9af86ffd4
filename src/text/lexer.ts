/** Lexers by moo, compiled when they first read: what a command does not read costs its start nothing. */
import moo from 'moo';

/** What splits a text by the rules. A second text may be begun only when nothing more is wanted of the first. */
export function lexerOf(rules: () => moo.Rules): (text: string) => moo.Lexer {
  let lexer: moo.Lexer | undefined;
  return (text) => {
    lexer ??= moo.compile(rules());
    return lexer.reset(text);
  };
}
