/**
 * What ciphers are applied to: a text and a shift. A seed has one order of all texts; those that training shows are taken from its
 * front and those that are asked from its back. All ciphers get the same inputs, so that they can be compared. Invariants: a larger
 * number of texts, of shifts or of demonstrations adds inputs and changes none; of the texts that are asked, each 26 in a row have
 * every shift equally often.
 */
import { z } from 'zod';
import { Random } from '../../random/random.js';
import { texts } from './texts.js';

/** Shifts go from 0 to 25. */
export const SHIFTS: readonly number[] = Array.from({ length: 26 }, (_, shift) => shift);

/** How the shifts of demonstrations are distributed. */
export type Distribution =
  | { readonly kind: 'uniform' }
  | { readonly kind: 'skewed'; readonly favoured: readonly number[] };

/** Of ten demonstrations of a skewed distribution so many have a favoured shift, on average: our choice. */
const FAVOURED_OF_TEN = 9;

export interface Input {
  /** The text's place in the list of all texts, from 0. */
  readonly number: number;
  readonly text: string;
  readonly shift: number;
}

/** The inputs that are asked: `count` texts with `shifts` different shifts each, by text. */
export function askedInputs(seed: number, count: number, shifts: number): Input[] {
  const steps = [0, ...new Random('ciphers', seed, 'steps').shuffle(SHIFTS.slice(1))];
  return orderOf(seed)
    .toReversed()
    .slice(0, count)
    .flatMap((number, place) => {
      const first = evenShift(seed, 'asked', place);
      return steps.slice(0, shifts).map((step) => inputOf(number, (first + step) % SHIFTS.length));
    });
}

/** The first `count` inputs that training shows, a text each. */
export function shownInputs(seed: number, count: number, distribution: Distribution): Input[] {
  return orderOf(seed)
    .slice(0, count)
    .map((number, place) => inputOf(number, shownShift(seed, place, distribution)));
}

/** As items and executions have an input: the arguments of the function, in Python and in JSON. */
export function writeInput({ text, shift }: Omit<Input, 'number'>): string {
  return `${JSON.stringify(text)}, ${shift}`;
}

const written = z.tuple([z.string(), z.int().min(0).max(25)]);

/** @throws z.ZodError or SyntaxError for what `writeInput` does not write */
export function readInput(input: string): { readonly text: string; readonly shift: number } {
  const [text, shift] = written.parse(JSON.parse(`[${input}]`));
  return { text, shift };
}

/** The places of all texts in the order of a seed. */
function orderOf(seed: number): number[] {
  return new Random('ciphers', seed, 'texts').shuffle([...texts().keys()]);
}

function inputOf(number: number, shift: number): Input {
  return { number, text: texts()[number] ?? '', shift };
}

/** Each 26 places in a row from a multiple of 26 have every shift once. */
function evenShift(seed: number, purpose: string, place: number): number {
  const block = Math.floor(place / SHIFTS.length);
  const shifts = new Random('ciphers', seed, purpose, block).shuffle(SHIFTS);
  return shifts[place % SHIFTS.length] ?? 0;
}

function shownShift(seed: number, place: number, distribution: Distribution): number {
  if (distribution.kind === 'uniform') return evenShift(seed, 'shown', place);
  const { favoured } = distribution;
  const others = SHIFTS.filter((shift) => !favoured.includes(shift));
  const random = new Random('ciphers', seed, 'skewed', place);
  const favour = others.length === 0 || random.chance(FAVOURED_OF_TEN, 10);
  return random.pick(favour ? favoured : others);
}
