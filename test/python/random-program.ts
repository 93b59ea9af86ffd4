/**
 * Random programs of the subset, made as trees: every construct, every built-in, integers around the places where
 * representations change, and now and then what raises an exception.
 */
import type {
  BinaryOperator,
  ComparisonOperator,
  Expression,
  FunctionDef,
  Module,
  Statement,
} from '../../src/python/syntax/syntax.js';
import type { Value } from '../../src/python/values/value.js';
import type { Random } from '../../src/random/random.js';

const BINARY: readonly BinaryOperator[] = ['+', '+', '-', '-', '*', '*', '//', '%', '**'];
const COMPARISONS: readonly ComparisonOperator[] = ['<', '>', '<=', '>=', '==', '!='];
const LOCALS = ['a', 'b', 'c'];
/** Variables whose names mean something to JavaScript or to Python; `max` is a built-in where it is no variable. */
const STRANGE = ['constructor', '__proto__', 'hasOwnProperty', 'max'];
/** Integers where 32-bit, safe and large representations meet. */
const EDGES = [
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 64n,
  10n ** 20n,
];

interface Blocks {
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface RandomCall {
  readonly name: string;
  readonly args: readonly Value[];
}

/** One to three functions of up to three parameters, and two calls of the last. */
export function randomProgram(random: Random): { module: Module; calls: readonly RandomCall[] } {
  const functions: FunctionDef[] = [];
  const count = random.integer(1, 3);
  for (let index = 0; index < count; index += 1) {
    functions.push(new Writer(random, functions).functionDef(`f${index}`));
  }
  const last = functions.at(-1);
  if (last === undefined) throw new Error('no function');
  const calls = [0, 1].map(() => ({
    name: last.name,
    args: last.parameters.map(() => randomValue(random)),
  }));
  return { module: { kind: 'Module', functions }, calls };
}

function randomValue(random: Random): Value {
  if (random.chance(1, 150)) return null;
  if (random.chance(1, 15)) return random.chance(1, 2);
  const size = randomInteger(random);
  const value = random.chance(1, 2) ? -size : size;
  return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value;
}

function randomInteger(random: Random): bigint {
  if (random.chance(1, 12)) return random.pick(EDGES) + BigInt(random.integer(0, 2));
  return BigInt(random.chance(1, 6) ? random.integer(0, 1_000_000) : random.integer(0, 12));
}

class Writer {
  readonly #random: Random;
  readonly #callable: readonly FunctionDef[];
  #parameters: readonly string[] = [];
  /** The variables that have a value wherever the writer is. */
  #assigned: readonly string[] = [];
  /** Statements that the function may still hold. */
  #room = 14;

  constructor(random: Random, callable: readonly FunctionDef[]) {
    this.#random = random;
    this.#callable = callable;
  }

