/**
 * The interpreter's WebAssembly module with fewer exports: V8 makes an object of every function that is exported, and of the more than
 * seven thousand a few dozen are ever called. Invariant: nothing else of the module changes. The binary format is that of the core
 * specification of WebAssembly, section 5.5.
 */

const HEADER = 8;
const CUSTOM_SECTION = 0;
const EXPORT_SECTION = 7;
const FUNCTION = 0;

/**
 * Leaves out of the module, in place, all exported functions but those that `keeps` names, and gives what `putExports` puts there sooner.
 * Throws when it is no module, or exports no functions to leave out.
 */
export function cutExports(module: Buffer, keeps: (name: string) => boolean): Buffer {
  const section = exportSection(module);
  const exports = shorterSection(section.length, keptExports(section, keeps));
  exports.copy(section);
  return exports;
}

/** Cuts another copy of a module as `cutExports` did. */
export function putExports(module: Buffer, exports: Buffer): void {
  exports.copy(exportSection(module));
}

function exportSection(module: Buffer): Buffer {
  const reader = new Reader(module, HEADER);
  while (reader.at < module.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === EXPORT_SECTION) return module.subarray(start, end);
    reader.at = end;
  }
  throw new Error('a module without exports');
}

/** The content of the section that is left. */
function keptExports(section: Buffer, keeps: (name: string) => boolean): Buffer {
  const reader = new Reader(section, 1);
  reader.number();
  const count = reader.number();
  const kept: Buffer[] = [];
  for (let left = count; left > 0; left -= 1) {
    const start = reader.at;
    const name = reader.text();
    const kind = reader.byte();
    reader.number();
    if (kind !== FUNCTION || keeps(name)) kept.push(reader.since(start));
  }
  return Buffer.concat([number(kept.length), ...kept]);
}

/** What is left of the old section's length becomes one without a meaning, so that nothing behind it has to move. */
function shorterSection(length: number, content: Buffer): Buffer {
  const shorter = Buffer.concat([
    Buffer.of(EXPORT_SECTION),
    number(content.length),
    content,
    Buffer.of(CUSTOM_SECTION),
  ]);
  const rest = length - shorter.length - NUMBER_BYTES;
  if (rest < 1) throw new Error('no exports to leave out');
  return Buffer.concat([shorter, number(rest), Buffer.of(0)]);
}

const NUMBER_BYTES = 5;

/** LEB128 in its longest form, whose length does not depend on the number. */
function number(value: number): Buffer {
  const bits = [0, 7, 14, 21].map((shift) => ((value >>> shift) & 0x7f) | 0x80);
  return Buffer.of(...bits, value >>> 28);
}

class Reader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new Error('a module that breaks off');
    this.at += 1;
    return byte;
  }

  /** LEB128 without a sign, of 32 bits. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  text(): string {
    const length = this.number();
    this.at += length;
    return this.#bytes.toString('latin1', this.at - length, this.at);
  }

  since(start: number): Buffer {
    return this.#bytes.subarray(start, this.at);
  }
}
