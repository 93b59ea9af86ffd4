/** `pbb-eval export RUN --format FORMAT --out DIR`: the samples of a run for other tools. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { RefusedError } from '../eval/refused.js';
import { type ExportedRun, openRun } from '../interop/exported-run.js';
import { FORMATS, type Format } from '../interop/formats.js';
import { counted, grouped } from '../report/words.js';
import { namesIn, writeWholeFolder } from '../store/whole-folder.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { Interrupt } from './interrupt.js';

export interface ExportArguments {
  run: string;
  format: Format;
  out: string;
}

export async function exportRun({ run: directory, format, out }: ExportArguments): Promise<number> {
  // The heap would grow to four times what is in use before it is swept, and a million samples are soon done with.
  setFlagsFromString('--heap-growing-percent=40');
  if ((await namesIn(out)).length > 0) {
    throw new RefusedError(
      `${printable(out)} is not empty: choose a new or empty folder. Nothing was written.`,
    );
  }
  const run = await openRun(directory);
  const names = await writeUnlessInterrupted(run, { format, out });
  if (names === undefined) return EXIT.interrupted;
  for (const name of names) process.stdout.write(`${printable(join(out, name))}\n`);
  process.stderr.write(`${wordsOf(run)}\n`);
  return EXIT.done;
}

/** The files' paths from `out`; undefined when Ctrl-C has ended it, and nothing is left of them. */
async function writeUnlessInterrupted(
  run: ExportedRun,
  { format, out }: Pick<ExportArguments, 'format' | 'out'>,
): Promise<string[] | undefined> {
  const interrupt = new Interrupt('what was written is being taken away');
  const { signal } = interrupt;
  try {
    return await writeWholeFolder(out, async (folder) => {
      const names = await FORMATS[format]({ ...run, signal }, folder);
      signal.throwIfAborted();
      return names;
    });
  } catch (error) {
    if (error === signal.reason) return undefined;
    throw error;
  } finally {
    interrupt.close();
  }
}

function wordsOf({ groups, manifest }: ExportedRun): string {
  const items = groups.reduce((sum, group) => sum + group.items.length, 0);
  const scored = groups.reduce((sum, { summary }) => sum + summary.estimate.samples, 0);
  const asked = items * manifest.samples;
  const lacking =
    scored === asked ? '' : `; ${grouped(asked - scored)} of them without a verdict, and say why`;
  return `${counted(asked, 'sample')} of ${counted(items, 'item')}${lacking}`;
}
