import type { FormatError } from '../base/errors.ts';
import { formatFailure } from './format-failure.ts';
import type { FormatSpec } from './format-spec.ts';

/**
 * Checks what Python checks of a spec once the value's type is known, and before it looks at the value.
 *
 * @param defaultType the presentation type where the spec names none
 * @throws FormatError
 */
export function checkSpec(spec: FormatSpec, typeName: string, defaultType: string): void {
  if (spec.malformed) {
    const message = `Invalid format specifier '${spec.text}' for object of type '${typeName}'`;
    throw formatFailure('ValueError', message);
  }
  if (spec.grouping !== '') checkGrouping(spec.grouping, spec.type ?? defaultType);
}

function checkGrouping(grouping: string, type: string): void {
  if ('defgEG%F\0'.includes(type) || (grouping === '_' && 'boxX'.includes(type))) return;
  throw formatFailure('ValueError', `Cannot specify '${grouping}' with '${shown(type)}'.`);
}

/** Builds the error for a presentation type that a value's type does not know. */
export function unknownType(spec: FormatSpec, typeName: string): FormatError {
  const message = `Unknown format code '${shown(spec.type ?? '')}' for object of type '${typeName}'`;
  return formatFailure('ValueError', message);
}

function shown(type: string): string {
  return /[!-\x7f]/.test(type) ? type : `\\x${(type.codePointAt(0) ?? 0).toString(16)}`;
}
