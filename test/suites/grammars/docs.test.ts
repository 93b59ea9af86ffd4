/** What docs/grammars.md shows is what the suite and the engine give. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGrammar } from '../../../src/cfg/compile.js';
import { Recogniser } from '../../../src/cfg/earley/recognise.js';
import { parseGrammar } from '../../../src/cfg/notation/notation.js';
import { Preterminals } from '../../../src/cfg/words/preterminals.js';
import { explainRejection } from '../../../src/cfg/words/rejection.js';
import { Grammars } from '../../../src/suites/grammars/instance.js';
import { options } from '../../../src/suites/grammars/options.js';
import { typology } from '../../../src/suites/grammars/typology.js';

const page = readFileSync(new URL('../../../docs/grammars.md', import.meta.url), 'utf8');
const [rules = '', words = ''] = [...page.matchAll(/```\n(.*?)```/gs)].map(([, text]) => text);
const instance = new Grammars(options.parse({}));

describe('the page on grammars', () => {
  it('shows the first grammar of seed 1 and its words in Vocab-B', () => {
    const [first] = instance.instructions;
    expect(first?.name).toBe('Sklilvese');
    expect(rules).toBe(first?.source);
    const item = [...instance.items('w-io-train', 'direct')].find(
      ({ instruction, input }) => instruction === first?.id && input === 'Vocab-B',
    );
    expect(item?.target).toEqual({ kind: 'sentence', grammar: rules + words });
  });

  it('shows how answers are judged', () => {
    const grammar = parseGrammar(rules + words);
    const recogniser = new Recogniser(compileGrammar(grammar));
    const preterminals = new Preterminals(grammar);
    const rows = [...page.matchAll(/^\| `([a-z ]+)` \| (.*) \|$/gm)].filter(([, answer = '']) =>
      answer.includes(' '),
    );
    expect(rows.length).toBe(5);
    for (const [, answer = '', judged] of rows) {
      const found = answer.split(' ');
      const recognition = recogniser.recognise(found);
      const { accepted, viablePrefix, expected, mayEnd } = recognition;
      const rejection = { words: found, viablePrefix, expected, mayEnd };
      expect(judged).toBe(accepted ? 'accepted' : explainRejection(rejection, preterminals));
    }
  });

  it('lists every parameter and value', () => {
    for (const [parameter, values] of Object.entries(typology().parameters)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${parameter}\` |`));
      for (const value of Object.keys(values)) expect(row).toContain(`\`${value}\``);
    }
  });

  it('states the means of the chance baselines', () => {
    const items = [...instance.items('wo-io', 'direct')];
    const mean = (control: string) =>
      items.reduce((sum, { controls }) => sum + (controls[control] ?? 0), 0) / items.length;
    for (const control of Object.keys(items[0]?.controls ?? {})) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${control}\` |`)) ?? '';
      const stated = /\| ([\d.]+)% \|/.exec(row)?.[1] ?? '';
      const decimals = stated.split('.')[1]?.length ?? 0;
      expect((100 * mean(control)).toFixed(decimals)).toBe(stated);
    }
  });
});
