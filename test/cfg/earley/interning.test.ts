/** The tables below the recogniser, against maps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  Groups,
  Integers,
  ListTable,
  PairTable,
} from '../../../src/cfg/earley/interning.js';
import { Random } from '../../../src/random/random.js';

function integersOf(values: readonly number[]): Integers {
  const list = new Integers();
  for (const value of values) list.push(value);
  return list;
}

describe('a table of pairs', () => {
  it('holds what a map holds', () => {
    const pair = fc.tuple(fc.nat(40), fc.integer({ min: -40, max: 40 }), fc.nat());
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 500 }), (pairs) => {
        const table = new PairTable();
        const map = new Map<string, number>();
        for (const [first, second, value] of pairs) {
          table.set(first, second, value);
          map.set(`${first} ${second}`, value);
        }
        for (let first = 0; first <= 40; first += 1) {
          for (let second = -40; second <= 40; second += 1) {
            expect(table.get(first, second)).toBe(map.get(`${first} ${second}`) ?? ABSENT);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a table of lists', () => {
  it('gives equal lists one number, and others others, also when their hashes are equal', () => {
    const random = new Random('cfg', 'lists');
    const table = new ListTable();
    const numbers = new Map<string, number>();
    // Of so many lists, several pairs have equal hashes of 32 bits.
    for (let draw = 0; draw < 300_000; draw += 1) {
      const list = Array.from({ length: random.integer(0, 4) }, () => random.integer(0, 99));
      const key = list.join();
      const number = table.intern(integersOf(list));
      expect(number).toBe(numbers.get(key) ?? numbers.size);
      numbers.set(key, number);
    }
    expect(numbers.size).toBeGreaterThan(100_000);
  });

  it('keeps the lists', () => {
    const table = new ListTable();
    const lists = [[3, 1, 2], [], [7]];
    for (const list of lists) table.append(integersOf(list));
    const kept = lists.map((_, id) =>
      Array.from(table.pool.values.subarray(table.first(id), table.end(id))),
    );
    expect(kept).toEqual(lists);
  });
});

describe('groups', () => {
  it('are what sorting by key gives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6)), (keys) => {
        const groups = new Groups(7, keys.length, (index) => keys[index] ?? 0);
        const found = Array.from({ length: 7 }, (_, key) =>
          Array.from(groups.indices.subarray(groups.first(key), groups.end(key))),
        );
        const expected = Array.from({ length: 7 }, (_, key) =>
          [...keys.keys()].filter((index) => keys[index] === key),
        );
        expect(found).toEqual(expected);
      }),
    );
  });
});
