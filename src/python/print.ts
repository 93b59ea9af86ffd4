/**
 * From a syntax tree to its canonical source: four spaces a level, one space around binary operators, two blank lines
 * between functions, and no parentheses but those that the tree needs.
 *
 * Invariant: reading the text again gives the same tree, spans aside.
 */
import type { Expression, FunctionDef, If, Module, Statement } from './syntax.js';

const INDENT = '    ';

/** The source of a module, with a line break at its end; empty for a module without functions. */
export function printProgram(module: Module): string {
  return module.functions.map(printFunction).join('\n\n');
}

/** The source of one function, with a line break at its end. */
export function printFunction(def: FunctionDef): string {
  const lines = [`def ${def.name}(${def.parameters.join(', ')}):`, ...blockLines(def.body)];
  return `${lines.join('\n')}\n`;
}

function blockLines(body: readonly Statement[]): string[] {
  return body.flatMap(statementLines).map((line) => INDENT + line);
}

function statementLines(node: Statement): string[] {
  switch (node.kind) {
    case 'Return':
      return [node.value === undefined ? 'return' : `return ${printExpression(node.value)}`];
    case 'Assign':
      return [`${node.target} = ${printExpression(node.value)}`];
    case 'AugAssign':
      return [`${node.target} ${node.op}= ${printExpression(node.value)}`];
    case 'Expr':
      return [printExpression(node.value)];
    case 'Break':
      return ['break'];
    case 'Continue':
      return ['continue'];
    case 'Pass':
      return ['pass'];
    case 'If':
      return ifLines('if', node);
    case 'For':
      return loopLines(`for ${node.target} in ${printExpression(node.iter)}:`, node);
    case 'While':
      return loopLines(`while ${printExpression(node.test)}:`, node);
  }
}

function ifLines(keyword: 'if' | 'elif', { test, body, orelse }: If): string[] {
  const lines = [`${keyword} ${printExpression(test)}:`, ...blockLines(body)];
  const [only] = orelse;
  if (only?.kind === 'If' && orelse.length === 1) return [...lines, ...ifLines('elif', only)];
  return [...lines, ...elseLines(orelse)];
}

function loopLines(
  header: string,
  { body, orelse }: { readonly body: readonly Statement[]; readonly orelse: readonly Statement[] },
): string[] {
  return [header, ...blockLines(body), ...elseLines(orelse)];
}

function elseLines(orelse: readonly Statement[]): string[] {
  return orelse.length === 0 ? [] : ['else:', ...blockLines(orelse)];
}

/** How tightly an expression holds together, in the order of Python's grammar. */
const BINDING = {
  conditional: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  term: 6,
  sign: 7,
  power: 8,
  atom: 9,
} as const;
type Binding = (typeof BINDING)[keyof typeof BINDING];

/** The source of one expression. */
export function printExpression(node: Expression): string {
  return within(node, BINDING.conditional);
}

/** `node` where only something that binds at least as tightly as `least` can stand without parentheses. */
function within(node: Expression, least: Binding): string {
  const text = expressionText(node);
  return bindingOf(node) < least ? `(${text})` : text;
}

function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'Integer':
      return String(node.value);
    case 'Constant':
      if (node.value === null) return 'None';
      return node.value ? 'True' : 'False';
    case 'Name':
      return node.id;
    case 'Call':
      return `${node.func}(${node.args.map(printExpression).join(', ')})`;
    case 'UnaryOp':
      if (node.op === 'not') return `not ${within(node.operand, BINDING.not)}`;
      return node.op + within(node.operand, BINDING.sign);
    case 'BinOp':
      return binaryText(node);
    case 'Compare': {
      const [first = '', ...rest] = node.operands.map((operand) => within(operand, BINDING.sum));
      return rest.reduce((text, operand, index) => `${text} ${node.ops[index]} ${operand}`, first);
    }
    case 'BoolOp': {
      const least = node.op === 'or' ? BINDING.and : BINDING.not;
      return node.values.map((value) => within(value, least)).join(` ${node.op} `);
    }
    case 'IfExp': {
      const body = within(node.body, BINDING.or);
      return `${body} if ${within(node.test, BINDING.or)} else ${printExpression(node.orelse)}`;
    }
  }
}

/** `**` groups to the right and takes a sign on its right side only; the others group to the left. */
function binaryText(node: Extract<Expression, { kind: 'BinOp' }>): string {
  const { op, left, right } = node;
  switch (op) {
    case '**':
      return `${within(left, BINDING.atom)} ** ${within(right, BINDING.sign)}`;
    case '+':
    case '-':
      return `${within(left, BINDING.sum)} ${op} ${within(right, BINDING.term)}`;
    case '*':
    case '//':
    case '%':
      return `${within(left, BINDING.term)} ${op} ${within(right, BINDING.sign)}`;
  }
}

function bindingOf(node: Expression): Binding {
  switch (node.kind) {
    case 'Integer':
    case 'Constant':
    case 'Name':
    case 'Call':
      return BINDING.atom;
    case 'UnaryOp':
      return node.op === 'not' ? BINDING.not : BINDING.sign;
    case 'BinOp':
      return binaryBinding(node.op);
    case 'Compare':
      return BINDING.comparison;
    case 'BoolOp':
      return BINDING[node.op];
    case 'IfExp':
      return BINDING.conditional;
  }
}

function binaryBinding(op: Extract<Expression, { kind: 'BinOp' }>['op']): Binding {
  switch (op) {
    case '**':
      return BINDING.power;
    case '+':
    case '-':
      return BINDING.sum;
    case '*':
    case '//':
    case '%':
      return BINDING.term;
  }
}
