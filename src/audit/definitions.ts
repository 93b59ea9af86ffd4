/**
 * Python functions in a text that may be anything: where they stand, and what is left of one when names, layout and comments are taken
 * away. Nothing is parsed here, so that all but a few texts cost one look for `def`.
 */

/** A function as it stands in a text, `[start, end)` in UTF-16 code units. */
export interface FoundFunction {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** At the left margin. */
  readonly source: string;
}

/** Lines and characters of a function that is looked at. */
const MOST_LINES = 300;
const MOST_CHARACTERS = 20_000;
/** Characters before a `def` in which its line begins. */
const MOST_INDENT = 500;

/** The functions of a text; those inside others belong to these. */
export function functionsIn(text: string): FoundFunction[] {
  const found: FoundFunction[] = [];
  for (let at = text.indexOf('def '); at !== -1; at = text.indexOf('def ', at)) {
    const before = text.slice(Math.max(0, at - MOST_INDENT), at);
    const indent = before.slice(before.lastIndexOf('\n') + 1);
    const name = /^def +([A-Za-z_]\w{0,99}) *\(/.exec(text.slice(at, at + 120))?.[1];
    if (name === undefined || indent.trim().length > 3) {
      at += 4;
      continue;
    }
    const end = endOf(text, at, columnsOf(indent));
    const source = flush(text.slice(at, end), columnsOf(indent));
    found.push({ start: at, end, name, source });
    at = end;
  }
  return found;
}

/** Where the block ends that begins on the line of `start`: blank lines at its end are left out. */
function endOf(text: string, start: number, indent: number): number {
  let at = lineEnd(text, start);
  let open = brackets(text.slice(start, at));
  let end = at;
  for (let lines = 1; at < text.length && lines < MOST_LINES; lines += 1) {
    const next = lineEnd(text, at + 1);
    if (next - start > MOST_CHARACTERS) break;
    const line = text.slice(at + 1, next);
    const isBlank = line.trim() === '';
    if (open <= 0 && !isBlank && columnsOf(line) <= indent) break;
    open = Math.max(0, open) + brackets(line);
    at = next;
    if (!isBlank) end = next;
  }
  return end;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}

/** How many more brackets a line opens than it closes; those in strings count, too, which hardly ever matters. */
function brackets(line: string): number {
  let open = 0;
  for (const character of line) {
    if (character === '#') break;
    if ('([{'.includes(character)) open += 1;
    else if (')]}'.includes(character)) open -= 1;
  }
  return open;
}

function columnsOf(line: string): number {
  const rest = line.trimStart();
  return line.length - rest.length;
}

function flush(block: string, indent: number): string {
  if (indent === 0) return block;
  return block
    .split('\n')
    .map((line) => line.slice(Math.min(indent, columnsOf(line))))
    .join('\n');
}

const TOKEN =
  /#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\d[\w.]*|\n[ \t]*|[^\s\w]/g;

/** The tokens of Python source but for comments; a line break is one with its indentation in columns. */
export function tokensOf(source: string): string[] {
  return (source.match(TOKEN) ?? []).filter((token) => !token.startsWith('#'));
}

/**
 * A function without its own choice of names, layout and comments: the name, parameters and variables are numbered as they come. Two
 * functions with the same form are copies of each other.
 */
export function formOf({ name, source }: Pick<FoundFunction, 'name' | 'source'>): string {
  const tokens = withoutDocstring(tokensOf(source));
  const own = ownNames(name, tokens);
  const numbers = new Map<string, string>();
  const written = tokens.map((token, place) => {
    if (!own.has(token) || tokens[place - 1] === '.') return token;
    const known = numbers.get(token) ?? `$${numbers.size}`;
    numbers.set(token, known);
    return known;
  });
  return levelled(written).join(' ');
}

/** Line breaks with the number of their level, however wide each is; none before blank lines. */
function levelled(tokens: readonly string[]): string[] {
  const kept = tokens.filter(
    (token, place) => !token.startsWith('\n') || !(tokens[place + 1] ?? '\n').startsWith('\n'),
  );
  const widths = new Set(kept.filter((token) => token.startsWith('\n')).map(widthOf));
  const levels = [...widths].toSorted((a, b) => a - b);
  return kept.map((token) =>
    token.startsWith('\n') ? `\n${levels.indexOf(widthOf(token))}` : token,
  );
}

function widthOf(lineBreak: string): number {
  return lineBreak.replaceAll('\t', '        ').length;
}

function withoutDocstring(tokens: readonly string[]): readonly string[] {
  const colon = tokens.findIndex(
    (token, place) => token === ':' && tokens[place + 1]?.startsWith('\n'),
  );
  const isText = /^["']/.test(tokens[colon + 2] ?? '');
  return colon === -1 || !isText
    ? tokens
    : [...tokens.slice(0, colon + 1), ...tokens.slice(colon + 3)];
}

/** The names that a function gives: its own, its parameters', and what it assigns. */
function ownNames(name: string, tokens: readonly string[]): ReadonlySet<string> {
  const own = new Set([name]);
  const head = tokens.indexOf(')');
  for (const [place, token] of tokens.entries()) {
    if (!/^[A-Za-z_]/.test(token)) continue;
    const isParameter = place < head && ['(', ',', '*'].includes(tokens[place - 1] ?? '');
    const isTarget =
      tokens[place + 1] === '=' && tokens[place + 2] !== '=' && isFirst(tokens, place);
    const isLoop = tokens[place - 1] === 'for';
    if (isParameter || isTarget || isLoop) own.add(token);
  }
  return own;
}

function isFirst(tokens: readonly string[], place: number): boolean {
  const before = tokens[place - 1] ?? '\n';
  return before.startsWith('\n') || before === ';' || before === ':';
}
