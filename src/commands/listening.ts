/** Why a server of ours could not begin to listen, in words. */
import { RefusedError } from '../eval/refused.js';

const CAUSES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; --port 0 takes any free port',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
};

/** What a command throws for `error`, which came of listening at `host` and `port`. */
export function listeningFault(host: string, port: number, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  const code = String(error.code);
  return new RefusedError(`cannot listen on ${host} port ${port}: ${CAUSES[code] ?? code}`);
}
