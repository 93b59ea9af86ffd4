/**
 * Judges one output against its target, each kind by the folder of its name. Here is what holds for all: refused
 * (`content_filter`, `refusal`) and blank outputs are malformed.
 */
import type { Outcome, Program } from '../sandbox/program.js';
import { isBlank } from './characters.js';
import { executionExperiment, judgeExecution } from './execution/judge-execution.js';
import { judgeGrammar } from './grammar/judge-grammar.js';
import { judgeInteger } from './integer/judge-integer.js';
import { judgeNumber } from './number/judge-number.js';
import { judgeProgram, programExperiment } from './program/judge-program.js';
import { judgeLiteral } from './python-literal/judge-literal.js';
import { judgePattern } from './regex/judge-pattern.js';
import { judgeSentence } from './sentence/judge-sentence.js';
import { judgeText } from './text/judge-text.js';
import type { Answer, Judgement, Target } from './verdict.js';

/** One output: its text without think blocks, and the finish reason that came with it. */
export interface Output {
  readonly text: string;
  readonly finishReason: string | null;
}

const REFUSED: ReadonlySet<string | null> = new Set(['content_filter', 'refusal']);

function isBlankText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!isBlank(text.charCodeAt(at))) return false;
  }
  return true;
}

/** An output that is malformed before anything is read. */
function unread(reason: string, truncated: boolean): Judgement {
  return { verdict: 'malformed', answer: null, reason, lenient: 'malformed', truncated };
}

/**
 * What must be run before the output can be judged, and is run by `observation`; null where it is judged as it stands. Nothing that is
 * expected stands in it.
 */
export function experimentOf(output: Output, target: Target): Program | null {
  if (target.kind !== 'program' && target.kind !== 'execution') return null;
  if (REFUSED.has(output.finishReason) || isBlankText(output.text)) return null;
  const limited = output.finishReason === 'length';
  return target.kind === 'program'
    ? programExperiment(output.text, limited, target)
    : executionExperiment(output.text, limited, target);
}

/** Whether some outputs are run before they can be judged. */
export function isJudgedByRunning({ kind }: Target): boolean {
  return kind === 'program' || kind === 'execution';
}

/**
 * Judges one output against its target, for the answer that the prompt asked for.
 * @param outcomes of what `experimentOf` says must be run, if anything
 */
export function judge(
  output: Output,
  target: Target,
  answer: Answer,
  outcomes: readonly Outcome[] = [],
): Judgement {
  if (REFUSED.has(output.finishReason)) return unread('refused', false);
  const limited = output.finishReason === 'length';
  if (isBlankText(output.text)) {
    return unread(limited ? 'cut at the token limit before an answer' : 'empty output', limited);
  }
  switch (target.kind) {
    case 'integer':
      return judgeInteger(output.text, limited, target.value, answer);
    case 'sentence':
      return judgeSentence(output.text, limited, target.grammar);
    case 'text':
      return judgeText(output.text, limited, target.value, answer);
    case 'number':
      return judgeNumber(output.text, limited, target, answer);
    case 'python-literal':
      return judgeLiteral(output.text, limited, target, answer);
    case 'regex':
      return judgePattern(output.text, limited, target, answer);
    case 'grammar':
      return judgeGrammar(output.text, limited, target.grammar);
    case 'execution':
      return judgeExecution(output.text, limited, target, answer, outcomes);
    case 'program':
      return judgeProgram(output.text, limited, target, outcomes);
  }
}
