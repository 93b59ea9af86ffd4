/**
 * The words of a simulated model: an answer put in the requested format with a real model's variety, or a text that
 * holds none. Invariant: the texts of `wordAnswer` are read strictly as the value they were given, and those of
 * `wordNothing` are malformed under strict scoring.
 */
import type { Random } from '../random/random.js';
import type { Answer, Target } from '../scoring/verdict.js';

/** A text and whether it ran into the token limit. */
export interface Wording {
  readonly text: string;
  readonly truncated: boolean;
}

const PLAIN = (value: string): string => value;

/** Plain is listed often because it is what models do most. */
const DIRECT_FORMS: readonly ((value: string) => string)[] = [
  PLAIN,
  PLAIN,
  PLAIN,
  PLAIN,
  (value) => `${value}\n`,
  (value) => ` ${value}`,
  (value) => `**${value}**`,
  (value) => `${value}.`,
  (value) => `\`${value}\``,
  (value) => `\`\`\`\n${value}\n\`\`\``,
  (value) => `${value}\n\nThis follows from the steps of the function.`,
];

const COT_FORMS: readonly ((value: string) => string)[] = [
  (value) => `\\boxed{${value}}`,
  (value) => `\\boxed{${value.replaceAll(',', '{,}')}}`,
  (value) => `$\\boxed{${value}}$`,
  (value) => `\\[\n\\boxed{ ${value} }\n\\]`,
  (value) => `The function therefore returns \\boxed{${value}}.`,
  (value) => `Answer: ${value}`,
  (value) => `Answer: ${value}.`,
  (value) => `**Answer:** ${value}`,
  (value) => `**Answer: ${value}**\n`,
  (value) => `Answer: ${value}\n\nLet me know if you want to see any step again.`,
];

const SENTENCE_FORMS: readonly ((value: string) => string)[] = [
  PLAIN,
  PLAIN,
  PLAIN,
  (value) => `${value}.`,
  (value) => `${value.charAt(0).toUpperCase()}${value.slice(1)}.`,
  (value) => `"${value}"`,
  (value) => `**${value}**`,
  (value) => `${value}\n`,
];

const TEXT_DIRECT_FORMS: readonly ((value: string) => string)[] = [
  PLAIN,
  PLAIN,
  PLAIN,
  PLAIN,
  (value) => `${value}\n`,
  (value) => ` ${value}`,
  (value) => `"${value}"`,
  (value) => `\u201c${value.replaceAll("'", '\u2019')}\u201d`,
  (value) => `**${value}**`,
  (value) => `${value}.`,
  (value) => `\`${value}\``,
  (value) => `\`\`\`\n${value}\n\`\`\``,
  (value) => `${value}\n\nEvery letter was moved as the cipher says.`,
];

const TEXT_COT_FORMS: readonly ((value: string) => string)[] = [
  (value) => `\\boxed{${value}}`,
  (value) => `\\boxed{\\text{${value}}}`,
  (value) => `\\[\n\\boxed{\\text{${value}}}\n\\]`,
  (value) => `The cipher therefore gives $\\boxed{\\texttt{${value}}}$.`,
  (value) => `Answer: ${value}`,
  (value) => `Answer: ${value}.`,
  (value) => `Answer: "${value}"`,
  (value) => `**Answer:** ${value}`,
  (value) => `**Answer: ${value}**\n`,
  (value) => `**Answer:** \`${value}\``,
  (value) => `Answer: ${value}\n\nLet me know if you want to see any step again.`,
];

const LITERAL_DIRECT_FORMS: readonly ((value: string) => string)[] = [
  PLAIN,
  PLAIN,
  PLAIN,
  (value) => `${value}\n`,
  (value) => ` ${value}`,
  (value) => `\`${value}\``,
  (value) => `\`\`\`python\n${value}\n\`\`\``,
];

const LITERAL_COT_FORMS: readonly ((value: string) => string)[] = [
  (value) => `Answer: ${value}`,
  (value) => `**Answer:** ${value}`,
  (value) => `Answer: \`${value}\``,
  (value) => `Answer: ${value}\n\nLet me know if you want to see any step again.`,
];

