import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { FileFields } from './file-fields.ts';
import type { ClassIdentity } from './module.ts';
import { snakeCase } from './names.ts';

/** Anything that can stand in a program file. */
export interface Serializable {
  readonly identity: ClassIdentity;
  getConfig(): JsonObject;
  /** @default null */
  getBuildConfig?(): JsonObject | null;
  /** Takes the place of all that is made from the other fields. @default null */
  readonly fileEntry?: JsonObject | null;
  /** What the file that it comes from has as its config. @default null */
  readonly fileConfig?: FileFields | null;
}

/** How an object stands in a program file: its class, and the config that it is made from again. */
export function objectEnvelope(object: Serializable): JsonObject {
  if (object.fileEntry) return object.fileEntry;
  const { module, className, registeredName = null } = object.identity;
  const config = object.getConfig();
  const build = object.getBuildConfig?.() ?? null;
  return jsonObject(
    ['module', module],
    ['class_name', className],
    ['config', object.fileConfig?.written(config) ?? config],
    ['registered_name', registeredName],
    ...(build === null ? [] : [['build_config', build] as const]),
  );
}

/**
 * How a function stands in a program file: by its name alone, in snake_case as Python names are.
 *
 * @example functionEnvelope('exactMatch'); // config: 'exact_match'
 */
export function functionEnvelope(name: string): JsonObject {
  return registeredFunctionEnvelope(name === '' ? '<lambda>' : name.includes('>') ? name : snakeCase(name));
}

/** How a function stands in a program file under exactly the name that it is registered with. */
export function registeredFunctionEnvelope(name: string): JsonObject {
  return jsonObject(
    ['module', 'builtins'],
    ['class_name', 'function'],
    ['config', name],
    ['registered_name', 'function'],
  );
}

/** The name of the function that stands in a program file; null where none does. */
export function functionNameIn(envelope: JsonValue): string | null {
  const name = isJsonObject(envelope) ? envelope.get('config') : null;
  return typeof name === 'string' ? name : null;
}
