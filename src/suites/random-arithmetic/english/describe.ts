/**
 * A function of Random Arithmetic in English: what its source says, and nothing else. Invariant: a description has one meaning,
 * and `readDescription` gives it back. The paper (Cook et al., arXiv 2506.18777v2, section 4.1 and appendix F) has
 * descriptions by a language model; these are ours, made from the syntax tree.
 */
import type { Expression, FunctionDef, Statement } from '../../../python/syntax/syntax.js';
import { expressionsOf, nodesOf, statementsOf } from '../../../python/syntax/walk.js';
import type { Random } from '../../../random/random.js';
import { clause } from './clauses.js';
import { fuse } from './fuse.js';
import type { Meaning } from './lexicon.js';
import { nameVariables } from './naming.js';
import { joined, type Pattern, Speaker } from './speaker.js';
import { operationsIn, sequence, stepPhrases } from './steps.js';
import { valuePhrase, wordless } from './values.js';

/**
 * The description of a function of one parameter: one paragraph. Its words depend on the function and on `random` alone.
 * @throws RangeError for what Random Arithmetic does not have
 */
export function describe(definition: FunctionDef, random: Random): string {
  const fused = fuse(definition, random);
  const { name, parameters, body } = fused;
  const [parameter] = parameters;
  const last = body.at(-1);
  if (parameter === undefined || parameters.length > 1) {
    throw wordless(`${parameters.length} parameters`);
  }
  if (last?.kind !== 'Return' || last.value === undefined) throw wordless('no result');
  const speaker = new Speaker(random, nameVariables(fused, random));
  const told = { name, parameter, body: body.slice(0, -1), result: last.value };
  const sentences =
    isShort(told) && speaker.chance(3, 4) ? short(told, speaker) : long(told, speaker);
  const remark = rounds(body) ? [speaker.tell([['remark']])] : [];
  return [...sentences, ...remark].map(sentence).join(' ');
}

/** How a description may begin. */
type Opening = Extract<Meaning, 'takes' | 'isOf' | 'isProcess'>;

/** A function in parts. */
interface Told {
  readonly name: string;
  readonly parameter: string;
  /** The statements before its `return`. */
  readonly body: readonly Statement[];
  readonly result: Expression;
}

/** Whether there is nothing to say but what is done to the input. */
function isShort({ body, result }: Told): boolean {
  return body.length === 0 && operationsIn(result) > 0;
}

/** `Blaankle takes an integer, x, doubles it, and returns the result` */
function short({ name, parameter, result }: Told, speaker: Speaker): string[] {
  const acting = speaker.about('function');
  const steps = [
    opening(name, parameter, ['takes', 'isProcess'], speaker),
    ...stepPhrases(result, acting, parameter),
    givenBack(acting),
  ];
  return [sequence(steps, speaker)];
}

function long({ name, parameter, body, result }: Told, speaker: Speaker): string[] {
  const start = opening(name, parameter, ['takes', 'isOf', 'isProcess'], speaker);
  const statements = body.map((statement, place) => {
    const loops = body[place + 1]?.kind === 'For';
    const text = clause(statement, loops ? 'before loop' : 'sentence', speaker);
    return connected(text, place === 0 ? 'first' : 'next', body[place - 1], speaker);
  });
  const last = ending(name, result, speaker);
  if (body.length === 0) return [start, last];
  return [start, ...statements, connected(last, 'atLast', body.at(-1), speaker)];
}

/** `Blaankle takes an integer, x` */
function opening(
  name: string,
  parameter: string,
  verbs: readonly Opening[],
  speaker: Speaker,
): string {
  const patterns = verbs.map((verb): Pattern => {
    const told: Pattern = ['FUNCTION', verb, 'VALUE'];
    return verb === 'isProcess' ? ['article', ...told] : told;
  });
  return speaker.tell(patterns, {
    FUNCTION: () => name,
    VALUE: () => speaker.variable(parameter),
  });
}

/** What the steps before it gave, as the result. */
function givenBack(speaker: Speaker): string {
  return speaker.tell([['giveBack', 'theResult']]);
}

/** A sentence with its tie to the statement before it: always one after a loop, so that it is not taken for a part of that. */
function connected(
  text: string,
  connector: Meaning,
  before: Statement | undefined,
  speaker: Speaker,
): string {
  if (before?.kind === 'For') return joined([speaker.tell([['afterLoop']]), text]);
  return speaker.chance(1, 2) ? joined([speaker.tell([[connector]]), text]) : text;
}

function ending(name: string, result: Expression, speaker: Speaker): string {
  const operations = operationsIn(result);
  if (operations > 2 || (operations === 2 && speaker.chance(1, 2))) {
    return sequence([...stepPhrases(result, speaker), givenBack(speaker)], speaker);
  }
  const slots = { FUNCTION: () => name, VALUE: () => valuePhrase(result, 'end', speaker) };
  if (speaker.chance(1, 3)) {
    return speaker.about('function').tell([['FUNCTION', 'giveBack', 'VALUE']], slots);
  }
  return speaker.tell(
    [
      ['answerIs', 'VALUE'],
      ['giveBack', 'VALUE'],
      ['giveBack', 'VALUE'],
    ],
    slots,
  );
}

/** Whether something is rounded. */
function rounds(body: readonly Statement[]): boolean {
  return [...statementsOf(body)]
    .flatMap((statement) => expressionsOf(statement).flatMap((value) => [...nodesOf(value)]))
    .some((node) => node.kind === 'BinOp' && node.op === '//');
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
