/** Told on standard error before anything is asked: which of the user's data is not. */
import { refusalWords } from '../report/refusals.js';
import type { SuiteInstance } from '../suites/suite.js';

/** A line for every suite that reads a data set. */
export function sayRefusals(instances: ReadonlyMap<string, SuiteInstance>): void {
  for (const [suite, instance] of instances) {
    if (instance.refused !== undefined)
      process.stderr.write(`${suite}: ${refusalWords(instance)}\n`);
  }
}
