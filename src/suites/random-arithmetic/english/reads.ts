/** Where a program reads its variables. */
import type { Statement } from '../../../python/syntax/syntax.js';
import { expressionsOf, nodesOf, statementsOf } from '../../../python/syntax/walk.js';

/** How often the statements read a variable, in the source. */
export function readsOf(variable: string, body: readonly Statement[]): number {
  return [...statementsOf(body)]
    .flatMap((statement) => expressionsOf(statement))
    .flatMap((expression) => [...nodesOf(expression)])
    .filter((node) => node.kind === 'Name' && node.id === variable).length;
}
