/**
 * Worked-out reasoning made from the steps of a run: the `cot` targets of training, in words of our own. Invariant: what is
 * written states every fact of the run and nothing else (`checkReasoning` says so), and the same key gives the same text.
 */
import type { Step } from '../python/index.js';
import type { Random } from '../random/random.js';
import { factsOf } from './facts.js';

/** One manner of writing, kept through a text. Every sentence ends in a full stop or a colon. */
interface Voice {
  readonly begin: (name: string, values: string) => string;
  readonly assign: (target: string, chain: readonly string[]) => string;
  readonly branch: (keyword: string, test: string, filled: string, holds: boolean) => string;
  readonly loop: (target: string, iterable: string) => string;
  readonly turn: (target: string, value: string) => string;
  readonly end: (name: string, chain: readonly string[]) => string;
}

const EQUATIONS: Voice = {
  begin: (name, values) => `${name}: ${values}.`,
  assign: (target, chain) => `${target} = ${chain.join(' = ')}.`,
  branch: (_, test, filled, holds) => `${both(test, filled, ': ')} is ${holds ? 'true' : 'false'}.`,
  loop: (target, iterable) => `Loop of ${target} over ${iterable}.`,
  turn: (target, value) => `${target} = ${value}:`,
  end: (name, chain) => `${name} returns ${chain.join(' = ')}.`,
};

const SENTENCES: Voice = {
  begin: (name, values) => `We call ${name} with ${values}.`,
  assign: (target, chain) => `Then ${target} becomes ${chain.join(', which is ')}.`,
  branch: (keyword, test, filled, holds) =>
    `The ${keyword} asks for ${both(test, filled, ', that is ')}, which ${holds ? 'holds' : 'does not hold'}.`,
  loop: (target, iterable) => `Now ${target} goes through ${iterable}.`,
  turn: (target, value) => `In this turn ${target} is ${value}.`,
  end: (name, chain) => `So ${name} gives back ${chain.join(', which is ')}.`,
};

const NOTES: Voice = {
  begin: (name, values) => `- ${name} starts, ${values}.`,
  assign: (target, chain) => `- ${target} := ${chain.join(' -> ')}.`,
  branch: (keyword, test, filled, holds) =>
    `- ${keyword} ${both(test, filled, ' -> ')}: ${holds ? 'yes' : 'no'}.`,
  loop: (target, iterable) => `- for ${target} in ${iterable}:`,
  turn: (target, value) => `- ${target} is now ${value}.`,
  end: (name, chain) => `- ${name} returns ${chain.join(' -> ')}.`,
};

const VOICES = [EQUATIONS, SENTENCES, NOTES] as const;

const ENDINGS: readonly ((value: string) => string)[] = [
  (value) => `\\boxed{${value}}`,
  (value) => `Answer: ${value}`,
];

/** The reasoning of a whole run with its answer at the end, in the format that `cot` asks for. */
export function writeReasoning(steps: readonly Step[], answer: string, random: Random): string {
  return `${writeSteps(steps, random)}\n\n${random.pick(ENDINGS)(answer)}`;
}

/** A line for each step, without an answer. */
export function writeSteps(steps: readonly Step[], random: Random): string {
  const voice = random.pick(VOICES);
  const calls: string[] = [];
  return steps
    .map((step) => {
      if (step.kind === 'call') calls[step.depth] = step.target;
      return lineOf(voice, step, calls[step.depth] ?? 'The function');
    })
    .join('\n');
}

/** The steps up to one whose value is a mistake, where there is a fact to be mistaken about; then nothing more. */
export function writeMistake(steps: readonly Step[], random: Random): string {
  const facts = steps.flatMap((step, index) =>
    factsOf([step]).map(({ value }) => ({ step, index, value: BigInt(value) })),
  );
  if (facts.length === 0) return writeSteps(steps, random);
  const { step, index, value } = random.pick(facts);
  const mistaken = { ...step, value: String(value + BigInt(random.integer(1, 9))) };
  return writeSteps([...steps.slice(0, index), mistaken], random);
}

function lineOf(voice: Voice, step: Step, name: string): string {
  const { kind, target, expression, filled } = step;
  const value = step.value ?? 'a function';
  const chain = [expression, filled, value].filter((text, index, all) => text !== all[index - 1]);
  switch (kind) {
    case 'call':
      return voice.begin(target, value.replaceAll('=', ' = ') || 'no arguments');
    case 'assign':
      return voice.assign(target, chain);
    case 'branch':
      return voice.branch(target, expression, filled, value === 'True');
    case 'loop':
      return voice.loop(target, filled);
    case 'turn':
      return voice.turn(target, value);
    case 'return':
      return voice.end(name, chain);
    case 'evaluate':
      return `${chain.join(' gives ')}.`;
  }
}

function both(text: string, filled: string, between: string): string {
  return text === filled ? text : `${text}${between}${filled}`;
}
