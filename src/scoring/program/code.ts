/**
 * The code in an output that was asked for a program: the last block between fences, or the whole text where there is none. Time is
 * linear in the length of the output.
 */
import { codeBlocksIn } from '../code-blocks.js';

/** Longer code is none that anybody was told about. */
const MAX_CODE = 20_000;

/** How a line of code without indentation may begin. */
const CODE_LINE = /^(?:def|class|async|import|from|if|for|while|try|with)\b|^[@#"')\]}]|^\w+ ?=/;
const DEFINITION = /^(?:async +)?def +([\p{L}_][\p{L}\p{Nd}_]*) *\(/u;
const CLASS = /^class +([\p{L}_][\p{L}\p{Nd}_]*) *[:(]/u;
const BINDING = /^([\p{L}_][\p{L}\p{Nd}_]*) *(?:=(?!=)|:)/u;

/** Code, and the function to call in it. */
export type Code =
  | {
      readonly kind: 'code';
      readonly source: string;
      readonly callable: string;
      /** It stands where code was asked for and its function has the name that was asked for. */
      readonly asAsked: boolean;
    }
  | { readonly kind: 'fault'; readonly reason: string; readonly cut: boolean };

/**
 * The code that defines `name`. Where that is not as it was asked for: an earlier block that does, code without fences among prose, or
 * code with one function of another name. `limited`: the output was cut at the token limit.
 */
export function codeIn(output: string, name: string, limited: boolean): Code {
  const { blocks, text, isCut } = codeBlocksIn(output, limited);
  if (isCut) return { kind: 'fault', reason: 'cut at the token limit within the code', cut: true };
  const last = blocks.at(-1);
  if (last === undefined) return unfenced(text, name);
  if (defines(last.source, name)) return codeOf(last.source, name, true);
  const earlier = blocks.findLast(({ source }) => defines(source, name));
  if (earlier !== undefined) return codeOf(earlier.source, name, false);
  return otherNamed(last.source, name);
}

function unfenced(code: string, name: string): Code {
  const [first = ''] = code.split('\n', 1);
  const isCode = CODE_LINE.test(first);
  const source = isCode ? code : codeAmongProse(code);
  return defines(source, name) ? codeOf(source, name, isCode) : otherNamed(source, name);
}

function otherNamed(source: string, name: string): Code {
  const [only, ...more] = definitionsIn(source);
  if (only !== undefined && more.length === 0) return codeOf(source, only, false);
  const reason = source.trim() === '' ? 'no code' : `no function ${name}`;
  return { kind: 'fault', reason, cut: false };
}

function codeOf(source: string, callable: string, asAsked: boolean): Code {
  if (source.length <= MAX_CODE) return { kind: 'code', source, callable, asAsked };
  return { kind: 'fault', reason: `more than ${MAX_CODE} characters of code`, cut: false };
}

function defines(source: string, name: string): boolean {
  const patterns = [DEFINITION, CLASS, BINDING];
  return linesOf(source).some((line) => patterns.some((pattern) => named(pattern, line) === name));
}

/** The functions that are defined without indentation, each once. */
function definitionsIn(source: string): string[] {
  const names = linesOf(source).map((line) => named(DEFINITION, line));
  return [...new Set(names.filter((name) => name !== undefined))];
}

function named(pattern: RegExp, line: string): string | undefined {
  return pattern.exec(line.slice(0, 200))?.[1];
}

function linesOf(source: string): string[] {
  return source.split('\n');
}

/** The lines from the first definition or import on, up to the first that is no code. */
function codeAmongProse(text: string): string {
  const lines = linesOf(text);
  const first = lines.findIndex(
    (line) => DEFINITION.test(line) || CLASS.test(line) || /^(?:@|(?:import|from) )\w+/.test(line),
  );
  if (first === -1) return '';
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => /^\S/.test(line) && !CODE_LINE.test(line));
  return rest
    .slice(0, end === -1 ? rest.length : end)
    .join('\n')
    .trimEnd();
}
