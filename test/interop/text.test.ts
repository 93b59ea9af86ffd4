/** Text on its way to other tools: names of files, and JSON that Python reads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctNames, fileName } from '../../src/interop/file-name.js';
import { jsonText } from '../../src/interop/json-text.js';

describe('the name of a file', () => {
  it('keeps what is safe, and nothing that leads elsewhere', () => {
    expect(['step-200_a.b', '../../etc', '..', '', 'a/b:c é', '.git'].map(fileName)).toEqual([
      'step-200_a.b',
      '_.-..-etc',
      '_.',
      '_',
      'a-b-c--',
      '_git',
    ]);
  });

  it('is of letters, digits, ".", "_" and "-" whatever the text, and no two are the same', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (texts) => {
        const names = distinctNames(texts);
        const onAnySystem = names.map((name) => name.toLowerCase());
        expect(new Set(onAnySystem).size).toBe(texts.length);
        for (const name of names) expect(name).toMatch(/^[\w-][\w.-]*$/);
      }),
    );
  });
});

describe('JSON for other tools', () => {
  it('is that of JSON.stringify where the text is whole', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'grapheme' }),
        fc.constantFrom(undefined, 2),
        (value, space) => {
          expect(jsonText(value, space)).toBe(JSON.stringify(value, null, space));
        },
      ),
    );
  });

  it('has U+FFFD for half a surrogate pair, in keys too, and nothing for text that looks like one', () => {
    expect(jsonText({ 'k\ud800': ['\udfff', '\\ud800', '😀', null] })).toBe(
      '{"k\ufffd":["\ufffd","\\\\ud800","😀",null]}',
    );
  });
});
