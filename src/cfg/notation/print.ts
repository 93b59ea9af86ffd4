/**
 * From a grammar to its canonical notation: one line per nonterminal, in the order in which the rules first rewrite them.
 *
 * Invariant: reading the text again gives the same grammar, but that the rules of one nonterminal stand together.
 */

import { printableLines, shortened } from '../../text/printable.js';
import type { Grammar, GrammarSymbol, Rule } from '../grammar.js';
import { isWeight, MAX_NAME_LENGTH } from './notation-faults.js';
import { NAME, nameOf } from './tokens.js';

/**
 * The notation of `grammar`, with a line break at its end. `%start` stands only where the start symbol is not what the
 * first rule rewrites; weights only at nonterminals with a rule whose weight is not 1.
 *
 * Throws a `RangeError` for what the notation cannot say: a name with characters that names do not have, a terminal that
 * is empty or holds both kinds of quotes or a control character, either longer than 200 characters or not in Unicode's
 * composed form (NFC), and a weight that is no number above 0. The size of what is printed is not bounded, as the size of
 * what is read is.
 */
export function printGrammar({ start, rules }: Grammar): string {
  const byLeft = new Map<string, Rule[]>();
  for (const rule of rules) {
    const group = byLeft.get(rule.left);
    if (group === undefined) byLeft.set(rule.left, [rule]);
    else group.push(rule);
  }
  const directive = start === rules[0]?.left ? [] : [`%start ${nonterminalText(start)}\n`];
  return [...directive, ...[...byLeft].map(lineText)].join('');
}

/** All rules of the nonterminal `left`. */
function lineText([left, rules]: [left: string, rules: readonly Rule[]]): string {
  const weighted = rules.some(({ weight }) => weight !== 1);
  const words = rules.flatMap(({ right, weight }, index) => [
    index === 0 ? '->' : '|',
    ...right.map(symbolText),
    ...(weighted ? [weightText(weight)] : []),
  ]);
  return `${[nonterminalText(left), ...words].join(' ')}\n`;
}

function symbolText({ kind, name }: GrammarSymbol): string {
  return kind === 'nonterminal' ? nonterminalText(name) : terminalText(name);
}

function nonterminalText(name: string): string {
  const text = [name, `<${name}>`].find((each) => NAME.test(each) && nameOf(each) === name);
  if (text !== undefined && name.length <= MAX_NAME_LENGTH) return text;
  throw new RangeError(`the notation has no nonterminal named \`${shortened(name)}\``);
}

function terminalText(name: string): string {
  const mark = ["'", '"'].find((each) => !name.includes(each));
  const writable =
    name !== '' &&
    name.length <= MAX_NAME_LENGTH &&
    name.normalize('NFC') === name &&
    !name.includes('\n') &&
    printableLines(name) === name;
  if (mark !== undefined && writable) return `${mark}${name}${mark}`;
  throw new RangeError(`the notation has no terminal named \`${shortened(name)}\``);
}

function weightText(weight: number): string {
  if (isWeight(weight)) return `[${weight}]`;
  throw new RangeError(`a weight is a number above 0, not ${weight}`);
}
