/** The suites of a run as they were: what knows the sources of instructions and the true steps of programs. Made when first asked for. */

import { instancesOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { configOf } from '../eval/rescore.js';
import type { Manifest } from '../store/records.js';
import type { SuiteInstance } from '../suites/suite.js';
import { DiagnosticError } from '../text/diagnostic.js';

export type Instances = ReadonlyMap<string, SuiteInstance>;

const NONE: Instances = new Map();

export class SuiteInstances {
  /** By the suites of the config: runs of one config share them. */
  readonly #made = new Map<string, Promise<Instances>>();

  /** None where the config says other things by now, or reads what is gone. */
  of(manifest: Manifest): Promise<Instances> {
    const key = JSON.stringify(manifest.config['suites'] ?? null);
    const made = this.#made.get(key) ?? make(manifest);
    this.#made.set(key, made);
    return made;
  }
}

async function make(manifest: Manifest): Promise<Instances> {
  try {
    return await instancesOf(configOf(manifest, 'run.json').suites);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof DiagnosticError) return NONE;
    throw error;
  }
}
