/**
 * A file of problems, a JSON object a line: LeetCodeDataset's as published (v0.2 and v0.3), or the plain form that docs/leetcode.md
 * describes.
 */
import { z } from 'zod';
import { parseRecords } from '../records-file.js';
import { readUserFile } from '../user-file.js';
import type { StatedProblem } from './problem.js';

const MOST_MIB = 256;
const MOST_CASES = 2000;

const HELP =
  'The problems are not part of this package: download LeetCodeDataset (newfacade/LeetCodeDataset on GitHub and Hugging Face; MIT as of ' +
  'v0.2, its page states the licence) and name its JSONL file, packed (.gz) or not, in `file`. docs/leetcode.md also shows a plain form of your own.';

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

/** The problems of the text of a file. */
export function parseProblems(source: string, file: string): StatedProblem[] {
  return parseRecords(source, file, 'problem', (value, line) =>
    typeof value === 'object' && value !== null && 'task_id' in value
      ? publishedSchema.transform((fields) => published(fields, line)).safeParse(value)
      : plainSchema.transform((fields) => plain(fields, line)).safeParse(value),
  );
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
