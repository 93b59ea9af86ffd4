import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Words } from '../../../src/cfg/words/words.js';

/** The words of `text`: terminals by name, unknown words after a question mark. */
function split(terminals: readonly string[], text: string): string {
  return [...new Words(terminals).of(text)]
    .map(({ word, known }) => (known ? word : `?${word}`))
    .join(' | ');
}

describe('case', () => {
  it('does not matter', () => {
    expect(split(['the', 'John', 'ÉTÉ'], 'The JOHN été THE john')).toBe(
      'the | John | ÉTÉ | the | John',
    );
  });

  it('tells apart terminals that differ in nothing else', () => {
    expect(split(['Polish', 'polish', 'the'], 'The polish Polish POLISH')).toBe(
      'the | polish | Polish | ?POLISH',
    );
  });
});

describe('punctuation', () => {
  it('is passed over around words, and after the last', () => {
    expect(split(['the', 'dog'], '"The (dog)", the [dog]!')).toBe('the | dog | the | dog');
    expect(split(['dog'], "“dog” ‘dog’ «dog» 'dog' dog …")).toBe('dog | dog | dog | dog | dog');
    expect(split(['dog'], 'dog.')).toBe('dog');
    expect(split(['dog'], 'dog?!...')).toBe('dog');
    expect(split(['dog'], '...')).toBe('');
  });

  it('that ends a sentence is a word before a further word', () => {
    expect(split(['dog'], 'dog. Dog.')).toBe('dog | ?. | dog');
    expect(split(['dog'], 'dog... ! dog')).toBe('dog | ?. | dog');
    expect(split(['dog'], '. dog')).toBe('?. | dog');
  });

  it('of other kinds is a word', () => {
    expect(split(['dog'], 'dog; *dog* – 🙂')).toBe('dog | ?; | ?* | dog | ?* | ?– | ?🙂');
  });

  it('is a word wherever it is a terminal', () => {
    expect(split(['dog', '.', ',', '"'], '"dog, dog". dog.')).toBe(
      '" | dog | , | dog | " | . | dog | .',
    );
  });
});

describe('words', () => {
  it('keep the apostrophes and hyphens inside them', () => {
    expect(split(["isn't", 'well-known'], "isn't well-known don't re-use-d")).toBe(
      "isn't | well-known | ?don't | ?re-use-d",
    );
  });

  it('are the same however they are composed and their apostrophes and hyphens written', () => {
    expect(split(['café', "isn't", 'well-known'], 'cafe\u0301 isn’t well\u2011known')).toBe(
      "café | isn't | well-known",
    );
    expect(split(['cafe\u0301', 'isn’t'], "café isn't")).toBe('cafe\u0301 | isn’t');
  });

  it('are letters and digits of any script', () => {
    expect(split(['狗', 'собака', 'नमस्ते', '42', 'x_1'], '狗 Собака नमस्ते 42 x_1 狗狗')).toBe(
      '狗 | собака | नमस्ते | 42 | x_1 | ?狗狗',
    );
  });

  it('that are unknown keep their case and are never terminals', () => {
    expect(split(['dog'], 'The doG Blarg')).toBe('?The | dog | ?Blarg');
    expect(split(['__proto__'], 'constructor __proto__ toString')).toBe(
      '?constructor | __proto__ | ?toString',
    );
  });

  it('know where they stand', () => {
    expect([...new Words(['ice cream', 'a']).of(' A “ice \n cream” Qu\u0301.')]).toEqual([
      { word: 'a', known: true, text: 'A', start: 1, end: 2 },
      { word: 'ice cream', known: true, text: 'ice \n cream', start: 4, end: 15 },
      { word: 'Qú', known: false, text: 'Qu\u0301', start: 17, end: 20 },
    ]);
  });
});

