/**
 * Alice, Bob and Kevin: the three ciphers, each a Python function of a text and a shift in a file of the folder `ciphers`. That a
 * variation of Caesar, of Atbash and of Vigenère bear these names is from Cook et al., arXiv 2506.18777v2, section 4.1; the paper
 * prints none of them, and the functions are our own. Invariant: what a cipher gives is what its source gives in our interpreter,
 * the very source that models are trained on.
 */
import { compileProgram, type Program, parseProgram } from '../../python/index.js';
import { readData } from '../data-file.js';

export class Cipher {
  /** The name of its function. */
  readonly name: string;
  readonly source: string;
  readonly #program: Program;
  readonly #known = new Map<string, string>();

  constructor(name: string, source: string) {
    this.name = name;
    this.source = source;
    this.#program = compileProgram(parseProgram(source));
  }

  /** The text under this cipher. Letters are those from a to z; only they change, and each keeps its case. */
  encipher(text: string, shift: number): string {
    const key = `${shift} ${text}`;
    const known = this.#known.get(key) ?? this.#run(text, shift);
    this.#known.set(key, known);
    return known;
  }

  #run(text: string, shift: number): string {
    const { value } = this.#program.call(this.name, [text, shift]);
    if (typeof value !== 'string') throw new TypeError(`${this.name} gives no text for ${text}`);
    return value;
  }
}

let read: readonly Cipher[] | undefined;

/** The ciphers of the package in the order of the paper, read once. */
export function ciphers(): readonly Cipher[] {
  read ??= ['Alice', 'Bob', 'Kevin'].map(
    (name) => new Cipher(name, readData(`ciphers/${name.toLowerCase()}.py`)),
  );
  return read;
}
