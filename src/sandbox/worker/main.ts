/**
 * The process of the sandbox. It reads its setup and, in most cases, a snapshot, and then answers programs one after the other until
 * its input ends. Nothing happens beside that: between two frames it waits in a read.
 */
import type { Reply, Request, Setup } from '../messages.js';
import { disarm } from './disarm.js';
import { createInterpreter, type Machine } from './interpreter.js';
import { readFrame, writeFrame } from './pipe.js';
import { Session } from './session.js';
import { restoreSnapshot, takeSnapshot } from './snapshot.js';

const exit = process.exit.bind(process);

const setup = nextMessage<Setup>();
if (setup !== null) {
  const machine = await createInterpreter(setup);
  if (setup.disarm) disarm();
  if (setup.makesSnapshot) makeSnapshot(machine);
  else answer(machine, setup);
}
exit(0);

function makeSnapshot(machine: Machine): void {
  machine.python._Py_InitializeEx(0);
  new Session(machine).prepare();
  writeFrame(takeSnapshot(machine.python));
}

function answer(machine: Machine, { resets }: Setup): void {
  const snapshot = readFrame();
  if (snapshot === null) return;
  restoreSnapshot(machine.python, snapshot);
  const session = new Session(machine);
  session.takeReset();
  machine.gate.close();
  writeFrame(Buffer.from('ready'));
  for (let request = nextMessage<Request>(); request !== null; request = nextMessage<Request>()) {
    const { nonce } = request;
    for (const outcome of session.outcomes(request)) {
      const reply: Reply = { nonce, outcome };
      writeFrame(Buffer.from(JSON.stringify(reply)));
    }
    if (resets) session.reset();
  }
}

function nextMessage<Message>(): Message | null {
  const frame = readFrame();
  return frame === null ? null : JSON.parse(frame.toString('utf8'));
}
