/** A worker's answer, read as what a hostile process may have written. */
import type { Limit, Outcome } from './program.js';

const LIMITS: readonly Limit[] = ['time', 'memory', 'output', 'stack'];

/** The outcome in a reply to the request with this nonce; null for anything else. */
export function readReply(frame: Buffer, nonce: string): Outcome | null {
  const reply = fieldsOf(parsed(frame));
  return reply?.['nonce'] === nonce ? readOutcome(reply['outcome']) : null;
}

function parsed(frame: Buffer): unknown {
  try {
    return JSON.parse(frame.toString('utf8'));
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

/** An outcome in a value of JSON; null for anything else. */
export function readOutcome(value: unknown): Outcome | null {
  const { kind, repr, type, message, limit, reason } = fieldsOf(value) ?? {};
  if (kind === 'value' && isText(repr)) return { kind, repr };
  if (kind === 'raised' && isText(type) && isText(message)) return { kind, type, message };
  if (kind === 'rejected' && isText(reason)) return { kind, reason };
  const known = LIMITS.find((name) => name === limit);
  return kind === 'stopped' && known !== undefined ? { kind, limit: known } : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
