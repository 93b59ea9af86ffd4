/** Templates of prompts: which of a list a key draws, and how its placeholders are filled. */
import { hashOf, type KeyPart } from '../random/random.js';

/**
 * The template that a key names, each about equally likely.
 * @throws RangeError when there is none
 */
export function drawTemplate(from: readonly string[], ...key: readonly KeyPart[]): string {
  const drawn = from[templateAt(from, ...key)];
  if (drawn === undefined) throw new RangeError('there is no template to draw');
  return drawn;
}

/** The place of that template. */
export function templateAt(from: readonly string[], ...key: readonly KeyPart[]): number {
  return hashOf(48, ...key) % from.length;
}

/** What each template says before its `{placeholder}`, which comes last, with the name filled in and without white space at the end. */
export function openings(from: readonly string[], name: string): string[] {
  return from.map((template) =>
    fillTemplate(template.slice(0, template.lastIndexOf('{')), { name }).trimEnd(),
  );
}

/** The template with a value for each `{placeholder}`; one without a value stays as it is. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(
    /\{(\w+)\}/g,
    (placeholder, key: string) => values[key] ?? placeholder,
  );
}

/** A code block in Markdown. */
export function codeBlock(text: string, language = ''): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
