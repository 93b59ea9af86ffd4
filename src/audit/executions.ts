/**
 * Executions of programs that training may not show: a name, a held-out input and its answer that stand together. Together is: the input
 * within `NEAR` words of the name or in a field of its own, and the answer behind both, in the same sentence, or in another field of
 * the same record. What belongs to a specification (code, the instruction's description) is neither name nor input nor answer.
 */
import { ANSWER_KEYS, BEHIND, endsOf, FIELDS, holds, holdsAlone, mayAnswer } from './answers.js';
import type { Subject } from './held-out.js';
import { type FoundInput, inputsBy, NEAR, numberIn, wholeInput } from './inputs.js';
import type { Mention, ReadField } from './mentions.js';
import { sentenceOf } from './sayings.js';
import { hashesOf } from './words.js';

/** Keys of turns in a conversation: beside a name in prose, other numbers of a record are counts and scores. */
const TURN_KEYS: ReadonlySet<string> = new Set(['content', 'value', 'text']);

/** An execution, by the words from its name to its input. */
export interface FoundExecution {
  readonly subject: Subject;
  /** The item's id, where one asks it. */
  readonly item: string | null;
  readonly field: ReadField;
  readonly at: number;
}

/** The executions in the fields of one record. */
export function executionsIn(fields: readonly ReadField[]): FoundExecution[] {
  const named = new Set<Subject>();
  return fields.flatMap((field, place) =>
    field.mentions.flatMap((mention) => {
      const { subject, at } = mention;
      if (subject.instruction.kind !== 'program' || !isOfInterest(subject)) return [];
      const isFirst = !named.has(subject);
      named.add(subject);
      const inputs = inputsBy(mention, field, isFirst);
      const found =
        inputs.find((input) => isAnswered(input, mention, field, fields, place)) ??
        (isFirst && statesNothing(mention, field)
          ? inFieldsOfTheirOwn(subject, fields, place)
          : undefined);
      return found === undefined ? [] : [{ subject, item: found.item?.id ?? null, field, at }];
    }),
  );
}

function isOfInterest(subject: Subject): boolean {
  return subject.isEvaluation || subject.inputs.length > 0;
}

function isAnswered(
  input: FoundInput,
  mention: Mention,
  field: ReadField,
  fields: readonly ReadField[],
  place: number,
): boolean {
  const answer = hashesOf(input.answer);
  if (answer.length === 0) return false;
  const { words } = field;
  const [, high] = mention.territory;
  const to = Math.max(mention.at + 1, input.span[1]);
  const isFree = (at: number) =>
    input.isStrict === true || !field.isSpecification(at, mention.subject);
  if (holds(words, to, Math.min(high, to + BEHIND), answer, isFree)) return true;
  if (input.isStrict === true) return false;
  if (isInSentence(input, answer, mention, field)) return true;
  return fields.some(
    (other, at) =>
      mayAnswer(other, at, place, mention.subject) &&
      endsOf(other.words).some(([from, end]) => holds(other.words, from, end, answer, () => true)),
  );
}

/** `Zib gives 7 for 5`: the answer before the input, and no other value in the sentence. */
function isInSentence(
  { span }: FoundInput,
  answer: Int32Array,
  { at, subject, territory }: Mention,
  field: ReadField,
): boolean {
  const { words } = field;
  const [from, to] = sentenceOf(words, at);
  if (span[0] < from || span[1] > to || from < territory[0]) return false;
  const isFree = (place: number) =>
    (place < span[0] || place >= span[1]) && !field.isSpecification(place, subject);
  return holdsAlone(words, from, Math.min(to, territory[1]), answer, isFree);
}

/** Whether a field names an instruction and says nothing that could be its input. */
function statesNothing(
  { at, territory: [low, high] }: Mention,
  { words, key }: ReadField,
): boolean {
  if (ANSWER_KEYS.has(key)) return false;
  const from = Math.max(low, at - NEAR);
  const [start = 0, end] = [words.starts[from], words.ends[Math.min(high, at + NEAR) - 1]];
  return !/[\d[({"'`]/.test(words.text.slice(start, end));
}

/** A record with the name, the input and the answer in fields of their own. */
function inFieldsOfTheirOwn(
  subject: Subject,
  fields: readonly ReadField[],
  place: number,
): Pick<FoundInput, 'item'> | undefined {
  const isAlone = fields[place]?.words.count === 1;
  const near = fields
    // What stands before a name in prose was asked of something else.
    .slice(isAlone ? Math.max(0, place - FIELDS) : place, place + FIELDS + 1)
    .filter(
      (each) =>
        each !== fields[place] && each.mentions.every((mention) => mention.subject === subject),
    );
  for (const [number, field] of near.entries()) {
    if (ANSWER_KEYS.has(field.key)) continue;
    const known = wholeInput(subject, field) ?? (isAlone ? null : numberIn(subject, field));
    const answer = hashesOf(known?.answer ?? '');
    const isGiven = near.some(
      ({ words, key }, other) =>
        (ANSWER_KEYS.has(key) || (other > number && (isAlone || TURN_KEYS.has(key)))) &&
        other !== number &&
        words.count === answer.length &&
        words.has(answer, 0),
    );
    if (known !== null && isGiven && answer.length > 0) return known;
  }
  return undefined;
}
