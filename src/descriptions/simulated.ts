/**
 * How a simulated model describes programs: in our English, truly with its stated skill and else of a function that it misread.
 * It carries out descriptions in our English to the letter, so a wrong one shows. It knows the prompts, as any endpoint does.
 */
import { compileProgram, parseProgram, repr } from '../python/index.js';
import type { FunctionDef } from '../python/syntax/syntax.js';
import { Random } from '../random/random.js';
import { messagesKey } from '../simulator/answer.js';
import type { SimulatedModel } from '../simulator/model.js';
import type { Reply } from '../simulator/server.js';
import { describe } from '../suites/random-arithmetic/english/describe.js';
import { readDescription } from '../suites/random-arithmetic/english/read.js';
import { slippedFunctions } from '../suites/random-arithmetic/slips.js';
import type { Instruction } from '../suites/suite.js';
import type { Run } from './check.js';
import { describingPrompt, executionIn, reasoningPrompt } from './prompts.js';

interface Task {
  readonly instruction: Instruction;
  readonly runs: readonly Run[];
}

export function simulatedReply(tasks: readonly Task[]): Reply {
  const describing = new Map(
    tasks.map(({ instruction }) => [messagesKey(describingPrompt(instruction)), instruction]),
  );
  const reasoning = new Map(
    tasks.flatMap(({ instruction, runs }) =>
      runs.map((run) => [messagesKey(reasoningPrompt(instruction, run.input)), run] as const),
    ),
  );
  return (model, messages, seed) => {
    const key = messagesKey(messages);
    const random = new Random('simulator', 'description', model.seed, key, seed);
    const instruction = describing.get(key);
    if (instruction !== undefined) return description(instruction, model, random);
    const run = reasoning.get(key);
    if (run !== undefined) return worked(run, model, random);
    const execution = executionIn(messages[0]?.content ?? '');
    return execution === null ? undefined : executed(execution.description, execution.input);
  };
}

/** The stated skill of a model that knows no splits. */
function skillOf(model: SimulatedModel): number {
  if (model.kind !== 'noisy') return model.kind === 'oracle' ? 1 : 0;
  const skill = typeof model.skill === 'number' ? model.skill : model.skill.default;
  return typeof skill === 'number' ? skill : skill.cot;
}

function description({ source }: Instruction, model: SimulatedModel, random: Random): string {
  const [definition] = parseProgram(source).functions;
  if (definition === undefined) throw new RangeError('a program without a function');
  const right = random.real() < skillOf(model);
  return right ? describe(definition, random) : misread(definition, random);
}

/** A description of a function that was taken for another; a blank one where English has no words for any. */
function misread(definition: FunctionDef, random: Random): string {
  for (const slip of random.shuffle(slippedFunctions(definition))) {
    try {
      return describe(slip, random);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return '';
}

function worked({ input, expected }: Run, model: SimulatedModel, random: Random): string {
  const right = random.real() < skillOf(model);
  const value = right ? expected : String(BigInt(expected) + 1n);
  return `Beginning with ${input} and going through the function line by line, the result is ${value}.\n\nAnswer: ${value}`;
}

/** A misread function may have no result for some inputs. */
function executed(text: string, input: string): string {
  const read = readDescription(text);
  const program = compileProgram({ kind: 'Module', functions: [read] });
  try {
    const value = repr(program.call(read.name, [Number(input)]).value);
    return `Following the description, the result is ${value}.\n\nAnswer: ${value}`;
  } catch {
    return 'Following the description, there is no result.';
  }
}
