/** The suite of an item as it was: what knows the sources of instructions and the true steps of programs. Made when first asked for. */

import { instancesOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { configOf } from '../eval/rescore.js';
import type { Manifest } from '../store/records.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import { DiagnosticError } from '../text/diagnostic.js';

export class SuiteInstances {
  /** By the suite and the suites of the config: runs of one config share them. */
  readonly #made = new Map<string, Promise<SuiteInstance | undefined>>();

  /** Undefined where the config says other things by now, or reads what is gone; and of a grammar, which its item holds. */
  of(manifest: Manifest, { suite, target }: Item): Promise<SuiteInstance | undefined> {
    if (target.kind === 'sentence' || target.kind === 'grammar') return Promise.resolve(undefined);
    const key = JSON.stringify([suite, manifest.config['suites'] ?? null]);
    const made = this.#made.get(key) ?? make(manifest, suite);
    this.#made.set(key, made);
    return made;
  }
}

async function make(manifest: Manifest, suite: string): Promise<SuiteInstance | undefined> {
  try {
    const { suites } = configOf(manifest, 'run.json');
    return (await instancesOf(suites.filter((block) => block.suite === suite))).get(suite);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof DiagnosticError) return undefined;
    throw error;
  }
}
