import { ArgumentError } from '../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../python/json-value.ts';
import { keyMatcher, type KeyMatcher, type MaskOptions } from './key-matcher.ts';
import { mapModel, type MaybeDataModel } from './map-model.ts';
import { inMaskSchema, outMaskSchema } from './mask-schema.ts';

const empty: JsonObject = new Map();

/** Filters objects by key. What no filter changes is given back itself, not copied. */
class ObjectFilter {
  readonly #keeps: KeyMatcher;
  readonly #recursive: boolean;

  constructor(keeps: KeyMatcher, recursive: boolean) {
    this.#keeps = keeps;
    this.#recursive = recursive;
  }

  filter(object: JsonObject): JsonObject {
    let changed = false;
    const kept = new Map<string, JsonValue>();
    for (const [key, value] of object) {
      const filtered = this.#keeps(key) ? this.#filterValue(value) : undefined;
      if (filtered !== undefined) kept.set(key, filtered);
      changed ||= filtered !== value;
    }
    return changed ? kept : object;
  }

  #filterValue(value: JsonValue): JsonValue {
    if (!this.#recursive) return value;
    if (isJsonObject(value)) return this.filter(value);
    return isJsonArray(value) ? this.#filterItems(value) : value;
  }

  /** Lists within lists are left as they are, as Synalinks leaves them. */
  #filterItems(items: readonly JsonValue[]): readonly JsonValue[] {
    const filtered = items.map((item) => (isJsonObject(item) ? this.filter(item) : item));
    return filtered.every((item, index) => item === items[index]) ? items : filtered;
  }
}

/**
 * Keeps the fields of a mask, in their order; without names and pattern, none. A field that is not listed goes with all
 * that it holds.
 *
 * @example inMaskJson(jsonObject(['answer', 'A'], ['thinking', 'T']), { mask: ['answer'] }); // Map { 'answer' => 'A' }
 */
export function inMaskJson(json: JsonObject, options: MaskOptions): JsonObject {
  const matches = keyMatcher(options);
  return matches === null ? empty : new ObjectFilter(matches, options.recursive ?? true).filter(json);
}

/**
 * Drops the fields of a mask; without names and pattern, none. Takes time in proportion to the value, and shares with
 * it what it leaves unchanged.
 */
export function outMaskJson(json: JsonObject, options: MaskOptions): JsonObject {
  const matches = keyMatcher(options);
  if (matches === null) return json;
  return new ObjectFilter((key) => !matches(key), options.recursive ?? true).filter(json);
}

function requireMask({ mask, pattern }: MaskOptions): void {
  if ((mask ?? null) !== null || (pattern ?? null) !== null) return;
  throw new ArgumentError(
    'missing-mask',
    'You should specify the `mask` or `pattern` argument. Expected a list of field names, or a pattern.',
  );
}

/**
 * Keeps the fields of a mask, in the value and in the schema of a data model; null stays null.
 *
 * @throws ArgumentError `missing-mask` without names and pattern.
 */
export function inMask<Model extends MaybeDataModel>(model: Model, options: MaskOptions): Model {
  requireMask(options);
  return mapModel(model, {
    json: (json) => inMaskJson(json, options),
    schema: (schema) => inMaskSchema(schema, options),
  });
}

/**
 * Drops the fields of a mask, in the value and in the schema of a data model; null stays null.
 *
 * @throws ArgumentError `missing-mask` without names and pattern.
 */
export function outMask<Model extends MaybeDataModel>(model: Model, options: MaskOptions): Model {
  requireMask(options);
  return mapModel(model, {
    json: (json) => outMaskJson(json, options),
    schema: (schema) => outMaskSchema(schema, options),
  });
}
