/** `pbb-eval exec FILE --call 'f(3)'`: what a program gives, or by which steps where it is one of the Python subset. */
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
import { isOutsideSubset } from '../sandbox/subset.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { readText } from './input.js';

export interface ExecArguments {
  file: string;
  call: string;
  /** `auto`: the subset where it takes the program and the call, the sandbox else; with `trace` the subset, whose the steps are. */
  engine: 'auto' | 'subset' | 'sandbox';
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

export interface Fault {
  /** An exception of Python, `limit`, `outside the subset` or `rejected`. */
  readonly type: string;
  readonly message: string;
  /** In the file, from 1; null where it is not known. */
  readonly line: number | null;
}

const OUTSIDE = 'outside the subset';

/** Steps that are kept for `--json`, and printed at most. */
const MAX_STEPS = 100_000;

export async function exec(args: ExecArguments): Promise<number> {
  if (args.trace && args.engine === 'sandbox') {
    throw new RefusedError('--trace shows the steps of the subset; the sandbox has none to show');
  }
  const source = await readText(args.file);
  const outcome = await outcomeOf(args, source);
  if (args.json) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
  else print(args.file, outcome);
  return exitOf(outcome);
}

async function outcomeOf(args: ExecArguments, source: string): Promise<Outcome> {
  const { call, engine } = args;
  const ours = engine === 'sandbox' ? null : inSubset(args, source);
  if (ours !== null) return ours;
  const { endInSandbox } = await import('./sandboxed.js');
  return { call, ...(await endInSandbox(source, call)) };
}

/** What the subset makes of it; null where that is nothing and the engine is `auto`. */
function inSubset(args: ExecArguments, source: string): Outcome | null {
  try {
    return runInSubset(args, source);
  } catch (error) {
    if (leaves(args, error)) return null;
    throw error;
  }
}

function leaves({ engine, trace }: ExecArguments, error: unknown): boolean {
  return engine === 'auto' && !trace && isOutsideSubset(error);
}

function runInSubset(args: ExecArguments, source: string): Outcome {
  const module = parseProgram(source, { file: args.file });
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
  const ended = endOf(args, () => repr(program.call(name, values).value));
  return { call: args.call, ...ended, ...(args.trace && { steps }) };
}

/** A run that leaves the subset says nothing of the program, as a program outside it says nothing. */
function exitOf({ error }: Outcome): number {
  if (error === null) return EXIT.done;
  return error.type === OUTSIDE ? EXIT.wrong : EXIT.failed;
}

function endOf(args: ExecArguments, run: () => string): Pick<Outcome, 'value' | 'error'> {
  try {
    return { value: run(), error: null };
  } catch (error) {
    if (leaves(args, error)) throw error;
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
