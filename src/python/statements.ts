/**
 * Compiles statements. A block is cut into segments: some simple statements, which are certain to follow each other, and
 * what ends them. A segment charges the steps of all its statements when it begins.
 */
import { binaryCode } from './arithmetic.js';
import {
  BREAK,
  CONTINUE,
  type Evaluate,
  type Execute,
  type Frame,
  NORMAL,
  RESULT,
  RETURN,
} from './code.js';
import { expressionSteps, statementSteps } from './count.js';
import { compileExpression } from './expressions.js';
import { testCode } from './logic.js';
import { forCode, type LoopParts, whileCode } from './loops.js';
import { type FunctionScope, marked } from './scope.js';
import { effectSegment, jumpSegment, valueSegment } from './segments.js';
import type { For, If, Return, Statement, While } from './syntax.js';

/** A statement that neither jumps nor contains others. */
type Simple = Extract<Statement, { kind: 'Assign' | 'AugAssign' | 'Expr' | 'Pass' }>;
type Ending = Exclude<Statement, Simple>;

interface Segment {
  readonly simple: readonly Simple[];
  readonly ending: Ending | undefined;
}

/** The body of a function: gives the value that it returns. */
export function compileBody(body: readonly Statement[], scope: FunctionScope): Evaluate {
  const segments = segmentsOf(body);
  const last = segments.at(-1);
  if (last?.ending?.kind === 'Return') {
    const before = segments.slice(0, -1).map((segment) => segmentCode(segment, scope));
    return bodyCode(before, returnCode(last.simple, last.ending, scope));
  }
  const run = compileBlock(body, scope);
  return (frame) => (run(frame) === RETURN ? (frame[RESULT] ?? null) : null);
}

/** Runs `before` until one of them returns, else gives the value of `last`. */
function bodyCode(before: readonly Execute[], last: Evaluate): Evaluate {
  const [first, second] = before;
  if (first === undefined) return last;
  if (second === undefined) {
    return (frame) => (first(frame) === RETURN ? (frame[RESULT] ?? null) : last(frame));
  }
  return (frame) => {
    for (const run of before) if (run(frame) === RETURN) return frame[RESULT] ?? null;
    return last(frame);
  };
}

function returnCode(simple: readonly Simple[], ending: Return, scope: FunctionScope): Evaluate {
  const value =
    ending.value === undefined ? nothing : compileExpression(ending.value, scope).evaluate;
  return valueSegment(
    effectsOf(simple, scope),
    value,
    stepsOf({ simple, ending }),
    scope.site(ending, 'return'),
  );
}

const nothing: Evaluate = () => null;

/** The statements up to the first that always jumps away; what follows it never runs. */
function segmentsOf(body: readonly Statement[]): readonly Segment[] {
  const segments: Segment[] = [];
  let simple: Simple[] = [];
  for (const statement of body) {
    if (isSimple(statement)) {
      simple.push(statement);
      continue;
    }
    segments.push({ simple, ending: statement });
    simple = [];
    if (statement.kind !== 'If' && statement.kind !== 'For' && statement.kind !== 'While')
      return segments;
  }
  if (simple.length > 0) segments.push({ simple, ending: undefined });
  return segments;
}

function isSimple(statement: Statement): statement is Simple {
  switch (statement.kind) {
    case 'Assign':
    case 'AugAssign':
    case 'Expr':
    case 'Pass':
      return true;
    case 'Return':
    case 'If':
    case 'For':
    case 'While':
    case 'Break':
    case 'Continue':
      return false;
  }
}

function stepsOf({ simple, ending }: Segment): number {
  const steps = simple.reduce((sum, statement) => sum + statementSteps(statement), 0);
  return ending === undefined ? steps : steps + statementSteps(ending);
}

/** A block, to run as one statement; an empty one does nothing. */
export function compileBlock(body: readonly Statement[], scope: FunctionScope): Execute {
  return scope.deeper(2, () => {
    const codes = segmentsOf(body).map((segment) => segmentCode(segment, scope));
    const [first, second] = codes;
    if (first === undefined) return doNothing;
    if (second === undefined) return first;
    return (frame) => {
      for (const run of codes) {
        const completion = run(frame);
        if (completion !== NORMAL) return completion;
      }
      return NORMAL;
    };
  });
}

