/** What simulated models recall that do not know an instruction: it looks right and is wrong. */
import type { Random } from '../../random/random.js';
import { outcomesInSubset } from '../../sandbox/subset.js';
import { experimentOf, judge } from '../../scoring/judge.js';
import type { Instruction } from '../suite.js';
import type { Recalled } from './recalled.js';

const MOST_TRIES = 8;
/** An operator or a number. */
const SLIPS = / (?:\+|-|\*|<|>|<=|>=|==|!=|and|or) |\b\d+\b/g;
const SWAPPED: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '<': '>',
  '>': '<',
  '<=': '>',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  and: 'or',
  or: 'and',
};

/** Its own source with a slip, another's under its name, or a stub: the first that is wrong, and is known to be. */
export function plausibleSource(
  recalled: Recalled,
  all: readonly Instruction[],
  random: Random,
): string {
  const { instruction } = recalled;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const source = random.chance(1, 2)
      ? withSlip(instruction, random)
      : underName(random.pick(all), instruction);
    if (isWrong(source, recalled)) return source;
  }
  return stubOf(recalled);
}

function withSlip({ kind, source }: Instruction, random: Random): string {
  if (kind === 'grammar') return withoutSymbol(source, random);
  const places = [...source.matchAll(SLIPS)];
  if (places.length === 0) return source;
  const { index, 0: found } = random.pick(places);
  const word = found.trim();
  const other = SWAPPED[word] ?? String(Number(word) + random.integer(1, 3));
  return source.slice(0, index) + found.replace(word, other) + source.slice(index + found.length);
}

/** A rule that has lost one of its symbols. */
function withoutSymbol(source: string, random: Random): string {
  const places = [...source.matchAll(/ \w+(?= \w)/g)];
  if (places.length === 0) return source;
  const { index, 0: found } = random.pick(places);
  return source.slice(0, index) + source.slice(index + found.length);
}

function underName(other: Instruction, { name }: Instruction): string {
  return other.source.replaceAll(new RegExp(`\\b${other.name}\\b`, 'g'), name);
}

function isWrong(source: string, { target }: Recalled): boolean {
  const output = { text: `\`\`\`\n${source}\n\`\`\``, finishReason: 'stop' };
  const program = experimentOf(output, target);
  const outcomes = program === null ? [] : outcomesInSubset(program);
  if (outcomes === null || (target.kind === 'program' && program === null)) return false;
  return judge(output, target, 'direct', outcomes).verdict === 'incorrect';
}

function stubOf({ target }: Recalled): string {
  if (target.kind === 'grammar') return 'S -> Unknown';
  // Without the method that is asked for, every call raises.
  if (/\{name\}\(\)\./.test(target.call)) return `class ${target.name}:\n    pass`;
  const value = target.probes[0]?.value === 'None' ? '0' : 'None';
  return `def ${target.name}(*args):\n    return ${value}`;
}
