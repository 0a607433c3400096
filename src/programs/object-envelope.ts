import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { ClassIdentity } from './module.ts';
import { snakeCase } from './names.ts';

/** Anything that can stand in a program file. */
export interface Serializable {
  readonly identity: ClassIdentity;
  getConfig(): JsonObject;
}

/** How an object stands in a program file: its class, and the config that it is made from again. */
export function objectEnvelope(object: Serializable): JsonObject {
  const { module, className, registeredName = null } = object.identity;
  return jsonObject(
    ['module', module],
    ['class_name', className],
    ['config', object.getConfig()],
    ['registered_name', registeredName],
  );
}

/**
 * How a function stands in a program file: by its name alone, in snake_case as Python names are.
 *
 * @example functionEnvelope('exactMatch'); // config: 'exact_match'
 */
export function functionEnvelope(name: string): JsonObject {
  return jsonObject(
    ['module', 'builtins'],
    ['class_name', 'function'],
    ['config', name === '' ? '<lambda>' : name.includes('>') ? name : snakeCase(name)],
    ['registered_name', 'function'],
  );
}
