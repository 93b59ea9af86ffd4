/** `pbb-eval audit`: whether training files show what an evaluation holds out. */
import { Audit, type AuditResult } from '../audit/audit.js';
import { heldOutOf } from '../audit/held-out.js';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { groupName, type Plan, planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { differences, settingsOf } from '../eval/settings.js';
import { renderAudit } from '../report/audit.js';
import { acquireLock } from '../store/lock.js';
import type { AuditRecord, Manifest } from '../store/records.js';
import { readManifest, writeManifest } from '../store/run-directory.js';
import { EXIT } from './faults.js';
import { jsonDocument } from './output.js';

export interface AuditArguments {
  train: string[];
  config: string;
  set: string[];
  run?: string | undefined;
  json: boolean;
}

export async function audit(args: AuditArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const plan = await planOf(config);
  const groups = plan.groups.map(groupName);
  // Before the files are read, which may take minutes.
  if (args.run !== undefined) refuseOther(await readManifest(args.run), config, plan, args.run);
  const result = await audited(plan, args.train);
  if (args.run !== undefined) await record(args.run, recordOf(result, groups));
  process.stdout.write(args.json ? jsonDocument(result) : `${renderAudit(result)}\n`);
  return result.leaks === 0 ? EXIT.done : EXIT.failed;
}

async function audited(plan: Plan, files: readonly string[]): Promise<AuditResult> {
  const found = new Audit(heldOutOf(plan));
  for (const file of files) await found.read(file);
  return found.result;
}

/** An audit for other items would say nothing of the run. */
function refuseOther(manifest: Manifest, config: Config, plan: Plan, directory: string): void {
  const [model] = config.models;
  const suites = model === undefined ? {} : (settingsOf(config, model)['suites'] ?? {});
  const lines = differences(manifest.settings['suites'] ?? {}, suites);
  const groups = new Set(plan.groups.map(groupName));
  const missing = Object.keys(manifest.fingerprints).filter((name) => !groups.has(name));
  if (lines.length === 0 && missing.length === 0) return;
  const why = [...lines, ...missing.map((name) => `${name}: asked there, not here`)];
  throw new RefusedError(
    [
      `${directory} is a run of other items than the config asks for:`,
      ...why.map((line) => `  ${line}`),
      'Nothing was read.',
    ].join('\n'),
  );
}

function recordOf({ files, leaks, checks }: AuditResult, groups: readonly string[]): AuditRecord {
  return {
    at: new Date().toISOString(),
    leaks,
    checks: Object.fromEntries(Object.entries(checks).map(([name, { count }]) => [name, count])),
    groups,
    files: files.map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 })),
  };
}

/** Under the run's lock: a run that goes on writes its manifest, too. */
async function record(directory: string, found: AuditRecord): Promise<void> {
  const lock = await acquireLock(directory);
  try {
    await writeManifest(directory, { ...(await readManifest(directory)), audit: found });
  } finally {
    await lock.release();
  }
}
