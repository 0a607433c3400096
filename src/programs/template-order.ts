import { jsonEquals } from '../python/equality.ts';
import { elementsOf, isList, jsonOf, textOf } from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

/** Tells whether two values are equal as Python has it; what is undefined equals only itself. */
export function valuesEqual(one: TemplateValue, other: TemplateValue): boolean {
  const isEither = [one, other].some(({ type }) => type === 'UndefinedValue');
  return isEither ? one.type === other.type : jsonEquals(jsonOf(one), jsonOf(other));
}

/**
 * Compares two values as Python's `<` does: negative, zero or positive. Numbers by size, texts by code point, lists item
 * by item.
 *
 * @throws TypeError for values that have no order
 */
export function compareValues(one: TemplateValue, other: TemplateValue): number {
  if (isNumber(one) && isNumber(other)) return numberOf(one) - numberOf(other);
  if (one.type === 'StringValue' && other.type === 'StringValue') {
    return compareTexts(textOf(one), textOf(other));
  }
  if (isList(one) && isList(other)) return compareLists(elementsOf(one), elementsOf(other));
  throw new TypeError(`'<' not supported between ${textOf(one)} and ${textOf(other)}`);
}

/** Whether a value is an int, a float or a boolean, which Python counts among the ints. */
export const isNumber = ({ type }: TemplateValue): boolean =>
  type === 'IntegerValue' || type === 'FloatValue' || type === 'BooleanValue';

/** A number; ints beyond 2^53 lose digits. */
export const numberOf = ({ value }: TemplateValue): number => Number(value);

function compareTexts(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const index = left.findIndex((character, position) => character !== right[position]);
  if (index === -1) return left.length - right.length;
  return (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1);
}

function compareLists(one: readonly TemplateValue[], other: readonly TemplateValue[]): number {
  for (const [index, item] of one.entries()) {
    const counterpart = other[index];
    if (counterpart === undefined) return 1;
    if (!valuesEqual(item, counterpart)) return compareValues(item, counterpart);
  }
  return one.length - other.length;
}
