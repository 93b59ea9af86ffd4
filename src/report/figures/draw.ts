/** A specification drawn as SVG, without a browser. vega and vega-lite are loaded when a figure is drawn, and not before. */
import type { Logger } from 'vega';
import type { Spec } from './spec.js';

/** The SVG of a specification that holds its data. Throws what vega warns of: a specification of ours has no warnings. */
export async function svgOf(spec: Spec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const logger = new StrictLogger();
  const runtime = vega.parse(compile(spec, { logger }).spec);
  const view = new vega.View(runtime, { renderer: 'none', logger });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Warnings are bugs of the specification. */
class StrictLogger implements Logger {
  level(): number;
  level(_: number): this;
  level(): number | this {
    return 1;
  }
  error(...words: readonly unknown[]): this {
    throw new Error(words.join(' '));
  }
  warn(...words: readonly unknown[]): this {
    throw new Error(words.join(' '));
  }
  info(): this {
    return this;
  }
  debug(): this {
    return this;
  }
}
