/** A checkpoint with none before it: the gate has nothing to hold it against, which is no failure and must be seen. */
import { printable } from '../text/printable.js';
import { command } from './annotations.js';
import { markdownCode, markdownText } from './markdown.js';

export interface FirstCheckpoint {
  readonly directory: string;
  readonly why: string;
  /** Runs that would be before it were a tag not another, a line for each. */
  readonly others: readonly string[];
}

/** `results/my/step-1: first checkpoint: not checked; no run beside it has a smaller step`, and a line for each other run. */
export function firstWords(first: FirstCheckpoint): string {
  return [sentence(first), ...first.others.map((other) => `  ${other}`)].map(printable).join('\n');
}

export function firstMarkdown({ directory, why, others }: FirstCheckpoint): string {
  return [
    '### pbb-eval check: not checked',
    '',
    `${markdownCode(directory)} is a first checkpoint: ${markdownText(why)}.`,
    '',
    ...others.map((other) => `- ${markdownText(other)}`),
  ].join('\n');
}

/** A notice, and a warning where a tag may be wrong. */
export function firstAnnotation(first: FirstCheckpoint): string {
  const kind = first.others.length === 0 ? 'notice' : 'warning';
  return `${command(kind, 'pbb-eval check', firstSentence(first))}\n`;
}

/** All of it in one line. */
export function firstSentence(first: FirstCheckpoint): string {
  return [sentence(first), ...first.others].join('; ');
}

function sentence({ directory, why }: FirstCheckpoint): string {
  return `${directory}: first checkpoint: not checked; ${why}`;
}
