/**
 * What a model's reasoning says of the run that it works out: how many of the true intermediate values it states, and
 * where it first goes wrong. A step can be told to be wrong only by a variable that the reasoning names; code that it quotes
 * in a fence says nothing. Linear in the length of the text.
 */
import type { Fact } from './facts.js';

export interface ReasoningCheck {
  /** Facts that the text states, in order: the longest common subsequence of their values and the text's integers. */
  readonly stated: number;
  /** The number of the first fact, from 1, that the text gets wrong; null where none can be told to be. */
  readonly firstWrongStep: number | null;
}

/** What is read of one text: beyond these it is taken to say no more. */
const MAX_CHARACTERS = 20_000;
const MAX_INTEGERS = 1000;
const MAX_FACTS = 500;
const MAX_CHAIN = 500;

/** @param isWrong whether the answer at the end of the reasoning is known to be wrong */
export function checkReasoning(
  text: string,
  facts: readonly Fact[],
  isWrong: boolean,
): ReasoningCheck {
  const read = withoutCode(text.slice(0, MAX_CHARACTERS));
  const known = facts.slice(0, MAX_FACTS);
  return {
    stated: commonValues(
      known.map(({ value }) => value),
      integersIn(read),
    ),
    firstWrongStep: firstWrongStep(read, known, isWrong),
  };
}

/** What stands outside of fences; a fence without an end reaches to the end. */
function withoutCode(text: string): string {
  return text
    .split('```')
    .filter((_, index) => index % 2 === 0)
    .join('\n')
    .replaceAll('\u2212', '-');
}

function integersIn(text: string): string[] {
  const found = text.match(/(?<![\w.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d]|[.,]\d)/g) ?? [];
  return found.slice(0, MAX_INTEGERS).map(canonical);
}

function canonical(integer: string): string {
  return integer
    .replaceAll(',', '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^-0$/, '0');
}

/** The length of the longest common subsequence. */
function commonValues(facts: readonly string[], integers: readonly string[]): number {
  let row = new Uint16Array(integers.length + 1);
  for (const fact of facts) {
    const next = new Uint16Array(row.length);
    for (const [at, integer] of integers.entries()) {
      next[at + 1] =
        integer === fact ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The numbers, from 0, of the facts about one variable, and which of them comes next. */
interface Thread {
  readonly facts: readonly { readonly step: number; readonly value: string }[];
  next: number;
}

/**
 * Follows each variable through its values; what the text leaves out is passed over, and to say the last value again is
 * not wrong. When all that is named is right and the answer is not, the step after the last one that is named is wrong.
 */
function firstWrongStep(text: string, facts: readonly Fact[], isWrong: boolean): number | null {
  const threads = threadsOf(facts);
  if (threads.size === 0) return null;
  let latest = -1;
  for (const { name, value } of statementsOf(text, [...threads.keys()])) {
    const thread = threads.get(name);
    if (thread === undefined) continue;
    const at = thread.facts.findIndex(
      (fact, index) => index >= thread.next && fact.value === value,
    );
    const isRepeated = thread.facts[thread.next - 1]?.value === value;
    if (isRepeated && at !== thread.next) continue;
    if (at === -1) {
      const missed = thread.facts[thread.next] ?? thread.facts.at(-1);
      return missed === undefined ? null : missed.step + 1;
    }
    thread.next = at + 1;
    latest = Math.max(latest, thread.facts[at]?.step ?? -1);
  }
  return isWrong && latest >= 0 ? Math.min(latest + 2, facts.length) : null;
}

function threadsOf(facts: readonly Fact[]): Map<string, Thread> {
  const threads = new Map<string, { facts: { step: number; value: string }[]; next: number }>();
  for (const [step, { name, value }] of facts.entries()) {
    if (name === null) continue;
    const thread = threads.get(name) ?? { facts: [], next: 0 };
    thread.facts.push({ step, value });
    threads.set(name, thread);
  }
  return threads;
}

/** `name = … = value` in its many wordings, as far as a bare integer comes last. */
function* statementsOf(
  text: string,
  names: readonly string[],
): Generator<{ name: string; value: string }> {
  const opening = new RegExp(
    `(?<![\\w.])(${names.join('|')})[\`*$ ]*(?::=|=(?!=)|->|→|:|(?:is|becomes|equals|gets)(?: now| then)?(?![\\w]))`,
    'g',
  );
  for (const line of text.split('\n')) {
    const openings = [...line.matchAll(opening)].filter(
      ({ index }) => !CONTINUES.test(line.slice(Math.max(0, index - CONTINUES_WITHIN), index)),
    );
    for (const [index, match] of openings.entries()) {
      const end = openings[index + 1]?.index ?? line.length;
      const value = chainEnd(line.slice(match.index + match[0].length, end));
      if (value !== null) yield { name: match[1] ?? '', value };
    }
  }
}

/** What stands before a variable inside an expression or a chain of equals; bold type and bullets are neither. */
const CONTINUES =
  /(?:(?:=|->|→|\bis|\bbecomes|\bequals|\bgives)\s*|[\w)\]](?:\s*[-+/%<>|]\s*|\*{1,2}\s*|\s+\*{1,2}\s+))[`$(]*$/;
const CONTINUES_WITHIN = 24;

/** What links an expression to the value that it has. */
const LINK = /(?:=|->|→|\bwhich is\b|\bgives\b|\bis\b|\bequals\b)/g;

/** The integer that a chain of equals ends in; null when it ends in anything else. */
function chainEnd(chain: string): string | null {
  const sentence = /^[^;]*?(?=;|\.(?:\s|$)|$)/.exec(chain.slice(0, MAX_CHAIN))?.[0] ?? '';
  const end = [...sentence.matchAll(LINK)].at(-1);
  const last = end === undefined ? sentence : sentence.slice(end.index + end[0].length);
  const bare = /^[\s`*$(]*(-?\d[\d,]*)[\s`*$)]*(?![\s`*$)]*(?:[-+*/%\w(]|\.\d))/.exec(last)?.[1];
  return bare === undefined ? null : canonical(bare.replace(/,$/, ''));
}
