/**
 * A user's folder of programs: `name.py` with functions of the Python subset, and `name.calls` with a call a line. Both are
 * checked, and every call is run, before anything is asked; faults of several files are told at once. Invariant: a program that
 * was read has at least one call, and every call has a value that can be written as a Python literal.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  compileProgram,
  LimitError,
  OutsideSubsetError,
  type Program,
  PythonError,
  parseCall,
  parseLiteral,
  parseProgram,
  repr,
  type Step,
} from '../../python/index.js';
import { DiagnosticError } from '../../text/diagnostic.js';
import { placeHelp, readUserFile } from '../user-file.js';

/** One call of a program, and what it gives. */
export interface CalledRun {
  /** As the file has it. */
  readonly call: string;
  /** `repr` of the value. */
  readonly value: string;
}

export interface StatedProgram {
  /** The name of its file. */
  readonly name: string;
  /** The function that its calls call. */
  readonly entry: string;
  readonly source: string;
  readonly runs: readonly CalledRun[];
}

/** The folder below that holds train programs. */
const TRAIN = 'train';
const MOST_PROGRAMS = 2000;
const MOST_CALLS = 10_000;
const MOST_MIB = 1;
const CALLS_HELP = 'It holds a call a line, such as sort([3, 1, 2]).';
/** Files whose faults are told. */
const MOST_FAULTS = 20;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

/**
 * The programs of a folder by name, and those of its folder `train`.
 * @throws DiagnosticError with what is wrong with the files
 */
export function readFolder(folder: string): {
  readonly train: readonly StatedProgram[];
  readonly evaluation: readonly StatedProgram[];
} {
  const names = namesIn(folder);
  if (names === null) throw fault(folder, 'no such folder of programs', placeHelp(folder));
  const faults: DiagnosticError[] = [];
  const evaluation = programsOf(folder, names, faults);
  const trainFolder = join(folder, TRAIN);
  const train = programsOf(trainFolder, namesIn(trainFolder) ?? [], faults);
  if (faults.length > 0) {
    throw new FolderError(faults.slice(0, MOST_FAULTS));
  }
  if (train.length + evaluation.length === 0) {
    throw fault(folder, 'no programs: expected files such as sort.py, each beside its sort.calls');
  }
  const named = new Map<string, string>();
  for (const { name, entry } of [...train, ...evaluation]) {
    const other = named.get(entry);
    if (other !== undefined && other !== name) {
      throw fault(
        folder,
        `${other} and ${name} both call ${entry}, so its name alone does not tell which is meant`,
      );
    }
    named.set(entry, name);
  }
  const both = train.find(({ name }) => evaluation.some((other) => other.name === name));
  if (both !== undefined) {
    throw fault(join(trainFolder, `${both.name}.py`), `${both.name} is an evaluation program, too`);
  }
  return { train, evaluation };
}

/** The faults of several files, each shown with its own source. */
class FolderError extends DiagnosticError {
  constructor(errors: readonly DiagnosticError[]) {
    super(errors.flatMap(({ diagnostics }) => diagnostics));
    this.message = errors.map(({ message }) => message).join('\n');
  }
}

/** Without `.py`, in order; null when there is no such folder. */
function namesIn(folder: string): string[] | null {
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw fault(folder, `cannot be read (${String(error.code)})`);
    }
    throw error;
  }
  const names = entries
    .filter((entry) => entry.endsWith('.py'))
    .map((entry) => basename(entry, '.py'));
  if (names.length > MOST_PROGRAMS) {
    throw fault(folder, `${names.length} programs; at most ${MOST_PROGRAMS} are read`);
  }
  return names.toSorted();
}

function programsOf(
  folder: string,
  names: readonly string[],
  faults: DiagnosticError[],
): StatedProgram[] {
  const programs: StatedProgram[] = [];
  for (const name of names) {
    if (faults.length >= MOST_FAULTS) break;
    try {
      programs.push(readProgram(folder, name));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      faults.push(error);
    }
  }
  return programs;
}

