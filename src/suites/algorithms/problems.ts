/**
 * The algorithms of the package, from the folder `algorithms`: `problems.yaml` with the word problems and, beside it, the program of
 * each. All were written for this suite.
 */
import { z } from 'zod';
import { parseData, readData } from '../data-file.js';
import { Algorithm } from './algorithm.js';
import { FIELDS, generatorOf } from './inputs/generators.js';

const FOLDER = 'algorithms';
const FILE = `${FOLDER}/problems.yaml`;

/** How many there are, for what must not wait until the files are read. */
export const ALGORITHMS = 72;

const schema = z.strictObject({
  problems: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a name of a Python function'),
      field: z.enum(FIELDS),
      difficulty: z.enum(['easy', 'medium', 'hard']),
      problem: z.string().min(1),
    }),
  ),
});

let read: readonly Algorithm[] | undefined;

/** The algorithms in the order of the file, read once. */
export function algorithms(): readonly Algorithm[] {
  read ??= parseData(readData(FILE), FILE, schema).problems.map(
    (stated) =>
      new Algorithm(
        stated,
        readData(`${FOLDER}/${stated.name}.py`),
        generatorOf(stated.field, stated.name),
      ),
  );
  if (read.length !== ALGORITHMS) {
    throw new Error(`${FILE} holds ${read.length} algorithms, not ${ALGORITHMS}`);
  }
  return read;
}
