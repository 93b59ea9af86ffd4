/**
 * A problem as a program: its solution between the classes that solutions expect and a function that calls it the way LeetCode does,
 * by position. Lists and trees are given and shown as lists of values, trees level by level with None for no child; a function that is
 * annotated to return None changes its first argument, which is then what it gives. The annotations that say so are the problem's own.
 */
import type { Program } from '../../sandbox/index.js';
import { signatureIn } from './arguments.js';
import { type Case, functionOf, type StatedProblem } from './problem.js';
import { SORTED_CONTAINERS } from './sorted-containers.js';

const CLASSES = `
class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next

class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
`;

/** Of which lists and trees are made, whatever a solution calls by these names. */
const NODES = '_ListNode, _TreeNode = ListNode, TreeNode';

const HARNESS = `
def _ask(function, *values):
    kinds = _KINDS + [''] * len(values)
    given = [_given(value, kind) for value, kind in zip(values, kinds)]
    value = function(*given)
    if value is None and _RETURNS == 'None':
        value = given[0]
    if value is None and _node(_RETURNS):
        value = []
    return _shown(value)

def _node(kind):
    if kind.startswith(('List[', 'list[', 'typing.List[')):
        return None
    return _linked if 'ListNode' in kind else _planted if 'TreeNode' in kind else None

def _given(value, kind):
    if not isinstance(value, list):
        return value
    make = _node(kind)
    if make is not None:
        return make(value)
    inner = _node(kind[kind.find('[') + 1:])
    return value if inner is None else [inner(each) for each in value]

def _linked(values):
    head = None
    for value in values[::-1]:
        head = _ListNode(value, head)
    return head

def _planted(values):
    nodes = [None if value is None else _TreeNode(value) for value in values]
    parents = [node for node in nodes if node is not None]
    for place, child in enumerate(nodes[1:]):
        parent = parents[place // 2]
        if place % 2 == 0:
            parent.left = child
        else:
            parent.right = child
    return parents[0] if parents else None

_MOST_NODES = 100000

def _shown(value):
    if isinstance(value, (ListNode, _ListNode)):
        return _list_values(value)
    if isinstance(value, (TreeNode, _TreeNode)):
        return _tree_values(value)
    if type(value) is list:
        return [_shown(each) for each in value]
    return tuple([_shown(each) for each in value]) if type(value) is tuple else value

def _list_values(node):
    values = []
    while node is not None:
        values.append(node.val)
        node = node.next
        if len(values) > _MOST_NODES:
            raise ValueError('a linked list without an end')
    return values

def _tree_values(root):
    values, level = [], [root]
    for node in level:
        values.append(None if node is None else node.val)
        if node is not None:
            level += [node.left, node.right]
        if len(values) > _MOST_NODES:
            raise ValueError('a tree without an end')
    while values[-1] is None:
        values.pop()
    return values
`;

/** The program that gives the outputs of cases, one call each: as it stands where the subset interpreter may take it so. */
export function programOf(problem: StatedProblem, cases: readonly Case[]): Program {
  return isPlain(problem, cases) ? plainProgram(problem, cases) : harnessed(problem, cases);
}

/** It has no imports, and its parameters are the arguments of every case, in their order. */
export function isPlain(problem: StatedProblem, cases: readonly Case[]): boolean {
  const { preamble, source } = problem;
  if (preamble !== '' || /\bimport\b/.test(source)) return false;
  return cases.every((each) =>
    source.includes(`def ${functionOf(problem)}(${each.args.map(({ name }) => name).join(', ')}):`),
  );
}

function plainProgram({ source, entry }: StatedProblem, cases: readonly Case[]): Program {
  const calls = cases.map((each) => `${entry}(${valuesOf(each).join(', ')})`);
  return { source, calls };
}

function harnessed(problem: StatedProblem, cases: readonly Case[]): Program {
  const { before, after } = harnessOf(problem);
  return {
    source: [before, problem.source, after].join('\n'),
    calls: cases.map((each) => `_ask(${[problem.entry, ...valuesOf(each)].join(', ')})`),
  };
}

/** What stands before and after a solution that is called as `_ask(entry, …)`, its arguments by position. */
export function harnessOf({ preamble, source, entry }: StatedProblem): {
  readonly before: string;
  readonly after: string;
} {
  const library = /\bsortedcontainers\b/.test(preamble + source) ? SORTED_CONTAINERS : '';
  const { parameters, returns } = signatureIn(source, entry);
  const kinds = [
    `_KINDS = [${parameters.map(({ annotation }) => kindOf(annotation)).join(', ')}]`,
    `_RETURNS = ${kindOf(returns)}`,
  ];
  return {
    before: [library, CLASSES, preamble, NODES].join('\n'),
    after: [...kinds, HARNESS].join('\n'),
  };
}

/** An annotation as a string of Python, whether or not it was one. */
function kindOf(annotation: string): string {
  return JSON.stringify(annotation.replace(/^(["'])(.*)\1$/s, '$2'));
}

/** The arguments of a case, as they stand in a call. */
export function valuesOf({ args }: Case): string[] {
  return args.map(({ value }) => value);
}
