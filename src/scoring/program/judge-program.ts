/**
 * Judges code by what it does: it is run on probes, elsewhere and before it is judged, and each value is compared here with what the
 * instruction gives. Invariant: what is run holds no expected value.
 */
import type { Outcome, Program } from '../../sandbox/program.js';
import { sameValue } from '../../sandbox/same-value.js';
import { excerpt } from '../excerpt.js';
import type { Judgement, Probe, ProgramTarget, Verdict } from '../verdict.js';
import { type Code, codeIn } from './code.js';

const FUTURE = /^from __future__ import .*$/gm;

/** What must be run before the output can be judged; null where it holds nothing to run. */
export function programExperiment(
  output: string,
  limited: boolean,
  target: ProgramTarget,
): Program | null {
  const code = codeIn(output, target.name, limited);
  if (code.kind === 'fault') return null;
  const { source, callable } = code;
  return {
    source: [
      // Python wants them before all else.
      ...(source.match(FUTURE) ?? []),
      // What a main block does was not asked for.
      ...(source.includes('__main__') ? ['__name__ = "recalled"'] : []),
      ...(target.before === '' ? [] : [target.before, '']),
      source.replace(FUTURE, ''),
      ...(target.after === '' ? [] : ['', target.after]),
    ].join('\n'),
    calls: target.probes.map((probe) => callOf(target, callable, probe)),
  };
}

/** `callable` is the function at hand, or the class of its method: a function of another name has no method. */
function callOf({ call, name }: ProgramTarget, callable: string, probe: Probe): string {
  return call.replace(/\{name\}(\(\)\.\w+)?|\{arguments\}/g, (found, method = '') => {
    if (found === '{arguments}') return probe.arguments;
    return callable === name ? name + method : callable;
  });
}

/** @param outcomes of the output's `programExperiment`, one for each probe; none where that is null */
export function judgeProgram(
  output: string,
  limited: boolean,
  target: ProgramTarget,
  outcomes: readonly Outcome[],
): Judgement {
  const code = codeIn(output, target.name, limited);
  if (code.kind === 'fault') return malformed(code.reason, 'malformed', code.cut);
  const behaviour = behaviourOf(target, outcomes);
  if (behaviour.kind === 'no program') return malformed(behaviour.reason, 'malformed', false);
  const verdict = behaviour.right === target.probes.length ? 'correct' : 'incorrect';
  if (!code.asAsked) return malformed(formatFault(code, target), verdict, false);
  const measures = { recalled: behaviour.right / target.probes.length };
  const { reason } = behaviour;
  return { verdict, answer: code.source, reason, lenient: verdict, truncated: false, measures };
}

function malformed(reason: string, lenient: Verdict, truncated: boolean): Judgement {
  return { verdict: 'malformed', answer: null, reason, lenient, truncated };
}

function formatFault(
  { callable }: Extract<Code, { kind: 'code' }>,
  { name }: ProgramTarget,
): string {
  return callable === name
    ? 'the code is not in the last block'
    : `no function ${name}, but ${excerpt(callable, 40)}`;
}

type Behaviour =
  | { readonly kind: 'no program'; readonly reason: string }
  | { readonly kind: 'program'; readonly right: number; readonly reason: string };

function behaviourOf(target: ProgramTarget, outcomes: readonly Outcome[]): Behaviour {
  const { probes } = target;
  if (outcomes.length !== probes.length) {
    throw new RangeError(`expected ${probes.length} outcomes, found ${outcomes.length}`);
  }
  const syntax = outcomes.map(syntaxError);
  if (syntax.every((message) => message !== null)) {
    return { kind: 'no program', reason: `does not parse: ${excerpt(syntax[0] ?? '', 80)}` };
  }
  const wrong = probes.findIndex((probe, place) => !isRight(probe, outcomes[place], target));
  const right = probes.filter((probe, place) => isRight(probe, outcomes[place], target)).length;
  const [probe, outcome] = [probes[wrong], outcomes[wrong]];
  const reason =
    probe === undefined || outcome === undefined
      ? `right on all ${probes.length} probes`
      : `right on ${right} of ${probes.length} probes: ${difference(target, probe, outcome)}`;
  return { kind: 'program', right, reason };
}

const SYNTAX_ERRORS: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

function syntaxError(outcome: Outcome): string | null {
  return outcome.kind === 'raised' && SYNTAX_ERRORS.has(outcome.type) ? outcome.message : null;
}

function isRight({ value }: Probe, outcome: Outcome | undefined, target: ProgramTarget): boolean {
  return outcome?.kind === 'value' && sameValue(outcome.repr, value, target.comparison);
}

/** `f(3) gives 4, not 5`. */
function difference(target: ProgramTarget, probe: Probe, outcome: Outcome): string {
  const call = excerpt(callOf(target, target.name, probe), 60);
  switch (outcome.kind) {
    case 'value':
      return `${call} gives ${excerpt(outcome.repr, 40)}, not ${excerpt(probe.value, 40)}`;
    case 'raised':
      return `${call} raises ${excerpt(`${outcome.type}: ${outcome.message}`, 60)}`;
    case 'stopped':
      return `${call} goes beyond its limit of ${outcome.limit}`;
    case 'rejected':
      return `${call} ${excerpt(outcome.reason, 60)}`;
  }
}
