/**
 * The name of a request in a batch file: which samples of which item of which model it asks for, and how. Answers can come
 * days later, when config and items may be others, so the name says under which settings it was asked, and what.
 */
import { hash } from 'node:crypto';
import type { SamplesQuestion } from '../endpoint/samples.js';

export interface BatchKey {
  readonly label: string;
  /** As `digits` gives them of the hash of the run's settings. */
  readonly settings: string;
  readonly item: string;
  /** Of the messages: see `askedOf`. */
  readonly asked: string;
  /** Index of the first sample asked for. */
  readonly first: number;
  /** How many are asked for. */
  readonly n: number;
}

/** As many digits of a SHA-256 as tell one run from another. */
export function digits(sha256: string): string {
  return sha256.slice(0, 8);
}

/** What stands for the messages of a request: 8 hex digits. */
export function askedOf(messages: SamplesQuestion['messages']): string {
  return digits(hash('sha256', JSON.stringify(messages)));
}

export function customId({ label, settings, item, asked, first, n }: BatchKey): string {
  return `${label}|${settings}|${item}|${asked}|${first}|${n}`;
}

const CUSTOM_ID =
  /^([^|]{1,100})\|([0-9a-f]{8})\|(.{1,1000})\|([0-9a-f]{8})\|(\d{1,6})\|(\d{1,6})$/;

/** Null for an id that is none of ours. */
export function keyOf(customIdText: string): BatchKey | null {
  const match = CUSTOM_ID.exec(customIdText);
  if (match === null) return null;
  const [, label = '', settings = '', item = '', asked = '', first, n] = match;
  return { label, settings, item, asked, first: Number(first), n: Number(n) };
}
