/** What is used of vega-lite: see vega.d.ts. */
import type { Logger } from './vega.js';

export function compile(
  spec: Readonly<Record<string, unknown>>,
  options: { readonly logger: Logger },
): { readonly spec: Readonly<Record<string, unknown>> };
