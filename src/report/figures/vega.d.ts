/** What is used of vega: its own types need those of a browser, and contradict each other under strict checks. */

/** A dataflow as `parse` makes it. */
export interface Runtime {
  readonly operators: readonly unknown[];
}

export interface Logger {
  level(): number;
  level(value: number): this;
  error(...words: readonly unknown[]): this;
  warn(...words: readonly unknown[]): this;
  info(...words: readonly unknown[]): this;
  debug(...words: readonly unknown[]): this;
}

export function parse(spec: Readonly<Record<string, unknown>>): Runtime;

export class View {
  constructor(runtime: Runtime, options: { readonly renderer: 'none'; readonly logger: Logger });
  toSVG(): Promise<string>;
  finalize(): this;
}