const doNothing: Execute = () => NORMAL;

function segmentCode(segment: Segment, scope: FunctionScope): Execute {
  const { simple, ending } = segment;
  const first = simple[0] ?? ending;
  const site = scope.site(first ?? {}, '');
  const effects = effectsOf(simple, scope);
  const steps = stepsOf(segment);
  if (ending === undefined) return effectSegment(effects, steps, site);
  return jumpSegment(effects, endingCode(ending, scope), steps, site);
}

/** The simple statements that do anything at all. */
function effectsOf(simple: readonly Simple[], scope: FunctionScope): ((frame: Frame) => void)[] {
  return simple.flatMap((statement) => effect(statement, scope) ?? []);
}

function effect(statement: Simple, scope: FunctionScope): ((frame: Frame) => void) | undefined {
  switch (statement.kind) {
    case 'Assign':
      return store(
        slotOf(statement.target, scope),
        compileExpression(statement.value, scope).evaluate,
      );
    case 'AugAssign': {
      const { target, op, value, span } = statement;
      const site = scope.site(statement, `${op}=`);
      const name = { kind: 'Name', id: target, ...(span !== undefined && { span }) } as const;
      const variable = compileExpression(name, scope);
      const code = binaryCode(op, site, variable, compileExpression(value, scope));
      return store(slotOf(target, scope), scope.counted(code));
    }
    case 'Expr':
      return compileExpression(statement.value, scope).evaluate;
    case 'Pass':
      return undefined;
  }
}

function store(slot: number, value: Evaluate): (frame: Frame) => void {
  return (frame) => {
    frame[slot] = value(frame);
  };
}

function slotOf(name: string, scope: FunctionScope): number {
  const slot = scope.slots.get(name);
  if (slot === undefined) throw new Error(`${name} is assigned and has no slot`);
  return slot;
}

function endingCode(statement: Ending, scope: FunctionScope): Execute {
  switch (statement.kind) {
    case 'Return':
      return returnEnding(statement, scope);
    case 'Break':
      return () => BREAK;
    case 'Continue':
      return () => CONTINUE;
    case 'If':
      return ifCode(statement, scope);
    case 'For':
      return forLoop(statement, scope);
    case 'While':
      return whileLoop(statement, scope);
  }
}

function returnEnding({ value }: Return, scope: FunctionScope): Execute {
  const evaluate = value === undefined ? nothing : compileExpression(value, scope).evaluate;
  return (frame) => {
    frame[RESULT] = evaluate(frame);
    return RETURN;
  };
}

function ifCode(statement: If, scope: FunctionScope): Execute {
  const test = testCode(compileExpression(statement.test, scope));
  const taken = scope.branch();
  const passed = scope.branch();
  const body = marked(taken, compileBlock(statement.body, scope));
  if (statement.orelse.length === 0 && passed === undefined) {
    return (frame) => (test(frame) ? body(frame) : NORMAL);
  }
  const orelse = marked(passed, compileBlock(statement.orelse, scope));
  return (frame) => (test(frame) ? body(frame) : orelse(frame));
}

function forLoop(statement: For, scope: FunctionScope): Execute {
  const { iter, target } = statement;
  if (iter.kind !== 'Call') throw new Error('a for loop runs over range() alone');
  const args = iter.args.map((arg) => compileExpression(arg, scope).evaluate);
  const [first, ...rest] = args;
  const counted = first === undefined ? [] : [scope.counted(first), ...rest];
  return forCode(slotOf(target, scope), counted, loopParts(statement, iter, scope));
}

function whileLoop(statement: While, scope: FunctionScope): Execute {
  const test = testCode(compileExpression(statement.test, scope));
  return whileCode(
    test,
    expressionSteps(statement.test),
    loopParts(statement, statement.test, scope),
  );
}

function loopParts(
  statement: For | While,
  { span }: { readonly span?: LoopParts['site']['span'] },
  scope: FunctionScope,
): LoopParts {
  const entered = scope.branch();
  const skipped = scope.branch();
  return {
    site: scope.site({ ...(span !== undefined && { span }) }, ''),
    body: marked(entered, compileBlock(statement.body, scope)),
    orelse: compileBlock(statement.orelse, scope),
    skipped,
  };
}
