/**
 * The phrases of our English by what they mean: the writer draws one of several, the reader takes any of them. Invariant: no
 * phrase has two meanings. Where one phrase begins another, the reader takes the longer one.
 */

/** Phrases that are the same whoever acts. */
const PHRASES = {
  stop: ['.'],
  comma: [','],
  semicolon: [';'],
  colon: [':'],
  open: ['('],
  close: [')'],

  // Beginnings and ends.
  article: ['a'],
  takes: ['takes an integer,', 'takes one integer,', 'takes a whole number,'],
  isOf: ['is a function of one integer,'],
  isProcess: ['is a process that takes an integer,', 'is a function that takes an integer,'],
  first: ['first,'],
  next: ['then', 'next,', 'after that,', 'now'],
  atLast: ['finally,', 'in the end,'],
  afterLoop: ['when that is done,', 'once that is done,', 'after these repetitions,'],
  answerIs: ['the answer is', 'the value to return is'],
  remark: [
    'rounding down always means taking the greatest integer that is not above the exact quotient, below zero too',
    'rounding down always goes towards minus infinity',
  ],

  // Values.
  it: ['it'],
  that: ['that'],
  theResult: ['the result'],
  and: ['and'],
  by: ['by'],
  from: ['from'],
  sumOf: ['the sum of'],
  productOf: ['the product of'],
  subtracting: ['the result of subtracting'],
  dividing: ['the result of dividing'],
  andRoundingDown: ['and rounding down'],
  remainder: ['the remainder, from 0 to'],
  when: ['when'],
  isDividedBy: ['is divided by'],
  ofDividing: ['of dividing'],
  squareOf: ['the square of'],
  cubeOf: ['the cube of'],
  raising: ['the result of raising'],
  toThePower: ['to the power of'],
  twice: ['twice'],
  absoluteOf: ['the absolute value of', 'the magnitude of'],
  what: ['what'],
  givesFor: ['gives for', 'returns for'],
  plus: ['plus'],
  minus: ['minus'],
  times: ['times'],
  moreThan: ['more than'],
  lessThan: ['less than'],
  dividedBy: ['divided by'],
  roundedDown: [', rounded down'],
  modulo: ['modulo'],
  fromZeroTo: ['(from 0 to'],
  squared: ['squared'],
  cubed: ['cubed'],

  // Steps.
  lastly: [', and', ', then', ', and then'],
  to: ['to'],
  roundDown: [', rounding down'],
  on: ['on'],

  // Statements.
  letName: ['let'],
  be: ['be'],
  start: ['start as', 'start out as'],
  set: ['set'],
  define: ['define'],
  as: ['as'],
  is: ['is', 'equals'],
  becomes: ['becomes'],
  replace: ['replace'],
  toGet: ['to get', 'to find', 'to work out'],
  toUpdate: ['to update'],
  callIt: ['call the result', 'name the result'],
  makeIt: ['make the result the new value of', 'store the result in'],

  // Branches.
  provided: ['if'],
  also: ['and also'],
  isLess: ['is less than', 'is below', 'is smaller than'],
  isGreater: ['is greater than', 'is above', 'is larger than'],
  isAtMost: ['is at most', 'is not greater than'],
  isAtLeast: ['is at least', 'is not less than'],
  otherwiseIf: ['otherwise, if', 'or else, if', 'else, if'],
  otherwise: ['otherwise,', 'in all other cases,', 'else,'],
  orElse: [', or else', ', and otherwise'],

  // Loops.
  repeat: ['repeat the following', 'do the following'],
  numberOfTimes: ['a number of times equal to'],
  unlessNone: ['(not at all if that is 0 or less)'],
  withCounter: [', with'],
  counting: ['counting up from 0', 'equal to 0 the first time and 1 higher each time after that'],
  forEach: ['for each value of'],
  fromZero: ['from 0 to'],
  inTurn: [', in turn,', ', in this order,'],
} as const;

/** Verbs: as an instruction (`add 4`) and as what a function does (`it adds 4`). */
const VERBS = {
  take: [['take', 'takes']],
  add: [['add', 'adds']],
  increase: [['increase', 'increases']],
  subtract: [['subtract', 'subtracts']],
  decrease: [
    ['decrease', 'decreases'],
    ['lower', 'lowers'],
  ],
  multiply: [['multiply', 'multiplies']],
  double: [['double', 'doubles']],
  triple: [['triple', 'triples']],
  divide: [['divide', 'divides']],
  square: [['square', 'squares']],
  cube: [['cube', 'cubes']],
  raise: [['raise', 'raises']],
  apply: [['apply', 'applies']],
  pass: [['pass', 'passes']],
  run: [['run', 'runs']],
  andRoundDown: [['and round down', 'and rounds down']],
  giveBack: [
    ['return', 'returns'],
    ['give back', 'gives back'],
  ],
} as const;

export type Meaning = keyof typeof PHRASES | keyof typeof VERBS;

/** Who acts: the reader, who is told to, or the function. */
export type Person = 'reader' | 'function';

const FORMS: ReadonlyMap<string, Readonly<Record<Person, readonly string[]>>> = new Map([
  ...Object.entries(PHRASES).map(
    ([meaning, said]) => [meaning, { reader: said, function: said }] as const,
  ),
  ...Object.entries(VERBS).map(([meaning, forms]) => {
    const told: readonly string[] = forms.map(([instruction]) => instruction);
    const done: readonly string[] = forms.map(([, action]) => action);
    return [meaning, { reader: told, function: done }] as const;
  }),
]);

/** The phrases for a meaning, where a person acts. */
export function phrasesFor(meaning: Meaning, person: Person): readonly string[] {
  return FORMS.get(meaning)?.[person] ?? [];
}

/** Every phrase. */
export function phrases(): string[] {
  return entries().map(([phrase]) => phrase);
}

/** Every phrase with its meaning, which is the reader's type of token. */
export function meanings(): Map<string, string> {
  return new Map(entries());
}

function entries(): [string, string][] {
  return [...FORMS].flatMap(([meaning, { reader, function: done }]) =>
    [...new Set([...reader, ...done])].map((phrase): [string, string] => [phrase, meaning]),
  );
}
