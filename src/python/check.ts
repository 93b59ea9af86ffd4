/**
 * What a tree must keep to that the grammar does not say: jumps stand in loops, names mean what they would in CPython or
 * are refused, sizes and nesting are bounded. Every fault of a module is reported at once.
 */
import { BUILTINS } from './builtins.js';
import { localSlots } from './locals.js';
import { REFUSED_NAMES } from './refused.js';
import { type Fault, faultError } from './source.js';
import type { Call, Expression, For, FunctionDef, Module, Statement } from './syntax.js';
import { outside } from './tokens.js';
import { MAX_INTEGER_DIGITS } from './value.js';
import { blocksOf, expressionsOf, operandsOf } from './walk.js';

/** Deepest nesting of nodes, statements and expressions together. */
export const MAX_DEPTH = 200;
/** Deepest nesting of loops, as in CPython. */
export const MAX_LOOPS = 20;

const LARGEST_LITERAL = 10n ** BigInt(MAX_INTEGER_DIGITS);

/** Throws a `DiagnosticError` with every fault of `module`. */
export function checkModule(module: Module): void {
  const functions = new Set(module.functions.map(({ name }) => name));
  const faults = module.functions.flatMap((def) => new FunctionCheck(def, functions).faults);
  if (faults.length > 0) throw faultError(module.source, faults);
}

class FunctionCheck {
  readonly faults: Fault[] = [];
  readonly #locals: ReadonlySet<string>;
  readonly #functions: ReadonlySet<string>;

  constructor(def: FunctionDef, functions: ReadonlySet<string>) {
    this.#functions = functions;
    // A tree of unbounded depth must not be walked by recursion before its depth is known.
    if (depthOf(def) > MAX_DEPTH) {
      this.faults.push({
        message: `more than ${MAX_DEPTH} levels of nesting in \`${def.name}\``,
        span: def.span,
      });
      this.#locals = new Set();
      return;
    }
    this.#locals = new Set(localSlots(def).keys());
    this.#checkNames(def);
    this.#checkBlock(def.body, 0, def);
  }

  #checkNames(def: FunctionDef): void {
    const { name, parameters, span } = def;
    parameters.forEach((parameter, index) => {
      if (parameters.indexOf(parameter) < index) {
        this.faults.push({ message: `duplicate parameter \`${parameter}\` of \`${name}\``, span });
      }
    });
    for (const bound of new Set([name, ...this.#locals])) {
      if (/^__.*__$/.test(bound) && REFUSED_NAMES.has(bound)) {
        this.faults.push({ ...outside(`a new meaning for Python's \`${bound}\` is`), span });
      }
    }
  }

  #checkBlock(
    body: readonly Statement[],
    loops: number,
    owner: { readonly span?: Fault['span'] },
  ): void {
    if (body.length === 0)
      this.faults.push({ message: 'a block without statements', span: owner.span });
    for (const statement of body) this.#checkStatement(statement, loops);
  }

  #checkStatement(statement: Statement, loops: number): void {
    const { kind, span } = statement;
    if ((kind === 'Break' || kind === 'Continue') && loops === 0) {
      this.faults.push({ message: `\`${kind.toLowerCase()}\` outside a loop`, span });
    }
    const isLoop = kind === 'For' || kind === 'While';
    if (isLoop && loops >= MAX_LOOPS) {
      this.faults.push({ message: `more than ${MAX_LOOPS} nested loops`, span });
    }
    if (kind === 'For') this.#checkIterable(statement);
    else for (const expression of expressionsOf(statement)) this.#checkExpression(expression);
    const [body, orelse] = blocksOf(statement);
    if (body !== undefined) this.#checkBlock(body, isLoop ? loops + 1 : loops, statement);
    if (orelse !== undefined && orelse.length > 0) this.#checkBlock(orelse, loops, statement);
  }

  #checkIterable({ iter }: For): void {
    if (iter.kind !== 'Call' || iter.func !== 'range') {
      const help = 'A `for` loop runs over `range(…)`.';
      this.faults.push({
        ...outside('loops over anything but `range(…)` are'),
        span: iter.span,
        help,
      });
      return;
    }
    if (this.#locals.has('range') || this.#functions.has('range')) {
      this.faults.push({
        ...outside('a new meaning for `range` where a loop uses it is'),
        span: iter.span,
      });
    }
    for (const arg of iter.args) this.#checkExpression(arg);
  }

  #checkExpression(node: Expression): void {
    if (node.kind === 'Name') this.#checkValue(node.id, node.span);
    if (node.kind === 'Call') this.#checkCall(node);
    if (node.kind === 'Integer' && (node.value < 0n || node.value >= LARGEST_LITERAL)) {
      const message =
        node.value < 0n
          ? 'a negative literal'
          : `a number of more than ${MAX_INTEGER_DIGITS} digits`;
      this.faults.push({ message, span: node.span });
    }
    for (const operand of operandsOf(node)) this.#checkExpression(operand);
  }

  #checkValue(name: string, span: Fault['span']): void {
    if (this.#locals.has(name)) return;
    if (this.#functions.has(name) || BUILTINS.has(name) || name === 'range') {
      this.faults.push({ ...outside('functions as values are'), span });
    } else if (REFUSED_NAMES.has(name)) {
      this.faults.push({ ...outside(`Python's \`${name}\` is`), span });
    }
  }

  #checkCall({ func, span }: Call): void {
    if (this.#locals.has(func) || this.#functions.has(func) || BUILTINS.has(func)) return;
    if (func === 'range') {
      this.faults.push({ ...outside('`range(…)` outside the head of a `for` loop is'), span });
    } else if (REFUSED_NAMES.has(func)) {
      const help = `The built-in functions are ${[...BUILTINS.keys()].join(', ')} and, in a \`for\` loop, range.`;
      this.faults.push({ ...outside(`Python's \`${func}\` is`), span, help });
    }
  }
}

/** The nesting of `def`'s nodes, found without recursion, up to one more than is allowed. */
function depthOf(def: FunctionDef): number {
  const statements: Statement[] = [...def.body];
  const expressions: Expression[] = [];
  let depth = 0;
  // Level by level: the nodes of one level stand before those of the next.
  let [statement, expression] = [0, 0];
  while (statement < statements.length || expression < expressions.length) {
    depth += 1;
    if (depth > MAX_DEPTH) return depth;
    const [lastStatement, lastExpression] = [statements.length, expressions.length];
    for (; expression < lastExpression; expression += 1) {
      const node = expressions[expression];
      if (node !== undefined) for (const part of operandsOf(node)) expressions.push(part);
    }
    for (; statement < lastStatement; statement += 1) {
      const node = statements[statement];
      if (node === undefined) continue;
      for (const part of expressionsOf(node)) expressions.push(part);
      for (const block of blocksOf(node)) for (const inner of block) statements.push(inner);
    }
  }
  return depth;
}
