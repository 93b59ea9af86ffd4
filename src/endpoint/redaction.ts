/**
 * What may be shown to a person. Invariant: no secret leaves this folder in a message; text of a server is data, so it
 * is cut short and can neither move the cursor nor reorder the line.
 */

/** The longest excerpt of a server's text, in UTF-16 units, the ellipsis included. */
const MAX_EXCERPT = 300;

/** A shorter secret protects nothing, and taking it out would leave no message readable. */
const MIN_SECRET = 4;

/** Control and format characters, lone surrogates, line and paragraph separators, runs of white space. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu;

/** A shorter key, such as `none` for a local server, may be a word of an answer and would change what it says. */
const MIN_SECRET_IN_ANSWER = 12;

export class Redaction {
  readonly #forms: readonly string[];
  readonly #longForms: readonly string[];

  /** Secrets under 4 characters are ignored. */
  constructor(secrets: readonly string[]) {
    const long = secrets.filter((secret) => secret.length >= MIN_SECRET);
    const forms = long.flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]);
    // The longest first: a secret may be part of another.
    this.#forms = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
    this.#longForms = this.#forms.filter((form) => form.length >= MIN_SECRET_IN_ANSWER);
  }

  /** The body of an answer, which is kept as it came but for secrets of 12 characters and more that a server echoes. */
  redactAnswer(body: string): string {
    let kept = body;
    for (const form of this.#longForms) kept = kept.replaceAll(form, '[key]');
    return kept;
  }

  /** `text` with `[key]` for every secret, as it is, escaped for JSON or for a URL. */
  redact(text: string): string {
    let shown = text;
    for (const form of this.#forms) shown = shown.replaceAll(form, '[key]');
    return shown;
  }

  /** One line of at most 300 characters, without secrets and control characters. */
  excerpt(text: string): string {
    // Secrets go first: a cut could leave half of one.
    const line = this.redact(text).replace(HARMFUL, ' ').trim();
    if (line.length <= MAX_EXCERPT) return line;
    return `${line.slice(0, MAX_EXCERPT - 1).replace(/\p{Cs}$/u, '')}…`;
  }
}
