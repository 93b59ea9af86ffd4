/**
 * The process of the sandbox. It reads its setup and, in most cases, a snapshot, and then answers programs one after the other until
 * its input ends. Nothing happens beside that: between two frames it waits in a read.
 */
import type { Reply, Request, Setup } from '../messages.js';
import { disarm } from './disarm.js';
import { createInterpreter, type Interpreter } from './interpreter.js';
import { readFrame, writeFrame } from './pipe.js';
import { Session } from './session.js';
import { restoreSnapshot, takeSnapshot } from './snapshot.js';

const exit = process.exit.bind(process);

const first = readFrame();
if (first !== null) {
  const setup: Setup = JSON.parse(first.toString());
  const python = await createInterpreter(setup);
  if (setup.disarm) disarm();
  if (setup.makesSnapshot) makeSnapshot(python);
  else answer(python, setup);
}
exit(0);

function makeSnapshot(python: Interpreter): void {
  python.c.Py_InitializeEx(0);
  new Session(python).prepare();
  writeFrame(takeSnapshot(python));
}

function answer(python: Interpreter, { resets }: Setup): void {
  const snapshot = readFrame();
  if (snapshot === null) return;
  restoreSnapshot(python, snapshot);
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
    if (!resets) return;
    session.reset();
    writeFrame(Buffer.from('ready'));
  }
}
