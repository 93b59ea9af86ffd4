/** What a grammar says of an answer: the words with the one that fails marked, or the tree. */
import type { JSX } from 'preact';
import type { SentenceView, TreeNode } from '../api.js';
import { Foreign } from './foreign-text.js';
import { Scroller } from './scroller.js';

export function Sentence({ view }: { readonly view: SentenceView }): JSX.Element {
  if (view.rejected_at !== null) return <Rejected view={view} />;
  if (view.tree.length === 0)
    return <p class="note">The grammar has this sentence; its tree is too large to be drawn.</p>;
  return (
    <Scroller kind="tree" label="Parse tree">
      <Tree nodes={view.tree} words={view.words} />
    </Scroller>
  );
}

function Rejected({
  view: { words, rejected_at, expected, may_end },
}: {
  readonly view: SentenceView;
}): JSX.Element {
  const at = rejected_at ?? words.length;
  return (
    <div class="rejected">
      <p class="words">
        {words.map((word, place) => (
          <span key={place}>
            <span class={place < at ? 'viable' : place === at ? 'stop' : 'unread'}>
              <Foreign text={word} />
            </span>{' '}
          </span>
        ))}
        {at >= words.length && <span class="stop">(ends too early)</span>}
      </p>
      {expected.length > 0 && (
        <p class="expected">
          <span class="quiet">Could have come: </span>
          {expected.map((word) => (
            <code key={word}>
              <Foreign text={word} />
            </code>
          ))}
          {may_end && <em>the end of the sentence</em>}
        </p>
      )}
    </div>
  );
}

const LEVEL = 40;
const LETTER = 7.2;
const GAP = 12;

/** Drawn over the words: a node stands over the middle of what it covers. */
function Tree({
  nodes,
  words,
}: {
  readonly nodes: readonly TreeNode[];
  readonly words: readonly string[];
}): JSX.Element {
  const depth = Math.max(...nodes.map((node) => node.depth));
  const starts = startsOf(nodes, words);
  const width = starts.at(-1) ?? 0;
  const x = ({ start, end }: TreeNode): number =>
    ((starts[start] ?? 0) + (starts[Math.max(end, start)] ?? 0)) / 2;
  const y = (node: TreeNode): number => 16 + LEVEL * node.depth;
  const parents = parentsOf(nodes);
  return (
    <svg
      role="img"
      aria-label={`Parse tree of: ${words.join(' ')}`}
      width={width}
      height={LEVEL * depth + 30}
    >
      {nodes.map((node, place) => {
        const parent = parents[place];
        return parent === undefined ? null : (
          <line
            key={place}
            class="edge"
            x1={x(parent)}
            y1={y(parent) + 5}
            x2={x(node)}
            y2={y(node) - 13}
          />
        );
      })}
      {nodes.map((node, place) => (
        <text
          key={place}
          class={node.is_word ? 'leaf' : 'node'}
          x={x(node)}
          y={y(node)}
          text-anchor="middle"
        >
          {node.label}
        </text>
      ))}
    </svg>
  );
}

/** Where each word begins, and where the last one ends: wide enough for the word and all nodes over it alone. */
function startsOf(nodes: readonly TreeNode[], words: readonly string[]): number[] {
  const widths = words.map((word) => word.length);
  for (const { label, start, end } of nodes) {
    const each = label.length / Math.max(1, end - start);
    for (let at = start; at < end; at += 1) widths[at] = Math.max(widths[at] ?? 0, each);
  }
  const starts = [0];
  for (const width of widths) starts.push((starts.at(-1) ?? 0) + width * LETTER + GAP);
  return starts;
}

function parentsOf(nodes: readonly TreeNode[]): (TreeNode | undefined)[] {
  const open: TreeNode[] = [];
  return nodes.map((node) => {
    open.length = node.depth;
    const parent = open[node.depth - 1];
    open.push(node);
    return parent;
  });
}
