import { titleCase } from '../data/title-case.ts';
import type { TemplateArguments } from './template-arguments.ts';
import { pairsOf } from './template-list-filters.ts';
import { strip } from './template-text-filters.ts';
import { elementsOf, entriesOf, templateValue, templateView, textOf } from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

type Method = (value: TemplateValue, given: TemplateArguments) => TemplateValue;

/** Methods of `str` that the library lacks, or has as JavaScript does. */
const textMethods: Readonly<Record<string, Method>> = {
  join: (value, given) => {
    const parts = elementsOf(given.get(0, 'iterable') ?? templateValue(''));
    return templateValue(parts.map(textOf).join(textOf(value)));
  },
  strip: (value, given) => templateValue(strip(textOf(value), given.get(0, 'chars'))),
  title: (value) => templateValue(titleCase(textOf(value))),
};

/** Methods of `dict` whose answers print as views. */
const objectMethods: Readonly<Record<string, Method>> = {
  items: (value) => templateView('items', pairsOf(value)),
  keys: (value) => templateView('keys', elementsOf(value)),
  values: (value) =>
    templateView(
      'values',
      entriesOf(value).map(([, item]) => item),
    ),
};

const methods: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  StringValue: textMethods,
  ObjectValue: objectMethods,
};

/** Calls a method of a value as Python does; null for one that is left to the library. */
export function callMethod(
  value: TemplateValue,
  name: string,
  given: TemplateArguments,
): TemplateValue | null {
  const known = methods[value.type] ?? {};
  return Object.hasOwn(known, name) ? (known[name]?.(value, given) ?? null) : null;
}
