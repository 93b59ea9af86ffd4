/** What an audit of training files found, in words. */
import type { AuditedFile, AuditResult } from '../audit/audit.js';
import { CHECKS, type Check, type Found, type Leak } from '../audit/leaks.js';
import type { Manifest } from '../store/records.js';
import { printable } from '../text/printable.js';
import { counted, grouped } from './words.js';

/** Examples of each check. */
const EXAMPLES = 5;

export function renderAudit(result: AuditResult): string {
  const { files, leaks, checks, held_out, shared_by_chance: shared, programs } = result;
  return [
    ...files.flatMap(fileLines),
    `looked for: ${counted(held_out.items, 'held-out item')}, ${counted(held_out.instructions, 'evaluation instruction')}`,
    ...checkNames.flatMap((check) => checkLines(check, checks[check])),
    `${counted(programs.found, 'function')} met, ${grouped(programs.run)} run on probe inputs`,
    ...(programs.passed_over === 0
      ? []
      : [
          `${grouped(programs.passed_over)} more could have been run: the bound of an audit was reached`,
        ]),
    ...unprobedLine(programs.without_probes),
    ...(shared.sentences === 0
      ? []
      : [
          `shared by chance, not leaks: ${counted(shared.sentences, 'sentence')} of train grammars, ${grouped(shared.pairs)} times a sentence ` +
            `of an evaluation grammar, too; expected by the control other_grammar: ${grouped(Math.round(shared.expected))}`,
        ]),
    leaks === 0 ? 'no leaks' : counted(leaks, 'leak'),
  ].join('\n');
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const checkNames = Object.keys(CHECKS) as Check[];

function unprobedLine(ids: readonly string[]): string[] {
  const [first] = ids;
  if (first === undefined) return [];
  const more = ids.length === 1 ? '' : ` and ${grouped(ids.length - 1)} more`;
  return [`too few inputs to know by what it gives: ${printable(first)}${more}`];
}

function fileLines({ file, lines, bytes, faults, first_faults }: AuditedFile): string[] {
  const name = printable(file);
  const shown = first_faults.map(({ line, message }) => `  ${name}:${line}: ${message}`);
  const more = faults - first_faults.length;
  return [
    `${name}: ${counted(lines, 'line')}, ${megabytes(bytes)}`,
    ...shown,
    ...(more > 0 ? [`  and ${counted(more, 'more line')} like these`] : []),
  ];
}

function checkLines(check: Check, { count, instructions, examples }: Found): string[] {
  if (count === 0) return [];
  const shown = examples.slice(0, EXAMPLES);
  return [
    `${check}: ${counted(count, 'leak')} of ${counted(instructions, 'instruction')} (${CHECKS[check]})`,
    ...shown.map(leakLine),
    ...(count > shown.length ? [`  and ${grouped(count - shown.length)} more`] : []),
  ];
}

function leakLine({ file, line, instruction, item, excerpt }: Leak): string {
  return `  ${printable(file)}:${line}: ${printable(item ?? instruction)}: ${printable(excerpt)}`;
}

/** What a table of runs says of a run's audit; nothing of a run without one. */
export function auditLine({ label, audit, fingerprints }: Manifest): string[] {
  if (audit === undefined) return [];
  const { leaks, files, groups, at } = audit;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const found = leaks === 0 ? 'no leaks' : `${counted(leaks, 'leak')} (${checksOf(audit.checks)})`;
  const since = Object.keys(fingerprints).filter((group) => !groups.includes(group));
  const not = since.length === 0 ? '' : `, but not for ${since.map(printable).join(', ')}`;
  return [
    `audited: ${printable(label)}: ${found} in ${counted(files.length, 'file')}, ${megabytes(bytes)}, ${at.slice(0, 10)}${not}`,
  ];
}

function checksOf(checks: Readonly<Record<string, number>>): string {
  const some = Object.entries(checks).filter(([, count]) => count > 0);
  return some.map(([check, count]) => `${printable(check)} ${grouped(count)}`).join(', ');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
