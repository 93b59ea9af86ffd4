/** `pbb-eval exec FILE --call 'f(3)'`: what a program of the Python subset gives, and by which steps. */
import { RefusedError } from '../eval/refused.js';
import {
  compileProgram,
  LimitError,
  OutsideSubsetError,
  PythonError,
  parseCall,
  parseProgram,
  repr,
  type Step,
} from '../python/index.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { readText } from './input.js';

export interface ExecArguments {
  file: string;
  call: string;
  trace: boolean;
  json: boolean;
}

/** How the call ended; `error` is null when it gave a value. */
interface Outcome {
  readonly call: string;
  readonly value: string | null;
  readonly error: Fault | null;
  readonly steps?: readonly Step[];
}

interface Fault {
  /** An exception of Python, `limit` or `outside the subset`. */
  readonly type: string;
  readonly message: string;
  /** In the file, from 1; null where it is not known. */
  readonly line: number | null;
}

const OUTSIDE = 'outside the subset';

/** Steps that are kept for `--json`, and printed at most. */
const MAX_STEPS = 100_000;

export async function exec(args: ExecArguments): Promise<number> {
  const module = parseProgram(await readText(args.file), { file: args.file });
  const { name, args: values } = parseCall(args.call);
  const steps: Step[] = [];
  const program = compileProgram(
    module,
    args.trace ? { onStep: (step) => void (steps.length < MAX_STEPS && steps.push(step)) } : {},
  );
  if (!program.functions.includes(name)) {
    const known = program.functions.join(', ') || 'none';
    throw new RefusedError(`${args.file} has no function ${name}; its functions: ${known}`);
  }
  const ended = endOf(() => repr(program.call(name, values).value));
  const outcome: Outcome = { call: args.call, ...ended, ...(args.trace && { steps }) };
  if (args.json) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
  else print(args.file, outcome);
  return exitOf(outcome);
}

/** A run that leaves the subset says nothing of the program, as a program outside it says nothing. */
function exitOf({ error }: Outcome): number {
  if (error === null) return EXIT.done;
  return error.type === OUTSIDE ? EXIT.wrong : EXIT.failed;
}

function endOf(run: () => string): Pick<Outcome, 'value' | 'error'> {
  try {
    return { value: run(), error: null };
  } catch (error) {
    return { value: null, error: faultOf(error) };
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof PythonError) return fault(error.type, error);
  if (error instanceof LimitError) return fault('limit', error);
  if (error instanceof OutsideSubsetError) return fault(OUTSIDE, error);
  throw error;
}

function fault(
  type: string,
  { message, place }: PythonError | LimitError | OutsideSubsetError,
): Fault {
  return { type, message, line: place?.position.line ?? null };
}

function print(file: string, { value, error, steps = [] }: Outcome): void {
  for (const step of steps) process.stdout.write(`${printable(stepLine(step))}\n`);
  if (steps.length === MAX_STEPS) {
    process.stderr.write(`warning: only the first ${MAX_STEPS} steps are shown\n`);
  }
  if (value !== null) process.stdout.write(`${printable(value)}\n`);
  if (error === null) return;
  const { type, message, line } = error;
  const place = line === null ? '' : `${printable(file)}:${line}: `;
  process.stderr.write(`${place}${type}${message === '' ? '' : `: ${printable(message)}`}\n`);
}

/** A step on one line: what stands there, with its values, and what came of it; nothing twice in a row. */
function stepLine(step: Step): string {
  const { line, depth, expression, filled, value } = step;
  const ends = [expression, filled, value ?? '(no repr)'].filter(
    (text, index, all) => text !== '' && text !== all[index - 1],
  );
  return `${String(line ?? '').padStart(4)}  ${'  '.repeat(depth)}${headOf(step)}${ends.join(' → ')}`;
}

function headOf({ kind, target }: Step): string {
  switch (kind) {
    case 'call':
      return `call ${target}: `;
    case 'assign':
      return `${target} = `;
    case 'branch':
      return `${target} `;
    case 'loop':
      return `for ${target} in `;
    case 'turn':
      return `turn ${target} = `;
    case 'return':
      return 'return ';
    case 'evaluate':
      return '';
  }
}
