/**
 * A file of problems, a JSON object a line: LeetCodeDataset's as published (v0.2 and v0.3), or the plain form that docs/leetcode.md
 * describes.
 */
import { z } from 'zod';
import { parseRecords } from '../records-file.js';
import { readUserFile } from '../user-file.js';
import { isCallable, type StatedProblem } from './problem.js';

const MOST_MIB = 256;
const MOST_CASES = 2000;

const HELP =
  'The problems are not part of this package: download LeetCodeDataset (newfacade/LeetCodeDataset on GitHub and Hugging Face; its page ' +
  'names the licence of each version) and name its JSONL file, packed (.gz) or not, in `file`. docs/leetcode.md also shows a plain form of your own.';

const id = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'expected letters, digits, "_", "-" and "."');
const python = z.string().max(1_000_000);
const DATE = /^\d{4}-\d{2}-\d{2}/;

/** Newer versions have at the top what older ones have in `meta`, some of it under other names. */
const placed = {
  difficulty: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  estimated_date: z.string().nullish(),
};

/** No stricter than need be: a problem that cannot be used leaves the others as they are. */
const publishedSchema = z.looseObject({
  task_id: id,
  prompt: python,
  completion: python,
  entry_point: z.string(),
  input_output: z
    .array(z.looseObject({ input: z.string(), output: z.string().nullish() }))
    .max(MOST_CASES),
  problem_description: z.string().nullish(),
  ...placed,
  meta: z.looseObject({ question_title: z.string().nullish(), ...placed }).nullish(),
});

const plainSchema = z.strictObject({
  id,
  problem: z.string().min(1),
  source: python,
  entry: z.string().refine(isCallable, 'expected a function, or Solution().method'),
  cases: z
    .array(z.strictObject({ input: z.string(), output: z.string().optional() }))
    .max(MOST_CASES),
  difficulty: z.string().optional(),
  tags: z.array(z.string().min(1).max(64)).max(64).optional(),
  date: z.string().regex(DATE, 'expected YYYY-MM-DD').optional(),
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
  return {
    line,
    id: task_id,
    description: withoutExamples(described),
    preamble: prompt,
    source: completion,
    entry: entry_point,
    cases: input_output.map(({ input, output }) => ({ input, output: output ?? undefined })),
    ...facets(
      fields.difficulty ?? meta?.difficulty,
      fields.tags ?? meta?.tags,
      fields.estimated_date ?? meta?.estimated_date,
    ),
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
  difficulty: string | null | undefined,
  named: readonly string[] | null | undefined,
  day: string | null | undefined,
): Pick<StatedProblem, 'difficulty' | 'tags' | 'date'> {
  return {
    difficulty: difficulty?.toLowerCase().slice(0, 64) || 'unknown',
    tags: (named ?? []).flatMap((tag) => tag.trim().slice(0, 64) || []),
    date: day && DATE.test(day) ? day.slice(0, 10) : null,
  };
}

/** The published examples are the very inputs that are asked, with their outputs. */
function withoutExamples(text: string): string {
  const [before = ''] = text
    .replaceAll('\u00a0', ' ')
    .split(/^[ \t*#]*Examples?(?: ?\d+)?[ \t*]*:/m);
  return before.trim();
}
