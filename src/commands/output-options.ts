/** Options that say how a result is printed. */

export const jsonOption = {
  type: 'boolean',
  default: false,
  describe: 'Print one JSON document on stdout',
} as const;

export const markdownOption = {
  type: 'boolean',
  default: false,
  describe: 'Print Markdown',
} as const;

/** For `check` of yargs: standard output holds one document. */
export function oneDocument(args: { readonly json: boolean; readonly markdown: boolean }): true {
  if (args.json && args.markdown) throw new Error('--json and --markdown exclude each other');
  return true;
}
