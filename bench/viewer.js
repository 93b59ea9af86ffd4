/**
 * How long the viewer takes to open a run of a million samples: until the first page of its items can be shown, until everything is
 * indexed, and the memory that the index takes. `node bench/viewer.js [items] [samples]`
 */
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const [items = 62_500, samples = 16] = process.argv.slice(2).map(Number);
const { RunIndex } = await import('../dist/viewer/run-index.js');
const { ItemList } = await import('../dist/viewer/item-list.js');
