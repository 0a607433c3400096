import { DataError } from '../base/errors.ts';
import { isJsonArray, type JsonObject, type JsonValue } from '../python/json-value.ts';
import { factorizeSchema } from './factorize-schema.ts';
import { mapModel, type MaybeDataModel } from './map-model.ts';
import { baseKey, isPlural, pluralKey } from './word-rules.ts';

/** Gathers a value in the list under a key. */
function gather(result: Map<string, JsonValue>, key: string, value: JsonValue): void {
  const list = result.has(key) ? result.get(key) : [];
  if (!isJsonArray(list)) {
    throw new DataError(
      'not-a-list',
      `Fields cannot be gathered under ${JSON.stringify(key)}, which has a value that is not a list. ` +
        'Rename the field, or drop it with a mask first.',
      { details: { field: key } },
    );
  }
  result.set(key, isJsonArray(value) ? [...list, ...value] : [...list, value]);
}

/**
 * Gathers fields of one name (`answer`, `answer_1`) in a list under its plural; a field that is alone gets its name in
 * the singular, without a number. A list that already has the plural name and stands after them replaces what was
 * gathered, as it does in Synalinks.
 *
 * @throws DataError `not-a-list` when the plural name is taken by something else.
 * @example factorizeJson(jsonObject(['answer', 'A'], ['answer_1', 'B'])); // Map { 'answers' => ['A', 'B'] }
 */
export function factorizeJson(json: JsonObject): JsonObject {
  const bases = [...json.keys()].map(baseKey);
  const counts = new Map<string, number>();
  for (const base of bases) counts.set(base, (counts.get(base) ?? 0) + 1);
  const result = new Map<string, JsonValue>();
  for (const [key, value] of json) {
    const base = baseKey(key);
    if (isPlural(key)) result.set(key, value);
    else if ((counts.get(base) ?? 0) > 1) gather(result, pluralKey(base), value);
    else result.set(base, value);
  }
  return result;
}

/** Gathers fields of one name in a list under its plural, in the value and in the schema; null stays null. */
export function factorize<Model extends MaybeDataModel>(model: Model): Model {
  return mapModel(model, { json: factorizeJson, schema: factorizeSchema });
}
