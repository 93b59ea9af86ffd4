/** What bash offers by the script that `pbb-eval completion` prints. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CLI, emptyFolder } from './cli.js';

/** What bash offers for the last word of a line. */
function offered(line: string, folder: string): string[] {
  const words = line.split(' ').map((word) => `"${word}"`);
  const script = [
    `pbb-eval() { "${process.execPath}" "${CLI}" "$@"; }`,
    'source <(pbb-eval completion)',
    `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; COMP_LINE="${line}"`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as bash has it
    '_pbb-eval_yargs_completions; printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const env = { PATH: process.env['PATH'], SHELL: '/bin/bash' };
  const ended = spawnSync('bash', ['--norc', '-c', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  expect(ended.stderr).toBe('');
  return ended.stdout.trimEnd().split('\n');
}

describe('shell completion', () => {
  it('completes commands, commands below commands, options, choices and keys of the config', () => {
    const folder = emptyFolder();
    expect(offered('pbb-eval cu', folder)).toEqual(['curriculum']);
    expect(offered('pbb-eval batch ', folder)).toEqual(['export', 'submit', 'status', 'import']);
    expect(offered('pbb-eval run my.yaml --fr', folder)).toEqual(['--fresh']);
    expect(offered('pbb-eval check --on-inconclusive ', folder)).toEqual(['fail', 'pass']);
    expect(offered('pbb-eval run my.yaml --set endpoint.t', folder)).toEqual([
      'endpoint.tokens_per_minute=',
      'endpoint.timeout_s=',
    ]);
    expect(offered('pbb-eval run my.yaml --set models.0.la', folder)).toEqual(['models.0.label=']);
  });

  it('offers nothing but files where a file belongs', () => {
    expect(offered('pbb-eval run my', emptyFolder())).toEqual(['']);
  });
});
