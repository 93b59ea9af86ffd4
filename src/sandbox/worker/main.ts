/**
 * The process of the sandbox. It reads its setup and, in most cases, a snapshot, and then answers programs one after the other until
 * its input ends. Nothing happens beside that: between two frames it waits in a read.
 */
import type { Reply, Request, Setup } from '../messages.js';
import { disarm, loadModules } from './disarm.js';
import { type Emscripten, loadEmscripten, readEmscripten } from './emscripten.js';
import { createInterpreter, type Interpreter } from './interpreter.js';
import { readFrame, writeComplaint, writeFrame } from './pipe.js';
import { Session } from './session.js';
import { withoutSettings } from './settings.js';
import { restoreSnapshot, takeSnapshot } from './snapshot.js';

const exit = process.exit.bind(process);
const modules = withoutSettings(loadModules);

const first = readFrame();
if (first === null) exit(0);
else serve(JSON.parse(first.toString())).then(() => exit(0), fail);

/** Node itself would print the line of the source, which is a megabyte long. */
function fail(error: Error): void {
  writeComplaint(error.stack ?? error.message);
  exit(1);
}

async function serve(setup: Setup): Promise<void> {
  const [source, code, exports] = setup.makesSnapshot
    ? [readEmscripten(`${setup.pyodide}pyodide.asm.mjs`)]
    : [readFrame(), readFrame(), readFrame()];
  if (!source) return;
  const emscripten = loadEmscripten(source, code ?? undefined);
  const python = await createInterpreter(emscripten.create, setup, exports ?? undefined);
  if (setup.disarm) disarm(modules);
  if (setup.makesSnapshot) makeSnapshot(python, emscripten);
  else answer(python, setup);
}

function makeSnapshot(python: Interpreter, emscripten: Emscripten): void {
  const fresh = Buffer.from(python.memory());
  python.c.Py_InitializeEx(0);
  new Session(python).prepare();
  const memory = takeSnapshot(python, fresh);
  writeFrame(emscripten.source);
  writeFrame(emscripten.codeCache());
  writeFrame(python.exports);
  writeFrame(memory);
}

function answer(python: Interpreter, { resets }: Setup): void {
  restoreSnapshot(python);
  const session = new Session(python);
  session.takeReset();
  python.gate.close();
  writeFrame(Buffer.from('ready'));
  for (let frame = readFrame(); frame !== null; frame = readFrame()) {
    const request: Request = JSON.parse(frame.toString());
    const { nonce } = request;
    for (const outcome of session.outcomes(request)) {
      const reply: Reply = { nonce, outcome };
      writeFrame(Buffer.from(JSON.stringify(reply)));
    }
    if (!resets) break;
    session.reset();
    writeFrame(Buffer.from('ready'));
  }
  // Being killed takes less time than ending.
  if (!resets) readFrame();
}
