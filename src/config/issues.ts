/**
 * From zod's issues to diagnostics that a person can act on: what was found, what is allowed, the nearest known key.
 */
import { z } from 'zod';
import { nearest } from '../text/nearest.js';
import { configSchema } from './schema.js';

type Issue = z.core.$ZodIssue;
export type Path = readonly PropertyKey[];

/** One fault of a config: where in the document, and in words. */
export interface Fault {
  readonly path: Path;
  /** The fault is the key itself, not its value. */
  readonly atKey: boolean;
  readonly message: string;
  readonly help?: string;
  /** What was found may be a secret, so it is not shown. */
  readonly quiet?: boolean;
}

/**
 * All faults behind one issue: an issue about unknown keys names each of them.
 * @param whole the schema that found it
 */
export function faultsOf(issue: Issue, whole: z.core.$ZodType = configSchema): Fault[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(issue.path, key, issue.input, whole));
    case 'invalid_type':
      return [valueFault(issue, `expected ${article(issue.expected)}`)];
    case 'invalid_value':
      return [wordFault(issue, issue.values.map(String))];
    case 'invalid_union':
      return [unionFault(issue, whole)];
    case 'too_small':
      return [
        valueFault(
          issue,
          `expected ${bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`,
        ),
      ];
    case 'too_big':
      return [
        valueFault(
          issue,
          `expected ${bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`,
        ),
      ];
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return [valueFault(issue, issue.message)];
    default:
      throw new Error(`zod has a new kind of issue: ${JSON.stringify(issue)}`);
  }
}

function bound(issue: { origin: string }, words: string, limit: number | bigint): string {
  const unit = { array: ' entries', string: ' characters' }[issue.origin] ?? '';
  return `${words} ${limit}${unit}`;
}

function unknownKey(parent: Path, key: string, block: unknown, whole: z.core.$ZodType): Fault {
  const known = keysAt(parent, block, whole);
  const guess = nearest(key, known);
  return {
    path: [...parent, key],
    atKey: true,
    quiet: SECRET_NAME.test(key),
    message: `unknown key ${shown(key)}${guess === undefined ? '' : `; did you mean "${guess}"?`}`,
    ...(known.length === 0 ? {} : { help: `known keys here: ${known.join(', ')}` }),
  };
}

/** A key that may hold a secret: its line is not shown. */
const SECRET_NAME = /key|token|secret|passw|auth|credential/i;

/** A secret typed where a name belongs must not be echoed. */
const QUIET = new Set<PropertyKey>(['api_key_env', 'base_url', 'headers', 'header_env']);

function valueFault(issue: Issue, expected: string): Fault {
  const { path, input } = issue;
  if (input === undefined && issue.code === 'invalid_type') {
    return { path, atKey: false, message: `missing; ${expected}` };
  }
  const quiet = path.some((step) => QUIET.has(step));
  const found = issue.code === 'custom' || quiet ? '' : `; found ${shown(input)}`;
  return { path, atKey: false, message: `${expected}${found}`, quiet };
}

function wordFault(issue: Issue, allowed: readonly string[]): Fault {
  const found = typeof issue.input === 'string' ? issue.input : undefined;
  const guess = found === undefined ? undefined : nearest(found, allowed);
  return {
    path: issue.path,
    atKey: false,
    message: `found ${shown(issue.input)}${guess === undefined ? '' : `; did you mean "${guess}"?`}`,
    help: `allowed: ${allowed.join(', ')}`,
  };
}

function unionFault(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  whole: z.core.$ZodType,
): Fault {
  const discriminator = 'discriminator' in issue ? issue.discriminator : undefined;
  if (typeof discriminator !== 'string') {
    return valueFault(issue, `expected ${unionKinds(issue)}`);
  }
  const parent = issue.path.at(-1) === discriminator ? issue.path.slice(0, -1) : issue.path;
  const path = [...parent, discriminator];
  const allowed = discriminated(parent, discriminator, whole);
  const input: unknown = issue.input;
  const found =
    typeof input === 'object' && input !== null
      ? (Object.entries(input).find(([key]) => key === discriminator)?.[1] as unknown)
      : input;
  return found === undefined
    ? { path, atKey: false, message: 'missing', help: `allowed: ${allowed.join(', ')}` }
    : wordFault({ ...issue, path, input: found }, allowed);
}

function unionKinds(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const kinds = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_type' ? [article(inner.expected)] : [])),
  );
  return [...new Set(kinds)].join(' or ') || 'another value';
}

function article(type: string): string {
  switch (type) {
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'a block of keys';
    case 'string':
      return 'text';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    default:
      return `a ${type}`;
  }
}

const MOST_SHOWN = 60;

/** A value as the reader typed it, bounded, on one line. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a block of keys';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** The keys that the schema knows at a path, in the schema's order; where blocks are chosen by a constant, those of this one. */
function keysAt(path: Path, block: unknown, whole: z.core.$ZodType): string[] {
  const blocks = schemasAt(path, whole).filter((schema) => schema instanceof z.ZodObject);
  const chosen = blocks.filter(({ shape }) => hasConstants(block, shape));
  return [...new Set(chosen.flatMap(({ shape }) => Object.keys(shape)))];
}

function hasConstants(block: unknown, shape: z.core.$ZodShape): boolean {
  const found = new Map(typeof block === 'object' && block !== null ? Object.entries(block) : []);
  return Object.entries(shape).every(
    ([key, schema]) => !(schema instanceof z.ZodLiteral) || schema.values.has(found.get(key)),
  );
}

function discriminated(path: Path, discriminator: string, whole: z.core.$ZodType): string[] {
  return schemasAt(path, whole).flatMap((schema) => {
    if (!(schema instanceof z.ZodObject)) return [];
    const literal: unknown = schema.shape[discriminator];
    return literal instanceof z.ZodLiteral ? [...literal.values].map(String) : [];
  });
}

function schemasAt(path: Path, whole: z.core.$ZodType): z.core.$ZodType[] {
  let level = unwrap(whole);
  for (const step of path) level = level.flatMap((schema) => inside(schema, step)).flatMap(unwrap);
  return level;
}

function inside(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const found = Object.entries(schema.shape).find(([key]) => key === step)?.[1];
  return found instanceof z.ZodType ? [found] : [];
}

/** Takes defaults, optionals and unions off. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  return [schema];
}
