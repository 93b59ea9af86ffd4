/** `pbb-eval view DIR`: the runs of a folder as pages in a browser, or as one file. */
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { RefusedError } from '../eval/refused.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { Interrupt } from './interrupt.js';
import { listeningFault } from './listening.js';
import { writeOutput } from './output.js';

export interface ViewArguments {
  directory: string;
  port: number;
  export?: string | undefined;
}

export async function view(args: ViewArguments): Promise<number> {
  const found = statSync(args.directory, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) {
    const what = found === undefined ? 'no such folder' : 'a file, not a folder of runs';
    throw new RefusedError(`${printable(args.directory)}: ${what}`);
  }
  if (args.export === undefined) await serveUntilInterrupted(args);
  else await writeReport(args.directory, args.export);
  return EXIT.done;
}

async function serveUntilInterrupted({ directory, port }: ViewArguments): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RefusedError(`--port takes a whole number from 0 to 65535, found ${port}`);
  }
  const { startViewer } = await import('../viewer/server.js');
  const viewer = await startViewer({ directory, port }).catch((error: unknown) => {
    throw listeningFault('127.0.0.1', port, error);
  });
  const interrupt = new Interrupt('the pages are being closed');
  try {
    // Who waits for the pages reads this line.
    process.stdout.write(`${viewer.url}\n`);
    process.stderr.write(
      `The runs of ${printable(directory)}, on this machine alone. Ctrl-C ends it.\n`,
    );
    if (!interrupt.signal.aborted) await once(interrupt.signal, 'abort');
    await viewer.close();
  } finally {
    interrupt.close();
  }
}

async function writeReport(directory: string, path: string): Promise<void> {
  const { exportedReport } = await import('../viewer/export.js');
  await writeOutput(path, await exportedReport(directory));
  process.stderr.write(`${printable(path)}\n`);
}
