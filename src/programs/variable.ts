import { ArgumentError } from '../base/errors.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** What a variable is made from. */
export interface VariableOptions {
  /** Scope path, `/` between scopes, without the variable's own name; empty at top level. */
  readonly scope: string;
  readonly name: string;
  readonly schema: JsonSchema;
  readonly value: JsonObject;
  /** @default true */
  readonly trainable?: boolean;
}

/**
 * A named JSON object that outlives a call: what training changes, and what a checkpoint keeps.
 *
 * Its path (`generator/state_generator`) is where it stands in a state tree. Follows `synalinks.Variable`.
 */
export class Variable {
  readonly name: string;
  readonly path: string;
  readonly schema: JsonSchema;
  trainable: boolean;
  #value: JsonObject;

  constructor({ scope, name, schema, value, trainable = true }: VariableOptions) {
    if (name.includes('/')) {
      throw new ArgumentError(
        'bad-name',
        `Argument \`name\` must be a string and cannot contain character \`/\`. Received: name=${name}`,
      );
    }
    this.name = name;
    this.path = scope === '' ? name : `${scope}/${name}`;
    this.schema = schema;
    this.trainable = trainable;
    this.#value = value;
  }

  /** The whole value. Immutable: keep it, and it stays as it is now. */
  get value(): JsonObject {
    return this.#value;
  }

  /** One field of the value; undefined when it has none of that name. */
  get(field: string): JsonValue | undefined {
    return this.#value.get(field);
  }

  /** Replaces the whole value. */
  assign(value: JsonObject): void {
    this.#value = value;
  }

  /** Replaces the given fields and keeps the others; new fields go to the end. */
  update(fields: Iterable<readonly [string, JsonValue]>): void {
    const next = new Map(this.#value);
    for (const [field, value] of fields) next.set(field, value);
    this.#value = next;
  }
}
