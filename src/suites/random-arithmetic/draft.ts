/**
 * Drafts the body of a random function of an exact number of operators and calls: a chain of assignments, `if`/`else`
 * and `for` that ends in `return`, in the form of the paper's example (Cook et al., arXiv 2506.18777v2, appendix: `t0 =
 * x + x`, `t1 = 1 * abs(t0)`, `return t1`). How often each construct comes is our choice. Invariant: each block reads
 * every variable that no block read before it, so nothing is computed in vain. A draft promises nothing about its
 * behaviour: behaviour.ts judges that.
 */
import type { Expression, FunctionDef, Statement } from '../../python/syntax/syntax.js';
import type { Random } from '../../random/random.js';
import { drawExpression, type Leaves, leaf, type Operand } from './expression.js';
import { GREATEST_INPUT } from './inputs.js';
import { assign, binary, branch, comparison, integer, loop, variable } from './tree.js';
import { pickWeighted, type Weighted } from './weighted.js';

/** What a function is made of, and how many operators each part has. */
interface Block {
  readonly kind: 'assign' | 'branch' | 'loop' | 'loop with branch';
  readonly operators: number;
}

/** Statements that give `target` a value, and what is known of that value. */
interface Drafted {
  readonly statements: readonly Statement[];
  readonly value: Operand;
}

/** @param operators how many operators and calls the source has, from 1 to 10 */
export function draftFunction(random: Random, name: string, operators: number): FunctionDef {
  const x = leaf(variable('x'), GREATEST_INPUT, true);
  const blocks = layOut(random, operators);
  const body: Statement[] = [];
  let unread: readonly Operand[] = [x];
  blocks.forEach((block, at) => {
    const target = `t${at}`;
    const aside = unread.length === 1 && mayStandAside(blocks, at) && random.chance(1, 3);
    const leaves = { required: aside ? [x] : unread, optional: [x, ...unread] };
    const { statements, value } = draftBlock(random, block, target, leaves);
    body.push(...statements);
    const stored = { ...value, node: variable(target) };
    unread = aside ? [...unread, stored] : [stored];
  });
  const result = variable(`t${blocks.length - 1}`);
  body.push({ kind: 'Return', value: result });
  return { kind: 'FunctionDef', name, parameters: ['x'], body };
}

/** Whether a block may leave the value before it to the next block, and compute another from `x`. */
function mayStandAside(blocks: readonly Block[], at: number): boolean {
  return at > 0 && at < blocks.length - 1 && blocks[at]?.kind === 'assign';
}

/** Which blocks a function has, in order; their operators add up. */
function layOut(random: Random, operators: number): Block[] {
  const blocks: Block[] = [];
  let left = operators;
  for (const kind of pickWeighted(random, controls(operators))) {
    const most = kind === 'loop with branch' ? 7 : 5;
    // A later kind may find too little left: the function then does without it.
    if (left < LEAST[kind]) continue;
    const taken = random.integer(LEAST[kind], Math.min(left, most));
    blocks.push({ kind, operators: taken });
    left -= taken;
  }
  while (left > 0) {
    const taken = random.integer(1, Math.min(left, 3));
    blocks.push({ kind: 'assign', operators: taken });
    left -= taken;
  }
  return random.shuffle(blocks);
}

const LEAST: Readonly<Record<Block['kind'], number>> = {
  assign: 1,
  branch: 1,
  loop: 2,
  'loop with branch': 4,
};

/** The control flow that functions of this length may have. */
function controls(operators: number): Weighted<readonly Block['kind'][]>[] {
  const choices: Weighted<readonly Block['kind'][]>[] = [
    [6, []],
    // A comparison alone leaves little to choose: two bare values.
    [operators === 1 ? 1 : 6, ['branch']],
  ];
  if (operators >= 2) choices.push([6, ['loop']]);
  if (operators >= 4) choices.push([2, ['loop with branch']], [3, ['loop', 'branch']]);
  if (operators >= 7) choices.push([2, ['branch', 'branch']], [1, ['loop', 'loop']]);
  return choices;
}

function draftBlock(random: Random, block: Block, target: string, leaves: Leaves): Drafted {
  switch (block.kind) {
    case 'assign':
      return draftAssign(random, block.operators, target, leaves);
    case 'branch':
      return draftBranch(random, block.operators, target, leaves);
    case 'loop':
    case 'loop with branch':
      return draftLoop(random, block, target, leaves);
  }
}

function draftAssign(random: Random, operators: number, target: string, leaves: Leaves): Drafted {
  const value = drawExpression(random, operators, leaves);
  return { statements: [assign(target, value.node)], value };
}

