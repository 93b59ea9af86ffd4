/** Training files and audits for tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { Audit, type AuditResult } from '../../src/audit/audit.js';
import { type HeldOut, heldOutOf } from '../../src/audit/held-out.js';
import { parseConfig } from '../../src/config/load.js';
import { type Plan, planOf } from '../../src/eval/plan.js';

/** The plan of one suite, or of several. */
export async function planOfSuites(...suites: readonly Record<string, unknown>[]): Promise<Plan> {
  const models = [{ label: 'm', simulator: { kind: 'oracle' } }];
  return await planOf(parseConfig(JSON.stringify({ models, suites }), 'audit.yaml'));
}

/** A file that is gone after the test. */
export function fileOf(content: string | Uint8Array, name = 'train.jsonl'): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return written(folder, name, content);
}

/** A file that is gone after all tests of the block. */
export function lastingFileOf(content: string, name = 'items.jsonl'): string {
  const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-audit-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return written(folder, name, content);
}

function written(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

export function linesOf(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** What an audit of one file finds. */
export async function auditOf(
  held: HeldOut,
  content: string | Uint8Array,
  { name, chunkBytes }: { readonly name?: string; readonly chunkBytes?: number } = {},
): Promise<AuditResult> {
  const audit = new Audit(held);
  await audit.read(fileOf(content, name), chunkBytes);
  return audit.result;
}

/** The checks that found something, with the lines and subjects of their examples. */
export function foundIn({ checks }: AuditResult): string[] {
  return Object.values(checks).flatMap(({ examples }) =>
    examples.map(({ check, line, item, instruction }) => `${line} ${check} ${item ?? instruction}`),
  );
}

export { heldOutOf };
