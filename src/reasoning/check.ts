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
  /** The line that gets it wrong, as the text has it but for minus signs; null where it is only known to follow. */
  readonly wrongLine: string | null;
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
    ...firstWrongStep(read, known, isWrong),
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
function firstWrongStep(
  text: string,
  facts: readonly Fact[],
  isWrong: boolean,
): Pick<ReasoningCheck, 'firstWrongStep' | 'wrongLine'> {
  const threads = threadsOf(facts);
  if (threads.size === 0) return { firstWrongStep: null, wrongLine: null };
  let latest = -1;
  for (const { name, values, line } of statementsOf(text, [...threads.keys()])) {
    const thread = threads.get(name);
    if (thread === undefined) continue;
    const at = placeOf(thread, values);
    if (at === 'wrong') {
      const step = (thread.facts[thread.next] ?? thread.facts.at(-1))?.step ?? 0;
      return { firstWrongStep: step + 1, wrongLine: line };
    }
    if (at === 'repeated') continue;
    thread.next = at + 1;
    latest = Math.max(latest, thread.facts[at]?.step ?? -1);
  }
  const follows = isWrong && latest >= 0 ? Math.min(latest + 2, facts.length) : null;
  return { firstWrongStep: follows, wrongLine: null };
}

/** Which of a thread's facts a chain states. It is wrong when none of its bare integers is one that may come now. */
function placeOf(thread: Thread, values: readonly string[]): number | 'repeated' | 'wrong' {
  for (const value of values) {
    const at = thread.facts.findIndex(
      (fact, index) => index >= thread.next && fact.value === value,
    );
    const isRepeated = thread.facts[thread.next - 1]?.value === value;
    if (isRepeated && at !== thread.next) return 'repeated';
    if (at !== -1) return at;
  }
  return 'wrong';
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

/** `name = … = value` in its many wordings: the bare integers of the chain, the last one first. */
function* statementsOf(
  text: string,
  names: readonly string[],
): Generator<{ name: string; values: readonly string[]; line: string }> {
  const opening = new RegExp(
    `(?<![\\w.])(${names.join('|')})[\`*$ ]*(?::=|=(?!=)|->|→|:|(?:is|becomes|equals|gets)(?: now| then)?(?![\\w]))`,
    'g',
  );
  for (const line of text.split('\n')) {
    const openings = [...line.matchAll(opening)].filter(
      ({ index }) => !NO_OPENING.test(line.slice(Math.max(0, index - LOOK_BEHIND), index)),
    );
    for (const [index, match] of openings.entries()) {
      const end = openings[index + 1]?.index ?? line.length;
      const values = chainValues(line.slice(match.index + match[0].length, end));
      if (values.length > 0) yield { name: match[1] ?? '', values, line };
    }
  }
}

/**
 * What stands before a variable inside an expression, in a chain of equals, or where something is only supposed; bold type
 * and bullets do not.
 */
const NO_OPENING =
  /(?:(?:=|->|→|\bis|\bbecomes|\bequals|\bgives|\bif|\bwhether|\bwhen|\buntil|\bwhile|\bunless|\bsuppose)\s*|[\w)\]](?:\s*[-+/%<>|]\s*|\*{1,2}\s*|\s+\*{1,2}\s+))[`$(]*$/i;
const LOOK_BEHIND = 24;

/** What links an expression to the value that it has. */
const LINK = /(?:=|->|→|\bwhich is\b|\bgives\b|\bis\b|\bequals\b)/;

/** The bare integers between the links of a chain, the last one first; none of a question. */
function chainValues(chain: string): string[] {
  const end = chainEnd(chain);
  if (chain[end] === '?') return [];
  return chain
    .slice(0, end)
    .split(LINK)
    .toReversed()
    .flatMap((part) => {
      const bare = /^[\s`*$(]*(-?\d[\d,]*)[`*$)]*[\s,]*$/.exec(part)?.[1];
      return bare === undefined ? [] : [canonical(bare)];
    });
}

/** Where a clause ends: at a mark, a remark in brackets or a word that begins another clause. */
const CLAUSE_END =
  /[;?:]|\.(?=\s|$)|,(?!\d{3}(?!\d))(?!\s*which is\b)|\s\((?=[a-z]{2,}\b(?!\())|\b(?:since|when|where|with|so|and|or|whose|because|as|if|but|then|after|before)\b/gi;

/** The first end that is not inside brackets, as in `max(2, 3)`; the length where there is none. */
function chainEnd(chain: string): number {
  const read = chain.slice(0, MAX_CHAIN);
  let depth = 0;
  let from = 0;
  for (const { index } of read.matchAll(CLAUSE_END)) {
    for (const character of read.slice(from, index)) {
      if (character === '(') depth += 1;
      else if (character === ')') depth -= 1;
    }
    from = index;
    if (depth <= 0) return index;
  }
  return read.length;
}
