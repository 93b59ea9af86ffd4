/**
 * From a syntax tree to its canonical source: four spaces a level, one space around binary operators, two blank lines
 * between functions, and no parentheses but those that the tree needs.
 *
 * Invariant: reading the text again gives the same tree, spans aside.
 */
import { floatText } from '../values/float-text.js';
import { escapeText, quoteText } from '../values/text.js';
import type {
  Argument,
  Comprehension,
  Expression,
  FormattedValue,
  FunctionDef,
  If,
  JoinedString,
  Keyword,
  Lambda,
  Module,
  Slice,
  Statement,
  StringLiteral,
} from './syntax.js';

const INDENT = '    ';

/** The source of a module, with a line break at its end; empty for a module without functions. */
export function printProgram(module: Module): string {
  return module.functions.map(printFunction).join('\n\n');
}

/** The source of one function, with a line break at its end. */
export function printFunction(def: FunctionDef): string {
  return `${functionLines(def).join('\n')}\n`;
}

function functionLines(def: FunctionDef): string[] {
  return [`def ${def.name}(${signatureText(def)}):`, ...blockLines(def.body)];
}

function signatureText({
  parameters,
  defaults = [],
  rest,
}: Pick<Lambda, 'parameters' | 'defaults' | 'rest'>): string {
  const first = parameters.length - defaults.length;
  const texts = parameters.map((parameter, index) => {
    const value = defaults[index - first];
    return value === undefined ? parameter : `${parameter}=${printExpression(value)}`;
  });
  return (rest === undefined ? texts : [...texts, `*${rest}`]).join(', ');
}

function blockLines(body: readonly Statement[]): string[] {
  return body.flatMap(statementLines).map((line) => INDENT + line);
}

function statementLines(node: Statement): string[] {
  switch (node.kind) {
    case 'Return':
      return [node.value === undefined ? 'return' : `return ${bareText(node.value)}`];
    case 'Assign':
      return [`${node.target} = ${bareText(node.value)}`];
    case 'AssignTo':
      return [[...node.targets, node.value].map(bareText).join(' = ')];
    case 'AugAssign':
      return [`${node.target} ${node.op}= ${bareText(node.value)}`];
    case 'AugAssignTo':
      return [`${printExpression(node.target)} ${node.op}= ${bareText(node.value)}`];
    case 'Delete':
      return [`del ${node.targets.map(printExpression).join(', ')}`];
    case 'Assert':
      return [
        `assert ${[node.test, ...(node.message === undefined ? [] : [node.message])].map(printExpression).join(', ')}`,
      ];
    case 'Nonlocal':
      return [`nonlocal ${node.names.join(', ')}`];
    case 'FunctionDef':
      return functionLines(node);
    case 'Expr':
      return [bareText(node.value)];
    case 'Break':
      return ['break'];
    case 'Continue':
      return ['continue'];
    case 'Pass':
      return ['pass'];
    case 'If':
      return ifLines('if', node);
    case 'For':
      return loopLines(`for ${targetText(node.target)} in ${bareText(node.iter)}:`, node);
    case 'While':
      return loopLines(`while ${printExpression(node.test)}:`, node);
  }
}

function targetText(target: string | Expression): string {
  return typeof target === 'string' ? target : bareText(target);
}

/** An expression where a tuple needs no parentheses; an empty one and a starred part of one are written with them. */
export function bareText(node: Expression): string {
  if (node.kind !== 'Tuple' || node.elements.length === 0) return printExpression(node);
  return tupleText(node.elements);
}

function tupleText(elements: readonly Argument[]): string {
  const text = elements.map(elementText).join(', ');
  return elements.length === 1 ? `${text},` : text;
}

