/**
 * Passages: the pieces in which training files are looked at. Invariant: a passage is bounded (a mebibyte a field, 256 fields), and pieces
 * of what is longer overlap.
 */

/** A text of a passage; plain texts have the key ''. */
export interface Field {
  readonly key: string;
  readonly text: string;
}

export interface Passage {
  /** The line of its first character, from 1. */
  readonly line: number;
  /** Line breaks in its fields are lines of the file. */
  readonly isPlain: boolean;
  readonly fields: readonly Field[];
}

/** Characters of one field; a longer one becomes several passages. */
export const MOST_FIELD: number = 1 << 20;
/** Fields of a passage, and those that two passages of one record have in common. */
const MOST_FIELDS = 256;
const SHARED = 16;
/** Characters that two pieces of one text have in common. */
export const OVERLAP: number = 1 << 14;

/** A key that names what stands under it, and says nothing itself. */
const PLAIN_KEY = /^[a-z][a-z_]*$/;

/** The texts and numbers in a value of JSON, in its order, with the nearest key above each; keys such as `"f(3)"` are texts, too. */
export function fieldsOf(value: unknown): Field[] {
  const fields: Field[] = [];
  const left: { readonly key: string; readonly value: unknown }[] = [{ key: '', value }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { key } = next;
    const inner = next.value;
    if (typeof inner === 'string') fields.push({ key, text: inner });
    else if (typeof inner === 'number') fields.push({ key, text: String(inner) });
    else if (Array.isArray(inner)) {
      for (let at = inner.length - 1; at >= 0; at -= 1) left.push({ key, value: inner[at] });
    } else if (typeof inner === 'object' && inner !== null) {
      for (const [name, each] of Object.entries(inner).toReversed()) {
        left.push({ key: name, value: each });
        if (!PLAIN_KEY.test(name)) left.push({ key, value: name });
      }
    }
  }
  return fields;
}

/** A record on a line: one passage, but for very many fields and fields that are too long to be read in one piece. */
export function* recordPassages(fields: readonly Field[], line: number): Generator<Passage, void> {
  const short = fields.filter(({ text }) => text.length <= MOST_FIELD);
  for (let first = 0; first < short.length; first += MOST_FIELDS - SHARED) {
    yield { line, isPlain: false, fields: short.slice(first, first + MOST_FIELDS) };
    if (first + MOST_FIELDS >= short.length) break;
  }
  for (const { key, text } of fields) {
    if (text.length <= MOST_FIELD) continue;
    for (const piece of piecesOf(text))
      yield { line, isPlain: false, fields: [{ key, text: piece }] };
  }
}

/** The passages of a plain text that begins on `line`. */
export function* plainPassages(text: string, line: number): Generator<Passage, void> {
  let at = line;
  for (const piece of piecesOf(text)) {
    yield { line: at, isPlain: true, fields: [{ key: '', text: piece }] };
    at += breaksIn(piece.slice(0, MOST_FIELD - OVERLAP));
  }
}

export function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}

/** Pieces that have `OVERLAP` characters in common with those before and after. */
function* piecesOf(text: string): Generator<string, void> {
  for (let start = 0; start === 0 || start + OVERLAP < text.length; start += MOST_FIELD - OVERLAP) {
    yield text.slice(start, start + MOST_FIELD);
  }
}
