import type { Outcome } from '../../src/sandbox/index.js';

/** An outcome as the tables of programs write it: a value whole, of an exception its class. */
export function ending(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case 'value':
      return `value ${outcome.repr}`;
    case 'raised':
      return `raised ${outcome.type}`;
    case 'stopped':
      return `stopped ${outcome.limit}`;
    case 'rejected':
      return 'rejected';
    case undefined:
      return 'nothing';
  }
}
