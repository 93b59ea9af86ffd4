/**
 * A file of problems, a JSON object a line: LeetCodeDataset's as published (v0.2 and v0.3), or the plain form that docs/leetcode.md
 * describes. Invariant: the ids of the problems of a file that was read are different.
 */
import { z } from 'zod';
import { type Diagnostic, DiagnosticError } from '../../text/diagnostic.js';
import { readUserFile } from '../user-file.js';
import type { StatedProblem } from './problem.js';

const MOST_MIB = 256;
const MOST_LINE = 4_000_000;
const MOST_PROBLEMS = 10_000;
const MOST_CASES = 2000;
/** Faults that are told. */
const MOST_FAULTS = 20;

const HELP =
  'The problems are not part of this package: download LeetCodeDataset (newfacade/LeetCodeDataset on GitHub and Hugging Face; its page ' +
  'states the licence) and name its JSONL file, packed (.gz) or not, in `file`. docs/leetcode.md also shows a plain form of your own.';

const id = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'expected letters, digits, "_", "-" and "."');
const python = z.string().max(100_000);
const entry = z
  .string()
  .regex(/^(?:Solution\(\)\.)?[A-Za-z_]\w{0,127}$/, 'expected a function, or Solution().method');
const cases = z.array(z.looseObject({ input: z.string(), output: z.string() })).max(MOST_CASES);
const tags = z.array(z.string().min(1).max(64)).max(64);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}/, 'expected YYYY-MM-DD');

/** Newer versions have at the top, under other names, what older ones have in `meta`. */
const publishedSchema = z.looseObject({
  task_id: id,
  prompt: python,
  completion: python,
  entry_point: entry,
  input_output: cases,
  difficulty: z.string().optional(),
  tags: tags.optional(),
  problem_description: z.string().optional(),
  estimated_date: date.nullish(),
  meta: z
    .looseObject({
      difficulty: z.string().optional(),
      tags: tags.optional(),
      question_title: z.string().optional(),
      estimated_date: date.nullish(),
    })
    .optional(),
});

const plainSchema = z.strictObject({
  id,
  problem: z.string().min(1),
  source: python,
  entry,
  cases: z
    .array(z.strictObject({ input: z.string(), output: z.string().optional() }))
    .max(MOST_CASES),
  difficulty: z.string().optional(),
  tags: tags.optional(),
  date: date.optional(),
});

/**
 * The problems of a file in its order.
 * @throws DiagnosticError with what is wrong with the file
 */
export function readProblems(file: string): StatedProblem[] {
  return parseProblems(readUserFile(file, MOST_MIB, HELP), file);
}

/** The problems of the text of a file; blank lines are passed over. */
export function parseProblems(source: string, file: string): StatedProblem[] {
  const problems = new Map<string, StatedProblem>();
  const faults: Diagnostic[] = [];
  for (const [line, text] of linesOf(source)) {
    const found = problemOf(text, line);
    const messages = 'faults' in found ? found.faults : [];
    if (!('faults' in found)) {
      const other = problems.get(found.id);
      if (other !== undefined) messages.push(`"${found.id}" is the id of line ${other.line}`);
      else problems.set(found.id, found);
      if (problems.size > MOST_PROBLEMS) messages.push(`more than ${MOST_PROBLEMS} problems`);
    }
    const position = { line, column: 1 };
    faults.push(...messages.map((message) => ({ file, position, message })));
    if (faults.length >= MOST_FAULTS) break;
  }
  if (problems.size === 0 && faults.length === 0) faults.push({ file, message: 'no problems' });
  if (faults.length > 0) throw new DiagnosticError(faults.slice(0, MOST_FAULTS));
  return [...problems.values()];
}

/** Lines that are not blank, with their numbers. */
function* linesOf(source: string): Generator<readonly [number, string]> {
  let start = 0;
  for (let line = 1; start < source.length; line += 1) {
    const end = source.indexOf('\n', start);
    const text = source.slice(start, end === -1 ? source.length : end);
    start = end === -1 ? source.length : end + 1;
    if (text.trim() !== '') yield [line, text];
  }
}

function problemOf(text: string, line: number): StatedProblem | { readonly faults: string[] } {
  if (text.length > MOST_LINE) return { faults: [`longer than ${MOST_LINE} characters`] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { faults: ['not JSON: expected one problem on each line'] };
  }
  const isPublished = typeof value === 'object' && value !== null && 'task_id' in value;
  const result = isPublished
    ? publishedSchema.transform((fields) => published(fields, line)).safeParse(value)
    : plainSchema.transform((fields) => plain(fields, line)).safeParse(value);
  if (result.success) return result.data;
  return {
    faults: result.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    ),
  };
}

function published(fields: z.output<typeof publishedSchema>, line: number): StatedProblem {
  const { meta, task_id, prompt, completion, entry_point, input_output } = fields;
  const described = fields.problem_description ?? meta?.question_title ?? '';
  const { difficulty, tags: named, estimated_date: day } = { ...meta, ...fields };
  return {
    line,
    id: task_id,
    description: withoutExamples(described),
    preamble: prompt,
    source: completion,
    entry: entry_point,
    cases: input_output,
    ...facets(difficulty, named, day),
  };
}

function plain(fields: z.output<typeof plainSchema>, line: number): StatedProblem {
  const { id: name, problem, source, entry: called, cases: stated } = fields;
  return {
    line,
    id: name,
    description: problem.trim(),
    preamble: '',
    source,
    entry: called,
    cases: stated,
    ...facets(fields.difficulty, fields.tags, fields.date),
  };
}

function facets(
  difficulty: string | undefined,
  named: readonly string[] | undefined,
  day: string | null | undefined,
): Pick<StatedProblem, 'difficulty' | 'tags' | 'date'> {
  return {
    difficulty: difficulty?.toLowerCase().slice(0, 64) || 'unknown',
    tags: named ?? [],
    date: day?.slice(0, 10) ?? null,
  };
}

/** The published examples are the very inputs that are asked, with their outputs. */
function withoutExamples(text: string): string {
  const [before = ''] = text
    .replaceAll('\u00a0', ' ')
    .split(/^[ \t*#]*Examples?(?: ?\d+)?[ \t*]*:/m);
  return before.trim();
}
