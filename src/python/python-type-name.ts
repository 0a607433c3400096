import { isJsonArray } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

/** Returns the name of the Python type that a value stands for: `int`, `float`, `str`, `bool`, `NoneType`, `list`, `dict`. */
export function pythonTypeName(value: JsonValue): string {
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    default:
      if (value === null) return 'NoneType';
      return isJsonArray(value) ? 'list' : 'dict';
  }
}
