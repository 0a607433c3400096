import { formatFailure } from './format-failure.ts';
import { formatFloat } from './format-float.ts';
import { formatInteger } from './format-integer.ts';
import type { FormatSpec } from './format-spec.ts';
import { formatText } from './format-text.ts';
import type { JsonValue } from './json-value.ts';
import { pythonTypeName } from './python-type-name.ts';
import { toText } from './format-conversion.ts';

/**
 * Formats one value as Python's `format(value, spec)` does.
 *
 * @param spec undefined for the empty spec, which every type accepts
 * @throws FormatError if the spec is not one for this type of value
 */
export function formatValue(value: JsonValue, spec: FormatSpec | undefined): string {
  if (spec === undefined) return toText(value);
  if (typeof value === 'number') return formatFloat(value, spec);
  if (typeof value === 'bigint') return formatInteger(value, spec, 'int');
  if (typeof value === 'string') return formatText(value, spec);
  if (typeof value === 'boolean') return formatInteger(value ? 1n : 0n, spec, 'bool');
  const type = pythonTypeName(value);
  throw formatFailure('TypeError', `unsupported format string passed to ${type}.__format__`);
}
