/** The name of a request in a batch file: which samples of which item of which model it asks for. */

export interface BatchKey {
  readonly label: string;
  readonly item: string;
  /** Index of the first sample asked for. */
  readonly first: number;
  /** How many are asked for. */
  readonly n: number;
}

export function customId({ label, item, first, n }: BatchKey): string {
  return `${label}|${item}|${first}|${n}`;
}

/** Null for an id that is none of ours. */
export function keyOf(customIdText: string): BatchKey | null {
  const match = /^([^|]{1,100})\|(.{1,1000})\|(\d{1,6})\|(\d{1,6})$/.exec(customIdText);
  if (match === null) return null;
  const [, label = '', item = '', first, n] = match;
  return { label, item, first: Number(first), n: Number(n) };
}
