/** What a right answer to an item is, as pages show it. */
import { rightAnswer } from '../scoring/right-answer.js';
import type { Target } from '../scoring/verdict.js';
import type { Expected } from './api.js';
import { clip } from './clip.js';

export function expectedOf(target: Target): Expected {
  const { text, note } = rightAnswer(target);
  return { kind: target.kind, text: clip(text), note };
}
