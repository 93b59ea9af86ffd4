/**
 * A model of a config: where a checkpoint is reached, under which name, with which headers. Secrets never stand in a config:
 * a model names the environment variable that holds its key.
 */
import { z } from 'zod';
import { SECRET_HEADER } from '../endpoint/address.js';
import { SERVERS } from '../endpoint/dialect.js';
import { APIS, OWN_FIELDS } from '../endpoint/wire.js';
import { simulatedModelSchema } from '../simulator/model.js';

/** A name that is also a folder's name on every system. */
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$/;
const LABEL_RULE =
  'letters, digits, ".", "_" and "-", 64 at most, beginning with a letter or digit';
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

export const label = z.string().regex(LABEL, LABEL_RULE);

/** The address of an endpoint. */
export const baseUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    context.addIssue({
      code: 'custom',
      message: 'expected an http or https address such as http://localhost:8000/v1',
    });
  } else if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    context.addIssue({
      code: 'custom',
      message:
        'expected an address without user, password, query or fragment; a key comes by api_key_env',
      params: { secret: true },
    });
  }
});

const jsonValue: z.ZodType<JsonValue> = z.json();

/** What a JSON document can hold. */
type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

const extraBody = z.record(z.string(), jsonValue).superRefine((body, context) => {
  for (const key of Object.keys(body).filter((name) => OWN_FIELDS.has(name))) {
    context.addIssue({
      code: 'custom',
      path: [key],
      message: 'this field is set by the harness (see sampling)',
    });
  }
});

const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** The name of an environment variable. */
export const variable = z
  .string()
  .regex(VARIABLE, 'expected the NAME of an environment variable, never the key itself');
const headerName = z.string().regex(HEADER, 'expected the name of an HTTP header');

const headers = z
  .record(headerName, z.string().regex(/^[\x20-\x7e]*$/, 'expected visible ASCII'))
  .superRefine((given, context) => {
    for (const key of Object.keys(given).filter((name) => SECRET_HEADER.test(name))) {
      context.addIssue({
        code: 'custom',
        path: [key],
        message:
          'a header that may hold a secret comes from the environment: name its variable under header_env',
        params: { secret: true },
      });
    }
  });

export const modelSchema = z
  .strictObject({
    label: label.describe('Name of this checkpoint in tables and of its folder.'),
    model: z
      .string()
      .min(1)
      .optional()
      .describe('Model name as the endpoint knows it. Default: the label.'),
    base_url: z
      .union([baseUrl, z.array(baseUrl).min(1).max(256)])
      .optional()
      .describe(
        'Where an OpenAI-compatible endpoint listens, /v1 included. A list: several serve this model, each asked as much as it delivers.',
      ),
    simulator: simulatedModelSchema
      .optional()
      .describe('A simulated model instead of an endpoint; its results are marked simulated.'),
    server: z
      .enum(SERVERS)
      .default('auto')
      .describe(
        'Make of the server: which sampling parameters it is sent, and under which names. auto sends all and drops what is refused.',
      ),
    api: z
      .enum(APIS)
      .default('chat')
      .describe(
        'chat, or completions for a model without a chat template: paragraphs as they are.',
      ),
    system_prompt: z.string().min(1).optional().describe('A system message before every question.'),
    unix_socket: z
      .string()
      .min(1)
      .optional()
      .describe('Path of the Unix socket on which the server of base_url listens.'),
    headers: headers.default({}).describe('Further headers of every request; no secrets.'),
    header_env: z
      .record(headerName, variable)
      .default({})
      .describe('Headers whose values are secrets: header to the name of an environment variable.'),
    api_key_env: variable
      .optional()
      .describe('Name of the environment variable that holds the API key.'),
    extra_body: extraBody
      .default({})
      .describe('Further fields of every request, such as chat_template_kwargs.'),
    tags: z
      .record(label, z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('How this checkpoint was trained: stage, step, curriculum, seed, …'),
  })
  .superRefine((model, context) => {
    if ((model.base_url === undefined) === (model.simulator === undefined)) {
      context.addIssue({
        code: 'custom',
        message:
          'expected exactly one of base_url (a real endpoint) and simulator (a simulated model)',
      });
    }
  });
