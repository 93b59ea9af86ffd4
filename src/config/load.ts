/**
 * Reads a config file: YAML with positions, changes from `--set`, validation, and every fault at once with its line and
 * column.
 */
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parse,
  parseDocument,
} from 'yaml';
import { type Diagnostic, DiagnosticError } from '../text/diagnostic.js';
import { lineAt } from '../text/span.js';
import { type Fault, faultsOf, type Path } from './issues.js';
import { type Config, configSchema } from './schema.js';

/** A config is written by hand: a larger file is some other file. */
const MAX_BYTES = 1_000_000;

/**
 * The config in `file` with `changes` (`a.b=c`, as `--set` takes them) applied.
 * Throws DiagnosticError with every fault of the file; nothing has been started then.
 */
export function loadConfig(file: string, changes: readonly string[] = []): Config {
  return parseConfig(readSource(file), file, changes);
}

function readSource(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= MAX_BYTES) return bytes.toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new DiagnosticError([cannotRead(file, code)]);
  }
  throw new DiagnosticError([
    { file, message: `larger than ${MAX_BYTES} bytes, so not a config`, help: EXAMPLE },
  ]);
}

const EXAMPLE = 'npx pbb-eval init writes a config to start from';

function cannotRead(file: string, code: unknown): Diagnostic {
  if (code === 'ENOENT') return { file, message: 'no such config file', help: EXAMPLE };
  if (code === 'EISDIR') return { file, message: 'a folder, not a config file', help: EXAMPLE };
  return { file, message: `cannot be read (${String(code)})`, help: EXAMPLE };
}

/** As `loadConfig`, from the text of a file. */
export function parseConfig(source: string, file: string, changes: readonly string[] = []): Config {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new DiagnosticError(
      document.errors.map((error) => syntaxFault(file, source, lines, error)),
      source,
    );
  }
  const changed = changes.map((change) => applyChange(document, change));
  const value = plainValue(document, file);
  const result = configSchema.safeParse(value, { reportInput: true });
  if (!result.success) {
    const faults = result.error.issues.flatMap((issue) => faultsOf(issue));
    throw new DiagnosticError(
      faults.map((fault) =>
        changed.some((path) => path.every((step, index) => fault.path[index] === step))
          ? changeFault(fault)
          : diagnosticOf(fault, file, document, lines),
      ),
      source,
    );
  }
  return { ...result.data, name: result.data.name ?? nameOf(file) };
}

function nameOf(file: string): string {
  const stem = basename(file, extname(file)).replace(/[^A-Za-z0-9._-]+/g, '-');
  return stem.replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '').slice(0, 64) || 'evaluation';
}

/** What a line that cannot be read may hold beside its fault. */
const SECRET_LINE = /key|secret|passw|auth|credential|token\b|sk-/i;

function syntaxFault(
  file: string,
  source: string,
  lines: LineCounter,
  error: { message: string; pos: [number, number] },
): Diagnostic {
  const { line, col } = lines.linePos(error.pos[0]);
  return {
    file,
    position: { line, column: col },
    message: `not valid YAML: ${error.message}`,
    quiet: SECRET_LINE.test(lineAt(source, line)),
  };
}

/** Aliases are limited by the library (100), so that a small file cannot grow into a huge value. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError([{ file, message: `not valid YAML: ${message}` }]);
  }
}

/** Sets what a `--set` says; the result is the path that it changed. */
function applyChange(document: Document, change: string): Path {
  const at = change.indexOf('=');
  const path =
    at < 1
      ? []
      : change
          .slice(0, at)
          .replaceAll(/\[(\d+)\]/g, '.$1')
          .split('.');
  if (path.length === 0 || path.some((step) => step === '')) {
    throw new DiagnosticError([
      {
        file: '--set',
        message: `found "${change}"`,
        help: 'write it as path=value, for example --set sampling.samples=4 or --set models[0].label=step-100',
      },
    ]);
  }
  const steps = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  refuseGap(document, steps);
  try {
    document.setIn(steps, document.createNode(parse(change.slice(at + 1))));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError([
      { file: '--set', path: shownPath(steps), message: `cannot be set: ${message}` },
    ]);
  }
  return steps;
}

/** An entry may be added behind a list's last; one further on would leave entries out. */
function refuseGap(document: Document, steps: Path): void {
  for (const [at, step] of steps.entries()) {
    const list = document.getIn(steps.slice(0, at));
    if (!isSeq(list) || typeof step !== 'number' || step <= list.items.length) continue;
    const path = shownPath(steps.slice(0, at + 1));
    const last = shownPath([...steps.slice(0, at), list.items.length - 1]);
    throw new DiagnosticError([{ file: '--set', path, message: `not there; the last is ${last}` }]);
  }
}

/** A fault of what `--set` brought has no place in the file. */
function changeFault({ path, message, help }: Fault): Diagnostic {
  return { file: '--set', path: shownPath(path), message, ...(help === undefined ? {} : { help }) };
}

function diagnosticOf(
  fault: Fault,
  file: string,
  document: Document,
  lines: LineCounter,
): Diagnostic {
  const range = rangeOf(document, fault);
  const path = shownPath(fault.path);
  return {
    file,
    ...(path === '' ? {} : { path }),
    message: fault.message,
    ...(fault.help === undefined ? {} : { help: fault.help }),
    ...(fault.quiet === true ? { quiet: true } : {}),
    ...(range === undefined ? {} : placed(range, lines)),
  };
}

function placed(range: readonly [number, number], lines: LineCounter) {
  const { line, col } = lines.linePos(range[0]);
  return { position: { line, column: col }, length: range[1] - range[0] };
}

/** The range of the key or value at fault; of its nearest parent when it is missing. */
function rangeOf(document: Document, fault: Fault): readonly [number, number] | undefined {
  if (fault.atKey) {
    const key = keyNode(document.getIn(fault.path.slice(0, -1), true), fault.path.at(-1));
    if (key?.range) return [key.range[0], key.range[1]];
  }
  for (let length = fault.path.length; length > 0; length -= 1) {
    const path = fault.path.slice(0, length);
    const node = document.getIn(path, true);
    if (length < fault.path.length) {
      const key = keyNode(document.getIn(path.slice(0, -1), true), path.at(-1));
      if (key?.range) return [key.range[0], key.range[1]];
    }
    if (isNode(node) && node.range) {
      return [node.range[0], isScalar(node) ? node.range[1] : node.range[0] + 1];
    }
  }
  return undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function keyNode(parent: unknown, key: PropertyKey | undefined): Node | undefined {
  const container = parent ?? undefined;
  if (!isMap(container)) return undefined;
  const pair = container.items.find(({ key: node }) => isScalar(node) && node.value === key);
  return isNode(pair?.key) ? pair.key : undefined;
}

/** `models[0].base_url`. */
export function shownPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
