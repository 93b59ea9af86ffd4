/**
 * What may be shown to a person, and kept. Invariant: no secret leaves this folder in a message or an answer, in any form that
 * programs write texts in: as it is, escaped for JSON, HTML or a URL, or within base64. A server that garbles it otherwise
 * cannot be caught. Text of a server is data, so an excerpt is cut short and can neither move the cursor nor reorder the line.
 */
import type { AnswerBody, Choice } from './answer.js';

/** The longest excerpt of a server's text, in UTF-16 units, the ellipsis included. */
const MAX_EXCERPT = 300;

/** A shorter secret protects nothing, and taking it out would leave no message readable. */
const MIN_SECRET = 4;

/** Control and format characters, lone surrogates, line and paragraph separators, runs of white space. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu;

/** A shorter key, such as `none` for a local server, may be a word of an answer and would change what it says. */
const MIN_SECRET_KEPT = 12;

const MARK = '[key]';

export class Redaction {
  /** What stands for the secrets, the longest first: one may be part of another. */
  readonly #shown: readonly string[];
  readonly #kept: readonly string[];

  /** Secrets under 4 characters are ignored. */
  constructor(secrets: readonly string[]) {
    this.#shown = formsOf(secrets.filter(({ length }) => length >= MIN_SECRET));
    this.#kept = formsOf(secrets.filter(({ length }) => length >= MIN_SECRET_KEPT));
  }

  /** `text`, which is to be shown, with `[key]` for every secret. Where one is escaped, all escapes are undone. */
  redact(text: string): string {
    return without(this.#shown, text);
  }

  /** One line of at most 300 characters, without secrets and control characters. */
  excerpt(text: string): string {
    // Secrets go first: a cut could leave half of one.
    const line = this.redact(text).replace(HARMFUL, ' ').trim();
    if (line.length <= MAX_EXCERPT) return line;
    return `${line.slice(0, MAX_EXCERPT - 1).replace(/\p{Cs}$/u, '')}…`;
  }

  /** As `redact`, for a text that is kept as it came but for secrets of 12 characters and more. */
  redactKept(text: string): string {
    return without(this.#kept, text);
  }

  /** As `redactKept`, for every text of an answer. */
  redactAnswer(answer: AnswerBody): AnswerBody {
    if (!this.#mayTouch(answer)) return answer;
    return {
      ...answer,
      id: this.#redactField(answer.id),
      model: this.#redactField(answer.model),
      choices: answer.choices.map((choice) => this.#redactChoice(choice)),
    };
  }

  /** One search of all texts together spares most answers that of each. */
  #mayTouch({ id, model, choices }: AnswerBody): boolean {
    if (this.#kept.length === 0) return false;
    if (choices.some(({ logprobs }) => logprobs !== undefined)) return true;
    const each = choices.flatMap((one) => [one.content, one.reasoning, one.finishReason]);
    const texts = [id, model, ...each].join('\n');
    return mayEscape(texts) || this.#kept.some((form) => texts.includes(form));
  }

  /** As `redactKept`, for every text within parsed JSON, names of fields too. The value is changed in place. */
  redactJson<T>(value: T): T {
    if (this.#kept.length === 0) return value;
    const root: [T] = [value];
    // No recursion: a server chooses the depth.
    const unread: unknown[] = [root];
    for (let holder = unread.pop(); holder !== undefined; holder = unread.pop()) {
      this.#redactFields(holder, unread);
    }
    return root[0];
  }

  #redactFields(holder: unknown, unread: unknown[]): void {
    if (!isRecord(holder)) return;
    for (const [name, inner] of Object.entries(holder)) {
      const kept = typeof inner === 'string' ? this.redactKept(inner) : inner;
      const safeName = this.redactKept(name);
      if (safeName !== name) delete holder[name];
      if (safeName !== name || kept !== inner) holder[safeName] = kept;
      if (typeof kept === 'object' && kept !== null) unread.push(kept);
    }
  }

  #redactChoice(choice: Choice): Choice {
    const { logprobs, ...texts } = choice;
    const content = this.#redactField(choice.content);
    const reasoning = this.#redactField(choice.reasoning);
    const finishReason = this.#redactField(choice.finishReason);
    const redacted = { ...texts, content, reasoning, finishReason };
    // Log probabilities spell out a text token by token.
    const spelt = content !== choice.content || reasoning !== choice.reasoning;
    return logprobs === undefined || spelt
      ? redacted
      : { ...redacted, logprobs: this.redactJson(logprobs) };
  }

  #redactField(text: string | null): string | null {
    return text === null ? null : this.redactKept(text);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** How often a text can have been escaped, each time as another program writes it. */
const MOST_LAYERS = 4;

/** Runs for every text of every answer, nearly all of which have neither a secret nor an escape. */
function without(forms: readonly string[], text: string): string {
  if (forms.length === 0) return text;
  let kept = marked(forms, text);
  let plain = kept;
  for (let layer = 0; layer < MOST_LAYERS && mayEscape(plain); layer += 1) {
    const bare = plain.replace(ESCAPE, unescaped);
    if (bare === plain) break;
    plain = marked(forms, bare);
    if (plain !== bare) kept = plain;
  }
  return kept;
}

function marked(forms: readonly string[], text: string): string {
  let clean = text;
  for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, MARK);
  return clean;
}

function mayEscape(text: string): boolean {
  return text.includes('\\') || text.includes('%') || text.includes('&');
}

/** Each secret as it is, for a URL, and as a part of base64. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    ...base64(secret),
  ]);
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

/**
 * What base64 of any text that holds the secret must hold: the digits that the secret alone decides, for each of the three
 * places where it can begin within three bytes, in both alphabets.
 */
function base64(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const digits = bytes.toString('base64').replace(/=+$/, '');
    const end = bytes.length % 3 === 0 ? digits.length : digits.length - 1;
    const core = digits.slice(Math.ceil((before * 8) / 6), end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** An escaped character, as JSON, JavaScript, URLs and HTML have them. */
const ESCAPE =
  /\\(?:u00([0-9a-f]{2})|x([0-9a-f]{2})|(["'\\/]))|%([0-9a-f]{2})|&(?:#0{0,8}(\d{2,3});?|#x0{0,8}([0-9a-f]{2});?|(quot|apos|amp|lt|gt|sol|plus|equals|hyphen|lowbar|period|colon);)/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  sol: '/',
  plus: '+',
  equals: '=',
  hyphen: '-',
  lowbar: '_',
  period: '.',
  colon: ':',
};

type Digits = string | undefined;

/** The character that `ESCAPE` found. */
function unescaped(
  found: string,
  u: Digits,
  x: Digits,
  itself: string | undefined,
  percent: Digits,
  decimal: Digits,
  hex: Digits,
  name: string | undefined,
): string {
  if (itself !== undefined) return itself;
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? found;
  const code =
    decimal === undefined ? Number.parseInt(u ?? x ?? percent ?? hex ?? '', 16) : Number(decimal);
  return String.fromCharCode(code);
}
