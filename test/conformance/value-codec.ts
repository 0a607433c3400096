import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';

const namedFloats: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

/**
 * Decodes a recorded Python value: `{"$int": 5}` is an int, `{"$float": 0.5}` a float, an array of NumPy's an array
 * (one without dimensions its only element), a `pathlib` path its text; the rest stands for itself.
 */
export function decodeValue(encoded: JsonValue): JsonValue {
  if (encoded instanceof Map) return decodeObject(encoded as JsonObject);
  return Array.isArray(encoded) ? (encoded as readonly JsonValue[]).map(decodeValue) : encoded;
}

/** Decodes each value of an object, whose keys are names and no codes. */
export function decodeValues(encoded: JsonObject): JsonObject {
  return new Map([...encoded].map(([name, value]) => [name, decodeValue(value)]));
}

function decodeObject(encoded: JsonObject): JsonValue {
  const integer = encoded.get('$int');
  if (integer !== undefined) return BigInt(integer as bigint | string);
  const float = encoded.get('$float');
  if (float !== undefined) return decodeFloat(float);
  const array = encoded.get('$array');
  if (array !== undefined) return decodeValue(array);
  return encoded.get('$path') ?? decodeValues(encoded);
}

function decodeFloat(encoded: JsonValue): number {
  if (typeof encoded !== 'string') return Number(encoded);
  const float = namedFloats[encoded];
  if (float === undefined) throw new Error(`No float is called ${encoded}.`);
  return float;
}
