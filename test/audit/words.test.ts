import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashesOf, shinglesOf, Words } from '../../src/audit/words.js';

const wordsOf = (text: string) => {
  const words = new Words(text);
  return Array.from({ length: words.count }, (_, at) => words.word(at));
};

describe('words', () => {
  it('are runs of letters and digits in lower case, numbers with their signs', () => {
    expect(wordsOf('What does **Zib** give for x = -3?')).toEqual([
      'what',
      'does',
      'zib',
      'give',
      'for',
      'x',
      '-3',
    ]);
    expect(wordsOf('two_sum([1,-2], 3.5) s1-0042 7-3 __init__')).toEqual([
      'two_sum',
      '1',
      '-2',
      '3.5',
      's1',
      '0042',
      '7',
      '3',
      'init',
    ]);
    expect(wordsOf('')).toEqual([]);
  });

  it('are the same in every form of Unicode', () => {
    expect([...hashesOf('Ｚｉｂ（\u2212３） Stra\u00dfe cafe\u0301 Z\u200bi\u00adb')]).toEqual([
      ...hashesOf('zib -3 stra\u00dfe caf\u00e9 zib'),
    ]);
  });

  it('do not depend on what stands before or after them', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1 }),
        fc.constantFrom(' ', '\n', ', ', ' | ', '** '),
        (words, glue) => {
          expect([...hashesOf(words.join(glue))]).toEqual(
            words.flatMap((each) => [...hashesOf(each)]),
          );
        },
      ),
    );
  });
});

describe('shingles', () => {
  it('are the same wherever their five words stand', () => {
    const [first] = shinglesOf(hashesOf('what does zib give for'));
    expect(shinglesOf(hashesOf('tell me what does zib give for three'))).toContain(first);
    expect(shinglesOf(hashesOf('tell me what does zob give for three'))).not.toContain(first);
    expect(shinglesOf(hashesOf('two words'))).toHaveLength(1);
  });
});