function readProgram(folder: string, name: string): StatedProgram {
  const file = join(folder, `${name}.py`);
  if (!NAME.test(name)) {
    throw fault(file, 'expected a name of letters, digits, "_", "-" and ".", 64 at most');
  }
  const source = readUserFile(file, MOST_MIB);
  const program = compileProgram(parseProgram(source, { file }));
  const callsFile = join(folder, `${name}.calls`);
  const calls = new Calls(callsFile, readUserFile(callsFile, MOST_MIB, CALLS_HELP), program);
  return { name, entry: calls.entry, source, runs: calls.runs };
}

/** The calls of one program; blank lines and lines that begin with # are passed over. */
class Calls {
  readonly entry: string;
  readonly runs: readonly CalledRun[];
  readonly #file: string;
  readonly #source: string;
  readonly #program: Program;

  constructor(file: string, source: string, program: Program) {
    this.#file = file;
    this.#source = source;
    this.#program = program;
    const lines = source
      .split(/\r?\n/)
      .map((text, index) => ({ call: text.trim(), line: index + 1 }))
      .filter(({ call }) => call !== '' && !call.startsWith('#'));
    const [first] = lines;
    if (first === undefined) throw fault(file, 'no calls');
    if (lines.length > MOST_CALLS) throw fault(file, `more than ${MOST_CALLS} calls`);
    this.entry = this.#parsed(first.call, first.line).name;
    const seen = new Map<string, number>();
    this.runs = lines.map(({ call, line }) => {
      const { args } = this.#parsed(call, line);
      const key = args.map(repr).join(', ');
      const before = seen.get(key);
      if (before !== undefined)
        throw this.#fault(line, call, `the same call stands on line ${before}`);
      seen.set(key, line);
      return { call, value: this.#run(call, line) };
    });
  }

  #parsed(call: string, line: number): ReturnType<typeof parseCall> {
    try {
      return parseCall(call);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      throw this.#fault(
        line,
        call,
        'expected a call of a function with literals, such as f([3, 1], 2)',
      );
    }
  }

  #run(call: string, line: number): string {
    const { name, args } = this.#parsed(call, line);
    if (name !== this.entry) {
      throw this.#fault(
        line,
        call,
        `calls ${name}, the calls before it ${this.entry}: one function to a file`,
      );
    }
    if (!this.#program.functions.includes(name)) {
      const known = this.#program.functions.join(', ');
      throw this.#fault(line, call, `the program has no function ${name}; its functions: ${known}`);
    }
    try {
      const value = repr(this.#program.call(name, args).value);
      parseLiteral(value);
      return value;
    } catch (error) {
      throw this.#fault(line, call, `gives no value that can be asked for: ${reasonOf(error)}`);
    }
  }

  #fault(line: number, call: string, message: string): DiagnosticError {
    const [text = ''] = this.#source.split(/\r?\n/).slice(line - 1);
    const column = text.indexOf(call) + 1;
    return new DiagnosticError(
      [{ file: this.#file, position: { line, column }, length: call.length, message }],
      this.#source,
    );
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof PythonError) return `${error.type}: ${error.message}`;
  if (error instanceof LimitError || error instanceof OutsideSubsetError) return error.message;
  if (error instanceof DiagnosticError) return 'it is no literal';
  throw error;
}

function fault(file: string, message: string, help?: string): DiagnosticError {
  return new DiagnosticError([{ file, message, ...(help === undefined ? {} : { help }) }]);
}

/** What a call does, step by step. */
export function traceCall({ source, name }: StatedProgram, call: string): Step[] {
  const steps: Step[] = [];
  const program = compileProgram(parseProgram(source, { file: name }), {
    onStep: (step) => steps.push(step),
  });
  const { name: entry, args } = parseCall(call);
  try {
    program.call(entry, args);
  } catch (error) {
    // Writing the steps down is charged to the run: one that came near its limits has no trace.
    if (error instanceof LimitError) return [];
    throw error;
  }
  return steps;
}
