/**
 * The `model-index` of a model card on the Hugging Face hub: results as metadata, by the hub's specification of
 * `modelcard.md`. The hub wants a data set's id; the suites are no data sets there, so their names stand in its place.
 */
import { stringify } from 'yaml';
import type { GroupSummary, Summary } from '../eval/summary.js';
import { printable } from '../text/printable.js';
import { methodName } from './words.js';

/** As Markdown: a heading, what to do with it, and the YAML in a fence. Runs without a result are left out. */
export function renderModelIndex(summaries: readonly Summary[]): string {
  return [
    '### Metadata of a model card',
    '',
    'For the top of a model card, between two lines of `---`.',
    '',
    '```yaml',
    // Long texts are not folded, so that every line begins with a key and none can end the fence.
    `${stringify({ 'model-index': summaries.flatMap(modelOf) }, { lineWidth: 0 })}\`\`\``,
  ].join('\n');
}

function modelOf(summary: Summary) {
  const results = summary.groups.flatMap((group) => resultOf(summary, group));
  return results.length === 0 ? [] : [{ name: marked(summary, summary.label), results }];
}

function resultOf(summary: Summary, { suite, split, answer, fingerprint, estimate }: GroupSummary) {
  if (estimate.value === null) return [];
  const { method, instructions, items, samples } = estimate;
  return [
    {
      task: { type: 'text-generation', name: 'Programming by Backprop' },
      dataset: {
        type: printable(suite),
        name: marked(summary, `${suite}, ${split}`),
        split: printable(split),
        args: { answer, fingerprint: printable(fingerprint) },
      },
      metrics: [
        {
          type: 'accuracy',
          value: rounded(estimate.value),
          name: marked(summary, `accuracy, ${answer}`),
          args: {
            ci_low: rounded(estimate.low),
            ci_high: rounded(estimate.high),
            ci_method: methodName(method),
            instructions,
            items,
            samples,
            temperature: summary.temperature,
          },
        },
      ],
    },
  ];
}

/** Foreign text as one line; what is simulated is never shown without the word. */
function marked({ simulated }: Summary, text: string): string {
  return printable(simulated ? `${text} (SIMULATED)` : text);
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4;
}
