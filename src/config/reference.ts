/** The config reference, made from the schema, so that it cannot differ from what is accepted. */
import { configJsonSchema, type Node } from './json-schema.js';

/** docs/config.md, whole. */
export function configReference(): string {
  return [
    '# Config reference',
    '',
    'Made from the schema by `npm run docs`. A config is YAML; unknown keys are refused. `[]` stands for each entry of a list.',
    'Any key can be changed for one run by `--set path=value`. [config.schema.json](config.schema.json) tells editors the same: a config that',
    '`pbb-eval init` writes names it in its first line.',
    '',
    '| key | takes | default | meaning |',
    '|---|---|---|---|',
    ...rows(configJsonSchema(), ''),
    '',
  ].join('\n');
}

/** Every path that `--set` takes, with the first entry of each list for all. */
export function settableKeys(): string[] {
  return [...new Set(pathsIn(configJsonSchema(), ''))];
}

function pathsIn(node: Node, prefix: string): string[] {
  if (isNode(node.items)) return pathsIn(node.items, `${prefix}0.`);
  return [node, ...optionsOf(node)].flatMap(({ properties }) =>
    Object.entries(properties ?? {}).flatMap(([key, child]) =>
      isNode(child) ? [`${prefix}${key}`, ...pathsIn(child, `${prefix}${key}.`)] : [],
    ),
  );
}

function rows(node: Node, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    if (typeof child === 'boolean') return [];
    const inner = path === '' ? key : `${path}.${key}`;
    const required = (node.required ?? []).includes(key);
    return [row(child, inner, required), ...nested(child, inner)];
  });
}

function nested(node: Node, path: string): string[] {
  const items = node.items;
  if (isNode(items)) return [...rows(items, `${path}[]`), ...variants(items, `${path}[]`)];
  return [...rows(node, path), ...variants(node, path)];
}

/** Blocks of which one is chosen, such as the kinds of simulator: the keys of each, once, and whose they are. */
function variants(node: Node, path: string): string[] {
  const blocks = optionsOf(node).filter(({ properties }) => properties !== undefined);
  const owners = new Map<string, string[]>();
  for (const block of blocks) {
    const own = rows(block, path).filter(
      (line) => blocks.length === 1 || !isChooser(line, block, path),
    );
    for (const line of own) owners.set(line, [...(owners.get(line) ?? []), chosenBy(block)]);
  }
  const choices = blocks.length > 1 ? [chooser(blocks, path)] : [];
  return [
    ...choices,
    ...[...owners].map(([line, names]) =>
      names.length === blocks.length
        ? line
        : line.replace(/\| ([^|]*) \|$/, `| (${names.join(', ')}) $1 |`),
    ),
  ];
}

function optionsOf(node: Node): Node[] {
  return [...(node.oneOf ?? []), ...(node.anyOf ?? [])].filter(isNode);
}

/** The key and the value by which a block is chosen: its constant. */
function constantOf(block: Node): readonly [string, Node] | undefined {
  return Object.entries(block.properties ?? {}).find(
    (entry): entry is [string, Node] => isNode(entry[1]) && entry[1].const !== undefined,
  );
}

function chosenBy(block: Node): string {
  return String(constantOf(block)?.[1].const ?? '');
}

function isChooser(line: string, block: Node, path: string): boolean {
  return line.startsWith(`| \`${path}.${constantOf(block)?.[0] ?? ''}\` |`);
}

function chooser(blocks: readonly Node[], path: string): string {
  const key = constantOf(blocks[0] ?? {})?.[0] ?? '';
  const meaning = blocks
    .map((block) => `${chosenBy(block)}: ${cell(descriptionOf(block))}`)
    .join(' ');
  const names = blocks.map((block) => code(chosenBy(block))).join(', ');
  return `| \`${path}.${key}\` | ${names} | **required** | ${meaning} |`;
}

function descriptionOf(block: Node): string {
  return block.description ?? constantOf(block)?.[1].description ?? '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function row(node: Node, path: string, required: boolean): string {
  const preset = node.default === undefined ? (required ? '**required**' : '') : code(node.default);
  return `| \`${path}\` | ${takes(node)} | ${preset} | ${cell(node.description ?? '')} |`;
}

function takes(node: Node): string {
  if (node.enum !== undefined) return node.enum.map(code).join(', ');
  if (node.const !== undefined) return code(node.const);
  if (isNode(node.items)) return `list of ${takes(node.items)}`;
  const options = optionsOf(node);
  if (options.length > 0) return [...new Set(options.map(takes))].join(' or ');
  return `${KINDS.get(String(node.type)) ?? 'any value'}${range(node)}`;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['integer', 'whole number'],
  ['number', 'number'],
  ['boolean', 'true or false'],
  ['array', 'list'],
  ['object', 'block'],
  ['null', 'null'],
]);

function range(node: Node): string {
  const parts = [
    ...(node.minimum === undefined || node.minimum < -1e12 ? [] : [`≥ ${node.minimum}`]),
    ...(node.exclusiveMinimum === undefined ? [] : [`> ${node.exclusiveMinimum}`]),
    ...(node.maximum === undefined || node.maximum > 1e12 ? [] : [`≤ ${node.maximum}`]),
  ];
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
