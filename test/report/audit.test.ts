import { describe, expect, it } from 'vitest';
import { auditLine } from '../../src/report/audit.js';
import type { AuditRecord, Manifest } from '../../src/store/records.js';

const AUDIT: AuditRecord = {
  at: '2026-01-02T03:04:05.000Z',
  leaks: 0,
  checks: { prompt_exact: 0, execution: 0 },
  groups: ['grammars/wo-io/direct'],
  files: [
    { file: 'a.jsonl', bytes: 1_500_000, sha256: '00' },
    { file: 'b.jsonl', bytes: 600_000, sha256: '00' },
  ],
};

function lineOf(audit: AuditRecord | undefined, groups: readonly string[] = AUDIT.groups) {
  const fingerprints = Object.fromEntries(groups.map((group) => [group, '00']));
  return auditLine({ ...MANIFEST, fingerprints, ...(audit === undefined ? {} : { audit }) });
}

describe('what a table of runs says of an audit', () => {
  it('is nothing of a run without one', () => {
    expect(lineOf(undefined)).toEqual([]);
  });

  it('is what was found, in how much text, and when', () => {
    expect(lineOf(AUDIT)).toEqual(['audited: step-1: no leaks in 2 files, 2.1 MB, 2026-01-02']);
    expect(
      lineOf({
        ...AUDIT,
        leaks: 1234,
        checks: { prompt_exact: 1000, sentence: 234, execution: 0 },
      }),
    ).toEqual([
      'audited: step-1: 1,234 leaks (prompt_exact 1,000, sentence 234) in 2 files, 2.1 MB, 2026-01-02',
    ]);
  });

  it('names what was asked since', () => {
    expect(lineOf(AUDIT, [...AUDIT.groups, 'grammars/in-context/direct'])).toEqual([
      'audited: step-1: no leaks in 2 files, 2.1 MB, 2026-01-02, but not for grammars/in-context/direct',
    ]);
  });
});

const MANIFEST: Manifest = {
  format: 1,
  name: 'n',
  label: 'step-1',
  state: 'complete',
  simulated: false,
  model: 'm',
  tags: {},
  samples: 1,
  settings: {},
  settings_hash: '00',
  config: {},
  fingerprints: {},
  sampling_sent: null,
  versions: { pbb_eval: '0', node: 'v20' },
  started_at: AUDIT.at,
  finished_at: null,
};
