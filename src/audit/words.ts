/**
 * The words of a text as every check sees them, with the hash by which they are looked up. Letter case, white space, quotes, markup
 * and forms of Unicode (NFKC, invisible characters, kinds of minus) make no difference. Invariant: equal words have equal hashes;
 * words with equal hashes are equal but for chance, about one pair in 2^32.
 */

/** What a character is to a word. */
const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const UNDERSCORE = 3;

const KINDS: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return character === '_' ? UNDERSCORE : OTHER;
});

const SPACE = 0x20;
const HYPHEN = 0x2d;
const LOW_LINE = 0x5f;
const POINT = 0x2e;

/** FNV-1a, 32 bits. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

const NOT_ASCII = /[\u0080-\uffff]/;

/** A text in the one form of Unicode in which words are compared; its lines stay. */
export function folded(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-');
}

/** A text without what layout, quotes and markup add to it. */
export function squeezed(text: string): string {
  return folded(text)
    .toLowerCase()
    .replaceAll(/[\s'"`*\\]/g, '');
}

/** The words of a folded text, in its order. */
export class Words {
  readonly text: string;
  readonly count: number;
  readonly hashes: Int32Array;
  /** Offsets in the text. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  constructor(text: string) {
    const folding = folded(text);
    const read = readWords(folding);
    this.text = folding;
    this.count = read;
    this.hashes = buffers.hashes.slice(0, read);
    this.starts = buffers.starts.slice(0, read);
    this.ends = buffers.ends.slice(0, read);
  }

  /** As it is written, in lower case. */
  word(at: number): string {
    return this.text.slice(this.starts[at], this.ends[at]).toLowerCase();
  }

  isNumber(at: number): boolean {
    const first = this.text.charCodeAt(this.starts[at] ?? 0);
    return (first === HYPHEN || kindOf(first) === DIGIT) && /^-?[\d.]+$/.test(this.word(at));
  }

  /** Whether these hashes stand at `at`, one after the other. */
  has(hashes: ArrayLike<number>, at: number): boolean {
    if (at < 0 || at + hashes.length > this.count) return false;
    for (let place = 0; place < hashes.length; place += 1) {
      if (this.hashes[at + place] !== hashes[place]) return false;
    }
    return true;
  }
}

/** The hashes of a text's words. */
export function hashesOf(text: string): Int32Array {
  return new Words(text).hashes;
}

/** Reads hashes into `buffers`, which the next reading uses again; the result is how many there are. */
export function readWords(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind !== LETTER && kind !== DIGIT) {
      at += 1;
      continue;
    }
    if (count === buffers.hashes.length) grow();
    at = readWord(text, at, kind === DIGIT, count);
    count += 1;
  }
  return count;
}

interface Buffers {
  hashes: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
}

export const buffers: Buffers = {
  hashes: new Int32Array(1 << 12),
  starts: new Int32Array(1 << 12),
  ends: new Int32Array(1 << 12),
};

function grow(): void {
  for (const name of ['hashes', 'starts', 'ends'] as const) {
    const larger = new Int32Array(2 * buffers[name].length);
    larger.set(buffers[name]);
    buffers[name] = larger;
  }
}

/** Reads the word that begins at `first`; the result is where it ends. Every character of a training file passes here. */
function readWord(text: string, first: number, isNumber: boolean, place: number): number {
  const start = isNumber && isSigned(text, first) ? first - 1 : first;
  let hash = start < first ? Math.imul(OFFSET ^ HYPHEN, PRIME) : OFFSET;
  let at = first;
  for (let next = first; next !== -1; next = nextOf(text, at, isNumber)) {
    // Underscores, or the point of a number.
    for (; at < next; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
    hash = Math.imul(hash ^ lowerOf(text.charCodeAt(at)), PRIME);
    at += 1;
  }
  buffers.hashes[place] = hash;
  buffers.starts[place] = start;
  buffers.ends[place] = at;
  return at;
}

/** Where the word goes on that has come to `at`, -1 where it does not: underscores at its end are markup. */
function nextOf(text: string, at: number, isNumber: boolean): number {
  const code = at < text.length ? text.charCodeAt(at) : SPACE;
  const kind = kindOf(code);
  if (kind === LETTER || kind === DIGIT) return at;
  if (kind === UNDERSCORE) {
    let next = at + 1;
    while (text.charCodeAt(next) === LOW_LINE) next += 1;
    return next < text.length && kindOf(text.charCodeAt(next)) !== OTHER ? next : -1;
  }
  return code === POINT && isNumber && isDigitAt(text, at + 1) ? at + 1 : -1;
}

/** A minus sign belongs to the number unless something stands before it that it may join: `s1-0042`, `7-3`, `(a)-3`. */
function isSigned(text: string, first: number): boolean {
  if (text.charCodeAt(first - 1) !== HYPHEN) return false;
  const before = text.charCodeAt(first - 2);
  return Number.isNaN(before) || (kindOf(before) === OTHER && before !== 0x29 && before !== HYPHEN);
}

function isDigitAt(text: string, at: number): boolean {
  return at < text.length && kindOf(text.charCodeAt(at)) === DIGIT;
}

/** Beyond ASCII, what is no space or punctuation in common use is a letter. */
function kindOf(code: number): number {
  if (code < 128) return KINDS[code] ?? OTHER;
  if (code < 0xc0 || (code >= 0x2000 && code < 0x2070) || (code >= 0x3000 && code < 0x3003)) {
    return OTHER;
  }
  return LETTER;
}

function lowerOf(code: number): number {
  if (code < 128) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  return code < 0x590 ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : code;
}

/** Words in a shingle, the unit in which texts are compared piece by piece. */
export const SHINGLE = 5;

const BASE = 0x2545f491;
const DROPPED = Math.imul(Math.imul(Math.imul(Math.imul(BASE, BASE), BASE), BASE), BASE);

/** The hash of the shingle that goes on with `next`; `first` is the word that falls out, 0 while there are too few. */
export function rolled(shingle: number, next: number, first: number): number {
  return (Math.imul(shingle, BASE) + next - Math.imul(first, DROPPED)) | 0;
}

/** The hashes of all shingles of these words; of fewer words than a shingle has, one of them all. */
export function shinglesOf(hashes: Int32Array): number[] {
  const shingles: number[] = [];
  let shingle = 0;
  for (let at = 0; at < hashes.length; at += 1) {
    shingle = rolled(shingle, hashes[at] ?? 0, hashes[at - SHINGLE] ?? 0);
    if (at >= SHINGLE - 1 || at === hashes.length - 1) shingles.push(shingle);
  }
  return hashes.length >= SHINGLE ? shingles : shingles.slice(-1);
}

/** A set of hashes that says at once what is surely not in it. */
export class HashFilter {
  readonly #bits = new Uint8Array(1 << 19);

  add(hash: number): void {
    const at = mixed(hash);
    this.#bits[at >>> 3] = (this.#bits[at >>> 3] ?? 0) | (1 << (at & 7));
  }

  mayHave(hash: number): boolean {
    const at = mixed(hash);
    return ((this.#bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }
}

/** 22 bits of a hash. */
function mixed(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 10;
}