function elementText(node: Argument): string {
  return node.kind === 'Starred' ? `*${within(node.value, BINDING.union)}` : printExpression(node);
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
  union: 5,
  difference: 6,
  intersection: 7,
  shift: 8,
  sum: 9,
  term: 10,
  sign: 11,
  power: 12,
  atom: 13,
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
    case 'Float':
      return node.value === Number.POSITIVE_INFINITY ? '1e999' : floatText(node.value);
    case 'String':
      return quoteText(node.value);
    case 'JoinedString':
      return joinedText(node);
    case 'Constant':
      if (node.value === null) return 'None';
      return node.value ? 'True' : 'False';
    case 'Name':
      return node.id;
    case 'Call':
      return `${node.func}(${node.args.map(printExpression).join(', ')})`;
    case 'MethodCall':
      return `${objectText(node.object)}.${node.method}(${argumentsText(node)})`;
    case 'ValueCall':
      return `${within(node.func, BINDING.atom)}(${argumentsText(node)})`;
    case 'Attribute':
      return `${objectText(node.object)}.${node.name}`;
    case 'Subscript':
      return `${within(node.object, BINDING.atom)}[${indexText(node.index)}]`;
    case 'Tuple':
      return `(${tupleText(node.elements)})`.replace(/^\(,\)$/, '()');
    case 'List':
      return `[${node.elements.map(elementText).join(', ')}]`;
    case 'Set':
      return `{${node.elements.map(elementText).join(', ')}}`;
    case 'Dict':
      return `{${node.entries.map(({ key, value }) => `${printExpression(key)}: ${printExpression(value)}`).join(', ')}}`;
    case 'ListComp':
      return `[${comprehensionText(node)}]`;
    case 'SetComp':
    case 'DictComp':
      return `{${comprehensionText(node)}}`;
    case 'GeneratorExp':
      return `(${comprehensionText(node)})`;
    case 'Lambda': {
      const signature = signatureText(node);
      return `lambda${signature === '' ? '' : ' '}${signature}: ${printExpression(node.body)}`;
    }
    case 'UnaryOp':
      if (node.op === 'not') return `not ${within(node.operand, BINDING.not)}`;
      return node.op + within(node.operand, BINDING.sign);
    case 'BinOp':
      return binaryText(node);
    case 'Compare': {
      const [first = '', ...rest] = node.operands.map((operand) => within(operand, BINDING.union));
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

/** A dot after a number would be read as part of it. */
function objectText(node: Expression): string {
  const text = within(node, BINDING.atom);
  return node.kind === 'Integer' || node.kind === 'Float' ? `(${text})` : text;
}

function argumentsText({
  args,
  keywords = [],
}: {
  readonly args: readonly Argument[];
  readonly keywords?: readonly Keyword[];
}): string {
  const positional = args.map((arg) =>
    arg.kind === 'Starred' ? `*${printExpression(arg.value)}` : printExpression(arg),
  );
  const named = keywords.map(({ name, value }) => `${name}=${printExpression(value)}`);
  return [...positional, ...named].join(', ');
}

function indexText(index: Expression | Slice): string {
  if (index.kind !== 'Slice') return bareText(index);
  const [lower, upper, step] = [index.lower, index.upper, index.step].map((bound) =>
    bound === undefined ? '' : printExpression(bound),
  );
  return step === '' ? `${lower}:${upper}` : `${lower}:${upper}:${step}`;
}

function comprehensionText({ key, element, clauses }: Comprehension): string {
  const value = printExpression(element);
  const head = key === undefined ? value : `${printExpression(key)}: ${value}`;
  const loops = clauses.map(({ target, iter, tests }) => {
    const conditions = tests.map((test) => ` if ${within(test, BINDING.or)}`).join('');
    return ` for ${bareText(target)} in ${within(iter, BINDING.or)}${conditions}`;
  });
  return head + loops.join('');
}

const QUOTES = ["'", '"', "'''", '"""'] as const;

/** The first quotes that no field contains; before Python 3.12 a field cannot hold the quotes around it. */
function joinedText({ parts }: JoinedString): string {
  const fields = parts.flatMap((part) => (part.kind === 'String' ? [] : [fieldText(part)]));
  const quote = QUOTES.find((each) => fields.every((field) => !field.includes(each))) ?? '"""';
  const texts = parts.map((part) =>
    part.kind === 'String' ? literalText(part, quote.charAt(0)) : fieldText(part),
  );
  return `f${quote}${texts.join('')}${quote}`;
}

function literalText({ value }: StringLiteral, quote: string): string {
  return escapeText(value, quote).replaceAll(/[{}]/g, '$&$&');
}

/** A field that begins with a brace needs a space, or the two would be one brace of text. */
function fieldText({ value, conversion, format }: FormattedValue): string {
  const text = value.kind === 'Lambda' ? `(${printExpression(value)})` : bareText(value);
  const space = text.startsWith('{') ? ' ' : '';
  return `{${space}${text}${conversion === undefined ? '' : `!${conversion}`}${format === '' ? '' : `:${format}`}}`;
}

/** `**` groups to the right and takes a sign on its right side only; the others group to the left. */
function binaryText({ op, left, right }: Extract<Expression, { kind: 'BinOp' }>): string {
  if (op === '**') return `${within(left, BINDING.atom)} ** ${within(right, BINDING.sign)}`;
  const binding = binaryBinding(op);
  return `${within(left, binding)} ${op} ${within(right, TIGHTER[binding])}`;
}

/** What the right operand of an operator that groups to the left must at least be. */
const TIGHTER = {
  [BINDING.union]: BINDING.difference,
  [BINDING.difference]: BINDING.intersection,
  [BINDING.intersection]: BINDING.shift,
  [BINDING.shift]: BINDING.sum,
  [BINDING.sum]: BINDING.term,
  [BINDING.term]: BINDING.sign,
} as const;

function bindingOf(node: Expression): Binding {
  switch (node.kind) {
    case 'UnaryOp':
      return node.op === 'not' ? BINDING.not : BINDING.sign;
    case 'BinOp':
      return node.op === '**' ? BINDING.power : binaryBinding(node.op);
    case 'Compare':
      return BINDING.comparison;
    case 'BoolOp':
      return BINDING[node.op];
    case 'IfExp':
    case 'Lambda':
      return BINDING.conditional;
    default:
      return BINDING.atom;
  }
}

function binaryBinding(
  op: Exclude<Extract<Expression, { kind: 'BinOp' }>['op'], '**'>,
): keyof typeof TIGHTER {
  switch (op) {
    case '|':
      return BINDING.union;
    case '^':
      return BINDING.difference;
    case '&':
      return BINDING.intersection;
    case '<<':
    case '>>':
      return BINDING.shift;
    case '+':
    case '-':
      return BINDING.sum;
    case '*':
    case '/':
    case '//':
    case '%':
      return BINDING.term;
  }
}
