/** What a description calls the variables of a program: by their own names, by letters, or in words. */
import type { FunctionDef } from '../../../python/syntax/syntax.js';
import { statementsOf } from '../../../python/syntax/walk.js';
import type { Random } from '../../../random/random.js';

interface Scheme {
  readonly parameter: string;
  readonly counter: string;
  /** In the order in which they first get a value. */
  readonly values: readonly string[];
}

const LETTERS: Scheme = { parameter: 'n', counter: 'k', values: 'pqrstuvwyz'.split('') };

const WORDS: Scheme = {
  parameter: 'the input',
  counter: 'the counter',
  values: 'first second third fourth fifth sixth seventh eighth ninth tenth'
    .split(' ')
    .map((ordinal) => `the ${ordinal} value`),
};

/** The names of more than one word. */
export const LONG_NAMES: readonly string[] = [WORDS.parameter, WORDS.counter, ...WORDS.values];

/** A name of one word. */
export const SHORT_NAME: RegExp = /[a-z][0-9]*/;

/** What each variable of a function is called, by its name in the program. */
export function nameVariables(definition: FunctionDef, random: Random): Map<string, string> {
  const { parameters, body } = definition;
  const values = new Set<string>();
  const counters = new Set<string>();
  for (const statement of statementsOf(body)) {
    if (statement.kind === 'Assign') values.add(statement.target);
    if (statement.kind === 'For' && typeof statement.target === 'string')
      counters.add(statement.target);
  }
  const own: Scheme = {
    parameter: parameters[0] ?? '',
    counter: [...counters][0] ?? '',
    values: [...values],
  };
  const fits = ({ values: names }: Scheme) => names.length >= values.size;
  const { parameter, counter, values: names } = random.pick([own, LETTERS, WORDS].filter(fits));
  return new Map([
    ...parameters.map((id) => [id, parameter] as const),
    ...[...counters].map((id) => [id, counter] as const),
    ...[...values].map((id, place) => [id, names[place] ?? id] as const),
  ]);
}
