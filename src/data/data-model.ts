import { ArgumentError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import type { JsonSchema } from './json-data-model.ts';
import { toPydanticShape } from './pydantic-shape.ts';
import { rowToJson } from './row-to-json.ts';

/** A JSON Schema as a plain object. */
export interface PlainSchema {
  readonly [keyword: string]: unknown;
}

/** A data model written by hand: the JSON Schema of an object, with what can be guessed left out. */
export interface DataModelDefinition extends PlainSchema {
  /** The name of the data model, as a class would have it. */
  readonly title: string;
  /** What it is, for the language model. */
  readonly description?: string;
  /** The fields, in the order in which they are shown and written. */
  readonly properties: Readonly<Record<string, PlainSchema>>;
  /** Names of the fields that may not be left out. @default those without a `default` */
  readonly required?: readonly string[];
}

/** A schema of zod 4, or of any other library that follows Standard JSON Schema. */
export interface StandardJsonSchema {
  readonly '~standard': {
    readonly vendor: string;
    readonly jsonSchema: {
      readonly input: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown>;
    };
  };
}

/** The shape of one kind of data: what goes into a program, or what comes out of it. */
export interface DataModel {
  /** In pydantic's shape. */
  readonly schema: JsonSchema;
  /** The schema's title. */
  readonly name: string;
  /**
   * Makes a row the JSON of this data model: fields in order, defaults filled in, nulls left out, unknown fields refused,
   * ints made floats where the schema says `number`.
   *
   * @throws DataError `bad-row`; `details.problems` lists the path and the kind of every problem.
   */
  toJson(row: unknown): JsonObject;
}

/** What a schema library says of itself; some libraries' schemas are functions. */
function standardOf(definition: unknown): Partial<StandardJsonSchema['~standard']> | null {
  if (typeof definition !== 'function' && (typeof definition !== 'object' || definition === null))
    return null;
  const standard: unknown = Reflect.get(definition, '~standard');
  return typeof standard === 'object' ? standard : null;
}

function schemaOfLibrary(standard: Partial<StandardJsonSchema['~standard']>): Record<string, unknown> {
  if (typeof standard.jsonSchema?.input !== 'function') {
    throw new ArgumentError(
      'no-json-schema',
      `The schema library ${JSON.stringify(standard.vendor ?? 'unknown')} does not say what its schemas are in JSON Schema. ` +
        'Expected one that follows Standard JSON Schema, as zod from 4.2 does; or give its JSON Schema as a plain object.',
      { details: { vendor: standard.vendor ?? null } },
    );
  }
  // The input side, since a field with a default may be left out of a row.
  return standard.jsonSchema.input({ target: 'draft-2020-12' });
}

/**
 * Makes a data model from a JSON Schema, or from a schema of zod 4 or any library that follows Standard JSON Schema
 * (which then stays the author's own dependency: Tidemark has none).
 *
 * The schema is written in pydantic's shape, so that prompts and files are what Python writes for the same class. A
 * `Map` is taken as exact JSON: ints and floats stay apart, and keys such as `"10"` keep their place.
 *
 * @throws ArgumentError `missing-title`, `bad-schema`, `unknown-required`, `no-json-schema`.
 * @example
 * const Sentence = dataModel({
 *   title: 'Sentence',
 *   properties: { text: { type: 'string', description: 'One sentence.' } },
 * });
 * Sentence.toJson({ text: 'Hej' }); // Map { 'text' => 'Hej' }
 */
export function dataModel(definition: DataModelDefinition | StandardJsonSchema | JsonSchema): DataModel {
  const standard = standardOf(definition);
  const plain: unknown = standard === null ? definition : schemaOfLibrary(standard);
  const json = toJsonValue(plain);
  if (!isJsonObject(json)) {
    throw new ArgumentError(
      'bad-schema',
      `A data model is made from a JSON Schema object. Received: ${typeof definition}`,
    );
  }
  const schema = toPydanticShape(json, { plainNumbers: !isJsonObject(plain) });
  return {
    schema,
    name: String(schema.get('title')),
    toJson: (row) => rowToJson(schema, row),
  };
}
