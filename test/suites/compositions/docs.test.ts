/** What docs/compositions.md shows is what the suite gives. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { suiteNamed } from '../../../src/suites/registry.js';

const page = readFileSync(new URL('../../../docs/compositions.md', import.meta.url), 'utf8');

it('the page on compositions shows the first evaluation composition as a prompt does', async () => {
  const instance = await suiteNamed('random-arithmetic-compositions').instantiate({});
  const first = instance.instructions.find(({ role }) => role === 'evaluation');
  const item = [...instance.items('in-context', 'direct')].find(
    ({ instruction }) => instruction === first?.id,
  );
  const [shown = ''] = /```python\n.*?```/s.exec(page) ?? [];
  expect(shown).toContain(first?.source.trimEnd());
  expect(item?.messages[0]?.content).toContain(shown);
});
