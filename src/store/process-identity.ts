/**
 * Which process a number once stood for. A process id is given again after its process ends, so an identity holds, where
 * the system tells (Linux), when the process started and in which namespace its id counts.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemCode } from './store-error.js';

/** A process, told apart from any later one with the same id; the names are those of the lock file. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** The boot and the clock tick in which it started; null where the system does not tell. */
  readonly process_started: string | null;
  /** The namespace in which `pid` counts; null where there is none. Containers on one host have one each. */
  readonly pid_namespace: string | null;
}

/** `elsewhere`: another host or container, whose processes cannot be seen from here. */
export type Liveness = 'alive' | 'dead' | 'elsewhere';

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    process_started: startOf('self'),
    pid_namespace: pidNamespace(),
  };
}

/** Whether that very process still runs. In doubt it does. */
export function livenessOf(identity: ProcessIdentity): Liveness {
  const { pid, host, process_started: started, pid_namespace: namespace } = identity;
  if (host !== hostname()) return 'elsewhere';
  const sameBoot = started === null || started.split(' ')[0] === bootId();
  if (!sameBoot) return 'dead';
  if (namespace !== null && namespace !== pidNamespace()) return 'elsewhere';
  if (!exists(pid)) return 'dead';
  const found = startOf(pid);
  return found === null || started === null || found === started ? 'alive' : 'dead';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return systemCode(error) !== 'ESRCH';
  }
}

/** Field 22 of /proc/PID/stat after the boot's id; `ended` for a process that only waits to be collected. */
function startOf(pid: number | 'self'): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  const boot = bootId();
  if (stat === null || boot === null) return null;
  // The second field is the command's name in brackets, which may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const ticks = fields[19];
  if (state === 'Z' || state === 'X') return 'ended';
  return ticks === undefined ? null : `${boot} ${ticks}`;
}

function bootId(): string | null {
  return textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function pidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
