/** The local variables of a function: what it assigns anywhere is local to all of it, as in CPython. */
import type {
  Comprehension,
  Expression,
  FunctionDef,
  Lambda,
  Statement,
} from '../syntax/syntax.js';
import { expressionsOf, namesIn, operandsOf, ownStatementsOf } from '../syntax/walk.js';

/** Each local variable with its slot: parameters from 1 in order, then the others as the source first assigns them. */
export function localSlots(def: FunctionDef | Lambda): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const declare = (name: string): void => {
    if (!slots.has(name)) slots.set(name, slots.size + 1);
  };
  for (const parameter of parametersOf(def)) declare(parameter);
  if (def.kind === 'Lambda') return slots;
  const foreign = new Set<string>();
  const own = [...ownStatementsOf(def.body)];
  for (const statement of own) {
    if (statement.kind === 'Nonlocal') for (const name of statement.names) foreign.add(name);
  }
  for (const statement of own) {
    for (const name of boundBy(statement)) if (!foreign.has(name)) declare(name);
  }
  return slots;
}

/** The parameters in the order of their slots, the one that takes what is left over last. */
export function parametersOf({
  parameters,
  rest,
}: Pick<FunctionDef, 'parameters' | 'rest'>): readonly string[] {
  return rest === undefined ? parameters : [...parameters, rest];
}

/** The names that a statement binds itself. */
function boundBy(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'Assign':
    case 'AugAssign':
      return [statement.target];
    case 'AssignTo':
      return statement.targets.flatMap(namesIn);
    case 'For':
      return typeof statement.target === 'string' ? [statement.target] : namesIn(statement.target);
    case 'Delete':
      return statement.targets.flatMap(namesIn);
    case 'FunctionDef':
      return [statement.name];
    default:
      return [];
  }
}

/**
 * Whether a comprehension needs variables of its own for every time that it runs: a generator may run on later, and a
 * function made inside may be called later. The others share the frame of their function.
 */
export function needsFrame(node: Comprehension): boolean {
  return node.kind === 'GeneratorExp' || innerParts(node).some(makesFunction);
}

/** All parts but the first iterable, which belongs to the surrounding scope. */
function innerParts(node: Comprehension): readonly Expression[] {
  const first = node.clauses[0]?.iter;
  return operandsOf(node).filter((part) => part !== first);
}

/** Whether a function of this body makes another, which may see its variables later. */
export function makesFunctions(body: readonly Statement[]): boolean {
  for (const statement of ownStatementsOf(body)) {
    if (statement.kind === 'FunctionDef') return true;
    if (expressionsOf(statement).some(makesFunction)) return true;
  }
  return false;
}

function makesFunction(node: Expression): boolean {
  return (
    node.kind === 'Lambda' || node.kind === 'GeneratorExp' || operandsOf(node).some(makesFunction)
  );
}

/** How many slots the comprehensions need that share the frame of `def`. */
export function sharedSlots(def: FunctionDef | Lambda): number {
  if (def.kind === 'Lambda') return sharedSlotsIn(def.body);
  let count = 0;
  for (const statement of ownStatementsOf(def.body)) {
    for (const expression of expressionsOf(statement)) count += sharedSlotsIn(expression);
  }
  return count;
}

/** The slots that comprehensions inside `node`, itself included, take of the frame it runs in. */
export function sharedSlotsIn(node: Expression): number {
  if (node.kind === 'Lambda') return sum((node.defaults ?? []).map(sharedSlotsIn));
  if (!isComprehension(node)) return sum(operandsOf(node).map(sharedSlotsIn));
  const [first] = node.clauses;
  if (needsFrame(node)) return first === undefined ? 0 : sharedSlotsIn(first.iter);
  return comprehensionNames(node).size + sum(operandsOf(node).map(sharedSlotsIn));
}

export function comprehensionNames({ clauses }: Comprehension): ReadonlySet<string> {
  return new Set(clauses.flatMap(({ target }) => namesIn(target)));
}

function isComprehension(node: Expression): node is Comprehension {
  return (
    node.kind === 'ListComp' ||
    node.kind === 'SetComp' ||
    node.kind === 'DictComp' ||
    node.kind === 'GeneratorExp'
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
