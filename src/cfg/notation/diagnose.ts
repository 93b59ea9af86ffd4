/**
 * What is wrong with a grammar whose every line can be read: faults, with which it cannot be used, and warnings, with
 * which it can. All in time linear in the grammar, but for the suggestions, whose number is bounded.
 */
import { nearest } from '../../text/nearest.js';
import { shortened } from '../../text/printable.js';
import type { CompiledGrammar } from '../compile.js';
import { productiveOf } from '../productive.js';
import { reachableOf } from '../reachable.js';
import { EMPTY_ALTERNATIVE, type Fault, faultAt, quoted } from './notation-faults.js';
import type { WrittenRule } from './notation-lines.js';
import type { WrittenGrammar } from './notation-rules.js';
import type { Token } from './tokens.js';

/** How many names are looked through for one that was meant. */
const MAX_CANDIDATES = 2000;

/**
 * Symbols without a rule, once each; nonterminals with and without weights; no rules at all. `suggestions` bounds how
 * many of the symbols get a "did you mean".
 */
export function definitionFaults(written: WrittenGrammar, suggestions: number): Fault[] {
  const { rules, defined, start, faults } = written;
  if (rules.length === 0 && start === undefined && faults.length === 0) {
    return [{ message: 'the grammar has no rules', help: 'A rule is written S -> NP VP.' }];
  }
  const candidates = [...defined].slice(0, MAX_CANDIDATES);
  const undefinedSymbols = firstUses(written).filter(({ value }) => !defined.has(value));
  return [
    ...undefinedSymbols.map((token, index) =>
      undefinedSymbol(token, index < suggestions ? candidates : []),
    ),
    ...mixedWeights(rules),
  ];
}

/** The first token of every nonterminal on the right of a rule or named as the start. */
function firstUses({ rules, start }: WrittenGrammar): Token[] {
  const uses = new Map<string, Token>();
  const use = (token: Token): void => {
    if (token.type === 'name' && !uses.has(token.value)) uses.set(token.value, token);
  };
  if (start !== undefined) use(start);
  for (const { symbols } of rules) symbols.forEach(use);
  return [...uses.values()];
}

/** The names by which other notations and textbooks know the empty string. */
const EMPTY_STRING: ReadonlySet<string> = new Set(['ε', 'ϵ', 'λ', 'epsilon', 'lambda', 'empty']);

function undefinedSymbol(token: Token, candidates: readonly string[]): Fault {
  return faultAt(token, `undefined symbol ${quoted(token)}`, helpForUndefined(token, candidates));
}

function helpForUndefined(token: Token, candidates: readonly string[]): string {
  if (EMPTY_STRING.has(token.value.toLowerCase())) return EMPTY_ALTERNATIVE;
  const meant = meantBy(token.value, candidates);
  const suggestion = meant === undefined ? [] : [`Did you mean ${shownName(meant)}?`];
  if (/^\p{Ll}/u.test(token.text)) {
    return [...suggestion, `A word of the sentence is quoted: '${shortened(token.value)}'.`].join(
      ' ',
    );
  }
  return suggestion[0] ?? `Give it a rule: ${shortened(token.text)} -> …`;
}

/** Names of one or two letters are near to all others, so these are held against their case alone. */
function meantBy(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > 2) return nearest(name, candidates);
  return candidates.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

/** A nonterminal as a message shows it. */
function shownName(name: string): string {
  return `\`${shortened(name.includes(' ') ? `<${name}>` : name)}\``;
}

/** The first rule of each nonterminal that has a weight where an earlier one has none, or none where one has. */
function mixedWeights(rules: readonly WrittenRule[]): Fault[] {
  const weighted = new Map<string, boolean>();
  const found = new Map<string, Fault>();
  for (const rule of rules) {
    const { left, weight } = rule;
    const expected = weighted.get(left.value) ?? weight !== undefined;
    weighted.set(left.value, expected);
    if (expected === (weight !== undefined) || found.has(left.value)) continue;
    const message = `${quoted(left)} has alternatives with and without a weight`;
    const help = 'Give each of its alternatives a weight, or none.';
    found.set(left.value, faultAt(weight ?? firstToken(rule), message, help));
  }
  return [...found.values()];
}

/** The fault of a grammar without a sentence; none when there is one. Every nonterminal must be defined. */
export function noSentence(compiled: CompiledGrammar, written: WrittenGrammar): Fault[] {
  const { start } = compiled;
  if (productiveOf(compiled)[start] === 1) return [];
  const message = `the grammar has no sentence: its start symbol ${shownName(compiled.grammar.start)} is unproductive`;
  const help = 'Give some nonterminal on its way an alternative of words alone, or an empty one.';
  const token = written.start ?? written.rules[0]?.left;
  return [token === undefined ? { message, help } : faultAt(token, message, help)];
}

/**
 * Nonterminals that no sentence uses, terminals that no word of a sentence is, rules that stand twice. Every nonterminal
 * must be defined.
 */
export function warningsOf(compiled: CompiledGrammar, { rules }: WrittenGrammar): Fault[] {
  return [...uselessNonterminals(compiled, rules), ...paddedTerminals(rules), ...duplicates(rules)];
}

function uselessNonterminals(compiled: CompiledGrammar, rules: readonly WrittenRule[]): Fault[] {
  const reachable = reachableOf(compiled);
  const productive = productiveOf(compiled);
  const unreachable = `No derivation from ${shownName(compiled.grammar.start)} uses it.`;
  const unproductive = 'It derives no string, not even the empty one.';
  const firstLeft = new Map(rules.toReversed().map(({ left }) => [left.value, left]));
  return compiled.nonterminals.flatMap((name, index) => {
    const left = firstLeft.get(name);
    if (left === undefined) return [];
    if (reachable[index] === 0)
      return [faultAt(left, `unreachable nonterminal ${quoted(left)}`, unreachable)];
    if (productive[index] === 1) return [];
    return [faultAt(left, `unproductive nonterminal ${quoted(left)}`, unproductive)];
  });
}

/** Words hold no spaces at their ends. */
function paddedTerminals(rules: readonly WrittenRule[]): Fault[] {
  return rules
    .flatMap(({ symbols }) => symbols)
    .filter(({ type, value }) => type === 'terminal' && value.trim() !== value)
    .map((token) =>
      faultAt(
        token,
        `the terminal ${quoted(token)} begins or ends with a space`,
        'No word of a sentence does.',
      ),
    );
}

function duplicates(rules: readonly WrittenRule[]): Fault[] {
  const first = new Map<string, WrittenRule>();
  const faults: Fault[] = [];
  for (const rule of rules) {
    // A name begins with no quote, and no name holds a line end.
    const key = [rule.left, ...rule.symbols]
      .map(({ type, value }) => (type === 'terminal' ? `"${value}` : value))
      .join('\n');
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, rule);
    else faults.push(duplicate(rule, earlier));
  }
  return faults;
}

function duplicate(rule: WrittenRule, earlier: WrittenRule): Fault {
  const message = `duplicate rule of ${quoted(rule.left)}: line ${firstToken(earlier).position.line} has it too`;
  return faultAt(
    firstToken(rule),
    message,
    'Every string that it derives then has twice the derivations.',
  );
}

/** Where an alternative begins; for an empty one, where its rule does. */
function firstToken({ symbols, weight, left }: WrittenRule): Token {
  return symbols[0] ?? weight ?? left;
}
