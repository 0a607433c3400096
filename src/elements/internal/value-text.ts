import { isList, isRecord } from './plain-json.ts';
import type { Json } from './plain-json.ts';

/**
 * Writes a value as people read it: text as it is, the one field of an object as its value, several by name, one a
 * line. Deeper values stay JSON.
 */
export function valueText(value: Json): string {
  if (!isRecord(value)) return plainText(value);
  const fields = Object.entries(value);
  const [only] = fields;
  if (fields.length === 1 && only) return plainText(only[1]);
  return fields.map(([name, field]) => `${name}: ${plainText(field)}`).join('\n');
}

function plainText(value: Json): string {
  if (typeof value === 'string') return value;
  return isList(value) || isRecord(value) ? JSON.stringify(value) : String(value);
}
