import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { LogValue, Logs } from './callback.ts';
import { readNumber, writeNumber } from './state-number.ts';

/** Makes a logged value fit for a training state. */
export function writeLogValue(value: LogValue): JsonValue {
  return typeof value === 'number' ? writeNumber(value) : value.map(writeNumber);
}

/** Reads what `writeLogValue` made; what is no number is NaN. */
export function readLogValue(value: JsonValue): LogValue {
  if (isJsonArray(value)) return value.map((item) => readNumber(item) ?? NaN);
  return readNumber(value) ?? NaN;
}

/** Makes logs fit for a training state. */
export function writeLogs(logs: Logs): JsonObject {
  return new Map(Object.entries(logs).map(([name, value]) => [name, writeLogValue(value)]));
}

/** Reads what `writeLogs` made. */
export function readLogs(logs: JsonValue | undefined): Logs {
  if (!isJsonObject(logs)) return {};
  return Object.fromEntries([...logs].map(([name, value]) => [name, readLogValue(value)]));
}
