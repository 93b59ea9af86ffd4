/** Markdown from text that may come from anywhere: nothing of it becomes markup, a link or a mention. */
import { printable, shortened } from '../text/printable.js';

/**
 * One line of text with every mark of Markdown escaped. What hosts make links, mentions and references of, in the source or in
 * the text that comes of it (`@name`, `#1`, `GH-1`, `http://…`, `www.…`), is parted by a space of no width.
 */
export function markdownText(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*_{}[\]<>|#~!]/g, (mark) => `\\${mark}`)
    .replaceAll(/@|#|:(?=\/\/)|\bwww(?=\.)|\bgh-(?=\d)/gi, (begun) => `${begun}&#8203;`);
}

/**
 * Foreign text as code, at most `most` characters of it: all but letters, digits and blanks are written as entities, which
 * neither Markdown nor the links and mentions that hosts make of text look into.
 */
export function markdownCode(text: string, most = 200): string {
  const entities = shortened(text, most).replaceAll(
    /[^\p{L}\p{N} ]/gu,
    (character) => `&#${character.codePointAt(0) ?? 0xfffd};`,
  );
  return `<code>${entities}</code>`;
}

/** A cell of a table: a word or a number as it is, anything else that may come from anywhere as code. */
export function markdownCell(text: string): string {
  return /^[\p{L}\p{N} .,:%<>()+[\]–-]*$/u.test(text) ? markdownText(text) : markdownCode(text);
}

/** A table; its cells are Markdown already. */
export function markdownTable(
  columns: readonly { readonly head: string; readonly align: 'left' | 'right' }[],
  rows: readonly (readonly string[])[],
): string[] {
  return [
    `| ${columns.map(({ head }) => head).join(' | ')} |`,
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ];
}
