/** What docs/algorithms.md shows is what the suite gives. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AskedAlgorithm, INPUTS } from '../../../src/suites/algorithms/asked-algorithm.js';
import { FIELDS } from '../../../src/suites/algorithms/inputs/generators.js';
import { Algorithms } from '../../../src/suites/algorithms/instance.js';
import { options } from '../../../src/suites/algorithms/options.js';
import { algorithms } from '../../../src/suites/algorithms/problems.js';

const page = readFileSync(new URL('../../../docs/algorithms.md', import.meta.url), 'utf8');

describe('the page on algorithms', () => {
  it('shows a program and its word problem', () => {
    const shown = algorithms().find(({ name }) => name === 'collatz_steps');
    expect(page).toContain(`\`\`\`python\n${shown?.source}\`\`\`\n\n> ${shown?.problem}\n`);
  });

  it('lists the algorithms by field', () => {
    expect(page).toContain(`${algorithms().length} classical algorithms`);
    for (const field of FIELDS) {
      const names = algorithms().filter((algorithm) => algorithm.field === field);
      expect(page).toContain(`| ${field} | ${names.map(({ name }) => `\`${name}\``).join(', ')} |`);
    }
  });

  it('states how many inputs there are and how long most runs are', () => {
    expect(page).toContain(`${INPUTS} different ones for each algorithm`);
    const runs = algorithms().flatMap((algorithm) => new AskedAlgorithm(1, algorithm).runs);
    const short = runs.filter(({ steps }) => steps < 100);
    expect(short.length / runs.length).toBeGreaterThan(0.5);
  });

  it('states the defaults', () => {
    const filled = options.parse({});
    expect(page).toContain(`(\`train\`: ${filled.train})`);
    expect(page).toContain(`(\`evaluation\`: ${filled.evaluation})`);
    for (const key of ['executions', 'held_out', 'items_per_algorithm'] as const) {
      expect(page).toContain(`\`${key}\` (${filled[key]})`);
    }
  });

  it('states the means of the controls', () => {
    const items = [...new Algorithms(options.parse({})).items('wo-io', 'direct')];
    for (const control of ['most_common_output', 'repeat_input']) {
      const sum = items.reduce((total, { controls }) => total + (controls[control] ?? 0), 0);
      const line = page.indexOf(`- **${control.replaceAll('_', ' ')}**`);
      expect(page.slice(line, page.indexOf('\n- ', line))).toContain(
        `: ${((100 * sum) / items.length).toFixed(1)}%`,
      );
    }
  });
});
