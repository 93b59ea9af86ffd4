/** What docs/random-arithmetic.md shows is what the suite gives. */
import { expect, it } from 'vitest';
import { suiteNamed } from '../../../src/suites/registry.js';
import { blocksOf } from '../../docs/pages.js';

it('the page on Random Arithmetic shows a function of seed 1', async () => {
  const [shown] = blocksOf('docs/random-arithmetic.md', 'python');
  const instance = await suiteNamed('random-arithmetic').instantiate({ seed: 1 });
  expect(instance.instructions.map(({ source }) => source)).toContain(shown);
});