  functionDef(name: string): FunctionDef {
    this.#parameters = ['x', 'y', 'z'].slice(0, this.#random.integer(0, 3));
    this.#assigned = this.#parameters;
    const length = this.#random.integer(1, 5);
    const body = Array.from({ length }, () => this.#statement(0, false)).concat(this.#ending());
    return { kind: 'FunctionDef', name, parameters: this.#parameters, body };
  }

  #ending(): Statement[] {
    if (this.#random.chance(1, 25)) return [];
    return [{ kind: 'Return', value: this.#expression(3) }];
  }

  /** What a block assigns counts as assigned inside it alone: it need not run. */
  #block(depth: number, inLoop: boolean, assigned: readonly string[] = []): Statement[] {
    const before = this.#assigned;
    this.#assigned = [...before, ...assigned];
    const length = this.#random.integer(1, 3);
    const block = Array.from({ length }, () => this.#statement(depth, inLoop));
    this.#assigned = before;
    return block;
  }

  #statement(depth: number, inLoop: boolean): Statement {
    const random = this.#random;
    this.#room -= 1;
    const choice = random.integer(1, depth < 3 && this.#room > 0 ? 20 : 12);
    // A function without a variable that has a value needs one first.
    if (choice <= 7 || this.#assigned.length === 0) return this.#assign();
    if (choice <= 9) return this.#augAssign();
    if (choice === 10) return { kind: 'Expr', value: this.#expression(2) };
    if (choice === 11)
      return { kind: random.pick(inLoop ? ['Break', 'Continue', 'Pass'] : ['Pass']) };
    if (choice === 12) return this.#return();
    if (choice <= 16) return this.#if(depth, inLoop);
    return choice <= 19 ? this.#for(depth, inLoop) : this.#while(depth, inLoop);
  }

  #assign(): Statement {
    const value = this.#expression(3);
    const target = this.#target();
    this.#assigned = [...this.#assigned, target];
    return { kind: 'Assign', target, value };
  }

  #augAssign(): Statement {
    const op = this.#random.pick(BINARY);
    return { kind: 'AugAssign', target: this.#variable(), op, value: this.#right(op, 2) };
  }

  #return(): Statement {
    if (this.#random.chance(3, 4)) return { kind: 'Pass' };
    if (this.#random.chance(1, 10)) return { kind: 'Return' };
    return { kind: 'Return', value: this.#expression(2) };
  }

  #if(depth: number, inLoop: boolean): Statement {
    const body = this.#block(depth + 1, inLoop);
    const orelse = this.#random.chance(1, 2) ? this.#block(depth + 1, inLoop) : [];
    return { kind: 'If', test: this.#expression(2), body, orelse };
  }

  #for(depth: number, inLoop: boolean): Statement {
    const random = this.#random;
    const args = Array.from({ length: random.integer(1, 3) }, () =>
      random.chance(1, 6) ? this.#expression(1) : this.#smallInteger(),
    );
    if (random.chance(1, 200)) args.length = 0;
    const iter: Expression = { kind: 'Call', func: 'range', args };
    const target = this.#target();
    return { kind: 'For', target, iter, ...this.#loopBlocks(depth, inLoop, [target]) };
  }

  #while(depth: number, inLoop: boolean): Statement {
    const random = this.#random;
    const counter: Expression = { kind: 'Name', id: this.#variable() };
    const test: Expression = random.chance(1, 4)
      ? this.#expression(2)
      : {
          kind: 'Compare',
          operands: [counter, this.#smallInteger()],
          ops: [random.pick(COMPARISONS)],
        };
    const { body, orelse } = this.#loopBlocks(depth, inLoop, []);
    const op = random.pick<BinaryOperator>(['-', '//', '%', '+']);
    const change: Statement = {
      kind: 'AugAssign',
      target: counter.id,
      op,
      value: this.#smallInteger(),
    };
    return { kind: 'While', test, body: [change, ...body], orelse };
  }

  #loopBlocks(depth: number, inLoop: boolean, assigned: readonly string[]): Blocks {
    const body = this.#block(depth + 1, true, assigned);
    return { body, orelse: this.#random.chance(1, 4) ? this.#block(depth + 1, inLoop) : [] };
  }

  #target(): string {
    const random = this.#random;
    if (random.chance(1, 12)) return random.pick(STRANGE);
    return random.pick(['a', 'b', 'c', 'x']);
  }

  /** Mostly a variable that has a value, now and then one that may have none. */
  #variable(): string {
    const random = this.#random;
    return this.#assigned.length === 0 || random.chance(1, 100)
      ? random.pick(LOCALS)
      : random.pick(this.#assigned);
  }

  #smallInteger(): Expression {
    const value: Expression = { kind: 'Integer', value: BigInt(this.#random.integer(0, 6)) };
    if (this.#random.chance(2, 3)) return value;
    return { kind: 'UnaryOp', op: '-', operand: value };
  }

  #expression(depth: number): Expression {
    const random = this.#random;
    const choice = random.integer(1, depth === 0 ? 8 : 20);
    if (choice <= 5) return this.#name();
    if (choice <= 8) return this.#literal();
    if (choice <= 13) return this.#binary(depth);
    if (choice === 14) {
      return {
        kind: 'UnaryOp',
        op: random.pick(['-', '-', '+', 'not']),
        operand: this.#expression(depth - 1),
      };
    }
    if (choice <= 16) return this.#compare(depth);
    if (choice === 17) {
      const values = this.#several(depth, 2, 3);
      return { kind: 'BoolOp', op: random.pick(['and', 'or']), values };
    }
    if (choice === 18) {
      const [test, body, orelse] = [0, 1, 2].map(() => this.#expression(depth - 1));
      if (test !== undefined && body !== undefined && orelse !== undefined) {
        return { kind: 'IfExp', test, body, orelse };
      }
    }
    return this.#call(depth);
  }

  #binary(depth: number): Expression {
    const op = this.#random.pick(BINARY);
    return {
      kind: 'BinOp',
      op,
      left: this.#expression(depth - 1),
      right: this.#right(op, depth - 1),
    };
  }

  /** A right operand: mostly one that `op` can do something with. */
  #right(op: BinaryOperator, depth: number): Expression {
    const random = this.#random;
    if (op === '**' && random.chance(19, 20))
      return { kind: 'Integer', value: BigInt(random.integer(0, 5)) };
    if ((op === '//' || op === '%') && random.chance(9, 10)) {
      const value: Expression = { kind: 'Integer', value: 1n + randomInteger(random) };
      return random.chance(1, 3) ? { kind: 'UnaryOp', op: '-', operand: value } : value;
    }
    return this.#expression(depth);
  }

  #compare(depth: number): Expression {
    const operands = this.#several(depth, 2, this.#random.chance(1, 4) ? 4 : 2);
    const ops = operands.slice(1).map(() => this.#random.pick(COMPARISONS));
    return { kind: 'Compare', operands, ops };
  }

  #call(depth: number): Expression {
    const random = this.#random;
    if (this.#callable.length > 0 && random.chance(1, 2)) {
      const { name, parameters } = random.pick(this.#callable);
      const given = random.chance(1, 80) ? random.integer(0, 4) : parameters.length;
      return { kind: 'Call', func: name, args: this.#several(depth, given, given) };
    }
    const [func, low, high] = random.pick<readonly [string, number, number]>([
      ['abs', 1, 1],
      ['abs', 1, 1],
      ['min', 2, 3],
      ['max', 2, 3],
      ['pow', 2, 3],
      ['pow', 3, 3],
      ['int', 0, 1],
      ['bool', 0, 1],
    ]);
    if (random.chance(1, 80)) return { kind: 'Call', func, args: this.#several(depth, 0, 4) };
    if (random.chance(1, 100)) return { kind: 'Call', func: 'toString', args: [] };
    return { kind: 'Call', func, args: this.#several(depth, low, high) };
  }

  #several(depth: number, low: number, high: number): Expression[] {
    return Array.from({ length: this.#random.integer(low, high) }, () =>
      this.#expression(depth - 1),
    );
  }

  #name(): Expression {
    const random = this.#random;
    if (random.chance(1, 300))
      return { kind: 'Name', id: random.pick(['toString', 'undefined', 'd']) };
    if (this.#assigned.length === 0) return this.#literal();
    return { kind: 'Name', id: this.#variable() };
  }

  #literal(): Expression {
    const random = this.#random;
    if (random.chance(1, 15)) return { kind: 'Constant', value: random.chance(1, 2) };
    if (random.chance(1, 200)) return { kind: 'Constant', value: null };
    return { kind: 'Integer', value: randomInteger(random) };
  }
}
