/** CPython as the reference: runs many programs in one process and says how each call ended. */
import { spawn, spawnSync } from 'node:child_process';

/** A call of a program's function, its arguments as Python literals. */
export interface ReferenceCall {
  readonly name: string;
  readonly args: readonly string[];
}
export interface ReferenceProgram {
  readonly source: string;
  readonly calls: readonly ReferenceCall[];
}

/** `python3 --version`, or undefined where there is none. */
export const cpythonVersion: string | undefined = versionOf(
  spawnSync('python3', ['--version'], { encoding: 'utf8' }),
);

function versionOf({
  status,
  stdout,
}: {
  status: number | null;
  stdout: string;
}): string | undefined {
  return status === 0 ? stdout.trim() : undefined;
}

const SCRIPT = `
import ast, json, signal, sys

class Slow(BaseException):
    pass

def stop(*_):
    raise Slow()

signal.signal(signal.SIGALRM, stop)

def outcome(source, calls):
    names = {'__name__': 'program'}
    exec(compile(source, 'program', 'exec'), names)
    for call in calls:
        signal.setitimer(signal.ITIMER_REAL, 5)
        try:
            function = eval(call['name'], names)
            yield repr(function(*ast.literal_eval('[' + ', '.join(call['args']) + ']')))
        except Exception as error:
            yield '!! ' + type(error).__name__
        except Slow:
            yield '!! more than 5 seconds'
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

for line in sys.stdin:
    job = json.loads(line)
    print(json.dumps(list(outcome(job['source'], job['calls']))))
`;

/** How CPython ends each call of each program: `repr` of the value, or `!! ` and the exception's type. */
export async function cpythonOutcomes(programs: readonly ReferenceProgram[]): Promise<string[][]> {
  const lines = await runCpython(SCRIPT, programs);
  return lines.map((outcomes) => {
    if (!Array.isArray(outcomes)) throw new Error(`python3 printed ${JSON.stringify(outcomes)}`);
    return outcomes.map(String);
  });
}

const COMPILE_SCRIPT = `
import json, sys

def refuses(source):
    try:
        compile(source, 'program', 'exec')
    except SyntaxError:
        return True
    return False

for line in sys.stdin:
    print(json.dumps(refuses(json.loads(line))))
`;

/** For each source, whether CPython refuses to compile it. */
export async function cpythonRefuses(sources: readonly string[]): Promise<unknown[]> {
  return runCpython(COMPILE_SCRIPT, sources);
}

/** Runs `script`, which reads a line of JSON for each of `jobs` and prints one. */
async function runCpython(script: string, jobs: readonly unknown[]): Promise<unknown[]> {
  const child = spawn('python3', ['-W', 'ignore', '-c', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Makes the order of sets of strings the same in every run.
    env: { ...process.env, PYTHONHASHSEED: '0' },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.end(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
  const status = await closed;
  if (status !== 0) throw new Error(`python3 ended with ${status}`);
  const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}
