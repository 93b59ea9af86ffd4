/** Writes the pages of docs/ that are made from the code, from what `tsc` made of it. Tests fail while they are stale. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { commandPages } from './dist/commands/reference.js';
import { configSchemaFile } from './dist/config/json-schema.js';
import { configReference } from './dist/config/reference.js';
import { pictures } from './docs/pictures.js';

writeFileSync('docs/config.md', configReference());
writeFileSync('docs/config.schema.json', configSchemaFile());

const pages = commandPages();
mkdirSync('docs/commands', { recursive: true });
for (const name of readdirSync('docs/commands')) {
  if (!pages.has(name)) rmSync(`docs/commands/${name}`);
}
for (const [name, text] of pages) writeFileSync(`docs/commands/${name}`, text);
for (const [name, svg] of await pictures()) writeFileSync(`docs/figures/${name}`, svg);
