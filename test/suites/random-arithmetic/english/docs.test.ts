/** What docs/natural-language.md shows is what the suite gives. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { suiteNamed } from '../../../../src/suites/registry.js';

const page = readFileSync(new URL('../../../../docs/natural-language.md', import.meta.url), 'utf8');

it('the page on natural language shows functions with their descriptions', async () => {
  const { instructions } = await suiteNamed('random-arithmetic').instantiate({
    train: 500,
    evaluation: 500,
    instructions: 'natural-language',
  });
  const shown = [...page.matchAll(/```python\n((?:[^`]+\n)+)```\n\n> (.+)/g)];
  expect(shown.length).toBe(3);
  for (const [, source, description] of shown) {
    const instruction = instructions.find((of) => of.source === source);
    expect(instruction?.description).toBe(description);
  }
});
