/**
 * The blocks of code in an output: what stands between fences, as Markdown has them. Time is linear in the length of the output.
 */
import { lineEnd } from './characters.js';
import { nextQuestion } from './next-question.js';
import { ownTurn } from './turn.js';

/** A line that opens or closes a block; what follows the marks names the language. */
const FENCE = /^([ \t]{0,12})(`{3,12}|~{3,12})[ \t]*([^`\n]{0,40})$/;
/** The end of a block, after which a base model goes on to the next question. */
const BLOCK_END = /\n[ \t]{0,12}(?:`{3,12}|~{3,12})[ \t]*(?=\r?\n)/g;

export interface Block {
  readonly source: string;
  readonly isClosed: boolean;
}

export interface CodeBlocks {
  readonly blocks: readonly Block[];
  /** The whole text, for outputs without blocks. */
  readonly text: string;
  /** The output was cut at the token limit before its last block, or its text, had ended. */
  readonly isCut: boolean;
}

/** Those of the model's own turn, and before the next question. `limited`: the output was cut at the token limit. */
export function codeBlocksIn(output: string, limited: boolean): CodeBlocks {
  const turn = ownTurn(output.replace(/\r\n?/g, '\n'));
  const question = nextQuestion(turn.text, BLOCK_END);
  const text = question === -1 ? turn.text : turn.text.slice(0, question + 1);
  const blocks = blocksIn(text);
  const isOpen = blocks.at(-1)?.isClosed !== true;
  const isCut = limited && !turn.closed && question === -1 && isOpen;
  return { blocks, text: withoutMargin(text), isCut };
}

function blocksIn(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly mark: string; readonly from: number } | null = null;
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const [, , mark = '', info = ''] = FENCE.exec(text.slice(at, Math.min(end, at + 80))) ?? [];
    if (open === null && mark !== '') open = { mark, from: end + 1 };
    else if (open !== null && info.trim() === '' && mark.startsWith(open.mark)) {
      blocks.push({ source: withoutMargin(text.slice(open.from, at)), isClosed: true });
      open = null;
    }
    at = end + 1;
  }
  if (open !== null) blocks.push({ source: withoutMargin(text.slice(open.from)), isClosed: false });
  return blocks;
}

/** Code without a byte order mark, blank lines around it, and the indentation of its first line. */
function withoutMargin(code: string): string {
  const text = code
    .replace(/^\ufeff/, '')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  const margin = /^[ \t]*/.exec(text)?.[0] ?? '';
  if (margin === '') return text;
  const lines = text.split('\n');
  return lines
    .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line))
    .join('\n');
}