describe('terminals of several pieces', () => {
  it('are found before shorter ones', () => {
    const terminals = [
      'ice',
      'ice cream',
      'ice cream cone',
      'cream',
      'Mr.',
      '3.5',
      "rock 'n' roll",
    ];
    expect(split(terminals, 'ice cream ice cream cone ice')).toBe(
      'ice cream | ice cream cone | ice',
    );
    expect(split(terminals, 'ice  CREAM cream cone')).toBe('ice cream | cream | ?cone');
    expect(split(terminals, 'Mr. 3.5 rock ’n’ roll mr 3')).toBe(
      "Mr. | 3.5 | rock 'n' roll | ?mr | ?3",
    );
  });

  it('never end inside a word', () => {
    expect(split(['ice cream', 'a'], 'ice creamy icecream ab')).toBe(
      '?ice | ?creamy | ?icecream | ?ab',
    );
  });

  it('with spaces at their ends are never found', () => {
    expect(split(['', ' ', ' a', 'b '], 'a b  a')).toBe('?a | ?b | ?a');
  });
});

describe('runs of letters with apostrophes or hyphens', () => {
  it('are taken apart into terminals when they are made of them', () => {
    expect(
      split(['do', "n't", "'s", 'dog', '-s', 'a', '-'], "don't dog's dog-s a-a-a dog -s"),
    ).toBe("do | n't | dog | 's | dog | -s | a | - | a | - | a | dog | -s");
  });

  it('are taken apart into the fewest, the longest first', () => {
    expect(split(['a', '-', 'b', 'a-', '-b', 'c'], 'a-b')).toBe('a- | b');
    expect(split(['a', '-', 'b', 'a-b'], 'a-b')).toBe('a-b');
  });

  it('stay whole when some part is unknown', () => {
    expect(split(['do', "n't", 'dog', '-s'], "don'ts dogs-s dog-")).toBe(
      "?don'ts | ?dogs-s | dog | ?-",
    );
  });

  it('know where their parts stand', () => {
    const [, part] = new Words(['do', "n't"]).of(' don’t');
    expect(part).toEqual({ word: "n't", known: true, text: 'n’t', start: 3, end: 6 });
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom('the', 'dog', "n't", 'do', 'ice cream', '.', ',', "'", '-', ' ', '\n', '’'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const terminals = fc.array(piece, { maxLength: 8 });
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  it('is split into words that stand in it in order, terminals exactly where they are known', () => {
    fc.assert(
      fc.property(terminals, text, (names, source) => {
        let end = 0;
        for (const word of new Words(names).of(source)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          expect(source.slice(word.start, word.end)).toBe(word.text);
          expect(names.includes(word.word)).toBe(word.known);
          end = word.end;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('of terminals between spaces is split into these terminals', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (names) => {
        const sentence = `${names.join(' ').toUpperCase()}.`;
        expect([...new Words(names).of(sentence)].map((each) => each.word)).toEqual(names);
      }),
    );
  });

  it('of a megabyte is split no further than it is asked for', { timeout: 60_000 }, () => {
    const words = new Words(['the', 'dog']);
    const outputs = ['the dog ', 'x', "a'", 'e\u0301', '\uD800', 'dog-'];
    // All of them whole would take minutes.
    for (let round = 0; round < 400; round += 1) {
      const output = outputs[round % outputs.length] ?? '';
      const [first] = words.of(output.repeat(2 ** 20 / output.length));
      expect(first?.start).toBe(0);
      expect(first?.text.length).toBeLessThanOrEqual(2000);
    }
  });

  it('of half a megabyte is split whole in time', { timeout: 60_000 }, () => {
    const words = new Words(['the', 'dog', 'o', 'o-', '-']);
    const compounds = `${'o-'.repeat(31)}o `;
    for (const part of ['the dog ', 'x', "'", '. ', compounds, '\u0301', '\uD800', '  ']) {
      let last = 0;
      for (const { end } of words.of(part.repeat(2 ** 19 / part.length))) last = end;
      expect(last).toBeLessThanOrEqual(2 ** 19);
    }
  });
});
