/** Cases from a text of `--- grammar` … `--- says` …, under titles after `## `. */
import { readFileSync } from 'node:fs';

export interface Case {
  readonly source: string;
  /** Without the line end of its last line. */
  readonly says: string;
}

/** The cases below each title; those above the first title stand under the empty one. */
export function casesIn(
  file: string,
): { readonly title: string; readonly cases: readonly Case[] }[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text.split(/^(?=## )/m).flatMap((section) => {
    const [head = '', ...entries] = section.split(/^--- grammar\n/m);
    const title = /^## (.*)/.exec(head)?.[1] ?? '';
    return entries.length === 0 ? [] : [{ title, cases: entries.map(caseOf) }];
  });
}

function caseOf(entry: string): Case {
  const [source = '', says = ''] = entry.split(/^--- says\n/m);
  return { source, says: says.trimEnd() };
}
