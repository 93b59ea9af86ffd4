/** The snapshot that all workers start from. It is made once per process and held in memory alone, where nobody can exchange it. */
import { WorkerProcess } from './worker-process.js';

let made: Promise<Buffer> | undefined;

/** Throws a `SandboxError`; the next call tries again. */
export function snapshot(): Promise<Buffer> {
  made ??= WorkerProcess.makeSnapshot({ memoryMiB: 512, resets: false }).catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}
