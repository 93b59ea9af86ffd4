import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cipher, ciphers } from '../../../src/suites/ciphers/cipher.js';
import { SHIFTS } from '../../../src/suites/ciphers/inputs.js';
import { atbash, caesar } from '../../../src/suites/ciphers/standard.js';
import { texts } from '../../../src/suites/ciphers/texts.js';
import { cpythonOutcomes, cpythonVersion } from '../../python/cpython.js';
import { DECODERS } from './decoders.js';

const CASES = ciphers().map((cipher) => [cipher.name, cipher] as const);

/** Any text of ASCII: letters often, all else too. */
const ascii = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  fc
    .array(fc.constantFrom(...Array.from("abcdeiouxyzABEIOZ  '-?")), { maxLength: 40 })
    .map((all) => all.join('')),
);
const shift = fc.constantFrom(...SHIFTS);

function namedCipher(name: string): Cipher {
  const found = ciphers().find((cipher) => cipher.name === name);
  if (found === undefined) throw new Error(`there is no cipher ${name}`);
  return found;
}

/** The text with all letters of one case made alike. */
function shapeOf(text: string): string {
  return text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A');
}

describe('the ciphers', () => {
  it('are Alice, Bob and Kevin, each a short function of a text and a shift', () => {
    expect(ciphers().map(({ name }) => name)).toEqual(['Alice', 'Bob', 'Kevin']);
    for (const { name, source } of ciphers()) {
      expect(source.startsWith(`def ${name}(text, shift):\n`)).toBe(true);
      expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(16);
    }
  });

  it.each([
    ['Alice', 'abc', 1, 'bde'],
    ['Alice', 'planet', 7, 'wshbso'],
    ['Alice', 'Hello, World!', 0, 'Hello, World!'],
    ['Alice', 'rhythm', 13, 'eulguz'],
    ['Bob', 'abc', 0, 'zzx'],
    ['Bob', 'ab ab', 5, 'eu eu'],
    ['Kevin', 'aaaaaa', 0, 'quiltq'],
    ['Kevin', 'aaaaaa', 1, 'rjuvmr'],
    ['Kevin', 'A-a', 2, 'S-n'],
  ])('%s makes of %j with shift %i: %j', (name, text, by, output) => {
    expect(namedCipher(name).encipher(text, by)).toBe(output);
  });
});

describe.each(CASES)('%s', (name, cipher) => {
  it('is undone by its decoder, for every text of the list and every shift', () => {
    for (const text of texts()) {
      for (const by of SHIFTS) {
        expect(DECODERS[name]?.(cipher.encipher(text, by), by)).toBe(text);
      }
    }
  });

  it('is undone by its decoder, whatever the text', () => {
    fc.assert(
      fc.property(ascii, shift, (text, by) => {
        expect(DECODERS[name]?.(cipher.encipher(text, by), by)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the length, the case of letters and all other characters', () => {
    fc.assert(
      fc.property(ascii, shift, (text, by) => {
        expect(shapeOf(cipher.encipher(text, by))).toBe(shapeOf(text));
      }),
    );
  });

  it('has with every shift but that of Alice by 0 more to it than a constant shift or a mirror', () => {
    for (const by of SHIFTS.slice(name === 'Alice' ? 1 : 0)) {
      for (const plain of [caesar, atbash]) {
        const alike = SHIFTS.filter((other) =>
          texts().every((text) => cipher.encipher(text, by) === plain(text, other)),
        );
        expect(alike).toEqual([]);
      }
    }
  });

  it('gives other texts with other shifts', () => {
    for (const text of texts()) {
      expect(new Set(SHIFTS.map((by) => cipher.encipher(text, by))).size).toBe(26);
    }
  });

  it.skipIf(cpythonVersion === undefined)('gives what CPython gives for its source', async () => {
    const samples = fc.sample(fc.tuple(ascii, shift), { numRuns: 500, seed: 7 });
    const inputs = [
      ...texts().flatMap((text) => SHIFTS.map((by) => [text, by] as const)),
      ...samples,
    ];
    const calls = inputs.map(([text, by]) => ({ name, args: [JSON.stringify(text), String(by)] }));
    // Printed by JSON, so that quotes are the same whatever the text.
    const source = `import json\n${cipher.source}\n_plain = ${name}\nclass Shown(str):\n    __repr__ = lambda self: json.dumps(str(self))\ndef ${name}(text, shift):\n    return Shown(_plain(text, shift))\n`;
    const [theirs] = await cpythonOutcomes([{ source, calls }]);
    const ours = inputs.map(([text, by]) => cipher.encipher(text, by));
    expect(theirs?.map((text): unknown => JSON.parse(text))).toEqual(ours);
  });
});

it('no two ciphers give the same text for an input', () => {
  for (const text of texts()) {
    for (const by of SHIFTS) {
      const outputs = ciphers().map((cipher) => cipher.encipher(text, by));
      expect(new Set(outputs).size).toBe(3);
    }
  }
});