const OPENINGS = [
  'Let me work through this step by step.',
  'To find the output, I follow the function as I know it.',
  'First I recall what the function does with its input.',
  "Let's trace the computation.",
] as const;

const STEPS: readonly ((number: number) => string)[] = [
  (number) => `The first operation leaves ${number} in the variable.`,
  (number) => `After the loop the running value is ${number}.`,
  (number) => `The condition holds, so we continue with ${number}.`,
  (number) => `The condition does not hold, and the other branch gives ${number}.`,
  (number) => `Multiplying and adding, I get ${number} at this point.`,
  (number) => `Floor division brings this to ${number}.`,
];

const LETTER_STEPS: readonly ((number: number) => string)[] = [
  (number) => `The next letter moves by ${number} places.`,
  (number) => `Spaces and marks stay as they are, and the letter after them moves by ${number}.`,
  (number) => `Taken around the alphabet, ${number} leads back to its beginning.`,
  (number) => `This letter has the place ${number} in the alphabet.`,
];

const REFUSALS = [
  "I'm sorry, but I can't help with that.",
  'I do not know this function, so I cannot say what it returns.',
  'Could you share the definition of the function? Without it I would only be guessing.',
] as const;

type Failure = (value: string, random: Random) => Wording;

const FAILURES: readonly Failure[] = [
  () => complete(''),
  (_, random) => complete(random.pick(REFUSALS)),
  (_, random) => complete(`${working(random)} From here the result follows directly.`),
  (_, random) => ({ text: `${working(random)} ${interrupted(random)}`, truncated: true }),
];

const DIRECT_FAILURES: readonly Failure[] = [
  ...FAILURES,
  (value) => complete(`I believe that it returns ${value} in this case.`),
  (value) => complete(`Answer: ${value}`),
  (value, random) => complete(`${working(random)}\n\n\\boxed{${value}}`),
];

const COT_FAILURES: readonly Failure[] = [
  ...FAILURES,
  (value, random) => complete(`${working(random)} So it returns ${value} in this case.`),
  (value) => complete(value),
  (value, random) => ({ text: `${working(random)}\n\n\\boxed{${value}`, truncated: true }),
];

const SENTENCE_FAILURES: readonly Failure[] = [
  () => complete(''),
  (_, random) => complete(random.pick(REFUSALS)),
  (value) => complete(`Here is a sentence that fits the grammar:\n\n${value}`),
  (value) => complete(`The sentence that you want may be "${value}", I think.`),
  () => ({ text: 'Let me think of a sentence that fits', truncated: true }),
];

const TEXT_FAILURES: readonly Failure[] = [
  () => complete(''),
  (_, random) => complete(random.pick(REFUSALS)),
  (_, random) => complete(`${spelling(random)} From here the text follows directly.`),
  (_, random) => ({ text: `${spelling(random)} ${interrupted(random)}`, truncated: true }),
];

const TEXT_DIRECT_FAILURES: readonly Failure[] = [
  ...TEXT_FAILURES,
  (value) => complete(`I believe that it returns "${value}".`),
  (value) => complete(`Answer: ${value}`),
  (value, random) => complete(`${spelling(random)}\n\n\\boxed{\\text{${value}}}`),
];

const TEXT_COT_FAILURES: readonly Failure[] = [
  ...TEXT_FAILURES,
  (value, random) => complete(`${spelling(random)} So the text becomes "${value}".`),
  (value) => complete(value),
  (value, random) => ({
    text: `${spelling(random)}\n\n\\boxed{\\text{${value}`,
    truncated: true,
  }),
];

/** What no pattern takes for an answer. */
const PATTERN_FAILURES: readonly Failure[] = [
  () => complete(''),
  (_, random) => ({ text: interrupted(random), truncated: true }),
];

const CODE_FORMS: readonly ((code: string) => string)[] = [
  (code) => `\`\`\`python\n${code}\n\`\`\``,
  (code) => `Here it is, from memory:\n\n\`\`\`python\n${code}\n\`\`\`\n`,
  (code) => `\`\`\`\n${code}\n\`\`\`\n\nThat is all of it.`,
  (code) => code,
];

