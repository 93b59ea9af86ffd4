/** The config's JSON Schema, made from the schema that configs are held to: what editors complete and underline by. */
import { z } from 'zod';
import { modelSchema } from './model.js';
import { configSchema } from './schema.js';

/** A block of a JSON Schema. */
export type Node = z.core.JSONSchema.BaseSchema;

/** Draft 2020-12. It refuses no config that loads; of rules between keys it has only that a model has one address. */
export function configJsonSchema(): Node {
  return z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === modelSchema) {
        jsonSchema.allOf = [{ oneOf: [{ required: ['base_url'] }, { required: ['simulator'] }] }];
      }
    },
  });
}

/** docs/config.schema.json, whole. */
export function configSchemaFile(): string {
  return `${JSON.stringify({ title: 'Config of pbb-eval', ...configJsonSchema() }, null, 1)}\n`;
}