/**
 * `if …: target = …` / `else: target = …`, now and then with another inside the first arm. The comparison is one of the
 * `operators`.
 */
function draftBranch(random: Random, operators: number, target: string, leaves: Leaves): Drafted {
  const inTest = operators > 2 && random.chance(1, 3) ? 1 : 0;
  const inArms = operators - 1 - inTest;
  const inBody = inArms > 1 ? random.integer(1, inArms - 1) : random.integer(0, inArms);
  const [subject, other] = random.shuffle(leaves.required);
  const tested = subject ?? random.pick(leaves.optional);
  const test = draftTest(random, inTest, tested, other ?? null, leaves);
  const literalFirst = random.chance(1, 2);
  // Under `else`, another branch would be written as `elif`, which the paper does not list.
  const nested = inBody >= 3 && random.chance(1, 4);
  const body = nested
    ? draftBranch(random, inBody, target, leaves)
    : draftArm(random, inBody, target, leaves, literalFirst);
  const orelse = draftArm(random, inArms - inBody, target, leaves, !literalFirst);
  return {
    statements: [branch(test, body.statements, orelse.statements)],
    value: {
      node: variable(target),
      size: Math.max(body.value.size, orelse.value.size),
      root: 'none',
      signed: body.value.signed || orelse.value.signed,
    },
  };
}

/** One arm: an expression or a bare value; a literal in one arm only, so that the other depends on the input. */
function draftArm(
  random: Random,
  operators: number,
  target: string,
  leaves: Leaves,
  mayBeLiteral: boolean,
): Drafted {
  const readable = [...leaves.required, ...leaves.required, ...leaves.optional];
  if (operators === 0 && mayBeLiteral) {
    const value = random.integer(0, 20);
    return draftAssign(random, 0, target, {
      required: [leaf(integer(value), value, false)],
      optional: [],
    });
  }
  return draftAssign(random, operators, target, {
    required: [random.pick(readable)],
    optional: leaves.optional,
  });
}

/** A comparison of `tested`, by itself or under one operator, with another variable or a constant that it may reach. */
function draftTest(
  random: Random,
  operators: number,
  tested: Operand,
  other: Operand | null,
  leaves: Leaves,
): Expression {
  const left =
    operators === 0
      ? tested
      : drawExpression(random, operators, { required: [tested], optional: [] });
  const others = leaves.optional.filter((operand) => operand.node !== tested.node);
  const rival = other ?? (others.length > 0 && random.chance(1, 4) ? random.pick(others) : null);
  const threshold = integer(
    random.integer(0, Math.max(1, Math.min(40, Math.floor(left.size / 2)))),
  );
  return comparison(left.node, random.chance(1, 2) ? '>' : '<', rival?.node ?? threshold);
}

/** `target = …` / `for i in range(…): target = …`, in `operators` of which the call of `range` is one. */
function draftLoop(random: Random, block: Block, target: string, leaves: Leaves): Drafted {
  const [start, ...others] = random.shuffle(leaves.required);
  const first = start ?? random.pick(leaves.optional);
  const spare = block.operators - LEAST[block.kind] - others.length;
  const inTurns = spare >= 1 && random.chance(1, 4) ? 1 : 0;
  const zero = others.length === 0 && random.chance(1, 4);
  const turns = draftTurns(random, inTurns === 1 ? first : null);
  // Assumed larger than it is: each turn makes it grow.
  const running = leaf(variable(target), (zero ? 99 : first.size) * 20, true);
  const counter = leaf(variable('i'), 4, false);
  const inBody = block.operators - 1 - inTurns;
  const required = zero && inTurns === 0 ? [first] : others;
  const counted = required.length < inBody && random.chance(1, 2) ? [counter] : [];
  const body = draftLoopBody(random, { ...block, operators: inBody }, target, {
    required: [running, ...required, ...counted],
    optional: [counter, ...leaves.optional],
  });
  const initial = zero ? integer(random.integer(0, 3)) : first.node;
  return {
    statements: [assign(target, initial), loop(turns, body.statements)],
    value: { ...body.value, node: variable(target), root: 'none' },
  };
}

/** A fixed number of turns, or one that depends on a variable: `x % 4`, never more than five. */
function draftTurns(random: Random, on: Operand | null): Expression {
  if (on === null) return integer(random.integer(2, 5));
  return binary(on.node, '%', integer(random.integer(3, 6)));
}

function draftLoopBody(random: Random, block: Block, target: string, leaves: Leaves): Drafted {
  if (block.kind === 'loop with branch') {
    return draftBranch(random, block.operators, target, leaves);
  }
  return draftAssign(random, block.operators, target, leaves);
}
