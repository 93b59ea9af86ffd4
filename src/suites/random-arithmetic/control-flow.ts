/** What a program's statements contain, at any depth: the facet that tells straight lines from branches and loops. */
import type { Statement } from '../../python/syntax/syntax.js';

export type ControlFlow = 'straight' | 'branch' | 'loop' | 'loop+branch';

export function controlFlowOf(body: readonly Statement[]): ControlFlow {
  const kinds = new Set(everyStatement(body).map((statement) => statement.kind));
  if (!kinds.has('For')) return kinds.has('If') ? 'branch' : 'straight';
  return kinds.has('If') ? 'loop+branch' : 'loop';
}

/** How many loops turn as often as a literal says, whatever the input. */
export function fixedLoopsIn(body: readonly Statement[]): number {
  return everyStatement(body).filter(
    (statement) =>
      statement.kind === 'For' &&
      statement.iter.kind === 'Call' &&
      statement.iter.args.every((arg) => arg.kind === 'Integer'),
  ).length;
}

/** The statements and all those inside them. */
function everyStatement(body: readonly Statement[]): Statement[] {
  return body.flatMap((statement) =>
    statement.kind === 'If' || statement.kind === 'For'
      ? [statement, ...everyStatement([...statement.body, ...statement.orelse])]
      : [statement],
  );
}
