import { BoundedCache } from './bounded-cache.ts';
import { convert } from './format-conversion.ts';
import { formatFailure } from './format-failure.ts';
import { maximumLength, tooLong } from './format-layout.ts';
import { lookUp } from './format-lookup.ts';
import type { FormatValues } from './format-lookup.ts';
import { parseTemplate } from './format-template.ts';
import type { TemplateField, TemplatePart } from './format-template.ts';
import { formatValue } from './format-value.ts';

/** A program uses a handful of templates. */
const templates = new BoundedCache(64, parseTemplate);

/**
 * Formats a templated path as Python 3.11's `template.format(**values)` does: the whole mini-language, every digit
 * correctly rounded, every error with Python's words.
 *
 * A bigint is a Python int and a number is a float, so `{epoch:02d}` wants `5n`. Names reach a record's own
 * properties only, never a prototype, and attributes are those of numbers (`real`, `imag`, `numerator`,
 * `denominator`) and `__class__.__name__`.
 *
 * Differs from Python: templates and results beyond 65,536 characters are refused, since a width of 10⁹ would take
 * a gigabyte.
 *
 * @param template such as `runs/{epoch:02d}-{val_reward:.2f}.json`
 * @param values by name; there are no positional ones
 * @throws FormatError `details.type` is the Python exception's class, `message` its text; the message of a KeyError
 * is, as in Python, the repr of the key, and `details.key` the key
 * @example formatPath('{epoch:02d}-{val_reward:.2f}.json', { epoch: 5n, val_reward: 0.125 }); // '05-0.12.json'
 */
export function formatPath(template: string, values: FormatValues): string {
  if (template.length > maximumLength) throw tooLong(`${template.length} characters of its own`);
  return formatParts(templates.get(template), values);
}

/**
 * Formats the parts of a template, as `parseTemplate` gives them.
 *
 * @throws FormatError
 */
export function formatParts(parts: readonly TemplatePart[], values: FormatValues): string {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else if (part.kind === 'field') text += renderField(part, values);
    else throw formatFailure('ValueError', part.message);
    if (text.length > maximumLength) throw tooLong(`${text.length} characters or more`);
  }
  return text;
}

function renderField(field: TemplateField, values: FormatValues): string {
  const found = lookUp(field, values);
  const value = field.conversion === undefined ? found : convert(found, field.conversion);
  const spec = field.nested === undefined ? field.spec : formatParts(field.nested, values);
  return formatValue(value, spec);
}
