/**
 * A run as a Parquet file for data frames, written row group by row group. The run's manifest and summary stand in the file's metadata
 * under the key `pbb_eval`, as JSON.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { itemsOf } from './exported-items.js';
import type { ExportedRun } from './exported-run.js';
import { jsonText } from './json-text.js';
import { COLUMNS, type Column, type Row } from './parquet-columns.js';

/** A row group is as large as either says. */
const MOST_ROWS = 10_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Makes the file at `path`, which does not exist; when this resolves it is on the disk. */
export async function writeParquet(run: ExportedRun, path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const bytes = new FileBytes(file);
    const writer = new ParquetWriter({
      writer: bytes,
      schema: SCHEMA,
      kvMetadata: [
        { key: 'pbb_eval', value: jsonText({ manifest: run.manifest, summary: run.summary }) },
      ],
      createdBy: `pbb-eval ${run.manifest.versions.pbb_eval}`,
    });
    for await (const rows of rowGroups(run)) {
      await writer.write({ columnData: columnsOf(rows), rowGroupSize: rows.length });
    }
    await writer.finish();
    await bytes.flush();
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What the writer gathers goes to the file after every row group; what it ends with, when it is told to. */
class FileBytes extends ByteWriter {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  async flush(): Promise<void> {
    await this.#file.appendFile(this.getBytes());
    this.index = 0;
  }
}

const ELEMENTS: Readonly<Record<Column['type'], Omit<SchemaElement, 'name'>>> = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  BOOLEAN: { type: 'BOOLEAN' },
  INT64: { type: 'INT64' },
  DOUBLE: { type: 'DOUBLE' },
  TIMESTAMP: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

const SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: COLUMNS.length },
  ...COLUMNS.map(({ name, type }) => ({
    name,
    ...ELEMENTS[type],
    repetition_type: 'OPTIONAL' as const,
  })),
];

async function* rowGroups(run: ExportedRun): AsyncGenerator<Row[]> {
  let rows: Row[] = [];
  let characters = 0;
  for (const group of run.groups) {
    for await (const { item, samples } of itemsOf(run, group)) {
      for (const sample of samples) {
        const row = { run, item, sample };
        rows.push(row);
        characters += lengthOf(row);
        if (rows.length < MOST_ROWS && characters < MOST_CHARACTERS) continue;
        yield rows;
        [rows, characters] = [[], 0];
      }
    }
  }
  if (rows.length > 0) yield rows;
}

/** Of what can be long. */
function lengthOf({ item: { messages }, sample: { output } }: Row): number {
  const asked = messages.reduce((sum, { content }) => sum + content.length, 0);
  return asked + (output?.choice.content?.length ?? 0) + (output?.choice.reasoning?.length ?? 0);
}

function columnsOf(rows: readonly Row[]) {
  return COLUMNS.map((column) => ({
    name: column.name,
    data: rows.map((row) => written(column.type, column.value(row))),
  }));
}

/** As the writer takes a value of the type; undefined where there is none. */
function written(
  type: Column['type'],
  value: ReturnType<Column['value']>,
): string | number | boolean | bigint | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type) {
    case 'STRING':
      return String(value);
    case 'INT64':
      return BigInt(Number(value));
    case 'TIMESTAMP': {
      const at = Date.parse(String(value));
      return Number.isNaN(at) ? undefined : BigInt(at);
    }
    case 'BOOLEAN':
    case 'DOUBLE':
      return value;
  }
}
