/** What docs/ciphers.md shows is what the suite gives. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ciphers } from '../../../src/suites/ciphers/cipher.js';
import { Ciphers } from '../../../src/suites/ciphers/instance.js';
import { options } from '../../../src/suites/ciphers/options.js';
import { texts } from '../../../src/suites/ciphers/texts.js';

const page = readFileSync(new URL('../../../docs/ciphers.md', import.meta.url), 'utf8');

describe('the page on ciphers', () => {
  it('shows the source of each cipher', () => {
    const shown = [...page.matchAll(/```python\n(.*?)```/gs)].map(([, source]) => source);
    expect(shown).toEqual(ciphers().map(({ source }) => source));
  });

  it('shows what they make of texts', () => {
    const rows = [...page.matchAll(/^\| `([^`]+)` \| (\d+) \| (.*) \|$/gm)];
    expect(rows.length).toBe(4);
    for (const [, text = '', shift, outputs] of rows) {
      const made = ciphers().map((cipher) => `\`${cipher.encipher(text, Number(shift))}\``);
      expect(outputs).toBe(made.join(' | '));
    }
  });

  it('states how many texts there are and how long they are', () => {
    const lengths = texts().map(({ length }) => length);
    expect(page).toContain(
      `**Texts** are ${texts().length} common words and short phrases, ${Math.min(...lengths)} to ${Math.max(...lengths)} characters long`,
    );
  });

  it('states the defaults and the splits that each kind of demonstrations gives', () => {
    const filled = options.parse({});
    expect(page).toContain(`\`texts\`\n(${filled.texts}) of them`);
    expect(page).toContain(`\`shifts_per_text\` (${filled.shifts_per_text})`);
    expect(page).toContain(`\`executions\` (${filled.executions})`);
    for (const demonstrations of ['none', 'uniform', 'skewed'] as const) {
      const { splits } = new Ciphers({ ...filled, demonstrations });
      const row = page.split('\n').find((line) => line.startsWith(`| \`${demonstrations}\` |`));
      expect(row?.endsWith(`| ${splits.map((split) => `\`${split}\``).join(', ')} |`)).toBe(true);
    }
  });

  it('states the means of the controls', () => {
    const items = [...new Ciphers(options.parse({})).items('wo-io', 'direct')];
    for (const control of ['repeat_input', 'plain_caesar']) {
      const mean =
        items.reduce((sum, { controls }) => sum + (controls[control] ?? 0), 0) / items.length;
      const line = page.indexOf(`- **${control.replace('_', ' ')}**`);
      expect(page.slice(line, page.indexOf('\n- ', line))).toContain(
        `: ${(100 * mean).toFixed(1)}%`,
      );
    }
  });
});
