import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cuss } from 'cuss';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '../../../src/random/random.js';
import { drawNames, nameSpace } from '../../../src/suites/random-arithmetic/names.js';

const words = z
  .array(z.string())
  .parse(
    JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve('an-array-of-english-words'), 'utf8'),
    ),
  );

/** Python's keywords and built-in functions, in lower case. */
const PYTHON =
  'and as assert async await break class continue def del elif else except false finally for from global if import in is lambda none nonlocal not or pass raise return true try while with yield abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip match case self';

/** First names that begin like ours, of several languages: all that have a chance to be formed. */
const FIRST_NAMES =
  'blaise blake blanca brad brandon brenda brent brett brian bridget britt bruce bruno brynn drew dru flo flora florence floyd fran frances francis frank franz fred freda frida fritz gladys glen glenda glenn gloria grace grady graham grant greg greta gretel grover mabel mack maggie maia mandy marco marcus margo maria mario mark marlo marta martha martin marvin mary matt max may meg mel melba melissa merle mia mick miles milo mimi mina mindy miriam mitzi moira molly mona monty morgan moritz muriel murray myra myrtle placido prince priscilla pru prudence sloan smith stretch strom thora thorn thurman tracy travis trent trevor trina trish tristan trixie troy trudy val valerie van vance vanda vera verna vern vic vicky victor vida vigo vilma vince viola virgil vito vivian vlad zach zadie zane zara zelda zella zeno zena zina zita zoe zola zora';

/** At least likely to be profane, and long enough to be read inside another word. */
const RUDE = Object.entries(cuss)
  .filter(([word, sureness]) => sureness >= 1 && /^[a-z]{3,}$/.test(word))
  .map(([word]) => word);

const space = nameSpace();
const lower = new Set(space.map((name) => name.toLowerCase()));

describe('the name space', () => {
  it('holds more than 3,000 names, each once', () => {
    expect(space.length).toBeGreaterThan(3000);
    expect(lower.size).toBe(space.length);
  });

  it('holds capitalised words of four to twelve letters that begin with a consonant', () => {
    expect(space.filter((name) => !/^[BDFGMPSTVZ][a-z]{3,11}$/.test(name))).toEqual([]);
  });

  it('holds no English word', () => {
    expect(words.length).toBeGreaterThan(270_000);
    expect(words.filter((word) => lower.has(word.toLowerCase()))).toEqual([]);
  });

  it('holds no plural or genitive of an English word', () => {
    expect(space.filter((name) => name.endsWith('s'))).toEqual([]);
  });

  it('holds no keyword or built-in of Python', () => {
    expect(PYTHON.split(' ').filter((word) => lower.has(word))).toEqual([]);
  });

  it('holds no common first name', () => {
    expect(FIRST_NAMES.split(' ').filter((word) => lower.has(word))).toEqual([]);
  });

  it('holds no name with a rude word in it', () => {
    expect(RUDE.length).toBeGreaterThan(1000);
    expect([...lower].filter((name) => RUDE.some((rude) => name.includes(rude)))).toEqual([]);
  });
});

describe('drawn names', () => {
  it('are never within one edit of each other', () => {
    for (const seed of [1, 2, 3]) {
      const names = [...drawNames(new Random('names', seed))].slice(0, 1200);
      const close = names.flatMap((name, at) =>
        names
          .slice(at + 1)
          .filter((other) => distance(name.toLowerCase(), other.toLowerCase()) < 2)
          .map((other) => [name, other]),
      );
      expect(close).toEqual([]);
    }
  });

  it('suffice for a pool and for as many compositions as half a pool', () => {
    for (const seed of [1, 2, 3]) {
      expect([...drawNames(new Random('names', seed))].length).toBeGreaterThan(1500);
    }
  });

  it('are others for another seed', () => {
    const first = drawNames(new Random('names', 1)).next().value;
    expect(drawNames(new Random('names', 2)).next().value).not.toBe(first);
  });
});
