/** The program that an item is about: its source, and the steps by which it comes to the right answer. */
import type { Step } from '../python/index.js';
import { factsOf } from '../reasoning/facts.js';
import type { Item, SuiteInstance } from '../suites/suite.js';
import type { Instructed, TraceStep } from './api.js';
import { clip } from './clip.js';

const MOST_STEPS = 500;
const MOST_SOURCE = 50_000;

/** Null where the instruction is not known, or no program. */
export function instructedOf(item: Item, instance: SuiteInstance | undefined): Instructed | null {
  const found = instance?.instructions.find(({ id }) => id === item.instruction);
  if (instance === undefined || found?.kind !== 'program') return null;
  const trace = traceOf(instance.trace(item) ?? []);
  return {
    name: found.name,
    source: clip(found.source, MOST_SOURCE),
    description: found.description === undefined ? null : clip(found.description, MOST_SOURCE),
    trace: trace.slice(0, MOST_STEPS),
    more: Math.max(0, trace.length - MOST_STEPS),
  };
}

function traceOf(steps: readonly Step[]): TraceStep[] {
  let facts = 0;
  return steps.map((step) => {
    const isFact = factsOf([step]).length > 0;
    if (isFact) facts += 1;
    const { line, depth } = step;
    return { line, depth, text: textOf(step), fact: isFact ? facts : null };
  });
}

/** What stands there, with its values, and what came of it; nothing twice in a row. */
function textOf(step: Step): string {
  const { expression, filled, value } = step;
  const ends = [expression, filled, value ?? '(no repr)'].filter(
    (text, index, all) => text !== '' && text !== all[index - 1],
  );
  return clip(`${headOf(step)}${ends.join(' → ')}`, 500).text;
}

function headOf({ kind, target }: Step): string {
  switch (kind) {
    case 'call':
      return `${target}: `;
    case 'assign':
      return `${target} = `;
    case 'branch':
      return `${target} `;
    case 'loop':
      return `for ${target} in `;
    case 'turn':
      return `${target} = `;
    case 'return':
      return 'return ';
    case 'evaluate':
      return '';
  }
}
