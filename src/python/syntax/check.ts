/**
 * What a tree must keep to that the grammar does not say: jumps stand in loops, names mean what they would in CPython or
 * are refused, sizes and nesting are bounded. Every fault of a module is reported at once.
 */

import { BUILTINS } from '../builtins/builtins.js';
import { comprehensionNames, localSlots, parametersOf } from '../compile/locals.js';
import { MAX_INTEGER_DIGITS } from '../values/value.js';
import { MISSING } from './build.js';
import { REFUSED_NAMES } from './refused.js';
import { type Fault, faultError, outside } from './source.js';
import type {
  Call,
  Compare,
  Comprehension,
  Expression,
  FunctionDef,
  IntegerLiteral,
  Lambda,
  Module,
  Nonlocal,
  Starred,
  Statement,
  ValueCall,
} from './syntax.js';
import { blocksOf, expressionsOf, nodesOf, operandsOf } from './walk.js';

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

/** What a name may mean in one function, and in those around it. */
interface Names {
  readonly locals: ReadonlySet<string>;
  readonly around: Names | undefined;
}

class FunctionCheck {
  readonly faults: Fault[] = [];
  readonly #functions: ReadonlySet<string>;

  constructor(def: FunctionDef, functions: ReadonlySet<string>) {
    this.#functions = functions;
    // A tree of unbounded depth must not be walked by recursion before its depth is known.
    if (depthOf(def) > MAX_DEPTH) {
      this.#fault(
        { message: `more than ${MAX_DEPTH} levels of nesting in \`${def.name}\`` },
        def.span,
      );
      return;
    }
    for (const value of def.defaults ?? []) {
      this.#checkExpression(value, { locals: new Set(), around: undefined });
      this.#checkModuleDefault(value);
    }
    this.#checkFunction(def, undefined);
  }

  #fault(fault: Fault, span: Fault['span']): void {
    this.faults.push({ span, ...fault });
  }

  /** Defaults of the module's functions are evaluated before every run, when no function can be called yet. */
  #checkModuleDefault(value: Expression): void {
    for (const node of nodesOf(value)) {
      const name = node.kind === 'Name' ? node.id : node.kind === 'Call' ? node.func : '';
      if (this.#functions.has(name))
        this.#fault(outside('a function in a default value is'), node.span);
    }
  }

  #checkFunction(def: FunctionDef, around: Names | undefined): void {
    const names: Names = { locals: new Set(localSlots(def).keys()), around };
    this.#checkSignature(def, def.name);
    for (const bound of new Set([def.name, ...names.locals])) this.#checkBound(bound, def.span);
    this.#checkBlock(def.body, 0, def, names);
  }

  #checkBound(name: string, span: Fault['span']): void {
    if (/^__.*__$/.test(name) && REFUSED_NAMES.has(name)) {
      this.#fault(outside(`a new meaning for Python's \`${name}\` is`), span);
    }
  }

  #checkSignature(node: FunctionDef | Lambda, name: string): void {
    const all = parametersOf(node);
    const { span } = node;
    all.forEach((parameter, index) => {
      if (all.indexOf(parameter) < index) {
        this.#fault({ message: `duplicate parameter \`${parameter}\` of \`${name}\`` }, span);
      }
    });
    if (node.rest === '') this.#fault(outside('parameters after a starred one are'), span);
    if (node.defaults?.includes(MISSING) === true) {
      this.#fault({ message: 'a parameter without a default after one that has one' }, span);
    }
  }

  #checkBlock(
    body: readonly Statement[],
    loops: number,
    owner: { readonly span?: Fault['span'] },
    names: Names,
  ): void {
    if (body.length === 0) this.#fault({ message: 'a block without statements' }, owner.span);
    for (const statement of body) this.#checkStatement(statement, loops, names);
  }

  #checkStatement(statement: Statement, loops: number, names: Names): void {
    const { kind, span } = statement;
    if ((kind === 'Break' || kind === 'Continue') && loops === 0) {
      this.#fault({ message: `\`${kind.toLowerCase()}\` outside a loop` }, span);
    }
    const isLoop = kind === 'For' || kind === 'While';
    if (isLoop && loops >= MAX_LOOPS) {
      this.#fault({ message: `more than ${MAX_LOOPS} nested loops` }, span);
    }
    this.#checkTargets(statement, names);
    for (const expression of expressionsOf(statement)) this.#checkExpression(expression, names);
    if (kind === 'FunctionDef') {
      this.#checkFunction(statement, names);
      return;
    }
    const [body, orelse] = blocksOf(statement);
    if (body !== undefined) this.#checkBlock(body, isLoop ? loops + 1 : loops, statement, names);
    if (orelse !== undefined && orelse.length > 0)
      this.#checkBlock(orelse, loops, statement, names);
  }

  #checkTargets(statement: Statement, names: Names): void {
    if (statement.kind === 'AssignTo')
      for (const target of statement.targets) this.#checkTarget(target);
    if (statement.kind === 'For' && typeof statement.target !== 'string')
      this.#checkTarget(statement.target);
    if (statement.kind === 'AugAssignTo' && statement.target.kind !== 'Subscript') {
      this.#checkTarget(statement.target);
      this.#fault(
        { message: 'an augmented assignment to more than one target' },
        spanOf(statement.target),
      );
    }
    if (statement.kind === 'Delete') {
      for (const target of statement.targets) {
        if (target.kind !== 'Name' && target.kind !== 'Subscript')
          this.#fault(outside('this `del` is'), spanOf(target));
        if (target.kind === 'Name' && !names.locals.has(target.id)) {
          this.#fault(outside('`del` of a variable of another function is'), spanOf(target));
        }
      }
    }
    if (statement.kind === 'Nonlocal') this.#checkNonlocal(statement, names);
  }

  #checkNonlocal({ names: declared, span: at }: Nonlocal, names: Names): void {
    for (const name of declared) {
      let around = names.around;
      while (around !== undefined && !around.locals.has(name)) around = around.around;
      if (around === undefined)
        this.#fault({ message: `no function around has a variable \`${name}\`` }, at);
      if (names.locals.has(name))
        this.#fault({ message: `\`${name}\` is a parameter and nonlocal` }, at);
    }
  }

  /** What was read as an expression, where only a target can stand. */
  #checkTarget(node: Expression | Starred): void {
    switch (node.kind) {
      case 'Name':
      case 'Subscript':
        return;
      case 'Tuple':
      case 'List': {
        const starred = node.elements.filter(({ kind }) => kind === 'Starred');
        if (starred.length > 1) this.#fault({ message: 'more than one starred target' }, node.span);
        for (const element of node.elements) {
          this.#checkTarget(element.kind === 'Starred' ? element.value : element);
        }
        return;
      }
      case 'Attribute':
        this.#fault(outside('assignments to attributes are'), node.span);
        return;
      case 'Starred':
        this.#fault({ message: 'a starred target must be in a list or tuple' }, node.span);
        return;
      default: {
        const help = 'Equality is spelled `==`.';
        this.#fault({ message: 'only a name or an element can be assigned to', help }, node.span);
      }
    }
  }

  #checkExpression(node: Expression | Starred, names: Names): void {
    switch (node.kind) {
      case 'Name':
        this.#checkValue(node.id, node.span, names);
        break;
      case 'Call':
        this.#checkCall(node, names);
        break;
      case 'MethodCall':
        this.#checkAttribute(node.method, node.span);
        break;
      case 'Attribute':
        this.#checkAttribute(node.name, node.span);
        break;
      case 'Integer':
        this.#checkInteger(node);
        break;
      case 'Compare':
        this.#checkIdentity(node);
        break;
      case 'Starred':
        this.#fault(
          { message: 'a starred expression stands in a list, tuple, set or call' },
          node.span,
        );
        return;
      case 'Lambda':
        this.#checkLambda(node, names);
        return;
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.#checkComprehension(node, names);
        return;
      default:
        break;
    }
    if ('keywords' in node) this.#checkArguments(node);
    for (const operand of operandsOf(node)) this.#checkExpression(operand, names);
  }

  #checkInteger({ value, span: at }: IntegerLiteral): void {
    if (value >= 0n && value < LARGEST_LITERAL) return;
    const large = `a number of more than ${MAX_INTEGER_DIGITS} digits`;
    this.#fault({ message: value < 0n ? 'a negative literal' : large }, at);
  }

  /** `is` between anything but None and a bool asks what CPython's memory looks like. */
  #checkIdentity({ operands, ops, span: at }: Compare): void {
    for (const [index, op] of ops.entries()) {
      if (op !== 'is' && op !== 'is not') continue;
      const literals = [operands[index], operands[index + 1]].filter(
        (operand) =>
          operand !== undefined && ['Integer', 'Float', 'String', 'Tuple'].includes(operand.kind),
      );
      if (literals.length > 0) this.#fault(outside('`is` with a literal is'), at);
    }
  }

  #checkLambda(node: Lambda, names: Names): void {
    this.#checkSignature(node, 'lambda');
    for (const value of node.defaults ?? []) this.#checkExpression(value, names);
    const locals = new Set(parametersOf(node));
    for (const name of locals) this.#checkBound(name, node.span);
    this.#checkExpression(node.body, { locals, around: names });
  }

  #checkComprehension(node: Comprehension, names: Names): void {
    const [first] = node.clauses;
    const inner: Names = { locals: comprehensionNames(node), around: names };
    for (const name of inner.locals) this.#checkBound(name, node.span);
    for (const { target, iter, tests } of node.clauses) {
      this.#checkTarget(target);
      this.#checkExpression(target, inner);
      this.#checkExpression(iter, iter === first?.iter ? names : inner);
      for (const test of tests) this.#checkExpression(test, inner);
    }
    if (node.key !== undefined) this.#checkExpression(node.key, inner);
    this.#checkExpression(node.element, inner);
  }

  #checkAttribute(name: string, at: Fault['span']): void {
    if (name.startsWith('_')) this.#fault(outside(`the attribute \`${name}\` is`), at);
  }

  #checkArguments({ args, keywords = [] }: Pick<ValueCall, 'args' | 'keywords'>): void {
    const names = keywords.map(({ name }) => name);
    for (const [index, { name, span: at }] of keywords.entries()) {
      if (names.indexOf(name) < index) this.#fault({ message: `\`${name}\` is given twice` }, at);
      const start = at?.start ?? 0;
      const late = args.find((arg) => (arg.span?.start ?? 0) > start && at !== undefined);
      if (late !== undefined) {
        this.#fault({ message: 'a positional argument after one by name' }, late.span);
      }
    }
  }

  #isBound(name: string, names: Names | undefined): boolean {
    for (let at = names; at !== undefined; at = at.around) if (at.locals.has(name)) return true;
    return this.#functions.has(name) || BUILTINS.has(name);
  }

  #checkValue(name: string, at: Fault['span'], names: Names): void {
    if (!this.#isBound(name, names) && REFUSED_NAMES.has(name)) {
      this.#fault(outside(`Python's \`${name}\` is`), at);
    }
  }

  #checkCall({ func, span: at }: Call, names: Names): void {
    if (this.#isBound(func, names) || !REFUSED_NAMES.has(func)) return;
    const help = `The built-in functions are ${[...BUILTINS.keys()].join(', ')}.`;
    this.#fault({ ...outside(`Python's \`${func}\` is`), help }, at);
  }
}

function spanOf({ span: at }: { readonly span?: Fault['span'] }): Fault['span'] {
  return at;
}

type Part = Statement | Expression;

/** The nesting of `def`'s nodes, found without recursion. */
function depthOf(def: FunctionDef): number {
  let depth = 0;
  let level: readonly Part[] = [...(def.defaults ?? []), ...def.body];
  while (level.length > 0 && depth <= MAX_DEPTH) {
    depth += 1;
    level = level.flatMap(partsOf);
  }
  return depth;
}

const STATEMENTS: ReadonlySet<string> = new Set<Statement['kind']>([
  'Return',
  'Assign',
  'AssignTo',
  'AugAssign',
  'AugAssignTo',
  'Delete',
  'Assert',
  'Nonlocal',
  'If',
  'For',
  'While',
  'Break',
  'Continue',
  'Pass',
  'Expr',
  'FunctionDef',
]);

function isStatement(node: Part): node is Statement {
  return STATEMENTS.has(node.kind);
}

function partsOf(node: Part): readonly Part[] {
  return isStatement(node) ? [...expressionsOf(node), ...blocksOf(node).flat()] : operandsOf(node);
}
