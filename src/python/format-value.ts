import { BoundedCache } from './bounded-cache.ts';
import { toText } from './format-conversion.ts';
import { formatFailure } from './format-failure.ts';
import { formatFloat } from './format-float.ts';
import { formatInteger } from './format-integer.ts';
import { parseFormatSpec } from './format-spec.ts';
import { formatText } from './format-text.ts';
import type { JsonValue } from './json-value.ts';
import { pythonTypeName } from './python-type-name.ts';

const specs = new BoundedCache(64, parseFormatSpec);

/**
 * Formats one value as Python's `format(value, spec)` does.
 *
 * @throws FormatError if the spec is not one for this type of value; null, arrays and objects take only the empty one
 * @example formatValue(0.125, '.2f'); // '0.12'
 */
export function formatValue(value: JsonValue, spec: string): string {
  if (spec === '') return toText(value);
  switch (typeof value) {
    case 'number':
      return formatFloat(value, specs.get(spec));
    case 'bigint':
      return formatInteger(value, specs.get(spec), 'int');
    case 'string':
      return formatText(value, specs.get(spec));
    case 'boolean':
      return formatInteger(value ? 1n : 0n, specs.get(spec), 'bool');
    default:
      throw formatFailure(
        'TypeError',
        `unsupported format string passed to ${pythonTypeName(value)}.__format__`,
      );
  }
}
