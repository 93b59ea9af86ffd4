/** Asks for one text of an instruction and checks it against what the program gives. */
import { compileProgram, parseProgram, repr } from '../python/index.js';
import { Random } from '../random/random.js';
import { judge } from '../scoring/judge.js';
import type { DescriptionRecord, Probe } from '../suites/random-arithmetic/described.js';
import { orderInputs } from '../suites/random-arithmetic/inputs.js';
import type { Instruction } from '../suites/suite.js';
import type { Asker } from './asker.js';
import { describingPrompt, executingPrompt, reasoningPrompt } from './prompts.js';

/** What a record says of the text itself. */
export type Checked = Pick<DescriptionRecord, 'input' | 'text' | 'kept' | 'reason' | 'probes'>;

/** A run of an instruction's program. */
export type Run = Pick<Probe, 'input' | 'expected'>;

/**
 * Runs on `count` different inputs, which together take every branch as far as there are enough of them. The same for the
 * same instruction.
 */
export function probesOf({ id, name, source }: Instruction, count: number): Run[] {
  const program = compileProgram(parseProgram(source), { coverage: true });
  const branchesOf = (input: number) => program.call(name, [input]).branches ?? new Set<number>();
  const inputs = orderInputs(new Random('description', 'probes', id), branchesOf).slice(0, count);
  return inputs.map((input) => ({
    input: String(input),
    expected: repr(program.call(name, [input]).value),
  }));
}

/**
 * A description, kept when on every probe most of those who read nothing else find what the program gives.
 * @throws EndpointError
 */
export async function describeAndProbe(
  asker: Asker,
  instruction: Instruction,
  runs: readonly Run[],
  attempt: number,
): Promise<Checked> {
  const { id, name } = instruction;
  const output = await asker.text(describingPrompt(instruction), 'description', id, attempt);
  const text = output.text.trim();
  const flaw = flawOf(text, output.finishReason);
  if (flaw !== null) return { input: null, text, kept: false, reason: flaw, probes: [] };
  const probes = await Promise.all(
    runs.map((run) => {
      const prompt = executingPrompt(name, text, run.input);
      return asker.vote(prompt, run, 'probe', id, attempt, run.input);
    }),
  );
  const missed = probes.filter(({ answer, expected }) => answer !== expected).length;
  const reason =
    missed === 0 ? null : `${missed} of ${probes.length} probes contradict the program`;
  return { input: null, text, kept: missed === 0, reason, probes };
}

/** What keeps a text from being a description, before anybody reads it. */
function flawOf(text: string, finishReason: string | null): string | null {
  if (finishReason === 'length') return 'cut at the token limit';
  if (text === '') return 'empty';
  return /```|\bdef \w+\(/.test(text) ? 'it holds code' : null;
}

/**
 * A worked reasoning for one input, kept when it ends in what the program gives.
 * @throws EndpointError
 */
export async function reasonAndCheck(
  asker: Asker,
  instruction: Instruction,
  { input, expected }: Run,
  attempt: number,
): Promise<Checked> {
  const key = ['reasoning', instruction.id, input, attempt];
  const output = await asker.text(reasoningPrompt(instruction, input), ...key);
  const judgement = judge(output, { kind: 'integer', value: expected }, 'cot');
  const kept = judgement.verdict === 'correct';
  const reason = kept ? null : `${judgement.verdict}: ${judgement.reason}`;
  return { input, text: output.text.trim(), kept, reason, probes: [] };
}
