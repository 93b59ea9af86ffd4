/** What a right answer to an item is, in words. */
import type { Target } from './verdict.js';

/** A right answer, or what all of them have in common, and what else is right. */
export function rightAnswer(target: Target): { text: string; note: string | null } {
  switch (target.kind) {
    case 'integer':
    case 'text':
    case 'python-literal':
      return { text: target.value, note: null };
    case 'number':
      return { text: target.value, note: `at most ${target.tolerance} away` };
    case 'regex':
      return { text: target.value, note: `any text that matches, such as ${target.example}` };
    case 'sentence':
      return { text: target.grammar, note: 'any sentence of this grammar' };
    case 'grammar':
      return { text: target.grammar, note: 'any grammar with the same sentences' };
    case 'execution':
      return {
        text: target.value,
        note: `any arguments for which ${target.name} gives this, such as ${target.example}`,
      };
    case 'program':
      return {
        text: target.probes.map((probe) => `${probe.arguments} → ${probe.value}`).join('\n'),
        note: `any code whose ${target.name} gives these values`,
      };
  }
}
