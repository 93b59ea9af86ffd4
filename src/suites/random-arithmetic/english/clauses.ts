/**
 * Statements as clauses. Invariant: a clause that chooses between several has `otherwise` but once, at its end; a choice inside
 * another is told by all the conditions that lead to it.
 */
import type { Assign, Expression, For, If, Statement } from '../../../python/syntax/syntax.js';
import { type Condition, conditionsPhrase } from './conditions.js';
import { readsOf } from './reads.js';
import type { Pattern, Speaker } from './speaker.js';
import { operationsIn, sequence, stepPhrases } from './steps.js';
import { literal, valuePhrase, wordless } from './values.js';

/** Where an assignment stands. */
export type Role =
  /** A sentence of its own. */
  | 'sentence'
  /** As the last, and the statement after it is a loop that gives the variable new values. */
  | 'before loop'
  /** After a condition. */
  | 'arm'
  /** In a loop, where the variable has a value already. */
  | 'update';

const PHRASE_PATTERNS: Readonly<Record<Role, readonly Pattern[]>> = {
  sentence: [
    ['letName', 'TARGET', 'be', 'VALUE'],
    ['set', 'TARGET', 'to', 'VALUE'],
    ['define', 'TARGET', 'as', 'VALUE'],
  ],
  'before loop': [
    ['letName', 'TARGET', 'start', 'VALUE'],
    ['set', 'TARGET', 'to', 'VALUE'],
  ],
  arm: [
    ['letName', 'TARGET', 'be', 'VALUE'],
    ['set', 'TARGET', 'to', 'VALUE'],
    ['TARGET', 'is', 'VALUE'],
  ],
  update: [
    ['replace', 'TARGET', 'by', 'VALUE'],
    ['set', 'TARGET', 'to', 'VALUE'],
    ['TARGET', 'becomes', 'VALUE'],
  ],
};

/** A statement of Random Arithmetic but `return`, without a full stop. */
export function clause(statement: Statement, role: Role, speaker: Speaker): string {
  if (statement.kind === 'Assign') return assignment(statement, role, speaker);
  if (statement.kind === 'For') return repetition(statement, speaker);
  if (statement.kind === 'If') return choice(statement, role === 'update' ? role : 'arm', speaker);
  throw wordless(statement.kind);
}

/** As a phrase, or as steps where there are too many operations for one. */
function assignment({ target, value }: Assign, role: Role, speaker: Speaker): string {
  const operations = operationsIn(value);
  const asPhrase = operations < 2 || (operations === 2 && speaker.chance(1, 2));
  const slots = { TARGET: () => speaker.variable(target) };
  if (asPhrase) {
    const VALUE = () => valuePhrase(value, 'end', speaker);
    return speaker.tell(PHRASE_PATTERNS[role], { ...slots, VALUE });
  }
  const updates = role === 'update';
  const steps = stepPhrases(value, speaker);
  if (speaker.chance(1, 2)) {
    const goal = updates ? 'toUpdate' : 'toGet';
    const STEPS = () => sequence(steps, speaker);
    return speaker.tell([[goal, 'TARGET', 'comma', 'STEPS']], { ...slots, STEPS });
  }
  const end = speaker.tell([[updates ? 'makeIt' : 'callIt', 'TARGET']], slots);
  return sequence([...steps, end], speaker);
}

/** One way through an `if` and what is done at its end. */
interface Arm {
  readonly conditions: readonly Condition[];
  readonly statement: Assign;
}

function choice(statement: If, role: Role, speaker: Speaker): string {
  const inOrder = armsOf(statement);
  const arms = speaker.chance(1, 4) ? inOrder.toReversed() : inOrder;
  const short = shortChoice(arms, role, speaker);
  if (short !== null) return short;
  const texts = arms.map((arm, place) =>
    place === arms.length - 1
      ? speaker.tell([['otherwise', 'CLAUSE']], {
          CLAUSE: () => clause(arm.statement, role, speaker),
        })
      : speaker.tell([[place === 0 ? 'provided' : 'otherwiseIf', 'CONDITION', 'comma', 'CLAUSE']], {
          CONDITION: () => conditionsPhrase(arm.conditions, speaker),
          CLAUSE: () => clause(arm.statement, role, speaker),
        }),
  );
  return texts.join('; ');
}

/** `let p be x if x is less than 5, or else 7`; null where it does not fit. */
function shortChoice(arms: readonly Arm[], role: Role, speaker: Speaker): string | null {
  const [first, last] = arms;
  if (first === undefined || last === undefined || arms.length > 2) return null;
  if (first.statement.target !== last.statement.target) return null;
  if (arms.some(({ statement }) => operationsIn(statement.value) > 1)) return null;
  if (role === 'update' || speaker.chance(1, 2)) return null;
  return speaker.tell(
    [['letName', 'TARGET', 'be', 'FIRST', 'provided', 'CONDITION', 'orElse', 'LAST']],
    {
      TARGET: () => speaker.variable(first.statement.target),
      FIRST: () => valuePhrase(first.statement.value, 'beside', speaker),
      CONDITION: () => conditionsPhrase(first.conditions, speaker),
      LAST: () => valuePhrase(last.statement.value, 'end', speaker),
    },
  );
}

/** Every way through an `if`, those inside it included. */
function armsOf({ test, body, orelse }: If): Arm[] {
  const under = (block: readonly Statement[], holds: boolean): Arm[] => {
    const only = onlyStatement(block);
    const condition = { test, holds };
    if (only.kind === 'Assign') return [{ conditions: [condition], statement: only }];
    if (only.kind !== 'If') throw wordless(`${only.kind} in a branch`);
    return armsOf(only).map(({ conditions, statement }) => ({
      conditions: [condition, ...conditions],
      statement,
    }));
  };
  return [...under(body, true), ...under(orelse, false)];
}

function repetition(statement: For, speaker: Speaker): string {
  const turns = turnsOf(statement);
  const number = literal(turns);
  const body = onlyStatement(statement.body);
  const { target } = statement;
  if (typeof target !== 'string') throw wordless('a loop over several variables');
  const counts = readsOf(target, statement.body) > 0;
  return speaker.tell(loopPatterns(number, counts), {
    NUMBER: () => valuePhrase(turns, 'inside', speaker),
    GREATEST: () => String((number ?? 0) - 1),
    COUNTER: () => speaker.variable(target),
    CLAUSE: () => clause(body, 'update', speaker),
  });
}

function loopPatterns(number: number | null, counts: boolean): Pattern[] {
  const times: Pattern =
    number === null ? ['numberOfTimes', 'NUMBER', 'unlessNone'] : ['NUMBER', 'times'];
  if (!counts) return [['repeat', ...times, 'colon', 'CLAUSE']];
  const counted: Pattern = [
    'repeat',
    ...times,
    'withCounter',
    'COUNTER',
    'counting',
    'colon',
    'CLAUSE',
  ];
  if (number === null || number < 1) return [counted];
  return [counted, ['forEach', 'COUNTER', 'fromZero', 'GREATEST', 'inTurn', 'CLAUSE']];
}

function turnsOf({ iter, orelse }: For): Expression {
  const [only] = iter.kind === 'Call' ? iter.args : [];
  if (only !== undefined && iter.kind === 'Call' && iter.args.length === 1 && orelse.length === 0)
    return only;
  throw wordless('a loop over anything but a number of turns');
}

function onlyStatement(block: readonly Statement[]): Statement {
  const [only] = block;
  if (only !== undefined && block.length === 1) return only;
  throw wordless(`a block of ${block.length} statements`);
}
