/**
 * Text that was written in LaTeX, as models write it into a box: `\text{don't stop}`, `a\ b`, `50\%`. Commands of fonts and
 * their braces go, spaces become spaces, escaped signs themselves; other commands stay.
 */

const COMMAND =
  /\\(?:(?:text(?:tt|bf|it|rm|sf|md|up|normal)?|math(?:rm|tt|bf|it|sf)|operatorname|mbox|emph|underline)\s?(?=\{)|(quad|qquad|space)(?![A-Za-z])|(text(?:quotesingle|quoteright))(?:\{\})?|([ ,;:~])|([_%&#$'"-])|[!()[\]]|displaystyle)|(~)|[{}]/g;

/** The plain text. */
export function withoutLatex(text: string): string {
  return text.replace(
    COMMAND,
    (_, wide?: string, quote?: string, space?: string, sign?: string, tilde?: string) => {
      if (wide !== undefined || space !== undefined || tilde !== undefined) return ' ';
      return quote === undefined ? (sign ?? '') : "'";
    },
  );
}
