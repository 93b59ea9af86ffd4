/** Inputs of the algorithms on strings. */
import type { Random } from '../../../random/random.js';
import { type Generator, several, word } from './draw.js';

const ROOTS = ['tar', 'stone', 'late', 'pin', 'cheap', 'lemon', 'spot', 'dear'] as const;
const PAIRS = ['()', '[]', '{}'] as const;
const BRACKETS = ['(', ')', '[', ']', '{', '}'] as const;

export const strings: Readonly<Record<string, Generator>> = {
  run_length_encode(random) {
    const runs = several(random.integer(2, 6), () =>
      random.pick(Array.from('abcd')).repeat(random.integer(1, 5)),
    );
    return [runs.join('')];
  },
  roman_numeral: (random) => [random.integer(1, 3999)],
  longest_palindrome: (random) => [word(random, random.integer(4, 10), 'abc')],
  prefix_function(random) {
    const unit = word(random, random.integer(2, 4), 'ab');
    return [unit.repeat(random.integer(1, 2)) + word(random, random.integer(2, 5), 'ab')];
  },
  decode_repeats: (random) => [code(random)],
  group_anagrams(random) {
    const roots = random.shuffle(ROOTS).slice(0, random.integer(2, 3));
    return [
      several(random.integer(3, 6), () => random.shuffle(Array.from(random.pick(roots))).join('')),
    ];
  },
  first_bracket_fault(random) {
    const whole = brackets(random, random.integer(3, 6));
    if (random.chance(1, 12)) return [whole];
    const place = random.integer(0, whole.length - 1);
    const put = random.pick([...BRACKETS, ''].filter((other) => other !== whole[place]));
    return [whole.slice(0, place) + put + whole.slice(place + 1)];
  },
  infix_to_postfix(random) {
    const names = random.shuffle(Array.from('abcdefgh'));
    return [formula(random, names.slice(0, random.integer(3, 6)))];
  },
};

/** One or two parts: letters, or a repetition of letters and of another code. */
function code(random: Random): string {
  return several(random.integer(1, 2), () => {
    const letters = word(random, random.integer(1, 2), 'abcxyz');
    const inner = random.chance(1, 2) ? repeated(random, word(random, 2, 'abcxyz')) : '';
    const both = random.chance(1, 2) ? letters + inner : inner + letters;
    return random.chance(3, 4) ? repeated(random, both) : letters;
  }).join('');
}

function repeated(random: Random, text: string): string {
  return `${random.integer(2, 3)}[${text}]`;
}

/** A sequence of `pairs` pairs of brackets that is in order. */
function brackets(random: Random, pairs: number): string {
  if (pairs === 0) return '';
  const [open = '', close = ''] = random.pick(PAIRS);
  const inner = random.integer(0, pairs - 1);
  return open + brackets(random, inner) + close + brackets(random, pairs - 1 - inner);
}

/** The names in order, with operators between them and some brackets. */
function formula(random: Random, names: readonly string[]): string {
  if (names.length === 1) return names.join('');
  const cut = random.integer(1, names.length - 1);
  const [left, right] = [names.slice(0, cut), names.slice(cut)].map((part) => {
    const text = formula(random, part);
    return part.length > 1 && random.chance(1, 3) ? `(${text})` : text;
  });
  return `${left}${random.pick(Array.from('+-*/'))}${right}`;
}
