/**
 * The wrong answers that tell something: those that another cipher gives (binding errors), and those of a model that is off by one in
 * the shift, forgets what is special about the cipher, or gets letters or their case wrong. The kinds are our choice.
 */
import type { Random } from '../../random/random.js';
import { type Cipher, ciphers } from './cipher.js';
import { SHIFTS } from './inputs.js';
import { atbash, caesar } from './standard.js';

/** Tries before a letter is changed for certain. */
const MOST_TRIES = 20;

/** What a cipher was applied to. */
interface Applied {
  readonly cipher: Cipher;
  readonly text: string;
  readonly shift: number;
}

/** Whether another cipher gives the answer, and the one that was asked does not. */
export function isBindingError({ cipher, text, shift }: Applied, answer: string): boolean {
  if (cipher.encipher(text, shift) === answer) return false;
  return ciphers().some((other) => other !== cipher && other.encipher(text, shift) === answer);
}

/** The share of the other shifts with which the answer would be a binding error for the same text. */
export function bindingErrorChance(applied: Applied, answer: string): number {
  const others = SHIFTS.filter((shift) => shift !== applied.shift);
  const hits = others.filter((shift) => isBindingError({ ...applied, shift }, answer));
  return hits.length / others.length;
}

/** A wrong answer such as a real model gives; never what the cipher gives. */
export function plausibleError(applied: Applied, random: Random): string {
  const truth = applied.cipher.encipher(applied.text, applied.shift);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const error = corrupted(applied, truth, random);
    if (error !== truth) return error;
  }
  return withOtherLetter(truth, random);
}

/** A text that may be right by chance. */
function corrupted({ cipher, text, shift }: Applied, truth: string, random: Random): string {
  const kinds = ['shift', 'standard', 'cipher', 'letter', 'case', 'drop', 'input'] as const;
  switch (random.pick(kinds)) {
    case 'shift':
      return cipher.encipher(text, (shift + random.pick([1, 25])) % SHIFTS.length);
    case 'standard':
      return cipher.name === 'Bob' ? atbash(text, shift) : caesar(text, shift);
    case 'cipher':
      return random.pick(ciphers()).encipher(text, shift);
    case 'letter':
      return withOtherLetter(truth, random);
    case 'case':
      return truth === truth.toLowerCase() ? truth.toUpperCase() : truth.toLowerCase();
    case 'drop': {
      const place = random.integer(1, truth.length - 2);
      return truth.slice(0, place) + truth.slice(place + 1);
    }
    case 'input':
      return text;
  }
}

/** With one letter moved by one place. */
function withOtherLetter(text: string, random: Random): string {
  const letters = [...text.matchAll(/[A-Za-z]/g)].map(({ index }) => index);
  const place = random.pick(letters);
  const moved = caesar(text.charAt(place), random.pick([1, 25]));
  return text.slice(0, place) + moved + text.slice(place + 1);
}
