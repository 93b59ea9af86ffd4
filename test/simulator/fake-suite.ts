/** A suite of made-up programs with as many instructions and items as a test wants; targets of all lengths and signs. */
import { hashOf, type Random } from '../../src/random/random.js';
import { ANSWERS, type Answer, integerOf } from '../../src/scoring/verdict.js';
import type { Item, SuiteInstance } from '../../src/suites/suite.js';

/** Its targets are integers, and blind guesses at them those of this suite. */
const FAKE = 'random-arithmetic';

const SPLITS: readonly string[] = ['w-io-test', 'wo-io'];

export interface FakeSize {
  readonly instructions: number;
  readonly inputs: number;
}

export function fakeSuite(size: FakeSize): SuiteInstance {
  return {
    suite: FAKE,
    instructions: [],
    executions: () => [],
    items: (split, answer) => fakeItems(split, answer, size),
    isBindingError: () => false,
    bindingErrorChance: () => 0,
    rightAnswer: (item) => integerOf(item.target),
    guess: (_, random) => String(random.integer(-1000, 1000)),
    splits: SPLITS,
    measure: () => ({}),
    trace: () => null,
    plausibleError: (item, random) =>
      String(BigInt(integerOf(item.target)) + BigInt(offset(random))),
  };
}

/** One item; the target follows from instruction and input. */
export function fakeItem(split: string, answer: Answer, instruction: number, input: number): Item {
  const name = `fn${instruction}`;
  return {
    id: `fake/${split}/${answer}/${name}/${input}`,
    suite: FAKE,
    split,
    answer,
    instruction: name,
    cluster: name,
    input: String(input),
    messages: [
      { role: 'system', content: `Answer in the ${answer} way.` },
      { role: 'user', content: `What does ${name} return for ${input}? (${split})` },
    ],
    target: { kind: 'integer', value: targetOf(name, input) },
    facets: { ops: 1 + (instruction % 10) },
    controls: {},
  };
}

export function allItems(suite: SuiteInstance): Item[] {
  return SPLITS.flatMap((split) =>
    ANSWERS.flatMap((answer) => Array.from(suite.items(split, answer))),
  );
}

function* fakeItems(split: string, answer: Answer, size: FakeSize): Generator<Item> {
  for (let instruction = 0; instruction < size.instructions; instruction += 1) {
    for (let input = 0; input < size.inputs; input += 1) {
      yield fakeItem(split, answer, instruction, input);
    }
  }
}

/** 1 to 12 digits, negative half of the time. */
function targetOf(name: string, input: number): string {
  const digits = 1 + (hashOf(8, 'digits', name, input) % 12);
  const size = hashOf(40, 'size', name, input) % 10 ** digits;
  return String(hashOf(1, 'sign', name, input) === 0 ? size : 0 - size);
}

function offset(random: Random): number {
  return random.integer(1, 9) * (random.chance(1, 2) ? 1 : -1);
}
