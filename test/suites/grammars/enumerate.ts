/** Sentences of a language by trial, one part of speech after the other: counts no derivations. */
import { Recogniser } from '../../../src/cfg/earley/recognise.js';
import type { Language, Pattern } from '../../../src/suites/grammars/language.js';

/** Every sentence of at most so many parts of speech. */
export function sentencesUpTo({ compiled }: Language, length: number): Pattern[] {
  const recogniser = new Recogniser(compiled);
  const found: Pattern[] = [];
  const pending: Pattern[] = [[]];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    const { accepted, expected } = recogniser.recognise(prefix);
    if (accepted) found.push(prefix);
    if (prefix.length === length) continue;
    for (const next of expected) pending.push([...prefix, next]);
  }
  return found;
}
