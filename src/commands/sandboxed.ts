/** A program that is run in the sandbox for somebody at a terminal. */
import { RefusedError } from '../eval/refused.js';
import {
  availableLayers,
  DEFAULT_LIMITS,
  HostileSandbox,
  LAYERS,
  type Limit,
  type Outcome,
  SandboxError,
} from '../sandbox/index.js';
import type { Fault } from './exec.js';

/** What a call gives, in an interpreter of its own. Says on standard error which layers this system does not give. */
export async function endInSandbox(
  source: string,
  call: string,
): Promise<{ readonly value: string | null; readonly error: Fault | null }> {
  warnOfMissingLayers();
  const sandbox = new HostileSandbox(DEFAULT_LIMITS, 0);
  const [outcome] = await sandbox.run({ source, calls: [call] });
  if (outcome === undefined) throw new Error('one call has one outcome');
  if (outcome.kind === 'value') return { value: outcome.repr, error: null };
  return { value: null, error: { ...faultOf(outcome), line: null } };
}

/** Throws a RefusedError where code of models cannot be run, before anything is asked of one. */
export async function requireSandbox(): Promise<void> {
  warnOfMissingLayers();
  const sandbox = new HostileSandbox(DEFAULT_LIMITS, 0);
  try {
    await sandbox.run({ source: '', calls: ['None'] });
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    throw new RefusedError(
      `the code that models write is run to be judged, and the sandbox for it does not start here: ${error.message}\n` +
        'No item was asked. See docs/sandbox.md for what it needs, or leave out the splits that ask for code (recall).',
    );
  }
}

function warnOfMissingLayers(): void {
  const available = availableLayers();
  const missing = LAYERS.filter((layer) => !available.has(layer));
  if (missing.length === 0) return;
  process.stderr.write(
    `warning: this system does not give the sandbox's layers ${missing.join(', ')}; see docs/sandbox.md\n`,
  );
}

function faultOf(outcome: Exclude<Outcome, { kind: 'value' }>): Omit<Fault, 'line'> {
  switch (outcome.kind) {
    case 'raised':
      return { type: outcome.type, message: outcome.message };
    case 'stopped':
      return { type: 'limit', message: exceeded(outcome.limit) };
    case 'rejected':
      return { type: 'rejected', message: outcome.reason };
  }
}

function exceeded(limit: Limit): string {
  switch (limit) {
    case 'time':
      return `more than ${DEFAULT_LIMITS.timeMs} ms`;
    case 'memory':
      return `more than ${DEFAULT_LIMITS.memoryMiB} MiB of memory`;
    case 'output':
      return `more than ${DEFAULT_LIMITS.outputBytes} bytes of output`;
    case 'stack':
      return 'more calls inside each other than there is stack for';
  }
}
