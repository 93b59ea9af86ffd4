/**
 * One line of a file of items: its keys, and the target that they state. What is wrong with a line is told by key; where the key stands
 * is the file's business.
 */
import { z } from 'zod';
import { canonicalInteger } from '../../scoring/integer/number.js';
import { readDecimal, writeDecimal } from '../../scoring/number/decimal.js';
import { literalOf } from '../../scoring/python-literal/judge-literal.js';
import { Pattern } from '../../scoring/regex/pattern.js';
import { canonicalText } from '../../scoring/text/canonical.js';
import { ANSWERS, type Target } from '../../scoring/verdict.js';
import { wrongAnswers } from '../plausible.js';

export const KINDS = ['integer', 'number', 'text', 'python-literal', 'regex'] as const;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const NAME_RULE =
  'letters, digits, ".", "_", ":" and "-", 64 at most, beginning with a letter or digit';
/** Characters of a message, and of a target. */
const MOST_CHARACTERS = 200_000;
const MOST_TARGET = 10_000;
const MOST_MESSAGES = 64;
const MOST_FACETS = 8;

const name = z.string().regex(NAME, `expected ${NAME_RULE}`);
const content = z.string().min(1).max(MOST_CHARACTERS);
const facet = z.union([z.string().min(1).max(64), z.number()], {
  error: 'expected a number or a text of 1 to 64 characters',
});

export const lineSchema = z.strictObject({
  id: name.optional(),
  prompt: content.optional(),
  messages: z
    .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content }))
    .min(1)
    .max(MOST_MESSAGES)
    .optional(),
  kind: z.enum(KINDS),
  target: z.union([z.string().min(1).max(MOST_TARGET), z.number()], {
    error: `expected a number or a text of 1 to ${MOST_TARGET} characters`,
  }),
  tolerance: z.number().min(0).optional(),
  example: z.string().min(1).max(MOST_TARGET).optional(),
  answer: z.enum(ANSWERS).optional(),
  split: name.refine((split) => split !== 'default', 'expected another name').default('test'),
  cluster: name.optional(),
  facets: z
    .record(name, facet)
    .refine(
      (facets) => Object.keys(facets).length <= MOST_FACETS,
      `expected at most ${MOST_FACETS}`,
    )
    .default({}),
});

export type Line = z.output<typeof lineSchema>;

/** What is wrong with a key of a line whose keys have the right shape. */
export class LineFault extends Error {
  override readonly name = 'LineFault';
  readonly key: keyof Line;

  constructor(key: keyof Line, message: string) {
    super(message);
    this.key = key;
  }
}

/** The target of a line; throws a `LineFault` where the keys do not state one. */
export function targetOf(line: Line): Target {
  if (line.tolerance !== undefined && line.kind !== 'number') {
    throw new LineFault('tolerance', `only the kind number has a tolerance, found ${line.kind}`);
  }
  if (line.example !== undefined && line.kind !== 'regex') {
    throw new LineFault('example', `only the kind regex has an example, found ${line.kind}`);
  }
  switch (line.kind) {
    case 'integer':
      return integerTarget(line.target);
    case 'number':
      return numberTarget(line.target, line.tolerance ?? 0);
    case 'text':
      return textTarget(written(line.target));
    case 'python-literal':
      return literalTarget(written(line.target));
    case 'regex':
      return patternTarget(written(line.target), line.example);
  }
}

function integerTarget(target: string | number): Target {
  if (typeof target === 'number' && !Number.isSafeInteger(target)) {
    throw new LineFault(
      'target',
      `expected an integer, found ${target}; large ones are written as text`,
    );
  }
  if (!/^[-+]?\d+$/.test(String(target))) {
    throw new LineFault('target', `expected an integer, found ${JSON.stringify(target)}`);
  }
  return { kind: 'integer', value: canonicalInteger(String(target)) };
}

function numberTarget(target: string | number, tolerance: number): Target {
  const [value, most] = [readDecimal(String(target)), readDecimal(String(tolerance))];
  if (value === null) {
    throw new LineFault('target', `expected a decimal number, found ${JSON.stringify(target)}`);
  }
  if (most === null) throw new LineFault('tolerance', `found ${tolerance}`);
  return { kind: 'number', value: writeDecimal(value), tolerance: writeDecimal(most) };
}

function written(target: string | number): string {
  if (typeof target === 'string') return target;
  throw new LineFault('target', `expected text, found the number ${target}: write it in quotes`);
}

function textTarget(value: string): Target {
  if (canonicalText(value) === '' || value.includes('\n')) {
    throw new LineFault('target', 'expected one line with more than quotes and marks on it');
  }
  return { kind: 'text', value };
}

function literalTarget(value: string): Target {
  if (literalOf(value) === undefined) {
    throw new LineFault('target', 'expected a Python literal, such as "[1, \'a\', None]"');
  }
  return { kind: 'python-literal', value };
}

function patternTarget(value: string, example: string | undefined): Target {
  const pattern = patternOf(value);
  if (example === undefined) {
    throw new LineFault('example', 'missing; expected a text that the pattern accepts');
  }
  const compared = canonicalText(example);
  if (!pattern.matches(compared)) {
    throw new LineFault(
      'example',
      `the pattern does not accept it as it is compared, without outer quotes and marks: ${JSON.stringify(compared)}`,
    );
  }
  const target = { kind: 'regex', value, example } as const;
  if (wrongAnswers(target).length === 0) {
    throw new LineFault('target', 'accepts every text that was tried, so no answer would be wrong');
  }
  return target;
}

function patternOf(source: string): Pattern {
  try {
    return Pattern.of(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LineFault('target', `not a pattern of RE2: ${error.message}`);
  }
}