const CODE_FAILURES: readonly Failure[] = [
  (code) => complete(`Sure. It reads as follows.\n${code}\nI am fairly certain of it.`),
  () => complete('I do not remember how that one is written.'),
  () => complete('It takes its argument, changes it step by step and gives the result back.'),
  (_, random) => ({ text: interrupted(random), truncated: true }),
];

/** The value in the format that was asked for; with `steps` as what was worked out before, where there are some. */
export function wordAnswer(
  value: string,
  kind: Target['kind'],
  answer: Answer,
  steps: string | null,
  random: Random,
): string {
  switch (kind) {
    case 'sentence':
      return random.pick(SENTENCE_FORMS)(value);
    case 'program':
    case 'grammar':
      return random.pick(CODE_FORMS)(value);
    case 'text':
    case 'regex':
      if (answer === 'direct') return random.pick(TEXT_DIRECT_FORMS)(value);
      return `${spelling(random)}\n\n${random.pick(TEXT_COT_FORMS)(value)}`;
    case 'python-literal':
    case 'execution':
      if (answer === 'direct') return random.pick(LITERAL_DIRECT_FORMS)(value);
      return `${steps ?? working(random)}\n\n${random.pick(LITERAL_COT_FORMS)(value)}`;
    case 'integer':
    case 'number': {
      const written = kind === 'integer' ? writeInteger(value, random) : value;
      if (answer === 'direct') return random.pick(DIRECT_FORMS)(written);
      return `${steps ?? working(random)}\n\n${random.pick(COT_FORMS)(written)}`;
    }
  }
}

/** A text without an answer in the requested format; `value` is what a lenient reader may find in it. */
export function wordNothing(
  value: string,
  kind: Target['kind'],
  answer: Answer,
  random: Random,
): Wording {
  return random.pick(failuresOf(kind, answer))(value, random);
}

function failuresOf(kind: Target['kind'], answer: Answer): readonly Failure[] {
  switch (kind) {
    case 'sentence':
      return SENTENCE_FAILURES;
    case 'program':
    case 'grammar':
      return CODE_FAILURES;
    case 'text':
      return answer === 'direct' ? TEXT_DIRECT_FAILURES : TEXT_COT_FAILURES;
    case 'regex':
      return PATTERN_FAILURES;
    case 'integer':
    case 'number':
    case 'python-literal':
    case 'execution':
      return answer === 'direct' ? DIRECT_FAILURES : COT_FAILURES;
  }
}

/**
 * Reasoning that nobody asked for, short enough that a limit made for direct answers does not cut the answer after it. It
 * breaks off when the sample runs into the token limit anyway.
 */
export function wordReasoning(truncated: boolean, random: Random): string {
  const thought = `Okay, so I need to find out what comes out here.\n${step(random)}`;
  return truncated ? `${thought} ${interrupted(random)}` : thought;
}

function working(random: Random): string {
  const steps = Array.from({ length: random.integer(1, 3) }, () => step(random));
  return [random.pick(OPENINGS), ...steps].join(' ');
}

/** As `working`, of a text. */
function spelling(random: Random): string {
  const steps = Array.from({ length: random.integer(1, 3) }, () =>
    random.pick(LETTER_STEPS)(random.integer(1, 25)),
  );
  return [random.pick(OPENINGS), ...steps].join(' ');
}

function step(random: Random): string {
  return random.pick(STEPS)(random.integer(-200, 200));
}

function complete(text: string): Wording {
  return { text, truncated: false };
}

/** A sentence that stops in its middle. */
function interrupted(random: Random): string {
  const sentence = 'Now the next step takes the value from before and combines it with the in';
  return sentence.slice(0, random.integer(10, sentence.length));
}

/** The integer as people write it: sometimes a real minus sign, sometimes thousands separators. */
function writeInteger(value: string, random: Random): string {
  const sign = value.startsWith('-') ? '-' : '';
  const digits = value.slice(sign.length);
  const grouped = random.chance(1, 4) ? digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : digits;
  return (sign !== '' && random.chance(1, 8) ? '\u2212' : sign) + grouped;
}
