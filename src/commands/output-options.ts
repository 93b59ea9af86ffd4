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
