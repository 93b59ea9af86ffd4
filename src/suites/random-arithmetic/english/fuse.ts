/** Functions with fewer variables that do the same: a value that is read once is worked out where it is read. */
import type {
  Assign,
  Expression,
  FunctionDef,
  Return,
  Statement,
} from '../../../python/syntax/syntax.js';
import type { Random } from '../../../random/random.js';
import { readsOf } from './reads.js';
import { operationsIn } from './steps.js';

/** Operations that a person follows in one sentence. */
const MOST_OPERATIONS = 6;

/**
 * The function with some of its assignments moved into the statement after them, each with a chance of two in three.
 * @param definition gives each variable a value in one place, loops aside
 */
export function fuse(definition: FunctionDef, random: Random): FunctionDef {
  const body: Statement[] = [];
  for (const [place, statement] of definition.body.entries()) {
    const before = body.at(-1);
    const fused = before && fusedWith(before, statement, definition.body.slice(place + 1));
    if (fused === undefined || random.chance(1, 3)) body.push(statement);
    else body.splice(-1, 1, fused);
  }
  return { ...definition, body };
}

/** The statement with the value of the one before it; undefined where that does not fit. */
function fusedWith(
  before: Statement,
  statement: Statement,
  after: readonly Statement[],
): Statement | undefined {
  if (before.kind !== 'Assign' || !hasValue(statement)) return undefined;
  const reads = [readsOf(before.target, [statement]), readsOf(before.target, after)];
  const value = substituted(statement.value, before);
  if (reads.join() !== '1,0' || operationsIn(value) > MOST_OPERATIONS) return undefined;
  return { ...statement, value };
}

type Valued = Assign | (Return & { readonly value: Expression });

function hasValue(statement: Statement): statement is Valued {
  return (
    statement.kind === 'Assign' || (statement.kind === 'Return' && statement.value !== undefined)
  );
}

/** The expression with the value of an assignment in place of its variable; no others are in Random Arithmetic's values. */
function substituted(node: Expression, assignment: Assign): Expression {
  if (node.kind === 'Name') return node.id === assignment.target ? assignment.value : node;
  if (node.kind === 'BinOp') {
    const left = substituted(node.left, assignment);
    return { ...node, left, right: substituted(node.right, assignment) };
  }
  if (node.kind === 'Call') {
    return { ...node, args: node.args.map((arg) => substituted(arg, assignment)) };
  }
  return node;
}
