/**
 * Takes the reasoning out of a model's output, in linear time. What counts, decided once here:
 *
 * - A block `<think>…</think>` (also `<thinking>`, `<reasoning>`, `[THINK]`) is reasoning only where a model puts it: at
 *   the start of the content, after white space or other blocks. A tag quoted in the middle of an answer is text.
 * - A block ends at its first closing tag, as vLLM's parsers have it: a model whose chat template opened the block may
 *   open it once more. A block that is never closed takes all the rest: the output was cut while the model reasoned.
 * - In content that does not begin with a block, a closing tag with no opening tag of its kind before it means that the chat template opened the block in the prompt,
 *   and all before the tag is reasoning. Not so when the server gave reasoning of its own: it has closed that block.
 * - Harmony's channels, where a server leaves them in: what stands before `final` is reasoning.
 * - Blocks of white space are no reasoning: chat templates put them in to switch reasoning off.
 */

/** An output in its two parts. */
export interface TakenApart {
  /** The content as it is when it holds no block, else what follows the blocks without leading white space. */
  readonly text: string;
  /** Trimmed; the server's own first, parts with an empty line between; `''` when the model did not reason. */
  readonly reasoning: string;
}

const TAGS = [
  { open: '<think>', close: '</think>' },
  { open: '<thinking>', close: '</thinking>' },
  { open: '<reasoning>', close: '</reasoning>' },
  { open: '[THINK]', close: '[/THINK]' },
] as const;

const HARMONY_START = /^\s*(?:<\|start\|>assistant)?<\|channel\|>(?:analysis|commentary|final)/;
const HARMONY_FINAL = '<|channel|>final<|message|>';
const HARMONY_END = /<\|(?:return|end)\|>\s*$/;
const HARMONY_MARKS = /<\|start\|>assistant|<\|channel\|>(?:analysis|commentary)|<\|[a-z]+\|>/g;

/** Takes apart a message's `content` and what the server gave as its `reasoning`; null is nothing. */
export function takeApart(content: string | null, reasoning: string | null): TakenApart {
  const given = (reasoning ?? '').trim();
  const inline = content === null ? { text: '', parts: [] } : inlineParts(content, given === '');
  const parts = [given, ...inline.parts.map((part) => part.trim())];
  return { text: inline.text, reasoning: parts.filter((part) => part !== '').join('\n\n') };
}

interface Inline {
  readonly text: string;
  readonly parts: readonly string[];
}

function inlineParts(content: string, mayBeOpen: boolean): Inline {
  // What every mark begins with; most outputs hold neither.
  if (!content.includes('<') && !content.includes('[')) return { text: content, parts: [] };
  if (HARMONY_START.test(content)) return harmonyParts(content);
  const parts: string[] = [];
  const orphan =
    mayBeOpen && tagAt(content, skipSpace(content, 0)) === undefined ? orphanClose(content) : null;
  if (orphan !== null) parts.push(content.slice(0, orphan.start));
  let position = orphan?.end ?? 0;
  let found = orphan !== null;
  for (;;) {
    const start = skipSpace(content, position);
    const tag = tagAt(content, start);
    if (tag === undefined) return { text: found ? content.slice(start) : content, parts };
    found = true;
    const inside = start + tag.open.length;
    const close = content.indexOf(tag.close, inside);
    parts.push(content.slice(inside, close === -1 ? undefined : close));
    if (close === -1) return { text: '', parts };
    position = close + tag.close.length;
  }
}

function tagAt(content: string, start: number): (typeof TAGS)[number] | undefined {
  return TAGS.find(({ open }) => content.startsWith(open, start));
}

/** The first closing tag without an opening one of its kind before it. */
function orphanClose(content: string): { start: number; end: number } | null {
  let first: { start: number; end: number } | null = null;
  for (const { open, close } of TAGS) {
    const start = content.indexOf(close);
    if (start === -1 || (first !== null && first.start <= start)) continue;
    const opening = content.indexOf(open);
    if (opening === -1 || opening > start) first = { start, end: start + close.length };
  }
  return first;
}

function skipSpace(content: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  space.test(content);
  return space.lastIndex;
}

function harmonyParts(content: string): Inline {
  const final = content.indexOf(HARMONY_FINAL);
  const before = final === -1 ? content : content.slice(0, final);
  const text = final === -1 ? '' : content.slice(final + HARMONY_FINAL.length);
  return { text: text.replace(HARMONY_END, ''), parts: [before.replace(HARMONY_MARKS, '\n')] };
}
