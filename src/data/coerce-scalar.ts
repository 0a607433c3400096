import type { JsonValue } from '../python/json-value.ts';

/** A JSON value that was accepted, or the kind of problem with it, in pydantic's words. */
export type Coerced = { readonly value: JsonValue } | { readonly kind: string };

/** The JSON Schema types of a single value. */
export type ScalarType = 'string' | 'integer' | 'number' | 'boolean' | 'null';

const int64Limit = 2n ** 63n;
/** The longest integer that Python reads from text, in digits. */
const maxIntegerDigits = 4300;
const integerText = /^([+-]?)(\d+(?:_\d+)*)(?:\.0+)?$/;
const floatText = /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|infinity|nan)$/i;
const booleanTexts = new Map(
  ['0', 'off', 'f', 'false', 'n', 'no', '1', 'on', 't', 'true', 'y', 'yes'].map((text, index) => [
    text,
    index > 5,
  ]),
);

function trim(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
}

function integerFromText(text: string): Coerced {
  const [, sign = '', digits = ''] = integerText.exec(trim(text)) ?? [];
  const plain = digits.replaceAll('_', '');
  if (plain === '') return { kind: 'int_parsing' };
  if (plain.length > maxIntegerDigits) return { kind: 'int_parsing_size' };
  return { value: sign === '-' ? -BigInt(plain) : BigInt(plain) };
}

function integerFromFloat(value: number): Coerced {
  if (!Number.isFinite(value)) return { kind: 'finite_number' };
  if (!Number.isInteger(value)) return { kind: 'int_from_float' };
  const integer = BigInt(value);
  return isInt64(integer) ? { value: integer } : { kind: 'int_parsing_size' };
}

function toInteger(value: JsonValue): Coerced {
  if (typeof value === 'bigint') return { value };
  if (typeof value === 'number') return integerFromFloat(value);
  if (typeof value === 'boolean') return { value: value ? 1n : 0n };
  return typeof value === 'string' ? integerFromText(value) : { kind: 'int_type' };
}

/** Either blanks around or underscores within are let pass, not both: so does pydantic. */
function floatFromText(text: string): Coerced {
  const hasUnderscore = text.includes('_');
  const plain = hasUnderscore ? text.replaceAll('_', '') : trim(text);
  if (/^_|__|_$/.test(text) || !floatText.test(plain)) return { kind: 'float_parsing' };
  const special = /^([+-]?)(inf|nan)/i.exec(plain);
  if (special === null) return { value: Number(plain) };
  const magnitude = special[2]?.toLowerCase() === 'nan' ? NaN : Infinity;
  return { value: special[1] === '-' ? -magnitude : magnitude };
}

function toFloat(value: JsonValue): Coerced {
  if (typeof value === 'number') return { value };
  if (typeof value === 'bigint') {
    const float = Number(value);
    return Number.isFinite(float) ? { value: float } : { kind: 'float_type' };
  }
  if (typeof value === 'boolean') return { value: value ? 1 : 0 };
  return typeof value === 'string' ? floatFromText(value) : { kind: 'float_type' };
}

function toBoolean(value: JsonValue): Coerced {
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'string') {
    const known = booleanTexts.get(value.toLowerCase());
    return known === undefined ? { kind: 'bool_parsing' } : { value: known };
  }
  if (typeof value !== 'bigint' && typeof value !== 'number') return { kind: 'bool_type' };
  if (Number(value) === 0 || Number(value) === 1) return { value: Number(value) === 1 };
  const isInteger = typeof value === 'bigint' || Number.isInteger(value);
  return { kind: isInteger && isInt64(BigInt(value)) ? 'bool_parsing' : 'bool_type' };
}

/** Tells whether an integer fits 64 bits with a sign. */
export function isInt64(value: bigint): boolean {
  return value >= -int64Limit && value < int64Limit;
}

/**
 * How far a value may be from its type: `exact` not at all, `strict` only an int for a float, `lax` whatever plainly
 * means that type.
 */
export type Rigour = 'exact' | 'strict' | 'lax';

const exactTypes: Readonly<Record<ScalarType, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'bigint',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function isNear(type: ScalarType, value: JsonValue, rigour: Rigour): boolean {
  if (rigour === 'lax' || exactTypes[type](value)) return true;
  return rigour === 'strict' && type === 'number' && typeof value === 'bigint';
}

/**
 * Takes a value as a scalar type. When it is lax, so is pydantic: `"5"`, `5.0` and `true` are integers too, an integer
 * is a float, `"yes"` and `1` are booleans; only a string is a string.
 */
export function coerceScalar(type: ScalarType, value: JsonValue, rigour: Rigour = 'lax'): Coerced {
  if (!isNear(type, value, rigour)) return { kind: `${type}_type` };
  if (type === 'integer') return toInteger(value);
  if (type === 'number') return toFloat(value);
  if (type === 'boolean') return toBoolean(value);
  if (type === 'null') return value === null ? { value } : { kind: 'none_required' };
  return typeof value === 'string' ? { value } : { kind: 'string_type' };
}
